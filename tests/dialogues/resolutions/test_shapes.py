"""Texts of different shapes, written for these tests: what is read from each of them, line by line."""

import datetime
from pathlib import Path

import pytest

from dialogues.resolutions.reading import Strength, read
from tests.dialogues.resolutions.accounts import missing_and_made_up

TEXTS = Path(__file__).parent / "texts"


def text_of(name):
    return (TEXTS / f"{name}.txt").read_text()


def outline(paragraphs):
    """Anchors and leads, of parts as well."""
    for paragraph in paragraphs:
        yield f"{paragraph.anchor} {paragraph.lead}".strip()
        yield from outline(paragraph.parts)


def doubts(resolution):
    return [doubt.why for doubt in resolution.doubts]


@pytest.mark.parametrize("path", sorted(TEXTS.glob("*.txt")), ids=lambda path: path.stem)
def test_nothing_of_it_is_lost(path):
    text = path.read_text()

    assert missing_and_made_up(text, read(text)) == ({}, {})


def test_an_adopted_resolution_of_the_assembly_with_pages_and_plain_footnotes():
    resolution = read(text_of("assembly_adopted"))
    heading = resolution.heading

    assert (heading.body, heading.session, heading.symbol) == ("General Assembly", 79, "A/RES/79/401")
    assert (heading.number, heading.status) == ("79/401", "adopted")
    assert heading.title == "Listening to those whom illicit quarries harm"
    assert (heading.date, heading.agenda_item) == (datetime.date(2024, 12, 17), "107")
    assert list(outline(resolution.preambular)) == ["PP1 Recalling", "PP2 Deeply concerned about", "PP3 Mindful of"]
    assert [one.lead for one in resolution.operative] == ["Urges", "Also urges", "Requests", "Decides"]
    assert resolution.preambular[2].text == "Mindful of the need to hear communities that live beside quarries,"
    assert resolution.operative[0].text.endswith("including by inspections that are not announced;")
    assert resolution.operative[1].text.endswith("to hear communities before a licence is given;")
    assert [(note.mark, note.words.text[:6]) for note in resolution.notes] == [("¹", "United"), ("²", "See A/")]
    assert resolution.preambular[0].words.marks[0].at == resolution.preambular[0].text.index(" and its")
    assert sorted({one.why for one in resolution.left_out}) == ["hyphen", "job", "page"]
    assert set(doubts(resolution)) == {"notes", "hyphen"}


def test_lists_inside_lists_and_the_words_behind_them():
    resolution = read(text_of("nested_lists"))
    first, second, added, third = resolution.operative

    assert resolution.heading.symbol == "CTOC/COP/2026/L.4/Rev.1/Corr.1"
    assert resolution.heading.sponsors == ("Kenya", "Bosnia and Herzegovina", "Trinidad and Tobago")
    assert (resolution.heading.status, resolution.heading.agenda_item) == ("revised draft", "4 (c)")
    assert list(outline(resolution.preambular)) == [
        "PP1 Bearing in mind", "PP1-a", "PP1-b", "PP2 Taking note with appreciation of",
    ]  # fmt: skip
    assert list(outline([first])) == [
        "OP1 Calls upon", "OP1-a", "OP1-a-i", "OP1-a-ii", "OP1-a-ii-a", "OP1-a-ii-b", "OP1-a-iii", "OP1-b", "OP1-c",
        "OP1-d", "OP1-e", "OP1-f", "OP1-g", "OP1-h", "OP1-i", "OP1-j",
    ]  # fmt: skip
    assert first.after.text == "and to do so without a burden on small foresters;"
    assert (second.strength, second.addressees) == (Strength.ENCOURAGES, ("private sector",))
    assert (added.anchor, added.addressees, added.references[0].of) == ("OP2bis", ("academia",), "UNTOC")
    assert (third.strength, third.addressees) == (Strength.REQUESTS, ("Secretariat",))
    assert doubts(resolution) == []


def test_a_decision_of_one_sentence():
    resolution = read(text_of("decision_sentence"))

    assert (resolution.heading.kind, resolution.heading.number) == ("decision", "12/7")
    assert (resolution.heading.title, resolution.heading.status) == ("Dates of the thirteenth session", "adopted")
    assert list(outline(resolution.operative)) == ["OP1 decided"]
    assert resolution.operative[0].strength == Strength.DECIDES


def test_a_decision_as_a_list():
    resolution = read(text_of("decision_list"))

    assert resolution.heading.title == "Work of the bureau between sessions"
    assert list(outline(resolution.operative)) == ["OP1", "OP1-a Decided", "OP1-b Requested", "OP1-c Took note of"]
    assert [part.strength.name for part in resolution.operative[0].parts] == ["DECIDES", "REQUESTS", "NOTES"]
    assert resolution.operative[0].parts[2].references[0].number == "CTOC/COP/2022/9"


def test_annexes_follow_the_text_and_have_their_own_addresses():
    resolution = read(text_of("annexes"))
    first, second = resolution.annexes

    assert [one.lead for one in resolution.operative] == ["Adopts", "Invites", "Looks forward to"]
    assert (first.label, first.title.text) == ("Annex I", "Guidance on heat in places of detention")
    assert [(one.anchor, one.label) for one in first.paragraphs] == [("A1-1", "1."), ("A1-2", "2."), ("A1-3", "(a)")]
    assert [one.anchor for one in second.paragraphs] == ["A2-1", "A2-2"]
    assert second.paragraphs[1].text.endswith("people may not leave at will.")
    assert resolution.operative[1].addressees == ("Governments",)
    assert [note.mark for note in resolution.notes] == ["*"]


def test_french():
    resolution = read(text_of("french"))

    assert (resolution.written_in, resolution.heading.language, resolution.heading.session) == ("fr", "fr", 13)
    assert (resolution.heading.sponsors, resolution.heading.agenda_item) == (("Sénégal", "Suisse"), "2 (b)")
    assert resolution.heading.status == "revised draft"
    assert list(outline(resolution.preambular)) == [
        "PP1 Rappelant", "PP2 Prenant note avec satisfaction du", "PP3 Profondément préoccupée par",
    ]  # fmt: skip
    assert [one.number for one in resolution.preambular[0].references] == ["10/3", "2/3", "3/3"]
    assert [(one.lead, one.strength.name) for one in resolution.operative] == [
        ("Demande instamment", "URGES"), ("Prie", "REQUESTS"), ("Engage vivement", "URGES"),
        ("Se félicite de", "RECOGNIZES"),
    ]  # fmt: skip
    assert [part.anchor for part in resolution.operative[0].parts] == ["OP1-a", "OP1-b"]
    assert resolution.operative[1].addressees == ("United Nations Office on Drugs and Crime",)
    assert doubts(resolution) == []


def test_spanish():
    resolution = read(text_of("spanish"))

    assert (resolution.written_in, resolution.heading.session) == ("es", 13)
    assert (resolution.heading.date, resolution.heading.status) == (datetime.date(2026, 10, 20), "draft")
    assert resolution.heading.sponsors == ("Ecuador", "Perú")
    assert [one.lead for one in resolution.preambular] == [
        "Recordando también", "Consciente de", "Tomando nota con aprecio de",
    ]  # fmt: skip
    assert [(one.lead, one.strength.name) for one in resolution.operative] == [
        ("Insta a", "URGES"), ("Solicita a", "REQUESTS"), ("Alienta a", "ENCOURAGES"),
    ]  # fmt: skip
    assert resolution.operative[2].addressees == ("civil society",)
    assert resolution.operative[2].references[0].number == "13"
    assert doubts(resolution) == []


def test_two_columns_are_read_one_after_the_other():
    resolution = read(text_of("two_columns"))

    assert resolution.heading.title == "Parcels with parts of weapons"
    assert [one.lead for one in resolution.operative] == [
        "Calls upon", "Also calls upon", "Encourages", "Requests", "Takes note of",
    ]  # fmt: skip
    assert resolution.preambular[1].text.startswith(
        "Aware of the growing number of parcels in which spare parts of weapons"
    )
    assert [part.anchor for part in resolution.operative[3].parts] == ["OP4-a", "OP4-b"]
    assert doubts(resolution) == ["columns"]


def test_headings_between_paragraphs_and_a_number_that_is_missing():
    resolution = read(text_of("headings"))

    assert [(one.before, one.words.text) for one in resolution.subheadings] == [
        ("OP1", "I"), ("OP1", "Availability"), ("OP3", "II"), ("OP3", "Reports"),
    ]  # fmt: skip
    assert [one.anchor for one in resolution.operative] == ["OP1", "OP2", "OP3", "OP5"]
    assert resolution.operative[3].lead == "Expresses its appreciation to"
    assert doubts(resolution).count("number") == 1


BEGINNING = "The General Assembly,\n\nRecalling1 its work of\n"


def test_words_behind_a_list_inside_a_list_are_doubted_and_a_second_list_has_its_own_addresses():
    text = (
        "The General Assembly,\n\n1. Urges States:\n\n(a) To listen:\n\n(i) Early;\n\nin every case;\n\n(a) And to act."
    )

    resolution = read(text)

    assert list(outline(resolution.operative)) == ["OP1 Urges", "OP1-a", "OP1-a-i", "OP1-a_2"]
    assert resolution.operative[0].after.text == "in every case;"
    assert "after" in doubts(resolution)


def test_a_line_that_begins_with_a_date_is_no_footnote():
    resolution = read(f"{BEGINNING}1 January 2020 and of later days,\n\n1. Urges all.\n\n1 See A/77/170.")

    assert resolution.preambular[0].text == "Recalling its work of 1 January 2020 and of later days,"
    assert [note.words.text for note in resolution.notes] == ["See A/77/170."]


def test_a_word_in_brackets_begins_no_list():
    resolution = read("The General Assembly,\n\n(see) Recalling its work,\n\n1. Urges all.")

    assert [one.text for one in resolution.preambular] == ["(see) Recalling its work,"]
    assert doubts(resolution)[-1] == "no_lead"
