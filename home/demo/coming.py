"""The fictional dialogue of the demo that is still to come, and who is nominated for its panels."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from dialogues.models import (
    AgendaItem,
    DialogueIndexPage,
    DialogueInstrument,
    DialogueMaterial,
    DialoguePage,
    DialogueWorkingGroup,
    NominationCall,
    PanelPage,
)
from dialogues.nominations import actions as nominations
from dialogues.nominations import deciding
from home.demo import reading
from home.demo.dialogues import add_panel, at
from home.demo.people import person
from organizations.models import Organization, User
from portal.dates import VIENNA
from portal.mechanism.models import Instrument, State, WorkingGroup
from portal.pages import alias_in_every_language, publish


def friday(day: date) -> date:
    """The first Friday from this day on: dialogues are held on working days."""
    return day + timedelta(days=(4 - day.weekday()) % 7)


def load_coming() -> DialoguePage:
    """The fictional dialogue that is still to come: its days count from now, so that everything is open."""
    text, today = reading.toml("coming"), timezone.now().astimezone(VIENNA).date()
    day = friday(today + timedelta(days=text["starts_in_days"]))
    page = DialoguePage(
        **{
            name: text[name]
            for name in ("title", "slug", "intro", "venue", "chair", "seats_on_site", "seats_online", "max_delegates")
        },
        starts_at=at(day, "10:00"),
        ends_at=at(day, "18:00"),
        status="confirmed",
        is_demo=True,
        registration_opens_at=at(today - timedelta(days=7), "00:00"),
        registration_closes_at=at(today + timedelta(days=text["registration_closes_in_days"]), "18:00"),
        interpretation=text["interpretation"],
    )
    page.working_groups = [
        DialogueWorkingGroup(sort_order=n, group=WorkingGroup.objects.get(code=code))
        for n, code in enumerate(text["working_groups"])
    ]
    page.materials = [DialogueMaterial(sort_order=n, **one) for n, one in enumerate(text["materials"])]
    page.dialogue_instruments = [DialogueInstrument(instrument=Instrument.objects.get(code="UNTOC"))]
    DialogueIndexPage.objects.get(locale__language_code="en").add_child(instance=page)
    publish(page)
    panels = {one["number"]: add_panel(page, one, []) for one in text["panels"]}
    page.agenda = [agenda_item(n, one, day, panels) for n, one in enumerate(text["agenda"])]
    publish(page)
    alias_in_every_language(page)
    return page


def agenda_item(place: int, one: dict[str, Any], day: date, panels: dict[int, PanelPage]) -> AgendaItem:
    """A part of the day as the file has it; its times are Vienna's."""
    return AgendaItem(
        sort_order=place,
        kind=one["kind"],
        title=one["title"],
        note=one.get("note", ""),
        panel=panels.get(one.get("panel", 0)),
        starts_at=at(day, one["from"]),
        ends_at=at(day, one["to"]),
    )


def load_nominations(organizations: dict[str, Organization], coordinator: User, coming: DialoguePage) -> None:
    """An open call, and people whom fictional organizations nominate; points for one of them."""
    text, today = reading.toml("nominations"), timezone.now().astimezone(VIENNA).date()
    call = NominationCall(
        dialogue=coming,
        opens_at=at(today - timedelta(days=7), "00:00"),
        closes_at=at(today + timedelta(days=text["closes_in_days"]), "18:00"),
        criteria=text["criteria"].strip(),
        max_per_organization=text["max_per_organization"],
    )
    deciding.store_call(call, by=coordinator)
    panels = {panel.number: panel for panel in PanelPage.objects.child_of(coming)}
    for one in text["nominations"]:
        organization = organizations[one["organization"]]
        known = {name: one[name] for name in ("name", "email", "position", "languages", "kind", "expertise")}
        where = {"panel": panels[one["panel"]], "country": State.objects.get(iso3=one["state"])}
        author = person(organization)
        nomination = nominations.start_draft(
            call, organization, by=author, values={**known, **where, "first_time": one["first_time"], "consent": True}
        )
        nomination = nominations.submit(nomination, by=author)
        if "points" in one:
            deciding.score(nomination, by=coordinator, points=one["points"], note=one["note"])
