"""From a text to the rows of the library: every paragraph at its address, everything referred to, nothing lost."""

import json
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from dialogues.models import Resolution
from dialogues.resolutions import actions
from dialogues.resolutions.sheet import Piece, PieceKind, addressed, texts_of
from dialogues.resolutions.writing import Head
from portal.mechanism.models import Article
from tests.dialogues.resolutions.accounts import signs
from tests.dialogues.resolutions.test_colombia import STRUCTURE, TEXT
from tests.factories.organizations import CoordinatorFactory
from tests.factories.resolutions import make_brought, make_resolution, some_pieces, some_text

pytestmark = pytest.mark.django_db
TEXTS = Path(__file__).parents[1] / "resolutions" / "texts"
K = PieceKind


def saved(text):
    return actions.save(make_brought(text), by=CoordinatorFactory())


def expected(known):
    return [(one["label"], one["lead"], one.get("addressees", [])) for one in known]


def marks(resolution):
    return list(resolution.notes.values_list("mark", flat=True))


def leads(resolution, kind):
    rows = resolution.paragraphs.filter(kind=kind, depth=0).order_by("position")
    return [(one.anchor, one.lead, one.addressees) for one in rows]


if TEXT.exists() and STRUCTURE.exists():

    def test_the_text_of_colombia_becomes_its_rows():
        known = json.loads(STRUCTURE.read_text())

        resolution = saved(TEXT.read_text())

        assert leads(resolution, "preambular") == expected(known["preambular"])
        assert leads(resolution, "operative") == expected(known["operative"])
        assert resolution.paragraphs.filter(depth=1).count() == 9
        assert resolution.paragraphs.get(anchor="OP4-c").parent.anchor == "OP4"

    def test_the_heading_and_the_footnotes_of_colombia_are_there_and_no_symbol():
        known = json.loads(STRUCTURE.read_text())

        resolution = saved(TEXT.read_text())

        assert marks(resolution) == [note[0] for note in known["footnotes"]]
        assert (resolution.session, resolution.symbol, resolution.agenda_item) == (11, "", "2 (b)")
        assert resolution.sponsors.get().name == "Colombia"
        assert resolution.references.filter(number__in=["A/77/170", "E/CN.6/2022/L.7"]).count() == 2


@pytest.mark.parametrize("file", sorted(TEXTS.glob("*.txt")), ids=lambda file: file.stem)
def test_every_sign_of_a_text_stands_in_a_paragraph_a_note_or_what_was_left_out(file):
    text = file.read_text()
    resolution = saved(text)

    notes = (f"{one.mark} {one.text}" for one in resolution.notes.all())
    paragraphs = (f"{one.mark} {one.text} {one.after}" for one in resolution.paragraphs.all())
    rest = [one["text"] for one in resolution.left_out]

    assert signs(resolution.opening, resolution.closing, *rest, *notes, *paragraphs) == signs(text)


def test_paragraphs_are_addressed_by_what_is_printed_before_them():
    pieces = [
        Piece(K.PREAMBULAR, "Recalling,"), Piece(K.PREAMBULAR, "Noting,"), Piece(K.OPERATIVE, "Urges", "4.", key="4"),
        Piece(K.OPERATIVE, "x", "(c)", 1, "c"), Piece(K.OPERATIVE, "y", "(i)", 2, "i"),
        Piece(K.OPERATIVE, "z", depth=1), Piece(K.OPERATIVE, "Next"), Piece(K.ANNEX, "Title", "Annex"),
        Piece(K.ANNEXED, "p", "1.", key="1"),
    ]  # fmt: skip

    given = [(one.anchor, one.above) for one in addressed(pieces)]

    assert given == [
        ("PP1", ""), ("PP2", ""), ("OP4", ""), ("OP4-c", "OP4"), ("OP4-c-i", "OP4-c"), ("OP4-2", "OP4"), ("OP5", ""),
        ("A1", ""), ("A1-1", ""),
    ]  # fmt: skip


def test_two_paragraphs_of_one_address_are_no_text():
    pieces = [Piece(K.OPERATIVE, "Urges", "1.", key="1"), Piece(K.OPERATIVE, "Invites", "1.", key="1")]

    with pytest.raises(ValidationError, match="OP1"):
        make_resolution(pieces)

    assert not Resolution.objects.exists()


def test_a_text_without_paragraphs_or_title_is_none():
    with pytest.raises(ValidationError, match="no paragraph"):
        make_resolution([Piece(K.NOTE, "x", "¹")])
    with pytest.raises(ValidationError, match="title"):
        actions.head_from({"title": "", "body": "General Assembly", "language": "en"})


def test_an_article_that_a_paragraph_names_is_linked_when_the_text_says_of_which_instrument():
    article = Article.objects.get(instrument__code="UNTOC", number=20)

    resolution = saved(some_text(preambular=1))

    [reference] = resolution.references.filter(kind="article")
    assert (reference.number, reference.article, reference.paragraph.anchor) == ("20", article, "PP1")
    assert list(resolution.instruments.all()) == [article.instrument]


def test_a_footnote_belongs_to_the_first_paragraph_with_its_mark_and_refers_to_documents():
    resolution = make_resolution()

    note = resolution.notes.get()
    assert (note.paragraph.anchor, note.number) == ("PP1", 1)
    assert [one.number for one in note.references.all()] == ["CTOC/COP/2022/1"]


def test_addresses_are_free_ones_and_come_from_what_names_the_text():
    first = make_resolution(symbol="CTOC/COP/2026/L.4/Rev.1")
    second = make_resolution(title="Of lamps", sponsors=["Norland"], session=13)
    third = make_resolution(title="Of lamps", sponsors=["Norland"], session=13)

    assert first.slug == "ctoc-cop-2026-l-4-rev-1"
    assert (second.slug, third.slug) == ("norland-13-of-lamps", "norland-13-of-lamps-2")


def test_a_text_of_ten_thousand_signs_in_every_field_is_refused_or_kept_whole():
    long = "lamp " * 2_000

    resolution = make_resolution([*some_pieces(), Piece(K.OPERATIVE, long, "9.", key="9")])
    assert resolution.paragraphs.get(anchor="OP9").text == long
    for name in ("title", "body", "symbol", "agenda_item", "number"):
        with pytest.raises(ValidationError):
            make_resolution(**{name: long})


def test_pieces_hold_every_word_of_a_text():
    text = some_text()
    pieces = actions.pieces_of(make_brought(text))

    assert signs(*texts_of(pieces)) == signs(text)


def test_a_head_needs_no_more_than_title_body_and_language():
    head = actions.head_from({"title": "T", "body": "General Assembly", "language": "en"})

    assert head == Head(title="T", body="General Assembly", language="en")
