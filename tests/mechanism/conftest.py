"""What tests of the facts start from."""

import shutil

import pytest
from django.db import connection

from portal.mechanism.collecting import KEYS
from portal.mechanism.loading import DATA, load
from portal.mechanism.models import FocalPoint, Party, State


@pytest.fixture
def no_facts(db):
    """A database without any fact, whatever it was prepared with."""
    with connection.cursor() as cursor:
        for model in (FocalPoint, Party, *reversed(KEYS)):
            cursor.execute(f"DELETE FROM {model._meta.db_table}")  # noqa: S608  a table of ours


@pytest.fixture
def loaded(db):
    """A database that holds the facts that ship, whether or not it was prepared with them."""
    if not State.objects.exists():
        load()


@pytest.fixture
def folder(tmp_path):
    """A copy of the files that ship, to be spoiled by a test."""
    return shutil.copytree(DATA, tmp_path / "data")


@pytest.fixture
def change(folder):
    """Replace a text that stands once in a file of the copy, and give the copy."""

    def replace(file, old, new):
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"“{old}” stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return folder

    return replace
