"""Co-signing in a real Chromium: asked, one exact text confirmed, asked again after an edit; axe on every page."""

import pytest
from django.urls import reverse

from submissions.statements import actions
from submissions.statements.models import Cosigner
from tests.browser.conftest import Person
from tests.factories.organizations import OrganizationFactory
from tests.factories.statements import make_statement, some_content, writer_of

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
ONE_LOOK = [(390, "dark")]


def ask(author: Person, place: str) -> None:
    author.go(place)
    author.page.get_by_label("Find an organization of this portal by name").fill("delta")
    author.press("Search")
    author.check_accessibility(ONE_LOOK)
    author.press("Ask to co-sign")
    assert "Asked: Delta Forum." in author.text
    author.check_accessibility(ONE_LOOK)


def confirm(guest: Person, words: str) -> None:
    """From the list of what one is asked to the text, and to the answer."""
    guest.go(reverse("statements:asked_list"))
    guest.check_accessibility(ONE_LOOK)
    guest.press("A statement of")
    assert words in guest.text
    guest.check_accessibility(ONE_LOOK)
    guest.press("Co-sign this text")
    assert "Confirmed: Delta Forum co-signs this text." in guest.text
    guest.check_accessibility(ONE_LOOK)


def test_one_exact_text_is_confirmed_and_an_edit_of_it_asks_again(person):
    statement = make_statement(source="Parts carry no number.")
    owner, guest = writer_of(statement.organization), writer_of(OrganizationFactory(legal_name="Delta Forum"))
    author, signatory = person().sign_in(owner), person().sign_in(guest)
    place = reverse("statements:desk_cosigners", args=[statement.uuid])

    ask(author, place)
    confirm(signatory, "Parts carry no number.")
    actions.save_draft(statement, some_content(source="We ask for more."), by=owner)
    assert Cosigner.objects.get().state == Cosigner.State.INVITED
    confirm(signatory, "We ask for more.")

    author.go(place)
    assert "Confirmed" in author.page.locator("table").inner_text()
