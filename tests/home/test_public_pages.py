"""Every public page, in the demo: it answers, it is small, it is the same for everyone, it links nowhere broken."""

import re
from gzip import compress

import pytest

from tests.crawling import crawl, is_page

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
LARGEST, LARGEST_ROLL, LARGEST_PACKED = 16 * 1024, 34 * 1024, 10 * 1024
LONG = re.compile(r"^/en/(?:resolutions|articles|glossary|reference)/")
PUBLIC = re.compile(r"^/(?:en|ar|zh-hans|fr|ru|es)/(?!desk/|accounts/|appearance/|corrections/)")


def without_zones(address: str, html: str) -> str:
    """A page without the one script that readers get: on pages of dialogues, their own time beside each time.

    The pages say the same without it; it asks for nothing and stores nothing.
    """
    if not address.startswith("/en/dialogues/"):
        return html
    zones = r'<script src="/static/js/zone[.0-9a-f]*\.js" data-words="[^"<>]*" defer></script>'
    return re.sub(zones, "", html, count=1)


def is_small(address: str, content: bytes) -> bool:
    """Whether a slow line carries it: whole texts and registers are measured as proxies send them, packed."""
    if LONG.match(address):
        return len(compress(content)) <= LARGEST_PACKED
    return len(content) <= (LARGEST_ROLL if address.startswith("/en/consultations/") else LARGEST)


def test_every_page_of_a_reader_is_there_is_small_and_asks_nothing_of_them(demo_db, client):
    answers = crawl(client, "/en/", re.compile(r"^/en/(?!desk/|accounts/|appearance/|corrections/)"))

    assert {
        address: one.status_code for address, one in answers.items() if one.status_code not in (200, 301, 302)
    } == {}
    assert len(answers) > 60
    for address, answer in answers.items():
        if not is_page(answer):
            continue
        assert is_small(address, answer.content), (address, len(answer.content))
        assert not answer.cookies, address
        assert "Cookie" not in answer.headers.get("Vary", ""), address
        assert "<script" not in without_zones(address, answer.text), address
        assert "csrfmiddlewaretoken" not in answer.text, address
        assert answer.text.count("<h1") == 1, address


@pytest.mark.parametrize("language", ["ar", "zh-hans", "fr", "ru", "es"])
def test_the_main_pages_exist_in_every_language(demo_db, client, language):
    for path in ("", "dialogues/", "statements/", "declaration/", "consultations/", "organizations/", "help/"):
        answer = client.get(f"/{language}/{path}", follow=True)
        assert answer.status_code == 200, path
        assert f'<html lang="{language}"' in answer.text


@pytest.mark.parametrize(
    "query", ["page=-1", "page=1000000000", "q='%22;--", "user__password__startswith=a", "year=abc", "country=%27"]
)
def test_hostile_parameters_break_no_list(demo_db, client, query):
    for path in (
        "dialogues/",
        "statements/",
        "declaration/",
        "consultations/",
        "consultations/table/",
        "organizations/",
    ):
        assert client.get(f"/en/{path}?{query}", follow=True).status_code in (200, 400, 404), path
