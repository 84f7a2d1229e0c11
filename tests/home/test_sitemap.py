"""The map of the site: every public page that is worth finding, in the languages that it has, and nothing else."""

import re
from xml.etree import ElementTree

import pytest
from django.urls import resolve

from home import sitemap
from portal.pages import publish
from submissions.statements.models import StatementQuerySet
from tests.access.addresses import addresses
from tests.access.test_matrix import expected
from tests.access.world import make_world
from tests.factories.analyses import make_analysis
from tests.factories.announcements import make_announcement
from tests.factories.asks import make_call_to_action
from tests.factories.declaration import make_draft
from tests.factories.dialogues import make_dialogue, make_panel, with_aliases
from tests.factories.organizations import OrganizationFactory
from tests.factories.resolutions import make_resolution
from tests.factories.statements import make_statement

pytestmark = pytest.mark.django_db
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
# Public pages that are no place to arrive at: parts and versions of others, forms, and what one is led to by a letter.
LEFT_OUT = {
    "appearance", "declaration:change_list", "declaration:comment_list", "declaration:signatory_countries",
    "declaration:signatory_list", "declaration:support_form", "declaration:supporter_list",
    "dialogue_pages:correction_list", "mechanism:correction_form", "statements:version_list",
}  # fmt: skip


def read(client, address: str) -> ElementTree.Element:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return ElementTree.fromstring(answer.getvalue())  # noqa: S314  our own


def files(client) -> list[str]:
    return [one.text or "" for one in read(client, "/sitemap.xml").iter(f"{SPACE}loc")]


def told(client, language: str = "en") -> dict[str, ElementTree.Element]:
    """What the map tells of in a language, by the path of the page."""
    mine = [one for one in files(client) if f"/sitemaps/{language}/" in one]
    entries = (entry for file in mine for entry in read(client, file))
    return {str(entry.findtext(f"{SPACE}loc")).removeprefix("http://testserver"): entry for entry in entries}


def languages(entry: ElementTree.Element) -> list[str | None]:
    return [one.get("hreflang") for one in entry.findall(LINK)]


def test_a_hidden_thing_is_in_no_file_and_the_test_would_see_it(client, monkeypatch):
    gone = make_statement("withdrawn").slug
    make_draft(slug="canary-text"), make_announcement("draft")
    lamps = make_resolution(published=False).slug
    OrganizationFactory(slug="canary-house", state="draft")
    publish(page := make_dialogue(slug="canary-day"))
    type(page).objects.get(pk=page.pk).unpublish()

    paths = "\n".join(told(client))
    assert "canary" not in paths and lamps not in paths and gone not in paths

    monkeypatch.setattr(StatementQuerySet, "public", lambda self: self.exclude(slug=None))
    assert f"/en/statements/{gone}/" in told(client)


def test_a_page_is_told_of_in_the_languages_that_it_has(client):
    publish(page := make_dialogue(slug="lamps"))
    with_aliases(page)
    translation = page.get_translations().get(locale__language_code="fr").specific
    translation.alias_of, translation.title = None, "Des lampes"
    publish(translation)

    english, french = told(client)["/en/dialogues/lamps/"], told(client, "fr")["/fr/dialogues/lamps/"]

    assert languages(english) == languages(french) == ["en", "fr", "x-default"]
    assert "/ar/dialogues/lamps/" not in told(client, "ar")
    assert english.findall(LINK)[-1].get("href") == "http://testserver/dialogues/lamps/"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", str(english.findtext(f"{SPACE}lastmod")))


def test_files_have_an_end_and_none_is_left_out(client, monkeypatch):
    monkeypatch.setattr(sitemap, "PER_FILE", 2)
    slugs = {make_statement("accepted").slug for _n in range(3)}

    mine = [one for one in files(client) if "/en/statements-" in one]

    assert len(mine) == 2
    entries = [entry for file in mine for entry in read(client, file)]
    assert {str(one.findtext(f"{SPACE}loc")).split("/")[-2] for one in entries} == slugs
    assert client.get("/sitemaps/en/statements-3.xml").status_code == 404
    assert client.get("/sitemaps/de/statements-1.xml").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_map_asks_the_same_for_one_row_and_for_three(client, rows, django_assert_num_queries):
    for _n in range(rows):
        make_statement("accepted")
        publish(make_dialogue())
    client.get("/sitemap.xml")

    with django_assert_num_queries(10):
        client.get("/sitemap.xml")
    for kind, asked in (("statements", 1), ("pages", 2)):
        with django_assert_num_queries(asked):
            client.get(f"/sitemaps/en/{kind}-1.xml").getvalue()


def test_programs_are_told_where_the_map_is_and_what_to_leave_alone(client):
    text = client.get("/robots.txt").text

    assert "Sitemap: http://testserver/sitemap.xml\n" in text
    assert "Disallow: /ar/desk/\n" in text and "Disallow: /cms/\n" in text


@pytest.mark.slow
def test_every_public_page_type_is_in_the_map_and_every_page_of_the_map_is_there(client, settings):
    settings.SUPPORTERS = True  # its pages have their rows in the matrix
    world = make_world()
    publish(dialogue := make_dialogue())
    publish(make_panel(dialogue)), publish(make_analysis())
    make_call_to_action()
    paths = told(client)

    public = {name for (name, method), codes in expected().items() if method == "GET" and codes[0] == "200"}
    pages = {one.name: one.fill(world.arguments) for one in addresses() if one.name in public}
    indexable = {name for name, path in pages.items() if path.startswith("/en/") and is_page(client.get(path))}
    assert indexable - {resolve(path).view_name for path in paths} == LEFT_OUT
    for path in paths:
        assert is_page(client.get(path)), path


def is_page(answer) -> bool:
    """Whether it is a page that may be found."""
    html = answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")
    return html and "noindex" not in answer.headers.get("X-Robots-Tag", "") and 'content="noindex"' not in answer.text
