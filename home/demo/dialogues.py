"""Dialogue and panel pages of the demo: published ones from CSV, and 5 April 2024 in full."""

import re
from datetime import date, datetime, time
from typing import Any

from dialogues.models import (
    AgendaItem,
    DialogueFigure,
    DialogueIndexPage,
    DialoguePage,
    DialogueWorkingGroup,
    Intervention,
    Panelist,
    PanelPage,
)
from dialogues.pages import DialogueInstrument
from home.demo import reading
from organizations.models import Organization
from portal.dates import VIENNA, format_day
from portal.html import paragraphs_to_html
from portal.mechanism.models import Comparator, Instrument, Precision, Source, State, WorkingGroup
from portal.pages import alias_in_every_language, publish

SUBJECTS = {
    "FA": ("firearms", ["FIREARMS"]),
    "TIP": ("trafficking-in-persons", ["TIP"]),
    "SOM": ("smuggling-of-migrants", ["SOM"]),
    "TA": ("technical-assistance", ["UNTOC"]),
    "IC;TA": ("cooperation-and-assistance", ["UNTOC"]),
    "TA;IC": ("cooperation-and-assistance", ["UNTOC"]),
}
APRIL = "cd-2024-04-05-fa"
PARTS = {"opening": Intervention.Part.OPENING, "briefing": Intervention.Part.BRIEFING}
COMPARATORS = {">": Comparator.MORE, "<": Comparator.LESS, "~": Comparator.ABOUT}
HOURS = re.compile(r"(\d{2}:\d{2})-\d{2}:\d{2} and \d{2}:\d{2}-(\d{2}:\d{2})")


def source(citation: str) -> Source:
    """The source with this citation, as `load_mechanism` or an earlier row made it."""
    return Source.objects.get_or_create(citation=" ".join(citation.split()))[0]


def at(day: date, clock: str) -> datetime:
    """A moment in Vienna."""
    return datetime.combine(day, time.fromisoformat(clock), VIENNA)


def organization_named(name: str) -> Organization | None:
    """The organization of this name, as the demo listed it."""
    return Organization.objects.filter(legal_name=name).first()


def load_published() -> None:
    """Every dialogue that a public source names, with its figures and panels."""
    in_full = reading.toml("april_2024")
    for row in reading.rows("dialogues"):
        subject, _instruments = SUBJECTS[row["topic_codes"]]
        if f"{subject}-{row['date']}" == in_full["slug"]:
            dialogue = add_dialogue(row, in_full)
            add_april(dialogue, in_full)
        else:
            dialogue = add_dialogue(row, {})
            add_panels_from_rows(dialogue, row["id"])
            dialogue.interventions = others(row["id"])
            publish(dialogue)
        alias_in_every_language(dialogue)


def add_dialogue(row: dict[str, str], text: dict[str, Any]) -> DialoguePage:
    """One dialogue of the file, with what `text` says better; its figures with it, published."""
    subject, codes = SUBJECTS[row["topic_codes"]]
    starts, ends, precision = when(row)
    width = "month" if precision == DialoguePage.Precision.MONTH else "day"
    page = DialoguePage(
        title=f"{sentence_case(row['title'])}, {format_day(starts.date(), width, 'en')}",
        slug=f"{subject}-{row['date']}",
        intro=text.get("intro", ""),
        summary=paragraphs_to_html(text.get("summary", "")),
        summary_status="provisional" if text.get("summary") else "none",
        next_steps=paragraphs_to_html(text.get("next_steps", "")),
        starts_at=starts,
        ends_at=ends,
        date_precision=precision,
        attendance="hybrid" if row["mode"].startswith("hybrid") else "on_site",
        venue=row["venue"].split(";")[0],
        chair=text.get("chair") or chair(row),
        meeting=row["working_group_meeting"],
        status="confirmed",
        status_note=also_known(row),
        source=source(row["sources"]),
    )
    page.dialogue_instruments = [DialogueInstrument(instrument=Instrument.objects.get(code=code)) for code in codes]
    page.working_groups = working_groups(row)
    page.figures = figures(row, starts.date()) + text_figures(text, starts.date())
    index = DialogueIndexPage.objects.get(locale__language_code="en")
    index.add_child(instance=page)
    publish(page)
    return page


def when(row: dict[str, str]) -> tuple[datetime, datetime, str]:
    """Start, end and what is known of the date; a day without hours spans it, a month its first day."""
    if len(row["date"]) == len("2025-10"):
        day = date.fromisoformat(row["date"] + "-01")
        return at(day, "00:00"), at(day, "23:59"), DialoguePage.Precision.MONTH
    day, hours = date.fromisoformat(row["date"]), HOURS.search(row["venue"])
    if hours:
        return at(day, hours[1]), at(day, hours[2]), DialoguePage.Precision.TIME
    return at(day, "00:00"), at(day, "23:59"), DialoguePage.Precision.DAY


def sentence_case(title: str) -> str:
    """UN spelling of a title: "Constructive dialogue on firearms"."""
    return title[0] + title[1:].lower()


def working_groups(row: dict[str, str]) -> list[DialogueWorkingGroup]:
    """The working groups that a source names as those of the dialogue; where none does, they are not known."""
    codes = row["topic_codes"].split(";") if row["working_group_meeting"] else []
    groups = [WorkingGroup.objects.get(code=code) for code in codes]
    return [DialogueWorkingGroup(sort_order=n, group=group) for n, group in enumerate(groups)]


def chair(row: dict[str, str]) -> str:
    """The chair as published: name and office."""
    name = "" if row["chair"].startswith("(") else row["chair"]
    return ", ".join(part for part in (name, row["chair_role"]) if part)


def figures(row: dict[str, str], day: date) -> list[DialogueFigure]:
    """The attendance figures of a dialogue, each with its own source."""
    found = [one for one in reading.rows("dialogue_attendance") if one["dialogue_id"] == row["id"]]
    return [
        DialogueFigure(
            sort_order=number,
            value=int(one["figure"].lstrip("><~")),
            comparator=COMPARATORS.get(one["figure"][0], Comparator.EXACT),
            unit=one["unit"],
            qualifier=one["qualifier"],
            as_of=day,
            precision=Precision.DAY,
            source=source(one["source"]),
        )
        for number, one in enumerate(found)
    ]


def text_figures(text: dict[str, Any], day: date) -> list[DialogueFigure]:
    """Figures of the report itself. A share is computed from value and whole, never typed."""
    return [
        DialogueFigure(sort_order=100 + n, **one, as_of=day, precision=Precision.DAY, source=source(text["source"]))
        for n, one in enumerate(text.get("figures", []))
    ]


def add_panels_from_rows(dialogue: DialoguePage, key: str) -> None:
    """Panels and panellists of a dialogue of which little is published."""
    for row in (one for one in reading.rows("panels") if one["dialogue_id"] == key):
        speakers = [one for one in reading.rows("speakers") if one["dialogue_id"] == key]
        people = [
            Panelist(
                sort_order=n,
                name=one["name"],
                affiliation=one["organization"],
                organization=organization_named(one["organization"]),
                summary=sentence(one["point_in_brief"]),
            )
            for n, one in enumerate(speakers)
            if one["panel_no"] == row["panel_no"]
        ]
        text = {"number": int(row["panel_no"]), "title": row["topic"], "source": row["source"]}
        add_panel(dialogue, text | {"articles": row["articles"].split()}, people)


def others(key: str) -> list[Intervention]:
    """Those who spoke at a dialogue and are on none of its panels, as far as it is known where they sat."""
    found = [one for one in reading.rows("speakers") if one["dialogue_id"] == key and not one["panel_no"]]
    return [
        Intervention(
            sort_order=n,
            part=PARTS.get(one["role"], Intervention.Part.SPEAKER),
            speaker=f"{one['name']}, {one['organization']}",
            organization=organization_named(one["organization"]),
            summary=sentence(one["point_in_brief"]),
            source=one["source"],
        )
        for n, one in enumerate(found)
    ]


def sentence(brief: str) -> str:
    """A point of the file as a sentence; empty when it has none."""
    return f"{brief[0].upper()}{brief[1:]}." if brief else ""


def also_known(row: dict[str, str]) -> str:
    """What a source says beside time and place: the language, how it was held, a day of preparation."""
    language = {"en": "Held in English."}.get(row["language"], "")
    network = "" if row["mode"] == "hybrid" else f"How it was held: {row['mode']}."
    prepared = f"Day of preparation: {row['preparation_day']}." if row["preparation_day"] else ""
    unknown = "The day was not found." if "day not found" in row["status"] else ""
    return " ".join(filter(None, [language, network, prepared, unknown]))


def add_panel(dialogue: DialoguePage, text: dict[str, Any], people: list[Panelist]) -> PanelPage:
    """One published panel under its dialogue, in every language."""
    first = dialogue.dialogue_instruments.first()
    panel = PanelPage(
        title=text["title"],
        slug=text.get("slug", f"panel-{text['number']}"),
        number=text["number"],
        topic=text.get("topic", ""),
        source=source(text["source"]) if "source" in text else None,
        instrument=first.instrument if first else None,
    )
    panel.panelists = people
    panel.articles = reading.articles(text.get("articles", []))
    dialogue.add_child(instance=panel)
    publish(panel)
    alias_in_every_language(panel)
    return panel


def add_april(dialogue: DialoguePage, text: dict[str, Any]) -> None:
    """Panels with what each panellist said, the agenda, and the two interventions from the floor."""
    source_of = {"source": text["source"]}
    panels = {one["number"]: add_panel(dialogue, source_of | one, panelists(one)) for one in text["panels"]}
    dialogue.agenda = [
        AgendaItem(
            sort_order=n,
            kind=one["kind"],
            title=one["title"],
            note=one.get("note", ""),
            panel=panels.get(one.get("panel")),
        )
        for n, one in enumerate(text["agenda"])
    ]
    dialogue.interventions = [
        Intervention(
            sort_order=n,
            speaker=one["speaker"],
            summary=one["summary"],
            country=State.objects.get(iso3=one["country"]),
            concerns=State.objects.filter(iso3=one.get("concerns")).first(),
            source=text["source"],
        )
        for n, one in enumerate(text["interventions"])
    ] + [one for one in others(APRIL) if one.part == Intervention.Part.BRIEFING]
    publish(dialogue)


def panelists(panel: dict[str, Any]) -> list[Panelist]:
    """The people of one panel, linked to their listed organizations."""
    return [
        Panelist(
            sort_order=n,
            name=one["name"],
            summary=one["summary"],
            affiliation=one.get("affiliation", one["organization"]),
            organization=organization_named(one["organization"]),
        )
        for n, one in enumerate(panel["panelists"])
    ]
