"""The shape of the code: who may import whom, how large things grow, what templates may hold."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
APPS = ["portal", "organizations", "dialogues", "submissions", "home"]
LONGEST_FILE, LONGEST_FUNCTION = 300, 50
CODE = [path for app in APPS for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# Mail is read in programs that know no style sheets.
PAGES = [path for path in TEMPLATES if "email" not in path.parts]
TEXTS = [*TEMPLATES, *sorted((ROOT / "templates").rglob("*.txt")), *CODE]


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_the_import_contracts_hold():
    lint = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports")], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert lint.returncode == 0, lint.stdout


@pytest.mark.parametrize("path", CODE, ids=named)
def test_files_and_functions_stay_small(path):
    assert path.read_text().count("\n") <= LONGEST_FILE
    for function in functions(path):
        assert function.end_lineno - function.lineno < LONGEST_FUNCTION, function.name


@pytest.mark.parametrize("path", CODE, ids=named)
def test_no_import_hides_inside_a_function(path):
    hidden = [
        node.lineno
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]

    assert hidden == []


@pytest.mark.parametrize("path", CODE, ids=named)
def test_only_one_file_marks_html_as_safe(path):
    if named(path) == "portal/html.py":
        assert "mark_safe" in path.read_text()
    else:
        assert not re.search(r"mark_safe|SafeString\(|bleach|nh3", path.read_text())


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_pages_hold_no_inline_script_style_or_handler_and_no_other_host(path):
    text = path.read_text()

    assert not re.search(r"<script(?![^>]*\ssrc=)[^>]*>", text)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|javascript:", text)
    assert not re.search(r"(?:src|srcset)=\"https?:|<link[^>]+href=\"https?:", text)
    assert "|safe" not in text


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_a_partial_says_what_it_needs(path):
    if path.name.startswith("_") or path.parent.name == "components":
        assert path.read_text().startswith("{#"), "the first line says what the partial needs"


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_every_template_is_used(path):
    name = str(path.relative_to(ROOT / "templates"))
    stems = {name, name.removesuffix(".html"), name.removesuffix("_message.html")}
    apps = ("account/", "allauth/", "django/", "mfa/", "usersessions/", "wagtailadmin/")
    overrides = (*apps, "403.html", "404.html", "429.html", "500.html")

    assert name.startswith(overrides) or any(
        f'"{stem}"' in other.read_text() for stem in stems for other in TEXTS if other != path
    )


def test_the_code_names_no_machine():
    listing = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    forbidden = re.compile(r"(?<![\w.])/(?:root|Users|home/\w+/\w+\.)/?")
    found = [
        name
        for name in listing
        if (ROOT / name).suffix in {".py", ".html", ".md", ".toml", ".txt", ".css"}
        and (ROOT / name).exists()
        and forbidden.search((ROOT / name).read_text())
    ]

    assert found == []
