"""The calendar files: what calendars rely on."""

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from dialogues.calendar import invitation
from dialogues.models import DialoguePage
from portal.pages import publish
from tests.factories.dialogues import make_dialogue, with_aliases

pytestmark = pytest.mark.django_db

STARTS = datetime(2027, 6, 7, 8, 0, tzinfo=UTC)


def fetch(client, dialogue=None):
    address = f"/dialogues/{dialogue.slug}/calendar.ics" if dialogue else "/dialogues/calendar.ics"
    response = client.get(address)
    assert response.status_code == 200
    return response


def events(client, dialogue=None):
    calendar = Calendar.from_ical(fetch(client, dialogue).content)
    assert calendar.errors == []
    assert all(event.errors == [] for event in calendar.walk())
    return calendar.walk("VEVENT")


def one(client, dialogue):
    (event,) = events(client, dialogue)
    return event


def test_it_is_a_calendar_as_calendars_want_it(client):
    response = fetch(client, make_dialogue(title="Ein sehr langer Titel über alles, was zu sagen ist. " * 4))

    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    lines = response.content.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert b"\n" not in response.content.replace(b"\r\n", b"")
    assert max(len(line) for line in lines) <= 75
    assert b"VERSION:2.0" in lines
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT12H" in lines


@pytest.mark.parametrize(
    ("day", "hour", "local", "offset"),
    [(30, 9, b"20240330T100000", 1), (31, 8, b"20240331T100000", 2)],  # the clocks of 2024 go forward on the 31st
)
def test_hours_are_those_of_vienna_on_both_sides_of_daylight_saving(client, day, hour, local, offset):
    starts = datetime(2024, 3, day, hour, 0, tzinfo=UTC)
    dialogue = make_dialogue(starts_at=starts)

    event = one(client, dialogue)

    assert (event["DTSTART"].to_ical(), event["DTSTART"].params["TZID"]) == (local, "Europe/Vienna")
    assert event.decoded("DTSTART") == starts
    assert event.decoded("DTSTART").utcoffset() == timedelta(hours=offset)


def test_the_file_brings_the_rules_of_its_zone_and_none_without_hours(client):
    dialogue = make_dialogue(starts_at=datetime(2024, 4, 5, 8, 0, tzinfo=UTC))
    calendar = Calendar.from_ical(fetch(client, dialogue).content)

    (zone,) = calendar.walk("VTIMEZONE")
    assert zone["TZID"] == "Europe/Vienna"
    assert {part.name for part in zone.subcomponents} == {"STANDARD", "DAYLIGHT"}
    assert b"COMMENT" not in fetch(client, dialogue).content
    assert b"VTIMEZONE" not in fetch(client, make_dialogue(date_precision="day")).content


def test_a_day_without_hours_is_a_whole_day(client):
    starts = datetime(2027, 6, 6, 22, 0, tzinfo=UTC)  # midnight of 7 June in Vienna
    dialogue = make_dialogue(starts_at=starts, ends_at=starts + timedelta(hours=23), date_precision="day")

    event = one(client, dialogue)

    assert event.decoded("DTSTART") == date(2027, 6, 7)
    assert event.decoded("DTEND") == date(2027, 6, 8)


def test_a_month_without_a_day_is_left_out(client):
    dialogue = make_dialogue(date_precision="month")

    assert events(client) == []
    assert client.get(f"/dialogues/{dialogue.slug}/calendar.ics").status_code == 404


def test_its_name_depends_on_neither_title_nor_date_nor_port(client, settings):
    settings.BASE_URL = "https://portal.example:8443"
    dialogue = with_aliases(make_dialogue(), "ar")

    assert str(one(client, dialogue)["UID"]) == f"{dialogue.translation_key}@portal.example"


def test_each_dialogue_stands_there_once_whatever_its_languages(client):
    with_aliases(make_dialogue(), "ar")
    make_dialogue(in_days=-30)

    assert len(events(client)) == 2


@pytest.mark.parametrize(
    ("status", "word", "prefix"),
    [
        ("planned", "TENTATIVE", ""),
        ("confirmed", "CONFIRMED", ""),
        ("postponed", "TENTATIVE", "Postponed: "),
        ("cancelled", "CANCELLED", "Cancelled: "),
    ],
)
def test_the_status_is_that_of_the_dialogue(client, status, word, prefix):
    event = one(client, make_dialogue(status=status, title="On firearms"))

    assert str(event["STATUS"]) == word
    assert str(event["SUMMARY"]) == f"{prefix}On firearms"


def test_its_stamps_are_those_of_the_last_publication(client):
    dialogue = make_dialogue()

    event = one(client, dialogue)

    published = dialogue.last_published_at.replace(microsecond=0)
    assert event.decoded("DTSTAMP") == published
    assert event.decoded("LAST-MODIFIED") == published


@pytest.mark.parametrize("change", [
    {"starts_at": STARTS - timedelta(hours=1)},
    {"ends_at": STARTS + timedelta(hours=2)},
    {"venue": "Boardroom D"},
    {"status": "cancelled"},
    {"date_precision": "day"},
])  # fmt: skip
def test_the_sequence_rises_when_time_place_or_status_changes(client, change):
    dialogue = make_dialogue(starts_at=STARTS)
    assert one(client, dialogue)["SEQUENCE"] == 0

    for name, value in change.items():
        setattr(dialogue, name, value)
    publish(dialogue)

    assert one(client, dialogue)["SEQUENCE"] == 1


def test_the_sequence_stays_when_only_words_change(client):
    dialogue = make_dialogue()
    dialogue.intro, dialogue.title = "A new lede.", "A new title"

    publish(dialogue)

    event = one(client, dialogue)
    assert event["SEQUENCE"] == 0
    assert str(event["SUMMARY"]) == "A new title"


def test_an_old_revision_does_not_turn_the_sequence_back():
    dialogue = make_dialogue(venue="Vienna")
    old = dialogue.save_revision()
    dialogue.venue = "Boardroom D"
    publish(dialogue)

    old.publish()

    dialogue.refresh_from_db()
    assert (dialogue.venue, dialogue.calendar_sequence) == ("Vienna", 2)


def test_a_draft_changes_nothing_for_subscribers(client):
    dialogue = make_dialogue(venue="Vienna")
    before = fetch(client).content
    dialogue.venue = "Boardroom D"

    dialogue.save_revision()

    assert fetch(client).content == before
    assert DialoguePage.objects.get(pk=dialogue.pk).calendar_sequence == 0


def test_an_unchanged_file_is_not_sent_twice(client):
    dialogue = make_dialogue()
    first = fetch(client)

    again = client.get("/dialogues/calendar.ics", headers={"If-None-Match": first.headers["ETag"]})
    since = client.get("/dialogues/calendar.ics", headers={"If-Modified-Since": first.headers["Last-Modified"]})

    assert (again.status_code, since.status_code) == (304, 304)
    assert fetch(client).content == first.content
    publish(dialogue)
    changed = client.get("/dialogues/calendar.ics", headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200


def test_it_leads_to_the_page_and_names_nobody(client):
    dialogue = make_dialogue(intro="What it is about.", venue="Vienna International Centre")

    event = one(client, dialogue)

    assert str(event["URL"]).endswith(f"/dialogues/{dialogue.slug}/")
    assert "What it is about." in str(event["DESCRIPTION"])
    assert str(event["LOCATION"]) == "Vienna International Centre, On site and online"
    assert "ATTENDEE" not in event
    assert "ORGANIZER" not in event


def test_what_is_not_published_is_not_in_it(client):
    dialogue = make_dialogue(title="CANARY")
    dialogue.unpublish()

    assert "CANARY" not in fetch(client).text
    assert client.get(f"/dialogues/{dialogue.slug}/calendar.ics").status_code == 404
    assert client.get("/dialogues/no-such-dialogue/calendar.ics").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_once_however_many_there_are(client, django_assert_num_queries, rows):
    for _ in range(rows):
        make_dialogue()

    with django_assert_num_queries(1):
        fetch(client)


def test_it_is_only_read(client):
    assert client.post("/dialogues/calendar.ics").status_code == 405


@pytest.mark.parametrize(("method", "status"), [("REQUEST", "CONFIRMED"), ("CANCEL", "CANCELLED")])
def test_a_mail_puts_the_dialogue_into_the_calendar_of_one_address_or_takes_it_out(method, status):
    dialogue = make_dialogue(status="confirmed")

    calendar = Calendar.from_ical(invitation(dialogue, to="ana@example.org", method=method))

    (event,) = calendar.walk("VEVENT")
    assert (calendar["METHOD"], event["STATUS"]) == (method, status)
    assert (event["ATTENDEE"], event["ORGANIZER"]) == (
        "mailto:ana@example.org",
        "mailto:coordinators@portal.example",
    )
    assert str(event["UID"]).startswith(str(dialogue.translation_key))


def test_a_mail_carries_no_day_that_is_not_known():
    assert invitation(make_dialogue(date_precision="month"), to="ana@example.org", method="REQUEST") == ""
