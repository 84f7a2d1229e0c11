"""The list for the Extended Bureau: who stands on it, what it says and never says, and noting that it was sent."""

import csv
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from dialogues import coordinators
from dialogues.models import Registration
from dialogues.registration import actions
from dialogues.registration.forwarding import COLUMNS
from dialogues.travel import actions as travel
from portal.models import AuditEvent
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import OrganizationFactory, UserFactory
from tests.factories.registration import make_delegate, make_draft, make_registration, make_sent, owner_of
from tests.undoing import undone

pytestmark = pytest.mark.django_db

S = Registration.State
WAYS = ("", "print/", ".csv", ".xlsx")


@pytest.fixture
def signed_in(client, coordinator):
    """A coordinator at work."""
    client.force_login(coordinator)
    return coordinator


def address(dialogue, way=""):
    base = f"/cms/registrations/forwarding/{dialogue.slug}"
    return f"{base}{way}" if way.startswith(".") else f"{base}/{way}"


def content(answer):
    """What an answer says, as text; a spreadsheet's cells parted by blanks."""
    if not answer.streaming:
        return answer.text
    data = b"".join(answer.streaming_content)
    if not data.startswith(b"PK"):
        return data.decode()
    book = load_workbook(io.BytesIO(data))
    return " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)


def rows_of(client, dialogue, query=""):
    lines = [line for line in content(client.get(address(dialogue, ".csv") + query)).splitlines() if "# " not in line]
    return list(csv.DictReader(lines))


def test_the_file_says_who_wants_to_come_and_for_whom(client, signed_in):
    organization = OrganizationFactory(legal_name="Rivages", kind="network", ecosoc_status="special", ecosoc_year=2019)
    people = [make_delegate(name="Ana Ruiz", position="Director"), make_delegate(name="Noor", mode="online")]
    registration = make_registration(organization=organization, delegates=people, expertise="We trace firearms.")

    row = rows_of(client, registration.dialogue)[0]

    assert list(row) == [column.key for column in COLUMNS]
    assert row | {"country": "", "state": ""} == {
        "receipt": registration.receipt,
        "organization": "Rivages",
        "country": "",
        "kind": "network",
        "ecosoc_status": "special",
        "expertise": "We trace firearms.",
        "on_site": "1",
        "online": "1",
        "delegates": "Ana Ruiz (Director); Noor",
        "state": "",
    }
    assert row["country"] == organization.country.iso3


def test_addresses_needs_and_travel_support_are_nowhere_on_it(client, signed_in):
    delegate = make_delegate(name="SHOWN-NAME", email="canary@example.org", needs="CANARY needs")
    registration = make_registration(delegates=[delegate])
    travel.request_support(
        registration, by=owner_of(registration.organization), amount="CANARY amount", why="CANARY reason"
    )

    for way in WAYS:
        text = content(client.get(address(registration.dialogue, way)))

        assert "SHOWN-NAME" in text, way
        assert "canary" not in text.lower(), way


def test_only_what_is_to_be_decided_stands_on_it_the_first_sent_in_front(client, signed_in):
    dialogue = make_dialogue()
    on_it, off = (
        [make_registration(state, dialogue, coordinator=signed_in) for state in states]
        for states in ((S.SUBMITTED, S.FORWARDED), (S.APPROVED, S.WAITING, S.DECLINED, S.CANCELLED))
    )
    off += [make_draft(dialogue), make_registration()]

    for way in WAYS:
        text = content(client.get(address(dialogue, way)))

        assert text.index(on_it[0].receipt) < text.index(on_it[1].receipt), way
        assert not [one for one in off if one.receipt in text], way


def test_one_half_of_the_list_can_be_asked_for_and_nonsense_is_all_of_it(client, signed_in):
    dialogue = make_dialogue()
    first, second = make_registration(dialogue=dialogue), make_registration(S.FORWARDED, dialogue=dialogue)

    found = {
        state: [row["receipt"] for row in rows_of(client, dialogue, f"?state={state}")]
        for state in ("submitted", "forwarded", "approved", "'")
    }

    both = [first.receipt, second.receipt]
    assert found == {"submitted": both[:1], "forwarded": both[1:], "approved": both, "'": both}


def test_the_button_forwards_exactly_those_that_were_shown(client, signed_in):
    dialogue = make_dialogue()
    shown, moved = make_registration(dialogue=dialogue), make_registration(dialogue=dialogue)
    rows = client.get(address(dialogue)).context["keys"]
    later = make_registration(dialogue=dialogue)
    actions.change_delegates(moved, by=owner_of(moved.organization), delegates=[make_delegate()])

    answer = client.post(address(dialogue, "forward/"), {"row": rows})

    assert [(fate.registration, fate.happens) for fate in answer.context["fates"]] == [(shown, True), (moved, False)]
    assert "It changed meanwhile" in answer.text
    for registration, state in ((shown, S.FORWARDED), (moved, S.SUBMITTED), (later, S.SUBMITTED)):
        registration.refresh_from_db()
        assert registration.state == state
    assert AuditEvent.objects.get(verb="forward_list").data == {"list": "extended_bureau", "count": 1}


def test_registrations_of_another_dialogue_are_not_forwarded_here(client, signed_in):
    here, elsewhere = make_registration(), make_registration()

    answer = client.post(address(here.dialogue, "forward/"), {"row": [f"{elsewhere.uuid}.0"]})

    assert answer.status_code == 302
    elsewhere.refresh_from_db()
    assert elsewhere.state == S.SUBMITTED


def test_without_anything_to_forward_there_is_no_button(client, signed_in):
    registration = make_registration(S.FORWARDED)

    text = client.get(address(registration.dialogue)).text

    assert registration.receipt in text
    assert address(registration.dialogue, "forward/") not in text


def test_whoever_takes_the_list_is_noted(client, signed_in):
    registration = make_registration()

    for way in WAYS[1:]:
        with undone():
            answer = client.get(address(registration.dialogue, way))

            event = AuditEvent.objects.filter(verb__startswith="export_").get()
            assert (event.actor, event.data) == (signed_in, {"list": "extended_bureau", "count": 1}), way
            assert event.object_key == str(registration.dialogue.pk), way
            assert "no-store" in answer["Cache-Control"], way


def test_the_file_says_who_may_have_it_and_runs_nothing(client, signed_in):
    evil = '=HYPERLINK("https://evil.example")'
    registration = make_registration(expertise=evil, delegates=[make_delegate(name=evil)])

    text = content(client.get(address(registration.dialogue, ".csv")))

    assert "Personal data" in text
    assert "CC BY" not in text
    assert f'"{evil[:5]}' not in text
    assert rows_of(client, registration.dialogue)[0]["expertise"] == f"'{evil}"


def test_a_script_is_text_on_the_screen_and_on_paper(client, signed_in):
    evil = "<script>alert(1)</script>"
    registration = make_registration(expertise=evil, delegates=[make_delegate(name=evil, position=evil)])

    for way in ("", "print/"):
        assert evil not in client.get(address(registration.dialogue, way)).text


def test_the_coordinator_of_another_dialogue_finds_nothing_and_it_is_noted(client):
    registration = make_registration(delegates=[make_delegate(name="CANARY")])
    local = UserFactory()
    coordinators.assign(local, make_dialogue(), by=None, reason="A test.")
    client.force_login(local)

    for way in (*WAYS, "forward/"):
        path = address(registration.dialogue, way)
        with undone():
            answer = client.post(path) if way == "forward/" else client.get(path)

            assert answer.status_code in (302, 404), way
            assert AuditEvent.objects.filter(verb="refused", actor=local).exists(), way
            assert not AuditEvent.objects.filter(verb__startswith="export_").exists(), way


def test_a_member_does_not_read_it(client):
    registration = make_registration()
    client.force_login(owner_of(registration.organization))

    for way in WAYS:
        assert client.get(address(registration.dialogue, way)).status_code in (302, 403), way


def test_the_local_coordinator_reads_it(client):
    registration, local = make_registration(), UserFactory()
    coordinators.assign(local, registration.dialogue, by=None, reason="A test.")
    client.force_login(local)

    assert registration.receipt in client.get(address(registration.dialogue)).text


def test_the_list_asks_as_often_for_one_as_for_three(client, signed_in, django_assert_num_queries):
    dialogue = make_registration().dialogue
    client.get(address(dialogue))

    for more, rows in ((0, 1), (2, 3)):
        make_sent(dialogue, more)
        with django_assert_num_queries(14):
            answer = client.get(address(dialogue))

        assert len(answer.context["lines"]) == rows


def test_an_unknown_kind_of_file_does_not_exist(client, signed_in):
    dialogue = make_dialogue()

    path = reverse("registration_forwarding_file", args=[dialogue.slug, "exe"])

    assert client.get(path, follow=True).status_code == 404
