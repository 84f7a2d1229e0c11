"""Writing formatted text in a real Chromium, under the policy of the portal. Its complaints fail the test."""

from pathlib import Path

import pytest
from django.urls import reverse

from portal import prose
from submissions.statements import actions
from tests.factories.statements import make_statement, writer_of

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
MARKED = (
    "## A\n\nb **c**[^1] *x*[^2]\n\n- e\n  - f\n\n3. g\n4. h\n\n> q\n\n"
    "| g | k |\n| --- | --- |\n| h | https://example.org/ |\n\n[^1]: d [l](https://example.org/a)\n\n[^2]: two"
)
SURFACE, TEXT = ".ed .ProseMirror", "[name=source]"
CLIPBOARDS = Path(__file__).parent / "clipboards"
PASTE = """html => {
  const data = new DataTransfer()
  data.setData('text/html', html)
  data.setData('text/plain', 'plain')
  const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
  document.querySelector('.ProseMirror').dispatchEvent(event)
}"""
SET = """html => {
  const text = document.querySelector('[name=source]')
  text.value = html
  text.dispatchEvent(new Event('change', { bubbles: true }))
}"""


def save(writer):
    writer.press("Save draft")
    writer.page.get_by_text("Your draft is saved").wait_for()


def value(writer):
    return writer.page.locator(TEXT).input_value()


@pytest.fixture
def writing(person):
    """Opens a draft with this text in the formatted editor."""

    def begin(source, language="en", interface="en"):
        statement = make_statement(source=source, language=language)
        writer = person()
        writer.sign_in(writer_of(statement.organization))
        writer.go(reverse("statements:desk_edit", args=[statement.uuid]).replace("/en/", f"/{interface}/", 1))
        writer.page.wait_for_selector(SURFACE)
        return writer, statement

    return begin


def test_a_text_goes_from_the_formatted_editor_to_marks_and_back_unchanged(writing):
    writer, statement = writing(MARKED)
    before = value(writer)
    assert prose.clean(before) == actions.latest(statement).body == prose.from_plain(MARKED)

    writer.press("Write with marks, without a toolbar")
    writer.page.get_by_role("button", name="Write formatted text").wait_for()
    assert value(writer) == MARKED
    writer.press("Write formatted text")
    writer.page.wait_for_selector(SURFACE)

    assert value(writer) == before
    save(writer)
    assert actions.latest(statement).body == prose.from_plain(MARKED)


def test_typing_formatting_and_saving(writing):
    writer, statement = writing("One")
    page = writer.page
    page.locator(SURFACE).click()
    page.keyboard.press("End")
    page.locator("[data-action=footnote]").click()
    page.keyboard.type("where")
    page.keyboard.press("ArrowRight")
    page.keyboard.type(" and")
    page.locator("[data-action=link]").click()
    page.locator("#editor-link").fill("example.org/a")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.locator("[data-action=bullets]").click()
    page.keyboard.type("item")
    save(writer)

    assert actions.latest(statement).source == (
        "One[^1] and[https\\://example.org/a](https://example.org/a)\n\n- item\n\n[^1]: where"
    )


def test_a_script_can_give_the_text_back_and_marks_stay_marks(writing):
    writer, _statement = writing("One")
    writer.page.evaluate(SET, "<p>Brought <strong>back</strong></p>")
    assert writer.page.locator(SURFACE).inner_text().strip() == "Brought back"

    writer.page.locator("[name=notation]").evaluate("field => { field.value = 'plain' }")
    writer.page.evaluate(SET, "In *marks*")
    assert writer.page.locator(SURFACE).count() == 0
    assert writer.page.locator(TEXT).is_visible() and value(writer) == "In *marks*"


@pytest.mark.parametrize("clipboard", sorted(CLIPBOARDS.glob("*.html")), ids=lambda path: path.stem)
def test_pasted_text_is_cleaned(writing, clipboard):
    writer, statement = writing("")
    writer.page.locator(SURFACE).click()
    writer.page.evaluate(PASTE, clipboard.read_text())

    lost = writer.page.locator("[data-lost]:visible").count()
    save(writer)

    assert actions.latest(statement).source == clipboard.with_suffix(".txt").read_text().strip()
    assert lost == (2 if clipboard.stem == "word" else 0)


def test_the_toolbar_is_one_stop_and_arrows_go_through_it(writing):
    writer, _statement = writing("One")
    bar = writer.page.get_by_role("toolbar")
    assert bar.locator("button[tabindex='0']").count() == 1
    bar.locator("button").first.focus()
    steps = [("ArrowRight", "subheading"), ("End", "redo"), ("ArrowRight", "heading"), ("ArrowLeft", "redo")]
    for key, action in steps:
        writer.page.keyboard.press(key)
        assert writer.page.evaluate("document.activeElement.dataset.action") == action


@pytest.mark.parametrize("interface", ["en", "ar"])
def test_the_page_is_for_everybody(writing, interface):
    writer, _statement = writing(MARKED, interface, interface)

    assert writer.page.locator(SURFACE).get_attribute("dir") == ("rtl" if interface == "ar" else "ltr")
    writer.check_accessibility([(1280, "light"), (390, "dark")])
