"""A dialogue for machines: agenda as JSON, event as JSON-LD; no more than is known, nothing that is hidden."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories.dialogues import (
    make_dialogue,
    make_document,
    make_full_dialogue,
    make_item,
    make_material,
    make_panel,
    make_panelist,
)
from tests.factories.organizations import OrganizationFactory

pytestmark = pytest.mark.django_db
STARTS = datetime(2024, 4, 5, 8, 0, tzinfo=UTC)
BASE = "http://testserver"


def read(client, dialogue, name="event.jsonld"):
    response = client.get(f"/dialogues/{dialogue.slug}/{name}")
    assert response.status_code == 200
    return response.json()


def test_an_event_has_its_hours_with_offset_its_mode_and_its_places(client):
    dialogue = make_dialogue(starts_at=STARTS, venue="Boardroom D", attendance="hybrid", intro="On marking.")

    event = read(client, dialogue)

    assert (event["@context"], event["@type"], event["@id"]) == (
        "https://schema.org", "Event", f"urn:uuid:{dialogue.translation_key}",
    )  # fmt: skip
    assert (event["startDate"], event["endDate"]) == ("2024-04-05T10:00:00+02:00", "2024-04-05T17:00:00+02:00")
    assert event["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert [place["@type"] for place in event["location"]] == ["Place", "VirtualLocation"]
    assert (event["description"], event["url"]) == ("On marking.", f"{BASE}/dialogues/{dialogue.slug}/")


@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("planned", "EventScheduled"), ("confirmed", "EventScheduled"),
        ("postponed", "EventPostponed"), ("cancelled", "EventCancelled"),
    ],
)  # fmt: skip
def test_its_status_is_that_of_the_dialogue(client, status, word):
    assert read(client, make_dialogue(status=status))["eventStatus"] == f"https://schema.org/{word}"


@pytest.mark.parametrize(
    ("precision", "dates"),
    [("day", {"startDate": "2024-04-05", "endDate": "2024-04-05"}), ("month", {"startDate": "2024-04"})],
)
def test_no_more_is_said_of_the_date_than_is_known(client, precision, dates):
    event = read(client, make_dialogue(starts_at=STARTS, date_precision=precision, venue=""))

    assert {key: value for key, value in event.items() if key.endswith("Date")} == dates


def test_its_panels_are_events_with_those_who_spoke(client):
    dialogue = make_dialogue(starts_at=STARTS)
    panel = make_panel(dialogue, number=1, title="On tracing")
    make_item(dialogue, "Panel", panel=panel, starts_at=STARTS, ends_at=STARTS + timedelta(hours=1))
    shown, hidden = OrganizationFactory(), OrganizationFactory(in_directory=False)
    make_panelist(panel, name="Ana", organization=shown)
    make_panelist(panel, name="Bo", organization=hidden)

    (one,) = read(client, dialogue)["subEvent"]

    assert (one["name"], one["startDate"]) == ("On tracing", "2024-04-05T10:00:00+02:00")
    url = f"{BASE}/organizations/{shown.slug}/"
    assert one["performer"] == [
        {
            "@type": "Person",
            "name": "Ana",
            "affiliation": {"@type": "Organization", "name": shown.legal_name, "url": url},
        },
        {"@type": "Person", "name": "Bo"},
    ]


def test_the_agenda_has_its_parts_in_order_with_their_times(client):
    dialogue = make_dialogue(starts_at=STARTS)
    panel = make_panel(dialogue, number=1)
    make_item(dialogue, "Opening", kind="opening", starts_at=STARTS, ends_at=STARTS + timedelta(minutes=30))
    make_item(dialogue, "First panel", kind="panel", panel=panel)

    about = read(client, dialogue, "agenda.json")

    assert about["time_zone"] == "Europe/Vienna"
    assert about["agenda"] == [
        {
            "kind": "opening", "title": "Opening",
            "starts": "2024-04-05T10:00:00+02:00", "ends": "2024-04-05T10:30:00+02:00",
        },
        {"kind": "panel", "title": "First panel", "panel": f"{BASE}/{panel.address}"},
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["event.jsonld", "agenda.json"])
def test_what_is_not_published_is_not_there(client, name):
    dialogue = make_dialogue()
    panel = make_panel(dialogue, title="CANARY")
    make_item(dialogue, "A panel", panel=panel)
    panel.unpublish()

    assert "CANARY" not in client.get(f"/dialogues/{dialogue.slug}/{name}").text
    dialogue.unpublish()
    assert client.get(f"/dialogues/{dialogue.slug}/{name}").status_code == 404


def test_it_asks_the_same_however_many_there_are(client, django_assert_num_queries):
    dialogue = make_dialogue()
    client.get(f"/dialogues/{dialogue.slug}/event.jsonld")  # SQLite is asked once in a process whether it knows JSON

    for more in (1, 2):
        for _ in range(more):
            panel = make_panel(dialogue)
            make_material(dialogue)
            make_panelist(panel, organization=OrganizationFactory(owner=False))
            make_item(dialogue, "A panel", panel=panel)
        for name, queries in (("event.jsonld", 4), ("agenda.json", 4)):
            with django_assert_num_queries(queries):
                read(client, dialogue, name)


def test_materials_are_there_with_their_language_and_whole_address(client):
    dialogue = make_dialogue()
    document = make_document(content=b"%PDF-1.7 note")
    make_material(dialogue, title="Note conceptuelle", language="fr", document=document)
    make_material(dialogue, title="Recording", kind="recording", url="https://media.un.org/x")

    assert read(client, dialogue, "agenda.json")["materials"] == [
        {
            "kind": "note",
            "title": "Note conceptuelle",
            "language": "fr",
            "address": f"{BASE}{document.url}",
            "size": 13,
        },
        {"kind": "recording", "title": "Recording", "language": "en", "address": "https://media.un.org/x"},
    ]
    assert read(client, dialogue, "event.jsonld")["workFeatured"] == [
        {"@type": "CreativeWork", "name": "Note conceptuelle", "inLanguage": "fr", "url": f"{BASE}{document.url}"},
        {"@type": "CreativeWork", "name": "Recording", "inLanguage": "en", "url": "https://media.un.org/x"},
    ]


def test_the_page_leads_to_its_event(client):
    dialogue = make_dialogue()

    assert f'href="/dialogues/{dialogue.slug}/event.jsonld"' in client.get(f"/en/dialogues/{dialogue.slug}/").text


# What https://schema.org names for each type (version 29), as far as an event of ours could use it.
THING = {"@type", "name", "url", "description"}
VOCABULARY = {
    "Event": THING
    | {"@context", "@id", "startDate", "endDate", "eventStatus", "eventAttendanceMode", "location", "inLanguage"}
    | {"subEvent", "performer", "workFeatured"},
    "Place": THING | {"address"},
    "VirtualLocation": THING,
    "Person": THING | {"affiliation"},
    "Organization": THING,
    "CreativeWork": THING | {"inLanguage"},
}
STATUSES = {f"https://schema.org/Event{one}" for one in ("Scheduled", "Postponed", "Cancelled")}
MODES = {f"https://schema.org/{one}EventAttendanceMode" for one in ("Offline", "Online", "Mixed")}


def things(value):
    """Every thing in a document, with those inside."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
        yield from things(inner)


@pytest.mark.parametrize("fields", [{}, {"status": "cancelled", "attendance": "on_site"}, {"date_precision": "day"}])
def test_an_event_uses_the_vocabulary_of_schema_org_and_nothing_else(client, fields):
    event = read(client, make_full_dialogue(2, **fields), "event.jsonld")

    assert event["@context"] == "https://schema.org"
    assert {one["@type"] for one in things(event)} >= {"Event", "Person", "Organization", "CreativeWork"}
    for thing in things(event):
        assert set(thing) <= VOCABULARY[thing["@type"]]
        assert thing["@type"] == "VirtualLocation" or thing["name"]
    assert event["eventStatus"] in STATUSES and event["eventAttendanceMode"] in MODES
    assert datetime.fromisoformat(event["startDate"]) <= datetime.fromisoformat(event["endDate"])
