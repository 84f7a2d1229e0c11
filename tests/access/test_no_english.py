"""Whoever reads in another language meets no English sentence on an error, and templates say none outside of gettext.

Names and what is marked as English are left out (tests/reading.py).
"""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail import hooks
from wagtail.users.models import UserProfile

from organizations.models import User
from tests.access.addresses import OWN
from tests.crawling import some_of_each_kind
from tests.reading import english_in
from tests.spoken import ROOT, spoken

LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
OWNER = "lucia@redcostera.example"
ADMIN = "admin@demo.example"
# What our templates put into a page of the admin: below its heading, or a queue on its first page.
OURS = re.compile(
    r'<header class="w-header">.*?</main>|<section class="w-panel" aria-labelledby="queue-.*?</section>', re.S
)
# What a template says in all languages alike: kinds of files, and names of programs and files.
ALIKE = {
    *("JSON", "CSV", "XLSX", "Atom", "PDF", "iCal", "LD", "BibTeX", "RIS", "Lines"),
    *("verify", "ledger", "py", "sha", "sum"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_goes_wrong_is_said_in_the_readers_language(language, client):
    client.raise_request_exception = False
    missing = client.get(f"/{language}/there-is-no-such-page/")
    with translation.override(language):
        refused = client.get(reverse("mechanism:document_list"), {"year": "no year", "page": "x"})
        broken = Client(enforce_csrf_checks=True).post(reverse("appearance"), {"theme": "dark"})

    assert (missing.status_code, broken.status_code) == (404, 403)
    assert [english_in(answer.text) for answer in (missing, refused, broken)] == [set(), set(), set()]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_of_the_demo_says_an_english_sentence(demo_db, client, language):
    """Neither a page for readers nor one of the desk of an organization, three of each kind."""
    read = some_of_each_kind(client, f"/{language}/", re.compile(rf"^/{language}/(?!desk/|accounts/|appearance/)"))
    client.force_login(User.objects.get(email=OWNER))
    written = some_of_each_kind(client, f"/{language}/desk/", re.compile(rf"^/{language}/(?:desk|accounts)/"))

    assert len(read) > 90
    assert len(written) > 25
    assert {words: address for address, page in (read | written).items() for words in english_in(page)} == {}
    assert [address for address, page in (read | written).items() if ">---------<" in page] == []


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_of_ours_in_the_admin_says_an_english_sentence(demo_db, client, language):
    """One of each kind of those that hold work of coordinators; what Wagtail says around it is Wagtail's."""
    profile = UserProfile.get_for_user(User.objects.get(email=ADMIN))
    profile.preferred_language = language
    profile.save()
    client.force_login(profile.user)
    wanted = our_part_of_the_admin()
    menu = [one for one in re.findall(r'"url": "(/cms/[^"]+)"', client.get("/cms/").text) if wanted.search(one)]
    pages = some_of_each_kind(client, "/cms/", wanted, most=1, also=menu)

    ours = {address: part for address, page in pages.items() for part in OURS.findall(page)}
    assert len(ours) > 50
    assert {words: address for address, part in ours.items() for words in english_in(part)} == {}
    assert [address for address, part in ours.items() if ">---------<" in part] == []


def our_part_of_the_admin() -> re.Pattern:
    """Addresses under /cms/ that begin as one of those that our apps register."""
    found = [
        one for hook in hooks.get_hooks("register_admin_urls") if hook.__module__.split(".")[0] in OWN for one in hook()
    ]
    return re.compile(rf"^/cms/(?:{'|'.join(sorted({str(one.pattern).partition('/')[0] for one in found}))})\b")


@pytest.mark.parametrize("folder", sorted(one.name for one in (ROOT / "templates").iterdir() if one.is_dir()))
def test_no_template_says_words_outside_of_translation(folder):
    files = [path for path in (ROOT / "templates" / folder).rglob("*.*") if path.suffix in {".html", ".txt"}]

    said = {path.name: set(spoken(path.read_text())) - ALIKE for path in files}
    assert {name: words for name, words in said.items() if words} == {}
