"""The prose that every installation starts with: complete, valid, and shown whole."""

import re
import tomllib
from pathlib import Path

import pytest

from home.models import RESERVED_SLUGS, StandardPage
from home.site import PAGES
from portal.html import paragraphs_to_html

FILES = sorted(PAGES.glob("*.toml"))


def ids(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("file", FILES, ids=ids)
def test_a_page_has_a_title_a_lede_that_fits_and_a_text_with_headings(file):
    text = tomllib.loads(file.read_text(encoding="utf-8"))

    assert set(text) == {"title", "intro", "body"}
    assert all(isinstance(words, str) and words.strip() for words in text.values())
    assert len(text["intro"]) <= StandardPage._meta.get_field("intro").max_length
    assert text["body"].count("\n## ") >= 2


@pytest.mark.parametrize("file", FILES, ids=ids)
def test_the_address_of_a_page_belongs_to_no_application(file):
    assert file.stem not in RESERVED_SLUGS
    assert re.fullmatch(r"[a-z][a-z-]*", file.stem)


@pytest.mark.parametrize("file", FILES, ids=ids)
def test_no_page_promises_something_for_later_or_leaves_a_mark_unturned(file):
    text = tomllib.loads(file.read_text(encoding="utf-8"))
    html = paragraphs_to_html(text["body"])

    assert not re.search(r"TODO|FIXME|XXX|lorem ipsum|coming soon", text["body"], re.IGNORECASE)
    assert "##" not in html
    assert html.count("<h2") == len(re.findall(r"^## ", text["body"], re.MULTILINE))


@pytest.mark.django_db
@pytest.mark.parametrize("file", FILES, ids=ids)
def test_a_page_answers_with_all_its_headings(client, file):
    text = tomllib.loads(file.read_text(encoding="utf-8"))

    page = client.get(f"/en/{file.stem}/")

    assert page.status_code == 200
    for heading in re.findall(r"^## (.+)$", text["body"], re.MULTILINE):
        assert f"{heading}</h2>" in page.text
