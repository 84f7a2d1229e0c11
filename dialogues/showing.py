"""What the page of one dialogue shows: rows with their words, panels, and what the floors above add."""

from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Prefetch, Q, prefetch_related_objects
from django.utils import timezone

from dialogues.figures import Sources, side_by_side
from dialogues.materials import DOCUMENT
from dialogues.panel import PanelPage
from dialogues.resolutions import noting
from dialogues.rows import ORGANIZATION, Intervention, Panelist, seen_organization
from dialogues.words import both, rows
from portal import pdf, together
from portal.registry import on_dialogue
from portal.together import Rows

# What the page shows of its rows, read with one question (portal/together.py).
COUNTRY = ("id", "iso3", *(f"name_{code}" for code in ("en", "ar", "zh", "fr", "ru", "es")))
ROWS = (
    Rows("agenda"),
    Rows("dialogue_instruments", along={"instrument": ("id", "code", "short_title", "translations")}),
    Rows("working_groups", along={"group": ("id", "code", "name", "translations")}),
    Rows("materials", along={"document": DOCUMENT}),
    noting.ROWS,
    Rows("figures", along={"source": ("id", "citation")}),
    Rows(
        "interventions",
        along={"organization": ORGANIZATION, "country": COUNTRY, "concerns": COUNTRY},
        more={"organization_is_public": seen_organization()},
    ),
)


class Panel(NamedTuple):
    """One panel of the dialogue: its facts and people, and the page with its words in the reader's language."""

    facts: PanelPage
    page: PanelPage


def dialogue(page: Any) -> dict[str, Any]:
    """The context of a dialogue's page: everything from its canonical page, words from `page` itself."""
    together.fetch(both(page), *ROWS)
    agenda, figures, panels = rows(page, "agenda"), rows(page, "figures"), panels_of(page)
    facts, interventions = page.canonical, rows(page, "interventions")
    return {
        "facts": facts,
        "has_pdf": pdf.available(),
        "instruments": [row.instrument for row in facts.dialogue_instruments.all()],
        "working_groups": [row.group for row in facts.working_groups.all()],
        "materials": facts.materials.all(),
        "noted_in": noting.links_of(facts.noted_in.all()),
        "nomination_call": opened_call(facts),
        "agenda": [(row, panels.get(row.facts.panel_id)) for row in agenda],
        "agenda_news": facts.agenda_news,
        "agenda_has_times": any(row.facts.starts_at for row in agenda),
        "panels": panels.values(),
        "interventions": interventions,
        "also_spoke": any(row.facts.part != Intervention.Part.FLOOR for row in interventions),
        "figure_groups": side_by_side(figures),
        "sources": Sources(
            facts.source.citation if facts.source else "",
            *(row.facts.source.citation for row in figures),
            *(row.facts.source for row in interventions),
        ),
        "parts": on_dialogue.parts(facts) if facts.pk else [],
    }


def opened_call(facts: Any) -> Any:
    """The call for nominations of a dialogue to come, once it has opened; before that it is nobody's business."""
    call = None if facts.is_past else getattr(facts, "nomination_call", None)
    return call if call is not None and call.opens_at <= timezone.now() else None


def panels_of(page: Any) -> dict[int, Panel]:
    """The live panels of a dialogue by the key of their canonical page, each with its page in the reader's language."""
    found = PanelPage.objects.live().filter(under(both(page))).select_related("locale")
    facts = [one for one in found if one.locale_id == page.canonical.locale_id]
    prefetch_related_objects(facts, Prefetch("panelists", Panelist.objects.with_organization()))
    local = {one.translation_key: one for one in found if one.locale_id == page.locale_id}
    facts.sort(key=lambda one: (one.number, one.path))
    return {one.pk: Panel(one, local.get(one.translation_key, one)) for one in facts}


def under(pages: list[Any]) -> Q:
    """The condition of being a child of one of these pages; of none, when the list is empty."""
    places = [Q(path__startswith=page.path, depth=page.depth + 1) for page in pages]
    return reduce(or_, places, Q(pk__in=[]))
