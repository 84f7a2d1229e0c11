"""Where sources disagree: every contradiction on one page, both sides of the same size, with date and trust."""

import json

import pytest
from django.core.exceptions import ValidationError

from portal.mechanism.models import Contradiction
from tests.factories.mechanism import ContradictionFactory

pytestmark = pytest.mark.django_db
PAGE = "/en/contradictions/"


def test_all_of_them_are_shown_with_both_sides(client):
    page = client.get(PAGE)

    assert Contradiction.objects.count() == 22
    assert page.text.count('<article class="pair">') == 22
    assert page.text.count('<p class="lede0">') == 43, "one of them has no second claim"
    assert "5 April 2024, secondary" in page.text and "2025, tertiary" in page.text and "undated" in page.text
    assert sum(count for _words, count in page.context["kept"]) == 22
    assert len(page.content) <= 16 * 1024


def test_the_tracker_and_the_data_lead_there(client):
    for address in ("/en/consultations/", "/en/data/"):
        assert 'href="/en/contradictions/"' in client.get(address).text, address


def test_the_file_says_the_same_as_the_page(client):
    rows = json.loads(client.get("/contradictions.json").getvalue())["rows"]

    assert len(rows) == 22 and rows[0].keys() >= {"claim_a", "trust_a", "as_of_a", "claim_b", "kept"}


def test_what_is_written_is_shown_as_text_and_once_in_its_subject(client):
    ContradictionFactory(claim_a="<script>alert(1)</script>", subject="texts", as_of_b="2024-05", trust_b="official")

    page = client.get(PAGE).text

    assert "<script>" not in page and "May 2024, official" in page


@pytest.mark.parametrize("typed", ["2024-13", "2024-02-31", "٢٠٢٤", "0000"])
def test_a_day_that_no_calendar_has_is_refused_and_breaks_no_page(client, typed):
    wrong = ContradictionFactory(as_of_a=typed)

    with pytest.raises(ValidationError) as refused:
        wrong.full_clean()
    assert refused.value.message_dict.keys() == {"as_of_a"}
    assert typed in client.get("/en/contradictions/").text
