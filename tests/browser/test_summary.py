"""A summary in a real Chromium: drafted, provisional, corrected by a panellist, final; as coordinator and panellist."""

import pytest
from django.urls import reverse
from django.utils import timezone

from dialogues.models import PanelPage
from dialogues.summaries import actions
from tests.browser.conftest import Person
from tests.factories.dialogues import make_dialogue, make_panel, make_panelist
from tests.factories.organizations import CoordinatorFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
LOOKS = [(1280, "light"), (390, "dark")]


def publish_as(coordinator: Person, panel: PanelPage, status: str) -> None:
    """Choose how far the summary is, and publish the page in the admin."""
    coordinator.go(reverse("wagtailadmin_pages:edit", args=[panel.pk]))
    coordinator.page.locator("[name=summary_status]").select_option(status)
    with coordinator.page.expect_navigation():
        coordinator.page.locator("button[name=action-publish]").evaluate("button => button.form.requestSubmit(button)")


def test_a_summary_goes_from_draft_to_final(person):
    ana = UserFactory()
    panel = make_panel(make_dialogue(in_days=-2), title="On tracing")
    make_panelist(panel, name="Ana Ruiz", user=ana, summary="Explained how weapons are traced.")
    coordinator, panellist, reader = person(), person(), person()
    coordinator.sign_in(CoordinatorFactory())
    panellist.sign_in(ana)

    coordinator.go(reverse("summary_review", args=[panel.pk]))
    coordinator.press("Write a draft from what is on record")
    publish_as(coordinator, panel, "provisional")
    reader.go(f"/en/{panel.address}")
    assert "Explained how weapons are traced." in reader.text and "Provisional" in reader.text

    panellist.go(f"/en/desk/summaries/{panel.translation_key}/")
    panellist.check_accessibility(LOOKS)
    panellist.fill(about="Ana Ruiz", text="I spoke of parts, not of weapons.")
    panellist.press("Ask for this correction")
    assert "Waiting for an answer" in panellist.text

    coordinator.go(reverse("summary_review", args=[panel.pk]))
    coordinator.page.locator("textarea[name$=answer]").fill("Taken over as you say.")
    coordinator.press("Answer in public")
    actions.set_window(panel, timezone.now())  # two weeks later
    publish_as(coordinator, panel, "final")

    reader.go(f"/en/dialogues/{panel.get_parent().slug}/corrections/")
    reader.check_accessibility(LOOKS)
    assert "I spoke of parts" in reader.text and "Taken over as you say." in reader.text
    reader.go(f"/ar/{panel.address}")
    reader.check_accessibility(LOOKS)
    assert PanelPage.objects.get(pk=panel.pk).summary_status == "final"
