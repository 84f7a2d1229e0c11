"""A dialogue for machines: its agenda as JSON, and the whole as a schema.org Event in JSON-LD.

Both are files beside the page, linked from its head, and not part of it: a reader on a slow line does not pay for them.
What is not known is left out, never guessed; unpublished panels and hidden organizations are not there.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from dialogues.materials import DOCUMENT
from dialogues.models import DialogueMaterial, DialoguePage, DialogueStatus, Panelist
from dialogues.showing import Panel, panels_of
from portal import together
from portal.dates import VIENNA
from portal.together import Rows

ROWS = (Rows("agenda"), Rows("materials", along={"document": DOCUMENT}))
SCHEMA = "https://schema.org"
MODES = {"on_site": "Offline", "online": "Online", "hybrid": "Mixed"}
STATUSES = {
    DialogueStatus.POSTPONED: "EventPostponed",
    DialogueStatus.CANCELLED: "EventCancelled",
}
Thing = dict[str, Any]


def published(slug: str) -> DialoguePage:
    """The published dialogue of this address; 404 where there is none."""
    page = DialoguePage.objects.published().select_related("locale").filter(slug=slug).first()
    if page is None:
        raise Http404
    return page


@require_safe
def agenda_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The agenda: each part with its kind, title, times (UTC and Vienna) and the address of its panel."""
    page = published(slug)
    together.fetch([page], *ROWS)
    panels = panels_of(page)
    parts = [part_of(row, panels.get(row.panel_id)) for row in page.agenda.all()]
    about: Thing = {"dialogue": page.title, "address": address(page.address), "time_zone": str(VIENNA), "agenda": parts}
    about["materials"] = [as_material(row) for row in page.materials.all()]
    return answer(JsonResponse(about, json_dumps_params={"ensure_ascii": False}))


def part_of(row: Any, panel: Panel | None) -> Thing:
    """One part of the agenda."""
    known = {
        "kind": row.kind,
        "title": row.title,
        "note": row.note,
        **when(row.starts_at, row.ends_at, "starts", "ends"),
        "panel": address(panel.facts.address) if panel else "",
    }
    return {key: value for key, value in known.items() if value}


@require_safe
def event_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The dialogue as https://schema.org/Event with its panels and who spoke on them."""
    with translation.override(settings.LANGUAGE_CODE):
        event = as_event(published(slug))
    response = JsonResponse(event, json_dumps_params={"ensure_ascii": False}, content_type="application/ld+json")
    return answer(response)


def as_event(page: DialoguePage) -> Thing:
    """The event, as JSON-LD."""
    together.fetch([page], *ROWS)
    rows = {row.panel_id: row for row in page.agenda.all() if row.panel_id}
    panels = panels_of(page)
    event = {
        "@context": SCHEMA,
        "@type": "Event",
        "@id": f"urn:uuid:{page.translation_key}",
        "name": page.title,
        "url": address(page.address),
        "description": page.intro,
        **event_times(page),
        "eventStatus": f"{SCHEMA}/{STATUSES.get(page.status, 'EventScheduled')}",
        "eventAttendanceMode": f"{SCHEMA}/{MODES[page.attendance]}EventAttendanceMode",
        "location": places(page),
        "inLanguage": settings.LANGUAGE_CODE,
        "workFeatured": [as_work(row) for row in page.materials.all()],
        "subEvent": [as_panel(panel, rows.get(key)) for key, panel in panels.items()],
    }
    return {key: value for key, value in event.items() if value}


def as_material(row: DialogueMaterial) -> Thing:
    """A file or link that goes with the dialogue."""
    known = {
        "kind": row.kind,
        "title": row.title,
        "language": row.language,
        "address": urljoin(f"{settings.BASE_URL}/", row.address),
        "size": row.size,
    }
    return {key: value for key, value in known.items() if value}


def as_work(row: DialogueMaterial) -> Thing:
    """The same as https://schema.org/CreativeWork."""
    work = {"@type": "CreativeWork", "name": row.title, "inLanguage": row.language}
    return {**work, "url": urljoin(f"{settings.BASE_URL}/", row.address)}


def event_times(page: DialoguePage) -> Thing:
    """Start and end with their offset, or the days, or the month: no more than is known."""
    if page.date_precision == DialoguePage.Precision.TIME:
        return when(page.starts_at, page.ends_at, "startDate", "endDate")
    first, last = (moment.astimezone(VIENNA).date().isoformat() for moment in (page.starts_at, page.ends_at))
    if page.date_precision == DialoguePage.Precision.MONTH:
        return {"startDate": first[:7]}
    return {"startDate": first, "endDate": last}


def when(starts: datetime | None, ends: datetime | None, *names: str) -> Thing:
    """Moments as Vienna writes them, with their offset, under these names; those that are known."""
    moments = zip(names, (starts, ends), strict=True)
    return {name: moment.astimezone(VIENNA).isoformat() for name, moment in moments if moment}


def places(page: DialoguePage) -> list[Thing]:
    """Where it takes place: a hall, the network, or both. Joining links are for approved delegates, so none is here."""
    on_site = [{"@type": "Place", "name": page.venue, "address": page.venue}] if page.venue else []
    online = [{"@type": "VirtualLocation", "url": address(page.address)}]
    return {"on_site": on_site, "online": online, "hybrid": on_site + online}[page.attendance]


def as_panel(panel: Panel, row: Any) -> Thing:
    """A panel as an event of the day."""
    event = {
        "@type": "Event",
        "name": panel.facts.title,
        "url": address(panel.facts.address),
        **(when(row.starts_at, row.ends_at, "startDate", "endDate") if row else {}),
        "performer": list(performers(panel.facts.panelists.all())),
    }
    return {key: value for key, value in event.items() if value}


def performers(people: Any) -> Iterator[Thing]:
    """Who spoke, and for whom, as the page shows it."""
    person: Panelist
    for person in people:
        shown = person.shown_organization
        affiliation = person.affiliation or (shown.legal_name if shown else "")
        known = {"affiliation": {"@type": "Organization", "name": affiliation}} if affiliation else {}
        if known and shown:
            known["affiliation"]["url"] = address(f"organizations/{shown.slug}/")
        yield {"@type": "Person", "name": person.name, **known}


def address(path: str) -> str:
    """The whole address of a page, without a language: it leads to the reader's own."""
    return f"{settings.BASE_URL}/{path}"


def answer(response: HttpResponse) -> HttpResponse:
    """The same for everyone, kept for a minute."""
    patch_cache_control(response, public=True, max_age=60)
    return response
