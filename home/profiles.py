"""What an organization put on the record, for its public profile: panels, interventions, signatures that are public."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from dialogues.models import DialoguePage, Intervention, Panelist
from organizations.models import Organization
from portal.registry import Part
from submissions.consultations.reporters import named_claims_of
from submissions.models import Declaration, Signature

SHOWN = 20


@dataclass(frozen=True)
class Words:
    """The title of a page in the reader's language where it is translated, and the language that it is in."""

    title: str
    language: str


@dataclass(frozen=True)
class Occasion:
    """One time that somebody spoke for the organization: at which dialogue, where, who, and the page that tells it."""

    dialogue: DialoguePage
    dialogue_title: Words
    kind: str | Promise
    title: Words
    address: str
    speaker: str


def spoken(organization: Organization) -> Part | None:
    """When somebody spoke for it, on a panel or from the floor, newest first."""
    on_panels = Panelist.objects.public().filter(organization=organization).select_related("panel")
    panelists = list(on_panels.order_by("-panel__pk", "sort_order")[:SHOWN])
    from_floor = Intervention.objects.public().filter(organization=organization).select_related("dialogue")
    floor = list(from_floor.order_by("-dialogue__starts_at", "sort_order")[:SHOWN])
    dialogues = dialogues_of(panelists)
    titles = titles_of([row.panel for row in panelists] + [*dialogues.values()] + [row.dialogue for row in floor])
    occasions = [
        Occasion(
            dialogue, titles[dialogue.pk], row.get_role_display(), titles[row.panel.pk], row.panel.address, row.name
        )
        for row in panelists
        if (dialogue := dialogues.get(parent_path(row.panel)))
    ]
    occasions += [
        Occasion(
            row.dialogue,
            titles[row.dialogue.pk],
            _("From the floor"),
            titles[row.dialogue.pk],
            row.dialogue.address,
            row.speaker,
        )
        for row in floor
    ]
    occasions.sort(key=lambda occasion: occasion.dialogue.starts_at, reverse=True)
    return Part("home/_spoken.html", {"occasions": occasions}) if occasions else None


def parent_path(page: Page) -> str:
    """Where the page above this one stands in Wagtail's tree."""
    return page.path[: -Page.steplen]


def dialogues_of(panelists: list[Panelist]) -> dict[str, DialoguePage]:
    """The live dialogues of these panellists' panels, by their place in the tree."""
    places = {parent_path(row.panel) for row in panelists}
    return {page.path: page for page in DialoguePage.objects.live().filter(path__in=places)}


def titles_of(pages: list[Page]) -> dict[int, Words]:
    """The titles of these pages in the active language, by the key of the page; one query for all."""
    translated = Page.objects.live().filter(
        translation_key__in={page.translation_key for page in pages},
        locale__language_code=get_language(),
        alias_of__isnull=True,
    )
    local = dict(translated.values_list("translation_key", "title"))
    return {
        page.pk: Words(local[page.translation_key], get_language())
        if page.translation_key in local
        else Words(page.title, settings.LANGUAGE_CODE)
        for page in pages
    }


def signed(organization: Organization) -> Part | None:
    """The declarations that it signed under its name. One that it signed unnamed leaves no trace here."""
    public = Declaration.objects.public()
    signatures = Signature.objects.public().filter(organization=organization, declaration__in=public)
    found = list(signatures.select_related("declaration").order_by("-signed_at")[:SHOWN])
    return Part("home/_signed.html", {"signatures": found}) if found else None


def reported(organization: Organization) -> Part | None:
    """The consultations that it reported under its name, once they are published."""
    claims = named_claims_of(organization).select_related("country", "cluster")
    newest = list(claims.order_by("-published_at", "uuid")[:SHOWN])
    return Part("home/_reported.html", {"claims": newest}) if newest else None
