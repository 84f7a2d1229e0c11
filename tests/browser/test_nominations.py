"""A nomination in a real Chromium: written, scored without a name, invited by mail, accepted, seen on the panel."""

import pytest
from django.urls import reverse

from dialogues.models import Nomination, PanelPage
from portal.pages import publish
from tests.factories.dialogues import make_dialogue, make_panel
from tests.factories.nominations import mailed_link, make_nomination_call
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory
from tests.factories.registration import owner_of

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
LOOKS = [(1280, "dark"), (390, "light")]
NOMINEE = "Wanjiru Mwangi"


def nominate(person, dialogue) -> Nomination:
    """Write the form as a newcomer does: first with a mistake, then right."""
    person.go(f"/en/desk/nominations/new/{dialogue.slug}/")
    person.fill(name=NOMINEE, email="wanjiru", expertise="Traces firearms across borders.")
    person.press("Send nomination")
    person.check_accessibility(LOOKS)
    assert person.page.locator("[name=name]").input_value() == NOMINEE
    person.fill(email="wanjiru@example.org")
    person.page.locator("[name=languages][value=en]").check()
    person.page.locator("[name=country]").select_option(label="Kenya")
    person.page.locator("[name=kind]").select_option("ngo")
    person.page.locator("[name=consent]").check()
    person.press("Send nomination")
    person.check_accessibility(LOOKS)
    return Nomination.objects.get()


def choose(coordinator, nomination: Nomination, panel) -> None:
    """Score without names, put on the shortlist, invite."""
    coordinator.go(reverse("nomination_review", args=[nomination.uuid]))
    assert NOMINEE not in coordinator.page.content()
    for name in ("knowledge", "practice", "perspective", "clarity"):
        coordinator.page.locator(f"[name$={name}][value='4']").check()
    coordinator.press("Give your points")
    coordinator.press("Put on the shortlist")
    assert NOMINEE in coordinator.text
    coordinator.page.locator("[name$=panel]").select_option(panel.slug)
    coordinator.press("Invite by mail")


def test_a_nominee_comes_onto_the_panel(person):
    dialogue = make_dialogue()
    panel = make_panel(dialogue, title="On tracing")
    make_nomination_call(dialogue)
    officer, coordinator, nominee = person(), person(), person()
    officer.sign_in(owner_of(OrganizationFactory()))
    coordinator.sign_in(CoordinatorFactory())

    nomination = nominate(officer, dialogue)
    choose(coordinator, nomination, panel)

    link = mailed_link(Nomination.objects.get())
    nominee.go(f"/ar{link}")
    nominee.check_accessibility(LOOKS)
    nominee.go(f"/en{link}")
    assert Nomination.objects.get().state == Nomination.State.INVITED
    nominee.press("Accept: I speak on this panel")
    nominee.check_accessibility(LOOKS)
    publish(PanelPage.objects.get(pk=panel.pk).get_latest_revision_as_object())
    nominee.go(f"/en/{panel.address}")
    assert NOMINEE in nominee.text
