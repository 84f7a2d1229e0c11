"""Dialogue pages for tests, published under the list that every installation has."""

from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.db.models import F
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import Locale, Page

from dialogues.models import (
    AgendaItem,
    DialogueFigure,
    DialogueIndexPage,
    DialogueInstrument,
    DialogueMaterial,
    DialoguePage,
    DialogueWorkingGroup,
    Intervention,
    Panelist,
    PanelMaterial,
    PanelPage,
)
from portal.mechanism.models import Instrument, State, WorkingGroup
from portal.pages import alias_in_every_language
from tests.factories.mechanism import SourceFactory
from tests.factories.organizations import OrganizationFactory

_numbers = iter(range(1, 1_000_000))


def stand(parent: Page, page: Page, *, checked: bool = True) -> Page:
    """Put a live page under its parent as publishing leaves it, without the revision, which takes most of the time.

    Not `checked`, it is asked nothing by `full_clean` either, which takes most of the rest.
    """
    page.first_published_at = page.last_published_at = timezone.now()
    if checked:
        parent.add_child(instance=page)
    else:
        append(parent, page)
    return type(page).objects.get(pk=page.pk)


def append(parent: Page, page: Page) -> None:
    """Store a page as the last child of its parent, by the arithmetic of treebeard and nothing more, nor logged."""
    last = parent.get_children().only("path").last()
    page.depth, page.locale, page.draft_title = parent.depth + 1, parent.locale, page.title
    page.path = last._inc_path() if last else page._get_path(parent.path, page.depth, 1)
    page._cached_parent_obj = parent  # what treebeard would ask for
    page.save(clean=False, log_action=None)
    Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + 1)
    parent.numchild += 1


def make_dialogue(*, in_days: int = 30, registration_open: bool = True, **fields) -> DialoguePage:
    """A published dialogue that starts in so many days (negative: held), registration open until the day before."""
    number = next(_numbers)
    starts: datetime = fields.pop("starts_at", timezone.now() + timedelta(days=in_days))
    values = {
        "title": f"Constructive dialogue {number}",
        "slug": f"dialogue-{number}",
        "starts_at": starts,
        "ends_at": starts + timedelta(hours=7),
        "venue": "Vienna",
        "registration_opens_at": starts - timedelta(days=60) if registration_open else None,
        "registration_closes_at": starts - timedelta(days=1) if registration_open else None,
        "summary_status": "provisional" if fields.get("summary") else "none",
        **fields,
    }
    parent = DialogueIndexPage.objects.select_related("locale").get(locale__language_code="en")
    return stand(parent, DialoguePage(**values), checked="summary_status" in fields)


def make_panel(dialogue: DialoguePage, **fields) -> PanelPage:
    """A published panel of a dialogue."""
    number = next(_numbers)
    values = {"title": f"Panel {number}", "slug": f"panel-{number}", **fields}
    return stand(dialogue, PanelPage(**values), checked=bool({"body", "summary", "summary_status"} & fields.keys()))


def make_figure(dialogue: DialoguePage, value: int, unit: str = "people", **fields) -> DialogueFigure:
    """A figure of a dialogue, added to those that it has."""
    source = fields.pop("source", None) or SourceFactory()
    values = {"as_of": dialogue.starts_at.date(), "sort_order": dialogue.figures.count(), **fields}
    return DialogueFigure.objects.create(dialogue=dialogue, value=value, unit=unit, source=source, **values)


def make_panelist(panel: PanelPage, **fields) -> Panelist:
    """Somebody on a panel, after those who sit there."""
    number = next(_numbers)
    values = {"name": f"Panellist {number}", "sort_order": panel.panelists.count(), **fields}
    return Panelist.objects.create(panel=panel, **values)


def make_item(dialogue: DialoguePage, title: str, **fields) -> AgendaItem:
    """A part of the agenda, after those that it has."""
    return AgendaItem.objects.create(dialogue=dialogue, title=title, sort_order=dialogue.agenda.count(), **fields)


def make_intervention(dialogue: DialoguePage, **fields) -> Intervention:
    """Something said from the floor."""
    values = {"speaker": "Delegate", "summary": "Spoke about marking.", "source": "A report on the dialogue", **fields}
    return Intervention.objects.create(dialogue=dialogue, **values)


def make_document(title: str = "Concept note", content: bytes = b"%PDF-1.7\n") -> Document:
    """A document of Wagtail, as it stands once it was uploaded."""
    return Document.objects.create(title=title, file=ContentFile(content, name="note.pdf"), file_size=len(content))


def make_material(page: DialoguePage | PanelPage, **fields) -> DialogueMaterial | PanelMaterial:
    """A link that goes with a dialogue or panel; `document` makes it a file."""
    values = {"title": "Concept note", "kind": "note", "sort_order": page.materials.count(), **fields}
    if "document" not in fields:
        values.setdefault("url", "https://www.unodc.org/note.pdf")
    if isinstance(page, PanelPage):
        return PanelMaterial.objects.create(panel=page, **values)
    return DialogueMaterial.objects.create(dialogue=page, **values)


def make_full_dialogue(rows: int = 1, language: str | None = None, **fields) -> DialoguePage:
    """A dialogue with so many of everything that its page shows, also in another language."""
    dialogue = make_dialogue(**fields)
    if language:
        with_aliases(dialogue, language)
    for number in range(1, rows + 1):
        panel = make_panel(dialogue, number=number)
        make_panelist(panel, organization=OrganizationFactory(owner=False), summary="Spoke about tracing.")
        if language:
            with_aliases(panel, language)
        make_item(dialogue, f"Part {number}", kind="panel", panel=panel, starts_at=dialogue.starts_at)
        make_figure(dialogue, 100 + number)
        make_material(dialogue, document=make_document())
        make_intervention(
            dialogue,
            country=State.objects.get(iso3="MEX"),
            concerns=State.objects.get(iso3="KEN"),
            organization=OrganizationFactory(owner=False),
        )
    for instrument in Instrument.objects.all()[:rows]:
        DialogueInstrument.objects.create(dialogue=dialogue, instrument=instrument)
    for group in WorkingGroup.objects.all()[:rows]:
        DialogueWorkingGroup.objects.create(dialogue=dialogue, group=group)
    return dialogue


def with_aliases(page, *languages: str):
    """The page, existing in these languages too; without any named, in every one."""
    if not languages:
        alias_in_every_language(page)
    for locale in Locale.objects.filter(language_code__in=languages):
        page.copy_for_translation(locale, copy_parents=True, alias=True)
    return page
