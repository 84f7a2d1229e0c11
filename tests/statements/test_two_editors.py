"""Two people of one organization write at once: the second is shown what both wrote, and decides."""

import pytest
from django.urls import reverse

from organizations.models import Role
from submissions.statements import actions
from tests.factories.statements import make_statement, some_content, writer_of

pytestmark = pytest.mark.django_db
TYPED = {"title": "Parts", "language": "en", "summary": "", "instruments": ["FIREARMS"], "stamp": "1.1"}


@pytest.fixture
def page(client):
    """The form of a draft, sent by an editor after the owner saved another text: page(source) answers."""
    statement = make_statement(source="Parts carry no number.\n\nWe ask States to act.")
    theirs = some_content(title="Parts", source="Printed parts carry no number.\n\nWe ask States to act.", summary="")
    actions.save_draft(statement, theirs, by=writer_of(statement.organization))
    client.force_login(writer_of(statement.organization, Role.EDITOR))
    address = reverse("statements:desk_edit", args=[statement.uuid])
    return lambda source, **fields: client.post(address, {**TYPED, **fields, "source": source})


def stored(statement_page) -> str:
    return actions.latest(statement_page.context["statement"]).source


def test_the_second_save_shows_the_difference_and_stores_nothing(page):
    answer = page("Parts carry no number.\n\nWe ask States to act at once.")

    assert "<del>Printed parts</del><ins>Parts</ins> carry no number." in answer.text
    assert "<ins> at once</ins>" in answer.text
    assert stored(answer) == "Printed parts carry no number.\n\nWe ask States to act."
    assert ">\nParts carry no number.\n\nWe ask States to act at once.</textarea>" in answer.text
    assert answer.context["form"].non_field_errors() == [str(actions.StaleDraft(None))], "and says only that"


def test_what_is_merged_is_saved_by_sending_once_more(page):
    answer = page("Parts carry no number.")

    stamp = answer.context["form"]["stamp"].value()
    done = page("Printed parts carry no number.\n\nWe ask States to act at once.", stamp=stamp)

    assert stamp == "1.2" and done.status_code == 302
    assert stored(answer) == "Printed parts carry no number.\n\nWe ask States to act at once."


def test_a_third_text_in_between_is_shown_again(page, client):
    answer = page("Mine.")
    statement = answer.context["statement"]
    actions.save_draft(statement, some_content(source="Third."), by=writer_of(statement.organization))

    again = page("Mine.", stamp=answer.context["form"]["stamp"].value())

    assert again.status_code == 200 and "<del>Third.</del>" in again.text and stored(again) == "Third."


def test_texts_that_are_too_long_to_compare_are_shown_whole(page):
    answer = page("word " * 5000)

    assert answer.context["changes"] == [] and "Printed parts carry no number." in answer.text


def test_markup_in_a_difference_is_text(page):
    assert "<script>" not in page("<script>alert(1)</script>").text


# -- the formatted editor: it posts HTML, and both texts are compared in marks

RICH = "<h2>Parts</h2><p>Parts carry <strong>no</strong> number.</p><ul><li><p>We ask States to act.</p></li></ul>"


def test_a_second_save_of_formatted_text_shows_the_difference_and_stores_nothing(page):
    answer = page(RICH, notation="html")

    said = "".join(f"{piece.text}" for change in answer.context["changes"] for piece in change.pieces)
    assert "**no**" in said and "<strong>" not in said, "marks, not HTML"
    assert "<del>Printed parts" in answer.text or "<del>Printed" in answer.text
    assert stored(answer) == "Printed parts carry no number.\n\nWe ask States to act."
    form = answer.context["form"]
    assert form["notation"].value() == "plain" and form["source"].value().startswith("## Parts\n\nParts carry **no**")
    assert "<strong>no</strong>" in form.formatted, "what the formatted editor begins with again"


def test_formatted_text_that_was_merged_is_saved_by_sending_once_more(page):
    answer = page(RICH, notation="html")
    merged = answer.context["form"].formatted.replace("Parts carry", "Printed parts carry")

    done = page(merged, notation="html", stamp=answer.context["form"]["stamp"].value())

    assert done.status_code == 302
    assert stored(answer) == "## Parts\n\nPrinted parts carry **no** number.\n\n- We ask States to act."


def test_one_colleague_with_marks_and_one_with_formatted_text_see_the_same_words_as_no_difference(page):
    answer = page("<p>Printed parts carry no number.</p><p>We ask States to act.</p>", notation="html")

    assert answer.context["changes"] == [] and "Your colleagues" in answer.text
