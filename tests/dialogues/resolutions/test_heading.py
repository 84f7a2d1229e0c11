"""What stands before the body speaks: each line is known by its words, and the title by its place."""

import datetime

import pytest

from dialogues.resolutions.reading import read
from dialogues.resolutions.reading.sponsors import sponsors_of

BODY = "The General Assembly,\n\nRecalling its work,\n\n1. Urges all."


def heading_of(*lines, body=BODY):
    return read("\n\n".join([*lines, body])).heading


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("CTOC/COP/2022/L.5/Rev.1", "symbol", "CTOC/COP/2022/L.5/Rev.1"),
        ("United Nations A/79/L.3*", "symbol", "A/79/L.3"),
        ("Eleventh session", "session", 11),
        ("Onzième session", "session", 11),
        ("Undécimo período de sesiones", "session", 11),
        ("Distr.: Limited", "distribution", "Limited"),
        ("Distr. générale", "distribution", "générale"),
        ("Distr. : limitée", "distribution", "limitée"),
        ("Distr.\u202f: limitée", "distribution", "limitée"),
        ("Distr.\u00a0:\u2009générale 9 décembre 2024", "distribution", "générale"),
        ("Distr. limitada", "distribution", "limitada"),
        ("Distr.: LIMITADA", "distribution", "LIMITADA"),
        ("Tenth special session", "session_name", "Tenth special session"),
        ("Reconvened thirty-first session", "session", 31),
        ("1º de enero de 2024", "date", datetime.date(2024, 1, 1)),
        ("Original: English", "language", "en"),
        ("Original : français", "language", "fr"),
        ("Original: español", "language", "es"),
        ("Original: English/French", "language", "en"),
        ("Original: Klingon", "language", ""),
        ("Agenda item 107", "agenda_item", "107"),
        ("Item 2 (b) of the provisional agenda", "agenda_item", "2 (b)"),
        ("Item 2(b)*", "agenda_item", "2 (b)"),
        ("Point 4 c) de l’ordre du jour", "agenda_item", "4 (c)"),
        ("Tema 5 del programa", "agenda_item", "5"),
        ("Resolution 10/4", "number", "10/4"),
        ("Decisión 4/2", "number", "4/2"),
        ("19 October 2022", "date", datetime.date(2022, 10, 19)),
        ("1er août 2023", "date", datetime.date(2023, 8, 1)),
        ("20 de octubre de 2026", "date", datetime.date(2026, 10, 20)),
        ("31 February 2022", "date", None),
    ],
)
def test_a_line_of_the_heading_is_known_by_its_words(line, name, value):
    heading = heading_of(line, "A title")

    assert getattr(heading, name) == value
    assert heading.title == "A title"


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("Naciones Unidas",), "letterhead"),
        (("Conference of the Parties to the United Nations Convention",), "body"),
        (("48th plenary meeting",), "meeting"),
        (("Vienna, 17–21 October 2022",), "place"),
        (("Vienne, 17-21 octobre 2022",), "place"),
        (("Third Committee",), "committee"),
        (("Russian",), "printed_in"),
        (("English only",), "printed_in"),
        (("[on the report of the Third Committee (A/79/455)]",), "report"),
        (("Resolution adopted by the General Assembly on 3 December 2024",), "adopted"),
    ],
)
def test_other_lines_are_kept_as_what_they_are(lines, name):
    assert [field.name for field in heading_of(*lines, "A title").fields] == [name, "title"]


@pytest.mark.parametrize(
    ("lines", "status", "kind"),
    [
        (("A/79/L.3",), "draft", "resolution"),
        (("A/79/L.3/Rev.2",), "revised draft", "resolution"),
        (("A/79/L.3/Add.1",), "draft", "resolution"),
        (("Peru: draft resolution",), "draft", "resolution"),
        (("Peru: revised draft decision",), "revised draft", "decision"),
        (("Pérou : projet révisé de résolution",), "revised draft", "resolution"),
        (("Perú: proyecto de decisión",), "draft", "decision"),
        (("A/RES/79/401",), "adopted", "resolution"),
        (("Decision 4/2",), "adopted", "decision"),
        (("Résolution adoptée par l’Assemblée générale le 3 décembre 2024",), "adopted", "resolution"),
        (("A/79/3",), "", "resolution"),
        ((), "", "resolution"),
    ],
)
def test_drafts_are_told_from_what_was_adopted(lines, status, kind):
    heading = heading_of(*lines, "A title")

    assert (heading.status, heading.kind) == (status, kind)


def test_the_day_of_adoption_goes_before_the_day_of_distribution():
    lines = ["Distr.: General 9 December 2024", "Resolution adopted by the General Assembly on 3 December 2024"]

    assert heading_of(*lines, "A title").date == datetime.date(2024, 12, 3)
    assert heading_of(lines[0], "A title").date == datetime.date(2024, 12, 9)


def test_the_title_of_the_item_is_not_the_title_of_the_draft():
    heading = heading_of("Agenda item 107", "Crime prevention", "Peru: draft resolution", "Wood and its paths")

    assert heading.title == "Wood and its paths"
    assert {field.name: field.words.text for field in heading.fields}["agenda_title"] == "Crime prevention"


def test_a_number_may_bring_its_title():
    heading = heading_of("79/401. Wood and its paths")

    assert (heading.number, heading.title, heading.status) == ("79/401", "Wood and its paths", "adopted")


def test_what_is_not_known_is_left_out_and_doubted():
    resolution = read(f"Blue sky\n\nPeru: draft resolution\n\nWood\n\n{BODY}")

    assert resolution.heading.title == "Wood"
    assert [(one.line, one.text, one.why) for one in resolution.left_out] == [(1, "Blue sky", "unknown")]
    assert [one.why for one in resolution.doubts] == ["unknown"]


def test_a_text_without_a_heading_has_neither_title_nor_status_and_says_so():
    resolution = read(BODY)

    assert (resolution.heading.body, resolution.heading.title) == ("General Assembly", "")
    assert [one.why for one in resolution.doubts] == ["no_title", "no_status"]


@pytest.mark.parametrize(
    ("words", "sponsors"),
    [
        ("Peru: draft resolution", ("Peru",)),
        ("Chad, Peru and Togo: updated draft decision", ("Chad", "Peru", "Togo")),
        ("Pérou et Tchad : projet de résolution révisée", ("Pérou", "Tchad")),
        ("Perú y Chile: proyecto de resolución revisado", ("Perú", "Chile")),
        ("España e Italia: proyecto de decisión", ("España", "Italia")),
        ("Bosnia and Herzegovina and Togo: draft resolution", ("Bosnia and Herzegovina", "Togo")),
        ("Chad and Peru and Togo: draft resolution", ("Chad", "Peru", "Togo")),
        ("شيلي وكينيا والنرويج: مشروع قرار", ("شيلي", "كينيا", "النرويج")),
        ("秘鲁、乍得和多哥：订正决议草案", ("秘鲁", "乍得", "多哥")),
        ("Bosnie-Herzégovine et Saint-Kitts-et-Nevis: projet de décision",
         ("Bosnie-Herzégovine", "Saint-Kitts-et-Nevis")),
        (
            "United Kingdom of Great Britain and Northern Ireland and Peru: draft resolution",
            ("United Kingdom of Great Britain and Northern Ireland", "Peru"),
        ),
        ("Trinidad y Tabago y Perú: proyecto de resolución", ("Trinidad y Tabago", "Perú")),
        ("Peru: working paper", ()),
        ("Draft resolution", ()),
        ("", ()),
    ],
)  # fmt: skip
def test_sponsors_are_parted_at_commas_and_at_and(words, sponsors):
    assert sponsors_of(words) == sponsors


def test_a_day_that_no_calendar_has_is_named_and_not_guessed():
    resolution = read(f"Peru: draft resolution\n\nWood\n\nVienna, 31 February 2022\n\n{BODY}")

    assert resolution.heading.date is None
    assert [(one.line, one.why, one.text) for one in resolution.doubts] == [(5, "date", "31 February 2022")]


def test_what_only_the_sentence_of_a_decision_or_the_last_lines_say_completes_the_heading():
    said = (
        "At its reconvened thirty-first session, on 8 December 2022, the Commission on Narcotic Drugs decided to act."
    )
    decision = read(said).heading
    closed = read(f"Peru: draft resolution\n\nWood\n\n{BODY}\n\n48th plenary meeting\n17 December 2024").heading

    assert (decision.session, decision.session_name) == (31, "Reconvened thirty-first session")
    assert decision.date == datetime.date(2022, 12, 8)
    assert closed.date == datetime.date(2024, 12, 17)
