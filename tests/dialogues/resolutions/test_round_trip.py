"""A resolution that is written down as the United Nations print it, and read again, is the same resolution."""

import datetime
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogues.resolutions.reading import read

NOUNS = st.lists(
    st.sampled_from(["victims", "rivers", "judges", "schools", "ports", "trust", "evidence", "women", "timber"]),
    min_size=1, max_size=8,
).map(" ".join)  # fmt: skip
PREAMBULAR = st.sampled_from(
    [
        "Recalling", "Taking note with appreciation of", "Deeply concerned about", "Bearing in mind", "Welcoming also",
        "Convinced of", "Expressing its deep concern at",
    ]
)  # fmt: skip
OPERATIVE = st.sampled_from(
    [
        "Urges", "Also calls upon", "Strongly encourages", "Requests", "Takes note with appreciation of", "Decides",
        "Invites",
    ]
)  # fmt: skip
SESSIONS = [("Eleventh", 11), ("Forty-second", 42), ("Seventy-eighth", 78), ("Twentieth", 20)]
STATES = ["Chad", "Peru", "Bosnia and Herzegovina", "Viet Nam"]
SYMBOLS = ["CTOC/COP/2026/L.2", "CTOC/COP/2026/L.3/Rev.1", "CTOC/COP/2026/L.3/Rev.1/Corr.2"]
ROMANS = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
LETTERS = "abcdefghijklmnopqrstuvwxyz"
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Item:
    """A paragraph as it was invented: lead, words, items inside it, words behind them, a footnote or none."""

    lead: str
    words: str
    items: tuple["Item", ...] = ()
    after: str = ""
    note: str = ""


leaf = st.builds(Item, st.just(""), NOUNS, note=st.just("") | NOUNS)
inner = st.builds(Item, st.just(""), NOUNS, st.lists(leaf, max_size=4).map(tuple))
operative = st.builds(
    Item, OPERATIVE, NOUNS, st.lists(inner, max_size=14).map(tuple), st.just("") | NOUNS, st.just("") | NOUNS
)
preambular = st.builds(Item, PREAMBULAR, NOUNS, note=st.just("") | NOUNS)


@st.composite
def resolutions(draw):
    return {
        "session": draw(st.sampled_from(SESSIONS)),
        "date": draw(st.dates(datetime.date(1990, 1, 1), datetime.date(2090, 1, 1))),
        "title": draw(NOUNS).capitalize(),
        "sponsors": draw(st.lists(st.sampled_from(STATES), min_size=1, unique=True)),
        "symbol": draw(st.sampled_from(SYMBOLS)),
        "preambular": draw(st.lists(preambular, max_size=4)),
        "operative": draw(st.lists(operative, min_size=1, max_size=5)),
    }  # fmt: skip


class Writer:
    """Writes a resolution down: blocks of text, footnotes at the end of each page."""

    def __init__(self, draw):
        self.blocks, self.notes, self.count, self.draw = [], [], 0, draw

    def mark(self, item):
        if not item.note:
            return ""
        self.count += 1
        mark = str(self.count).translate(RAISED)
        self.notes.append(f"{mark} {item.note}.")
        return mark

    def block(self, text, whole=1):
        """A paragraph, perhaps in two lines or on two pages; so many words at its beginning stay on one."""
        words = text.split(" ")
        cut = self.draw(st.integers(whole, max(whole, len(words) - 1)))
        between = self.draw(st.sampled_from([" ", "\n", "\n"]))
        if self.notes and len(words) > cut and self.draw(st.booleans()) and words[cut][:1].islower():
            self.blocks += [" ".join(words[:cut]), "4", *self.notes, " ".join(words[cut:])]
            self.notes = []
        else:
            self.blocks.append(" ".join(words[:cut]) + between + " ".join(words[cut:]))

    def preambular(self, item):
        self.block(f"*{item.lead}* {item.words},{self.mark(item)}", len(item.lead.split()) + 1)

    def operative(self, number, item, last):
        stop = "." if last else ";"
        ends = ":" if item.items else stop
        self.block(f"{number}. *{item.lead}* {item.words}{ends}{self.mark(item)}", len(item.lead.split()) + 2)
        for token, inner in zip(LETTERS, item.items, strict=False):
            ends = ":" if inner.items else ";"
            self.block(f"({token}) {inner.words.capitalize()}{ends}", 2)
            for roman, leaf in zip(ROMANS, inner.items, strict=False):
                self.block(f"({roman}) {leaf.words.capitalize()};{self.mark(leaf)}", 2)
        if item.items and item.after:
            self.blocks.append(f"{item.after}{stop}")


def listed(names):
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def written(made, draw):
    writer = Writer(draw)
    name = "Conference of the Parties to the United Nations Convention against Transnational Organized Crime"
    date = made["date"]
    writer.blocks = [
        f"United Nations {made['symbol']}", name, f"Distr.: Limited\n{date.day} {date:%B %Y}", "Original: English",
        f"{made['session'][0]} session", "Item 3 (a) of the provisional agenda",
        f"{listed(made['sponsors'])}: draft resolution", made["title"], f"*The {name},*",
    ]  # fmt: skip
    for item in made["preambular"]:
        writer.preambular(item)
    for number, item in enumerate(made["operative"], start=1):
        writer.operative(number, item, number == len(made["operative"]))
    return "\n\n".join([*writer.blocks, *writer.notes])


def as_read(paragraph, notes):
    """A paragraph that was read, as it would have been invented."""
    words = paragraph.text.removeprefix(paragraph.lead).strip(" ,;.:")
    mark = next((mark.mark for mark in paragraph.words.marks), None)
    return Item(
        paragraph.lead, words.lower(), tuple(as_read(part, notes) for part in paragraph.parts),
        paragraph.after.text.strip(";."), notes.get(mark, ""),
    )  # fmt: skip


def as_kept(item):
    """What of an invented paragraph was written down."""
    return Item(item.lead, item.words, tuple(map(as_kept, item.items)), item.after if item.items else "", item.note)


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.data(), resolutions())
def test_what_was_written_is_read(data, made):
    text = written(made, data.draw)

    resolution = read(text)

    heading = resolution.heading
    notes = {note.mark: note.words.text.strip(".") for note in resolution.notes}
    assert (heading.session, heading.date, heading.symbol) == (made["session"][1], made["date"], made["symbol"])
    assert (heading.title, heading.agenda_item) == (made["title"], "3 (a)")
    assert list(heading.sponsors) == made["sponsors"]
    assert heading.status == ("revised draft" if "Rev" in made["symbol"] else "draft")
    assert [as_read(one, notes) for one in resolution.preambular] == made["preambular"]
    assert [as_read(one, notes) for one in resolution.operative] == [as_kept(item) for item in made["operative"]]
    assert [one.anchor for one in resolution.operative] == [f"OP{n}" for n in range(1, len(made["operative"]) + 1)]
    assert [doubt for doubt in resolution.doubts if doubt.why not in ("roman", "after")] == []
