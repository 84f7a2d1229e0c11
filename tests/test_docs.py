"""The README says what is true: every setting, command and variable stands in it."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text()
SETTINGS = "".join(path.read_text() for path in (ROOT / "portal" / "settings").glob("*.py"))
VARIABLES = sorted(
    set(re.findall(r"env(?:\.\w+)?\(\s*\"([A-Z_]+)\"", SETTINGS))
    | set(re.findall(r"^    \"([A-Z_]+)\": \"", SETTINGS, re.MULTILINE)) & {"SECRET_KEY", "EMAIL_URL"}
)
OWN_APPS = ("portal", "organizations", "dialogues", "submissions", "home")
COMMANDS = sorted(
    path.stem for app in OWN_APPS for path in (ROOT / app).rglob("management/commands/*.py") if path.stem != "__init__"
)


@pytest.mark.parametrize("name", VARIABLES)
def test_every_variable_is_in_the_readme(name):
    assert f"| `{name}`" in README


def test_the_readme_names_no_variable_that_is_not_read():
    table = set(re.findall(r"^\| `([A-Z_]+)`", README, re.MULTILINE))

    assert table - set(VARIABLES) - {"PORT"} == set()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(name):
    assert f"`{name}`" in README


@pytest.mark.parametrize("target", re.findall(r"\]\((?!http)([^)#]+)\)", README))
def test_links_of_the_readme_lead_somewhere(target):
    assert (ROOT / target).exists()


@pytest.mark.parametrize("target", re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
def test_every_target_is_told_by_help(target):
    assert re.search(rf"^{target}:.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE)


@pytest.mark.parametrize("name", ["LICENSE", "SECURITY.md", "CHANGELOG.md"])
def test_the_papers_are_there(name):
    assert (ROOT / name).read_text().strip()


def test_bleach_is_said_to_be_without_fixes():
    assert "no more fixes" in (ROOT / "SECURITY.md").read_text()
