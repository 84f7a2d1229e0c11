"""Each feed exists in every language: it says which, names the others, and leads to pages in it."""

from xml.etree import ElementTree

import pytest

from tests.factories.announcements import make_announcement
from tests.factories.resolutions import make_resolution
from tests.factories.statements import make_statement

pytestmark = pytest.mark.django_db
ATOM, LANG = "{http://www.w3.org/2005/Atom}", "{http://www.w3.org/XML/1998/namespace}lang"
FEEDS = ("statements", "dialogues", "resolutions", "consultations/ken", "consultations/announced")


def read(client, address: str) -> ElementTree.Element:
    return ElementTree.fromstring(client.get(address).content)  # noqa: S314  our own


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_is_in_the_language_of_its_address_and_names_the_others(client, name):
    english, arabic = read(client, f"/feeds/{name}.atom"), read(client, f"/ar/feeds/{name}.atom")

    assert (english.get(LANG), arabic.get(LANG)) == ("en", "ar")
    assert english.findtext(f"{ATOM}id") != arabic.findtext(f"{ATOM}id")
    links = {link.get("hreflang"): link.get("href") for link in arabic.findall(f"{ATOM}link") if link.get("hreflang")}
    assert sorted(links) == ["en", "es", "fr", "ru", "zh-hans"]
    assert links["fr"] == f"http://testserver/fr/feeds/{name}.atom"
    assert next(one.get("href") for one in arabic.findall(f"{ATOM}link")).startswith("http://testserver/ar/")


def test_an_entry_keeps_its_id_leads_to_its_language_and_says_in_which_it_is(client):
    make_statement("accepted", language="fr")
    make_resolution(language="en")
    make_announcement(language="en")
    for name in ("statements", "resolutions", "consultations/announced"):
        whole, local = (read(client, f"{prefix}/feeds/{name}.atom").find(f"{ATOM}entry") for prefix in ("", "/fr"))

        assert whole.findtext(f"{ATOM}id") == local.findtext(f"{ATOM}id")
        assert local.find(f"{ATOM}link").get("href").startswith("http://testserver/fr/")
        assert (whole.get(LANG), local.get(LANG)) == (("fr", None) if name == "statements" else (None, "en"))
