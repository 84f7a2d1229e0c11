"""Provisional summaries with somebody who was summarized."""

from typing import Any

from dialogues.models import Correction, DialoguePage, PanelPage
from dialogues.summaries import actions
from organizations.models import Organization
from portal.pages import publish
from tests.factories.dialogues import make_dialogue, make_panel, make_panelist
from tests.factories.organizations import OrganizationFactory, UserFactory


def make_provisional(
    dialogue: DialoguePage | None = None, organization: Organization | None = None, **fields: Any
) -> PanelPage:
    """A panel whose provisional summary takes corrections: from `panelist_of(panel)` and from `owner_on(panel)`."""
    panel = make_panel(dialogue or make_dialogue(in_days=-3), **fields)
    make_panelist(panel, name="Ana Ruiz", user=UserFactory(), summary="Explained tracing.")
    make_panelist(panel, name="Ben Okri", organization=organization or OrganizationFactory(), summary="Asked for laws.")
    panel = PanelPage.objects.get(pk=panel.pk)
    panel.summary, panel.summary_status = "<p>Tracing needs markings.</p>", "provisional"
    publish(panel)
    return PanelPage.objects.get(pk=panel.pk)


def panelist_of(panel: PanelPage) -> Any:
    """The account of the panellist."""
    return panel.panelists.get(user__isnull=False).user


def owner_on(panel: PanelPage) -> Any:
    """The owner of the organization on the panel."""
    return panel.panelists.get(organization__isnull=False).organization.members.get()


def make_correction(panel: PanelPage | None = None, **fields: Any) -> Correction:
    """One that waits for an answer."""
    panel = panel or make_provisional()
    words = {"about": "Ana Ruiz", "text": "I spoke of markings on parts, not of weapons.", **fields}
    return actions.ask(panel, by=panelist_of(panel), **words)
