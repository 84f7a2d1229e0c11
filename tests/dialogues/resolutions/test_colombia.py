"""The draft resolution of Colombia, 2022, as it was printed: read to the structure that people found in it.

The text belongs to others and is not shipped: these tests are there where it lies beside the repository.
"""

import datetime
import json
from pathlib import Path

from dialogues.resolutions.reading import Strength, read
from tests.dialogues.resolutions.accounts import missing_and_made_up

BESIDE = Path(__file__).resolve().parents[4] / "shared"
TEXT = BESIDE / "sources" / "2022-colombia-draft-resolution-trafficking.txt"
STRUCTURE = BESIDE / "data" / "resolution_colombia_2022_structure.json"
ARTICLE = "art. "


def words(paragraph):
    return len(paragraph.text.split()) + sum(map(words, paragraph.parts))


def named(reference):
    return f"{ARTICLE}{reference.number}" if reference.kind == "article" else reference.number


if TEXT.exists() and STRUCTURE.exists():

    def test_the_heading_says_what_is_printed_and_no_symbol():
        heading, known = read(TEXT.read_text()).heading, json.loads(STRUCTURE.read_text())

        for name in ("body", "session", "agenda_item", "distribution", "status", "title"):
            assert getattr(heading, name) == known[name]
        assert (heading.symbol, heading.language) == ("", known["original_language"])
        assert heading.date == datetime.date.fromisoformat(known["date"])
        assert list(heading.sponsors) == known["sponsors"]

    def test_all_paragraphs_are_found_with_their_leads_parts_and_notes():
        resolution, known = read(TEXT.read_text()), json.loads(STRUCTURE.read_text())

        assert [(one.anchor, one.lead, words(one)) for one in resolution.preambular] == [
            (one["label"], one["lead"], one["words"]) for one in known["preambular"]
        ]
        assert [(one.anchor, one.lead, words(one), list(one.addressees)) for one in resolution.operative] == [
            (one["label"], one["lead"], one["words"], one["addressees"]) for one in known["operative"]
        ]
        parts = [part for one in resolution.operative for part in one.parts]
        expected = [part for one in known["operative"] for part in one["subparagraphs"]]
        assert [(one.anchor, words(one)) for one in parts] == [
            (one["label"].replace(" (", "-").rstrip(")"), one["words"]) for one in expected
        ]
        assert [note.mark for note in resolution.notes] == [note[0] for note in known["footnotes"]]
        assert resolution.operative[3].parts[2].anchor == "OP4-c"
        assert resolution.operative[15].strength == Strength.INVITES  # “Reiterates its invitation”

    def test_all_references_are_found():
        resolution, known = read(TEXT.read_text()), json.loads(STRUCTURE.read_text())

        found = {one.anchor: [named(reference) for reference in one.references] for one in resolution.preambular}
        expected = {one["label"]: one["refs"] for one in known["preambular"]}
        # Whoever noted the structure wrote down the first number of “resolutions 5/2 … and 10/3 … and decisions 2/3 …”.
        assert found == expected | {"PP4": ["5/2", "10/3", "2/3", "3/3"]}
        symbols = [reference.number for note in resolution.notes for reference in note.references]
        assert symbols == [
            "CTOC/COP/2022/1", "CTOC/COP/2022/2", "CTOC/COP/WG.4/2021/6", "CTOC/COP/WG.4/2022/4", "E/CN.6/2022/L.7",
            "A/77/170",
        ]  # fmt: skip

    def test_nothing_is_lost_and_nothing_is_doubted():
        text = TEXT.read_text()
        resolution = read(text)

        assert missing_and_made_up(text, resolution) == ({}, {})
        assert {one.why for one in resolution.left_out} == {"marks"}
        assert resolution.doubts == ()
