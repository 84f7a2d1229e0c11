"""The shape of the code: who may import whom, how large things grow, what templates may hold."""

import ast
import re
import subprocess
import sys
from functools import cache
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


@cache
def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a file; several tests ask for them."""
    tree = ast.walk(ast.parse(path.read_text()))
    return [node for node in tree if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_the_import_contracts_hold():
    lint = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports")], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert lint.returncode == 0, lint.stdout


def test_files_and_functions_stay_small():
    long = [named(path) for path in CODE if path.read_text().count("\n") > LONGEST_FILE]
    long += [
        f"{named(path)}: {function.name}"
        for path in CODE
        for function in functions(path)
        if function.end_lineno - function.lineno >= LONGEST_FUNCTION
    ]

    assert long == []


def test_no_import_hides_inside_a_function():
    hidden = [
        f"{named(path)}:{node.lineno}"
        for path in CODE
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]

    assert hidden == []


def test_only_one_file_marks_html_as_safe():
    marking = {named(path) for path in CODE if re.search(r"mark_safe|SafeString\(|bleach|nh3", path.read_text())}

    assert marking == {"portal/html.py"}


@pytest.mark.parametrize(
    "forbidden",
    [
        r"<script(?![^>]*\ssrc=)[^>]*>",
        r"<style|\sstyle=|\son[a-z]+=\"|javascript:",
        r"(?:src|srcset)=\"https?:|<link[^>]+href=\"https?:",
        r"\|safe",
    ],
)
def test_pages_hold_no_inline_script_style_or_handler_and_no_other_host(forbidden):
    assert [named(path) for path in PAGES if re.search(forbidden, path.read_text())] == []


def test_a_partial_says_what_it_needs():
    partials = [path for path in PAGES if path.name.startswith("_") or path.parent.name == "components"]

    silent = [named(path) for path in partials if not path.read_text().startswith("{#")]
    assert silent == [], "the first line says what the partial needs"


def test_every_template_is_used():
    texts = {path: path.read_text() for path in TEXTS}
    said = {path: set(re.findall(r'"([^"\s]+)"', text)) for path, text in texts.items()}

    assert [named(path) for path in TEMPLATES if not is_used(path, said)] == []


def is_used(path: Path, said: dict[Path, set[str]]) -> bool:
    """Whether another file names this template, or it stands in for one of a library."""
    name = str(path.relative_to(ROOT / "templates"))
    stems = {name, name.removesuffix(".html"), name.removesuffix("_message.html")}
    apps = ("account/", "allauth/", "django/", "mfa/", "usersessions/", "wagtailadmin/")
    overrides = (*apps, "403.html", "404.html", "429.html", "500.html")
    return name.startswith(overrides) or any(stems & names for other, names in said.items() if other != path)


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
