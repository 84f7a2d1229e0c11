"""The statements on a State's page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from home.states import SHOWN, said_of, statements_of, texts_of, windows_of
from organizations.models import Organization
from portal.mechanism.models import Article
from tests.factories.analyses import make_analysis
from tests.factories.consultations import country, make_claim
from tests.factories.dialogues import make_dialogue, make_intervention, with_aliases
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory
from tests.factories.resolutions import make_resolution
from tests.factories.statements import make_call, make_statement
from tests.undoing import undone

pytestmark = pytest.mark.django_db
CANARY = "A canary over the border"


def abroad() -> Organization:
    """An organization of another State."""
    return OrganizationFactory(country=country("MEX"))


def test_a_state_that_nobody_wrote_about_has_no_empty_heading():
    make_statement("accepted", organization=abroad())

    assert statements_of(country("KEN")) is None


def test_statements_about_a_state_and_from_it_stand_on_its_page():
    about = make_statement("accepted", organization=abroad(), countries=[country("KEN")])
    assert statements_of(country("KEN")).context == {"statements": [about], "from_there": False}

    from_there = make_statement("accepted", countries=[country("MEX")])
    assert statements_of(country("KEN")).context == {"statements": [from_there, about], "from_there": True}


def test_what_is_not_public_is_not_on_the_page(client):
    organization, coordinator = OrganizationFactory(), CoordinatorFactory()
    for state in ("draft", "submitted", "returned", "rejected", "withdrawn", "removed"):
        make_statement(
            state, organization=organization, coordinator=coordinator, title=CANARY, countries=[country("KEN")]
        )
        assert statements_of(country("KEN")) is None, state

    assert CANARY not in client.get(country("KEN").get_absolute_url()).text


def test_an_embargo_holds_on_the_page_of_a_state_too(client):
    make_statement("accepted", title=CANARY, publish_at=timezone.now() + timedelta(hours=1))

    assert statements_of(country("KEN")) is None


def test_the_newest_are_shown_once_each():
    about = [country("KEN"), country("MEX")]
    made = [make_statement("accepted", countries=about) for _number in range(SHOWN + 1)]

    assert statements_of(country("KEN")).context["statements"] == made[:0:-1]


def test_the_page_of_a_state_names_no_reporter_who_did_not_choose_it(client):
    for visibility, state in [
        ("unnamed", "published"),
        ("coordinators", "verified"),
        ("sealed", "verified"),
        ("public", "submitted"),
    ]:
        with undone():
            make_claim(OrganizationFactory(legal_name=CANARY), state=state, visibility=visibility)

            page = client.get(country("KEN").get_absolute_url())

            assert page.status_code == 200, (visibility, state)
            assert CANARY not in page.text, (visibility, state)


def test_a_states_page_says_until_when_statements_can_be_sent(client):
    page = "/en/consultations/ken/"
    assert "Written statements due" not in client.get(page).text

    call = make_call()

    found = windows_of(country("KEN"))
    assert [str(one.about) for one in found] == ["Written statements due", "Registration closes"]
    assert {one.what for one in found} == {call.dialogue.title}
    assert "Written statements due" in client.get(page).text and call.dialogue.title in client.get(page).text


def test_the_texts_that_a_state_sponsored_stand_on_its_page_with_their_analyses_and_articles(client):
    state = country("MEX")
    text = make_resolution(sponsors=["Mexico"])
    article = Article.objects.select_related("instrument").get(instrument__code="TIP", number=9)
    analysis = make_analysis(sponsors=[state], articles=[article])
    make_resolution(sponsors=["Mexico"], published=False, title=CANARY)
    make_analysis(sponsors=[state], live=False, title=CANARY)

    page = client.get(state.get_absolute_url()).text

    for address in (text.get_absolute_url(), f"/en/{analysis.address}", article.get_absolute_url()):
        assert f'href="{address}"' in page
    assert CANARY not in page and texts_of(country("KEN")) is None


def test_what_was_alleged_of_a_state_stands_on_its_page_as_said_by_somebody_with_the_way_to_reply(client):
    dialogue = with_aliases(make_dialogue(title="On routes"), "fr")
    make_intervention(dialogue, speaker="A delegate", summary="Named a route.", concerns=country("KEN"))
    make_intervention(dialogue, summary="Named nobody.")

    page = client.get(country("KEN").get_absolute_url()).text.partition('id="said"')[2].partition("</section>")[0]

    assert "Said by <bdi>A delegate</bdi>, in the words of the coordinators:" in page
    assert "the portal does not say that it is so" in page and "Kenya may reply" in page
    assert page.count("Named a route.") == 1 and "Named nobody." not in page
    assert f'href="/en/{dialogue.address}#floor"' in page


def test_what_was_said_at_a_dialogue_that_is_not_published_is_not_there():
    dialogue = make_dialogue()
    make_intervention(dialogue, concerns=country("KEN"))
    dialogue.unpublish()

    assert said_of(country("KEN")) is None
