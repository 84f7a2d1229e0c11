"""What the tracker adds to the page of a dialogue."""

from datetime import UTC, date, datetime

import pytest

from portal.mechanism.models import Figure
from submissions.consultations.parts import of_dialogue
from tests.factories.dialogues import make_dialogue, make_figure, make_full_dialogue
from tests.factories.mechanism import SourceFactory

pytestmark = pytest.mark.django_db
APRIL = date(2024, 4, 5)


def make_told(make=make_dialogue, value: int = 73):
    """A dialogue of 5 April 2024 that was told of so many reviews."""
    dialogue = make(starts_at=datetime(2024, 4, 5, 8, tzinfo=UTC), registration_open=False)
    make_figure(dialogue, value, "reviews", of=189, as_of=APRIL)
    return dialogue


def test_a_dialogue_that_was_told_how_far_the_reviews_are_shows_how_far_they_have_come_since(client):
    dialogue = make_told()

    page = client.get(f"/en/{dialogue.address}").text.partition('id="reviews"')[2].partition("</section>")[0]

    assert [figure.value for figure in of_dialogue(dialogue).context["shares"]] == [73, 81]
    assert page.index("73 of 189 (38.6%)") < page.index("81 of 189 (42.9%)")
    assert 'width="38.6%"' in page and 'width="42.9%"' in page and "2024" in page


def test_what_no_chart_may_draw_is_not_drawn_there():
    Figure.objects.create(
        topic="reviews-progressing", scope="all", value=109, of=189, unit="reviews", trust="tertiary",
        source=SourceFactory(), as_of=date(2025, 1, 1), precision="day",
    )  # fmt: skip

    assert [figure.value for figure in of_dialogue(make_told()).context["shares"]] == [73, 81]


def test_a_dialogue_that_was_told_no_share_or_another_one_shows_none():
    assert of_dialogue(make_dialogue()) is None
    assert of_dialogue(make_told(value=74)) is None


def test_the_page_of_a_dialogue_that_was_held_stays_within_eight_queries(client, django_assert_max_num_queries):
    dialogue = make_told(make_full_dialogue)
    client.get(f"/en/{make_dialogue().address}")

    with django_assert_max_num_queries(8):
        assert "The reviews since then" in client.get(f"/en/{dialogue.address}").text
