"""A fingerprint changes with what it stands for, and with nothing else."""

import pytest

from tools.environment import ROOT
from tools.fingerprint import APPS, DATABASE, EVERYTHING, files, fingerprint


@pytest.fixture
def project(tmp_path):
    """A small project with a file that counts and some that do not."""
    for name in ("portal/migrations/0001_initial.py", "portal/migrations/__pycache__/0001.py", "portal/views.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    return tmp_path


def test_the_same_files_have_the_same_fingerprint(project):
    assert fingerprint(project, DATABASE) == fingerprint(project, DATABASE)


def test_a_changed_a_new_and_a_renamed_file_change_it(project):
    seen = {fingerprint(project, DATABASE)}
    first = project / "portal/migrations/0001_initial.py"

    first.write_text("changed")
    seen.add(fingerprint(project, DATABASE))
    (project / "portal/migrations/0002_next.py").write_text("new")
    seen.add(fingerprint(project, DATABASE))
    first.rename(first.with_name("0001_first.py"))
    seen.add(fingerprint(project, DATABASE))

    assert len(seen) == 4


def test_other_files_and_compiled_ones_do_not(project):
    before = fingerprint(project, DATABASE)

    (project / "portal/views.py").write_text("changed")
    (project / "portal/migrations/__pycache__/0001.py").write_text("changed")

    assert fingerprint(project, DATABASE) == before


def test_a_text_besides_the_files_changes_it(project):
    assert fingerprint(project, DATABASE, "one database") != fingerprint(project, DATABASE, "another database")


def test_the_project_has_files_of_every_kind_that_counts():
    found = {path.relative_to(ROOT).as_posix() for path in files(ROOT, EVERYTHING)}

    assert "requirements.lock" in found
    assert "portal/mechanism/data/instruments.csv" in found
    assert "home/management/commands/prepare_portal.py" in found
    assert any(name.startswith("static/css/") for name in found)
    assert {name.split("/")[0] for name in found if "/migrations/" in name} == set(APPS)
