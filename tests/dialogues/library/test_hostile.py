"""Texts that mean harm or are merely enormous: kept as they are, shown as text, refused in words; never an error."""

import uuid

import pytest
from django.urls import reverse

from dialogues.models import BroughtText, Resolution
from dialogues.resolutions import actions, waiting
from dialogues.resolutions.desk_forms import head_initial, piece_initial
from dialogues.resolutions.sheet import Piece, PieceKind
from tests.factories.organizations import CoordinatorFactory
from tests.factories.resolutions import make_brought, make_resolution, some_text

pytestmark = pytest.mark.django_db
K = PieceKind
WORDS = {
    "script": "<script>alert(1)</script>",
    "attribute": "\"><img src=x onerror=alert(1)>",
    "template": "{{ 7|add:7 }}{% csrf_token %}",
    "right to left": "\u202eevil\u202c",
    "control": "a\x01b\x08c\x1bd",
    "endless word": "x" * 10_000,
    "long line": "lamp " * 2_000,
    "marks": "¹" * 500 + "*" * 500,
    "letters apart": "e\u0301" * 200,
    "not a letter": "\ufffe\ufeff\u2028",
    "percent": "%s %(name)s {} \\1",
}  # fmt: skip
EVIL = ("<script>alert", "<img src=x")


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


def with_words(words, by):
    """A published text that has these words in a paragraph."""
    brought = make_brought(some_text().replace("Urges States to light", f"Urges States to {words} light"), by=by)
    return actions.publish(actions.save(brought, by=by), by=by)


def test_words_of_every_kind_go_all_the_way_and_stay_words(client, coordinator):
    texts = {name: with_words(words, coordinator) for name, words in WORDS.items()}

    for name, text in texts.items():
        shown, data = client.get(text.get_absolute_url()), client.get(f"/resolutions/{text.slug}.json")
        assert (shown.status_code, data.status_code) == (200, 200), name
        assert not [evil for evil in EVIL if evil in shown.text], name
    found = client.get("/en/resolutions/?q=urges")
    assert {one.slug for one in found.context["page_obj"]} == {text.slug for text in texts.values()}
    files = [client.get(address) for address in ("/feeds/resolutions.atom", "/resolutions.xlsx")]
    assert {one.status_code for one in (found, *files)} == {200}
    assert not [evil for evil in EVIL if evil in found.text]


def test_words_of_every_kind_in_the_heading_break_no_page_and_no_feed(client):
    short = {name: words[:200] for name, words in WORDS.items() if name not in ("endless word", "long line")}

    for name, words in short.items():
        text = make_resolution(title=f"Of {words}", body=words, sponsors=[words])
        assert client.get(text.get_absolute_url()).status_code == 200, name
    for address in ("/en/resolutions/", "/feeds/resolutions.atom", "/resolutions.csv"):
        assert client.get(address).status_code == 200, address
    assert len(client.get("/en/resolutions/").context["page_obj"]) == len(short)


def test_a_fact_too_long_for_its_column_is_refused_in_words(desk):
    brought = make_brought()
    long = "https://example.org/" + "x" * 10_000

    for name in ("title", "body", "symbol", "number", "agenda_item", "sponsors", "source_address"):
        BroughtText.objects.update(head={**brought.head, name: [long] if name == "sponsors" else long})

        answer = desk.post(reverse("resolution_save", args=[brought.uuid]))

        assert answer.status_code == 422 and "could not be saved" in answer.text, name
        assert not Resolution.objects.exists(), name


def test_lists_in_lists_without_end_are_refused_by_the_length_of_their_address():
    rows = [Piece(K.OPERATIVE, "x", key="y" * 20, depth=depth) for depth in range(6)]

    with pytest.raises(actions.ValidationError, match="too long"):
        make_resolution(rows)


def bring(desk, text, **data):
    return desk.post(reverse("resolution_bring"), {"form_key": uuid.uuid4(), "text": text, **data})


def test_a_pasted_text_with_nul_comes_back_whole_with_its_reason(desk):
    answer = bring(desk, f"{some_text()}\n\nAnd a \0 sign.")

    assert answer.status_code == 422 and "Count the lamps" in answer.text and "And a" in answer.text
    assert not BroughtText.objects.exists()


def test_a_form_without_its_key_comes_back_with_its_text(desk):
    for key in ("", "x", "0b9e8a2c"):
        answer = bring(desk, "Dear friend of cinnamon", form_key=key)

        assert answer.status_code == 422 and "Dear friend of cinnamon" in answer.text, key


FIELDS = {"text": "Words that I typed", "after": "Behind that", "mark": "7.", "lead": "Urges so", "addressees": "All"}


WRONG_IN_A_PIECE = [
    {"depth": "-1"}, {"depth": "x"}, {"depth": ""}, {"strength": ""}, {"kind": ""}, {"key": "é"}, {"key": "x" * 21},
    {"mark": "x" * 61}, {"lead": "x" * 201}, {"text": "a\0b Words that I typed"}, {"version": "x"}, {"version": ""},
    {"version": "9"},
]  # fmt: skip


def test_nothing_typed_into_a_piece_is_lost_by_a_mistake(desk):
    brought = make_brought()

    for wrong in WRONG_IN_A_PIECE:
        form = {**piece_initial(actions.pieces_of(brought)[0]), **FIELDS, "version": 0, **wrong}
        answer = desk.post(reverse("resolution_piece", args=[brought.uuid, 0]), form)

        assert answer.status_code == 422, wrong
        assert [words for name, words in FIELDS.items() if name not in wrong and words not in answer.text] == [], wrong
        brought.refresh_from_db()
        assert brought.version == 0, wrong


HEADING = {"title": "A title typed", "body": "A body typed", "symbol": "A/SYM/1", "sponsors": "Südland\r\nNorland"}


WRONG_IN_THE_HEADING = [
    {"session": "1000"}, {"session": "x"}, {"date": "31 February"}, {"language": "tlh"}, {"kind": "poem"},
    {"standing": ""}, {"precision": "century"}, {"source_address": "javascript:alert(1)"}, {"revises": "nothing"},
    {"translation_of": "nothing"}, {"is_summary": "on"}, {"version": "9"}, {"number": "x" * 21},
]  # fmt: skip


def test_nothing_typed_into_the_heading_is_lost_by_a_mistake(desk):
    brought = make_brought()

    for wrong in WRONG_IN_THE_HEADING:
        values = {**head_initial(brought.head), **HEADING, "version": 0, **wrong}
        form = {name: value for name, value in values.items() if value is not None}
        answer = desk.post(reverse("resolution_heading", args=[brought.uuid]), form)

        assert answer.status_code == 422, wrong
        typed = ("A title typed", "A body typed", "A/SYM/1", "Südland")
        assert [words for words in typed if words not in answer.text] == [], wrong
        brought.refresh_from_db()
        assert brought.head["title"] != "A title typed", wrong


def test_a_withdrawn_text_is_no_former_and_no_first_language(desk):
    gone = actions.withdraw(make_resolution(), reason="x", by=CoordinatorFactory())
    brought = make_brought()

    page = desk.get(reverse("resolution_heading", args=[brought.uuid])).text

    assert f'value="{gone.slug}"' not in page


@pytest.mark.slow
def test_five_thousand_paragraphs_are_brought_checked_kept_and_shown(desk):
    brought = make_brought(some_text(preambular=4_001, operative=999))
    waiting.read_waiting(str(brought.uuid))
    address = reverse("resolution_check", args=[brought.uuid])
    pages = [desk.get(address, {"page": number}).text for number in (1, 100, 999)]
    text = actions.publish(actions.save(brought, by=CoordinatorFactory()), by=CoordinatorFactory())

    assert text.paragraphs.filter(depth=0).count() == 5_000
    assert text.paragraphs.values("anchor").distinct().count() == text.paragraphs.count()
    assert all(len(page) < 400_000 for page in pages) and "OP999-b" in pages[2]
    assert 'id="OP999-b"' in desk.get(text.get_absolute_url()).text
