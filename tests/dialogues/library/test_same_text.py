"""What was brought twice: the same words in another dress, the same form sent again, and what only looks alike."""

import unicodedata
import uuid

import pytest
from django.urls import reverse

from dialogues.models import BroughtText, Resolution
from dialogues.resolutions import actions, differing
from dialogues.resolutions.sheet import Piece, PieceKind
from dialogues.resolutions.writing import hash_of
from tests.factories.organizations import CoordinatorFactory
from tests.factories.resolutions import make_brought, make_resolution, some_text

pytestmark = pytest.mark.django_db
K = PieceKind
TEXT = some_text(preambular=1, operative=2).replace("lamp ", "the “lamp” of the café’s ")
DRESSES = {
    "blanks": lambda text: text.replace("Urges States", "Urges \t States").replace("\n\n", "\n\n\n"),
    "no-break blanks": lambda text: text.replace("civil society", "civil\u00a0society"),
    "quotes": lambda text: text.replace("“", '"').replace("”", '"').replace("’", "'"),
    "case": lambda text: text.replace("light post", "light Post").replace("civil society", "Civil Society"),
    "letters in two": lambda text: unicodedata.normalize("NFD", text),
    "ligatures": lambda text: text.replace("fficials", "ﬃcials").replace("civil", "civil\u00ad"),
    "stops": lambda text: text.replace("they are.", "they are;"),
    "windows": lambda text: text.replace("\n", "\r\n"),
    "another heading": lambda text: text.replace("12 May 2026", "13 June 2026"),
}


def test_the_same_words_in_another_dress_are_the_same_text():
    by = CoordinatorFactory()
    first = actions.save(make_brought(TEXT, by=by), by=by)

    for dress, put_on in DRESSES.items():
        again = make_brought(put_on(TEXT), by=by)

        assert actions.same_text(again) == first, dress


def test_one_other_word_is_another_text():
    by = CoordinatorFactory()
    actions.save(make_brought(TEXT, by=by), by=by)

    for old, new in (("light post", "lights post"), ("Urges", "Invites"), ("Count", "Recount")):
        assert old in TEXT and actions.same_text(make_brought(TEXT.replace(old, new), by=by)) is None, old


def test_what_was_corrected_after_it_was_brought_is_known_by_its_file():
    by = CoordinatorFactory()
    brought = make_brought(TEXT, by=by)
    brought = actions.correct(
        brought, lambda rows: [*rows, Piece(K.OPERATIVE, "Adds;", "9.", key="9")], version=0, by=by
    )
    first = actions.save(brought, by=by)

    assert actions.same_text(make_brought(TEXT, by=by)) == first


def test_what_was_withdrawn_is_no_text_that_is_here():
    by = CoordinatorFactory()
    first = actions.publish(actions.save(make_brought(TEXT, by=by), by=by), by=by)
    actions.withdraw(first, reason="x", by=by)

    again = make_brought(TEXT, by=by)

    assert actions.same_text(again) is None and actions.save(again, by=by).pk


@pytest.mark.parametrize("kind", [K.HEAD, K.NOTE, K.OPENING, K.CLOSING, K.LEFT_OUT])
def test_only_paragraphs_and_headings_make_a_text_what_it_is(kind):
    rows = [Piece(K.OPERATIVE, "Urges all")]

    assert hash_of([*rows, Piece(kind, "more")]) == hash_of(rows)
    assert hash_of([*rows, Piece(K.HEADING, "more")]) != hash_of(rows)


def bring(client, text, key):
    return client.post(reverse("resolution_bring"), {"form_key": key, "text": text})


def test_a_second_click_brings_nothing_more(client, coordinator):
    client.force_login(coordinator)
    key = uuid.uuid4()

    assert bring(client, TEXT, key)["Location"] == bring(client, TEXT, key)["Location"]
    assert BroughtText.objects.count() == 1


def test_going_back_and_sending_another_text_loses_none_of_both(client, coordinator):
    client.force_login(coordinator)
    key, other = uuid.uuid4(), some_text()

    assert bring(client, TEXT, key)["Location"] != bring(client, other, key)["Location"]
    kept = {" ".join(text.split()) for text in BroughtText.objects.values_list("text", flat=True)}
    assert kept == {" ".join(TEXT.split()), " ".join(other.split())}


def test_the_key_of_a_form_never_leads_to_what_somebody_else_brought(client):
    key, brought = uuid.uuid4(), []
    for _person in range(2):
        client.force_login(CoordinatorFactory())
        brought.append(bring(client, TEXT, key)["Location"])

    assert len(set(brought)) == 2
    assert BroughtText.objects.values("brought_by").distinct().count() == 2


def pieces(*texts):
    return [Piece(K.OPERATIVE, text, f"{place}.", key=str(place)) for place, text in enumerate(texts, 1)]


@pytest.mark.parametrize(
    ("new", "differ", "unchanged"),
    [
        (["Urges all", "Invites some", "Notes none"], 0, 3),
        (["Urges all;", "Invites many", "Notes none"], 2, 1),
        (["Urges all", "Invites some"], 1, 2),
        (["Urges all", "Invites some", "Notes none", "Decides"], 1, 3),
        (["Urges   all", "Invites\nsome", "Notes none¹"], 0, 3),
    ],
)
def test_a_revised_draft_is_compared_paragraph_by_paragraph(new, differ, unchanged):
    former = make_resolution(pieces("Urges all", "Invites some", "Notes none"), published=False)

    found = differing.of_pieces(former, [Piece(K.HEADING, "I"), *pieces(*new), Piece(K.NOTE, "See", "¹")])

    assert (found["differ"], found["unchanged"], found["too_long"]) == (differ, unchanged, False)


def test_texts_too_long_to_compare_show_what_is_new_and_never_hang():
    same = [f"Urges {number} lamp" for number in range(3_000)]
    found = differing.between("\n\n".join(same), "\n\n".join([*same[::-1], "Decides to stop"]))

    assert found["too_long"] and found["others"] == ["Decides to stop"]


def test_records_are_compared_as_their_pieces_are():
    first = make_resolution(pieces("Urges all", "Invites some"))
    second = make_resolution(pieces("Urges all", "Invites everybody"), revises=first)

    found = differing.of_records(first, second)

    assert found["differ"] == 1 and Resolution.objects.get(revises=first) == second
    assert [piece.text.strip() for piece in found["changes"][0].pieces if piece.kind == "gone"] == ["some"]
