"""The desk of the library: what is brought is read, shown with its doubts, corrected without a loss, and saved once."""

import uuid
from collections import Counter

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dialogues.models import BroughtText, Resolution
from dialogues.resolutions import actions, sheet, waiting
from dialogues.resolutions.desk_forms import head_initial, piece_initial
from dialogues.resolutions.sheet import Piece, PieceKind
from tests.dialogues.resolutions.accounts import signs
from tests.factories.organizations import UserFactory
from tests.factories.resolutions import make_brought, make_resolution, some_pieces, some_text

pytestmark = pytest.mark.django_db
K = PieceKind


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


def bring(desk, **data):
    return desk.post(reverse("resolution_bring"), {"form_key": uuid.uuid4(), "text": "", **data})


def held(brought):
    brought.refresh_from_db()
    return signs(*sheet.texts_of(actions.pieces_of(brought)))


def send_piece(desk, brought, place, **changes):
    brought.refresh_from_db()
    form = {**piece_initial(actions.pieces_of(brought)[place]), "version": brought.version, **changes}
    return desk.post(reverse("resolution_piece", args=[brought.uuid, place]), form)


def send_head(desk, brought, **changes):
    brought.refresh_from_db()
    values = {**head_initial(brought.head), "version": brought.version, **changes}
    form = {name: value for name, value in values.items() if value is not None}
    return desk.post(reverse("resolution_heading", args=[brought.uuid]), form)


@pytest.mark.django_db(transaction=True)
def test_a_file_is_read_and_shown_with_everything_found(desk):
    file = SimpleUploadedFile("draft.txt", some_text().encode())

    answer = desk.post(reverse("resolution_bring"), {"form_key": uuid.uuid4(), "text": "", "file": file}, follow=True)

    assert answer.status_code == 200
    for words in ("Thirteenth session", "OP2-a", "Norland", "draft.txt", "Recalling", "Count the lamps"):
        assert words in answer.text
    assert BroughtText.objects.get().head["session"] == 13


@pytest.mark.parametrize(
    ("text", "reason"),
    [("A letter to a friend.\n\nDear friend, come soon.", "does not read like a resolution"), ("", "Paste a text"),
     ("The General Assembly,", "there are no paragraphs")],
)  # fmt: skip
def test_what_is_no_resolution_is_refused_with_its_reason_and_nothing_typed_is_lost(desk, text, reason):
    answer = bring(desk, text=text)

    assert answer.status_code == 422 and reason in answer.text and text in answer.text
    assert not BroughtText.objects.exists()


def test_a_long_text_is_read_by_the_worker_while_a_page_says_so(desk, monkeypatch):
    monkeypatch.setattr(actions, "READ_AT_ONCE", 10)
    long = some_text()

    answer = bring(desk, text=long)
    brought = BroughtText.objects.get()
    waits = desk.get(answer["Location"])
    assert "read in the background" in waits.text and waits.headers["Refresh"] == "5"

    assert waiting.read_waiting(str(brought.uuid)) == "read"
    assert waiting.read_waiting(str(brought.uuid)) == "nothing to do"
    assert "OP2-a" in desk.get(answer["Location"]).text


def test_a_long_text_that_is_none_is_refused_by_the_worker(desk, monkeypatch):
    monkeypatch.setattr(actions, "READ_AT_ONCE", 10)
    answer = bring(desk, text="Dear friend, come soon.")

    assert waiting.read_waiting(str(BroughtText.objects.get().uuid)) == "refused"
    assert "does not read like a resolution" in desk.get(answer["Location"]).text


def test_doubts_stand_beside_the_piece_in_words_and_by_shape(desk):
    brought = make_brought(some_text().replace("2. Invites", "7. Invites"))

    text = desk.get(reverse("resolution_check", args=[brought.uuid])).text

    row = text.partition("OP7")[2]
    assert "st--half" in row and "This number does not follow" in text


def an_urge(brought):
    """The place of a paragraph with a number before it, and its words."""
    pieces = actions.pieces_of(brought)
    place = next(place for place, piece in enumerate(pieces) if piece.text.startswith("Urges"))
    return place, pieces[place].text


def test_splitting_and_joining_lose_no_sign(desk):
    brought = make_brought()
    before, (place, words) = held(brought), an_urge(brought)

    assert send_piece(desk, brought, place, text=words.replace(" to light", "\r\n\r\nto light")).status_code == 302
    assert held(brought) == before and len(actions.pieces_of(brought)[place].text) < len(words)
    desk.post(reverse("resolution_join", args=[brought.uuid, place + 1]), {"version": brought.version})
    assert held(brought) == before and actions.pieces_of(brought)[place].text == words


def test_what_becomes_of_another_kind_and_comes_back_loses_no_sign(desk):
    brought = make_brought()
    before, (place, _words) = held(brought), an_urge(brought)

    for kind in (K.LEFT_OUT, K.HEAD, K.OPENING, K.CLOSING, K.NOTE, K.HEADING, K.ANNEX):
        send_piece(desk, brought, place, kind=kind)
        assert held(brought) == before and actions.pieces_of(brought)[place].kind == kind
        send_piece(desk, brought, place, kind=K.OPERATIVE)
        assert held(brought) == before, kind


def test_a_correction_is_kept_and_its_doubts_are_gone(desk):
    brought = make_brought(some_text().replace("2. Invites", "7. Invites"))
    place = next(place for place, one in enumerate(actions.pieces_of(brought)) if one.doubts)

    send_piece(desk, brought, place, mark="2.", key="2", lead="Invites", addressees="States parties\r\ncivil society")

    brought.refresh_from_db()
    piece = actions.pieces_of(brought)[place]
    assert (piece.key, piece.addressees, piece.doubts) == ("2", ("States parties", "civil society"), ())


@pytest.mark.parametrize("wrong", [{"key": "a-b"}, {"depth": "99"}, {"kind": "poem"}, {"strength": "77"}])
def test_a_wrong_value_comes_back_with_all_that_was_typed(desk, wrong):
    brought = make_brought()

    answer = send_piece(desk, brought, 0, text="Words that I typed", **wrong)

    assert answer.status_code == 422 and "Words that I typed" in answer.text
    assert brought.version == 0


def test_who_comes_second_is_told_and_loses_nothing(desk):
    brought = make_brought()
    send_piece(desk, brought, 0, text="First")

    answer = send_piece(desk, brought, 0, text="Second", version=0)

    assert answer.status_code == 422 and "Second" in answer.text and "meanwhile" in answer.text
    assert actions.pieces_of(BroughtText.objects.get())[0].text == "First"
    joined = desk.post(reverse("resolution_join", args=[brought.uuid, 1]), {"version": "x"}, follow=True)
    assert "meanwhile" in joined.text


def test_the_heading_is_corrected_and_its_mistakes_come_back(desk):
    brought = make_brought()
    other = make_resolution()

    assert (
        send_head(desk, brought, symbol="A/RES/1/9", revises=other.slug, sponsors="Norland\nSüdland").status_code == 302
    )
    brought.refresh_from_db()
    assert (brought.head["symbol"], brought.head["revises"]) == ("A/RES/1/9", other.slug)
    assert brought.head["sponsors"] == ["Norland", "Südland"]
    for wrong in ({"title": ""}, {"date": "", "precision": "day"}, {"is_summary": "on"}, {"session": "0"},
                  {"title": "x" * 10_000}):  # fmt: skip
        assert send_head(desk, brought, **wrong).status_code == 422


def test_saving_publishes_nothing_and_two_clicks_make_one(desk, client):
    brought = make_brought()
    address = reverse("resolution_save", args=[brought.uuid])

    first, second = desk.post(address), desk.post(address)

    resolution = Resolution.objects.get()
    assert first["Location"] == second["Location"] == reverse("resolution_record", args=[resolution.uuid])
    assert resolution.state == "draft" and desk.get(resolution.get_absolute_url()).status_code == 404
    desk.post(reverse("resolution_publish", args=[resolution.uuid]))
    assert desk.get(resolution.get_absolute_url()).status_code == 200


def test_what_keeps_it_from_being_saved_is_said_in_words(desk):
    brought = make_brought()
    brought.pieces = sheet.as_json([Piece(K.OPERATIVE, "a", key="1"), Piece(K.OPERATIVE, "b", key="1")])
    brought.save()

    answer = desk.post(reverse("resolution_save", args=[brought.uuid]))

    assert answer.status_code == 422 and "Two paragraphs have the address OP1" in answer.text
    brought.refresh_from_db()
    assert brought.state == "read" and not Resolution.objects.exists()


def test_the_same_text_twice_is_pointed_to(desk):
    text = some_text()
    resolution = actions.save(make_brought(text), by=UserFactory())

    again = make_brought(text.replace("\n", "\n\n"))

    shown = desk.get(reverse("resolution_check", args=[again.uuid])).text
    assert "This text is here already" in shown and reverse("resolution_record", args=[resolution.uuid]) in shown
    assert desk.post(reverse("resolution_save", args=[again.uuid])).status_code == 422


def test_a_revised_draft_shows_what_it_changes_in_the_former(desk):
    text = some_text(title="Of lamps and harbours")
    actions.publish(actions.save(make_brought(text), by=UserFactory()), by=UserFactory())

    revised = make_brought(text.replace("Urges States", "Urges all States").replace(": draft", ": revised draft"))

    shown = desk.get(reverse("resolution_check", args=[revised.uuid])).text
    assert "This may be a revision" in shown and "<ins>all" in shown
    send_head(desk, revised, revises=Resolution.objects.get().slug)
    assert "What it changes in the text before" in desk.get(reverse("resolution_check", args=[revised.uuid])).text


def test_a_draft_goes_back_to_be_corrected_and_a_published_text_does_not(desk):
    resolution = actions.save(make_brought(), by=UserFactory())
    address = reverse("resolution_take_back", args=[resolution.uuid])

    assert desk.post(address)["Location"] == reverse("resolution_check", args=[BroughtText.objects.get().uuid])
    assert not Resolution.objects.exists()
    published = make_resolution()
    desk.post(reverse("resolution_take_back", args=[published.uuid]))
    assert Resolution.objects.get() == published


def test_withdrawing_needs_a_reason(desk):
    resolution = make_resolution()
    address = reverse("resolution_withdraw", args=[resolution.uuid])

    assert desk.post(address, {"reason": ""}).status_code == 422
    desk.post(address, {"reason": "Never tabled."})
    gone = desk.get(resolution.get_absolute_url())
    assert gone.status_code == 410 and "Never tabled." in gone.text


def test_nobody_else_comes_in(client):
    client.force_login(UserFactory())
    brought, resolution = make_brought(), make_resolution()
    pages = [("desk", ()), ("bring", ()), ("check", (brought.uuid,)), ("heading", (brought.uuid,)),
             ("piece", (brought.uuid, 0)), ("record", (resolution.uuid,))]  # fmt: skip

    seen = Counter(client.get(reverse(f"resolution_{name}", args=args)).status_code for name, args in pages)

    assert not set(seen) - {302, 403}


def test_the_desk_asks_as_often_for_one_row_as_for_three(desk, django_assert_max_num_queries):
    desk.get(reverse("resolution_desk"))

    for more in (1, 2):
        for _number in range(more):
            make_brought()
            make_resolution(published=False)
        with django_assert_max_num_queries(15):
            desk.get(reverse("resolution_desk"))


@pytest.mark.parametrize("operative", [1, 50])
def test_checking_asks_as_often_for_one_paragraph_as_for_fifty(desk, django_assert_max_num_queries, operative):
    brought = make_brought(some_text(operative=operative))
    address = reverse("resolution_check", args=[brought.uuid])
    desk.get(address)

    with django_assert_max_num_queries(15):
        desk.get(address)


def test_hostile_words_stay_words_at_the_desk(desk):
    evil = "<script>alert(1)</script>"
    brought = make_brought(some_text(title=f"Of {evil}", operative=2).replace("light post", f"light {evil}"))
    resolution = make_resolution([*some_pieces(), Piece(K.HEADING, evil)], title=evil, published=False)

    for address in (
        reverse("resolution_check", args=[brought.uuid]), reverse("resolution_desk"),
        reverse("resolution_record", args=[resolution.uuid]), reverse("resolution_heading", args=[brought.uuid]),
    ):  # fmt: skip
        text = desk.get(address).text
        assert evil not in text and "&lt;script&gt;alert" in text
