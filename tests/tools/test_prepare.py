"""What was prepared once is known, until something it was made from or made into is no longer the same."""

import pytest

from tools.environment import ROOT
from tools.prepare import Place, Preparation


@pytest.fixture
def prepared(tmp_path):
    """A preparation that is done, for the state "as it is"."""
    preparation = preparation_for(tmp_path)
    for name, text in {
        "prepared": "as it is",
        "portal.sqlite3": "",
        "demo_accounts.txt": "",
        "static/staticfiles.json": "",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return preparation


def preparation_for(folder, **environ):
    return Preparation(Place.from_environment(ROOT / ".venv/bin/python", {"DATA_DIR": str(folder)} | environ))


def test_what_is_done_is_not_done_again(prepared):
    assert prepared.is_done("as it is")


def test_another_state_has_to_be_prepared(prepared):
    assert not prepared.is_done("changed since")


@pytest.mark.parametrize("lost", ["prepared", "portal.sqlite3", "demo_accounts.txt", "static/staticfiles.json"])
def test_what_got_lost_has_to_be_prepared(prepared, lost):
    (prepared.place.data / lost).unlink()

    assert not prepared.is_done("as it is")


def test_a_postgresql_server_that_does_not_answer_has_no_prepared_database(prepared):
    elsewhere = preparation_for(prepared.place.data, DATABASE_URL="postgres://nobody@127.0.0.1:1/portal")

    assert not elsewhere.is_done("as it is")


def test_the_database_is_in_the_data_folder_unless_named(tmp_path):
    assert preparation_for(tmp_path).place.database == f"sqlite:///{tmp_path}/portal.sqlite3"
    named = preparation_for(tmp_path, DATABASE_URL="postgres://127.0.0.1/portal").place
    assert (named.database, named.on_sqlite) == ("postgres://127.0.0.1/portal", False)
