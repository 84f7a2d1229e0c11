"""Heads outside the database: an older database put in place of the newer one is noticed, and said loudly."""

import json

import pytest
from django.core.checks import run_checks

from submissions import heads
from submissions.declaration import checking, ledger
from tests.declaration.tampering import behind_the_back, remove, run
from tests.factories.declaration import make_declaration, sign

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.HEADS_DIR = str(tmp_path)
    return tmp_path


@pytest.fixture
def published(django_capture_on_commit_callbacks):
    """A declaration with two signatures, whose heads were published when each was committed."""
    with django_capture_on_commit_callbacks(execute=True):
        declaration = make_declaration()
        sign(declaration)
        sign(declaration)
    return declaration


def warnings() -> list[str]:
    return [problem.id for problem in run_checks(databases=["default"]) if problem.id == "submissions.W001"]


def test_every_committed_entry_publishes_its_head(published, folder):
    lines = (folder / f"{published.slug}.txt").read_text().splitlines()

    assert [line.split()[1:] for line in lines] == [[str(e.seq), e.hash] for e in published.entries.order_by("seq")]
    assert heads.last(published.slug).hash == ledger.head(published).hash


def test_an_entry_that_is_not_committed_publishes_nothing(folder):
    make_declaration()

    assert list(folder.iterdir()) == []


def test_a_database_with_its_published_head_is_well(published):
    sign(published)  # newer than what was published: a crash may lose a line of the file

    assert checking.verify(published).ok
    assert warnings() == []


def test_an_older_database_is_found_by_the_check_at_start_the_command_and_the_public_page(published, client):
    with behind_the_back():
        remove(published.entries.get(seq=3))

        verdict = checking.verify(published)
        page = client.get(published.get_absolute_url()).text

        assert "is not in this database" in verdict.problem
        assert warnings() == ["submissions.W001"]
        assert "Chain broken" in page


def test_a_rewritten_ledger_is_found_though_it_is_longer(published):
    last = ledger.head(published)
    with behind_the_back():
        remove(last)
        sign(published)
        sign(published)

        assert warnings() == ["submissions.W001"]


def test_lines_out_of_order_and_half_lines_do_not_matter(published, folder):
    file = folder / f"{published.slug}.txt"
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join(lines[::-1]) + "2024-04-05T")

    assert heads.last(published.slug).seq == 3


def test_only_the_end_of_a_long_file_is_read(published, folder):
    file = folder / f"{published.slug}.txt"
    file.write_text("2024-04-05T09:00:00Z 1 " + "a" * 64 + "\n" + file.read_text() * 100)

    assert heads.last(published.slug).hash == ledger.head(published).hash


def test_a_disk_that_is_full_does_not_undo_a_signature(settings, tmp_path, django_capture_on_commit_callbacks):
    (tmp_path / "file").write_text("")
    settings.HEADS_DIR = str(tmp_path / "file" / "below")

    with django_capture_on_commit_callbacks(execute=True):
        signature = sign(make_declaration())

    assert json.loads(signature.entry.body)["kind"] == "sign"


def test_without_a_folder_nothing_is_published_and_nothing_is_missed(settings, published):
    settings.HEADS_DIR = ""
    with behind_the_back():
        run("DELETE FROM submissions_signatory")
        run("DELETE FROM submissions_signature")
        run("DELETE FROM submissions_ledgerentry WHERE seq > 1")

        assert warnings() == []
        assert heads.last(published.slug) is None
