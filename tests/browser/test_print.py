"""A statement's page on paper, in a real Chromium: what it shows, what it leaves out, dark on white in either look."""

import pytest

from portal.context import APPEARANCE_COOKIE
from submissions.statements.models import CosignerState, StatementState
from tests.factories.cosigners import make_cosigner
from tests.factories.statements import accepted, actions, make_statement, writer_of

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SHOWN = [".brand", ".sym", "h1", ".facts", "#para1", ".cite", "#cosigners", "#versions .hash"]
LEFT_OUT = ["nav", ".util", ".tl", ".foot", ".cite a", "#files", ".side a[href*=instrument]", "[role=doc-backlink]"]
LIGHT, DARK = 200, 90  # of 255


def printable(language: str) -> str:
    """The address of a page with everything that a statement can have."""
    source = "## Parts\n\nOne.[^1]\n\nTwo, [there](https://there.example/).\n\n[^1]: A note."
    statement = make_statement(language=language, source=source, files=1)
    make_cosigner(statement, CosignerState.CONFIRMED)
    statement = accepted(actions.submit(statement, by=writer_of(statement.organization)))
    assert statement.state == StatementState.ACCEPTED
    return f"/{language}/statements/{statement.slug}/"


def colours(page, selector: str, name: str) -> list[int]:
    """Red, green and blue of one part of the page."""
    found = page.locator(selector).first.evaluate("(one, name) => getComputedStyle(one)[name]", name)
    return [int(float(part)) for part in found.partition("(")[2].rstrip(")").split(",")[:3]]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_paper_shows_the_record_and_nothing_to_press(person, language):
    reader = person()
    reader.go(printable(language))

    reader.page.emulate_media(media="print")

    for selector in SHOWN:
        assert reader.page.locator(selector).first.is_visible(), selector
    for selector in LEFT_OUT:
        assert reader.page.locator(selector).count(), selector  # it is there to be left out
        assert not any(one.is_visible() for one in reader.page.locator(selector).all()), selector


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_dark_on_white_whatever_the_reader_chose(person, scheme, theme):
    reader = person()
    address = printable("en")
    reader.context.add_cookies([{"name": APPEARANCE_COOKIE, "value": theme, "url": reader.base}])
    reader.go(address)
    assert reader.page.locator("html").get_attribute("data-theme") == theme

    reader.page.emulate_media(media="print", color_scheme=scheme)

    assert min(colours(reader.page, "html", "backgroundColor")) == 255
    assert reader.page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"
    for selector in ("h1", "#para1", ".facts dt", ".cite", "#versions .hash", ".brand"):
        assert max(colours(reader.page, selector, "color")) < DARK, selector
    for selector in (".head", ".cite", "#versions .hash"):
        assert min(colours(reader.page, selector, "backgroundColor") or [255]) > LIGHT, selector


def test_a_printed_page_says_where_its_links_lead(person):
    reader = person()
    reader.go(printable("en"))
    link = reader.page.locator(".doc a[href^=http]")

    shown = []
    for media in ("screen", "print"):
        reader.page.emulate_media(media=media)
        shown.append(link.evaluate("one => getComputedStyle(one, '::after').content"))

    assert shown[0] == "none" and "https://there.example/" in shown[1]
