"""Our calendars as other programs read them: ical.js is what Thunderbird and Nextcloud use."""

import json
import subprocess
from datetime import UTC, datetime, timedelta

import pytest

from dialogues.calendar import invitation
from dialogues.models import DialoguePage
from portal.pages import publish
from tests.factories.dialogues import make_dialogue
from tests.runs import SCRIPTS

pytestmark = [pytest.mark.django_db, pytest.mark.browser, pytest.mark.node]


def read(content: bytes) -> dict:
    """What ical.js understands of a calendar."""
    done = subprocess.run(["node", SCRIPTS / "read_calendar.mjs"], input=content, capture_output=True, check=True)
    return json.loads(done.stdout)


def test_a_dialogue_keeps_its_hour_across_daylight_saving(client):
    before, after = datetime(2024, 3, 30, 9, 0, tzinfo=UTC), datetime(2024, 3, 31, 8, 0, tzinfo=UTC)
    for starts in (before, after):
        make_dialogue(starts_at=starts)

    events = read(client.get("/dialogues/calendar.ics").content)["events"]

    assert [event["starts"] for event in events] == ["2024-03-30T09:00:00.000Z", "2024-03-31T08:00:00.000Z"]
    assert {event["zone"] for event in events} == {"Europe/Vienna"}


def test_a_moved_and_a_cancelled_dialogue_and_a_whole_day_are_understood(client):
    moved = make_dialogue(title="Moved", starts_at=datetime(2031, 5, 5, 8, 0, tzinfo=UTC))
    make_dialogue(title="Off", status="cancelled", starts_at=datetime(2031, 6, 5, 8, 0, tzinfo=UTC))
    make_dialogue(title="Some day", date_precision="day", starts_at=datetime(2031, 7, 5, 8, 0, tzinfo=UTC))
    page = DialoguePage.objects.get(pk=moved.pk)
    page.starts_at += timedelta(hours=1)
    publish(page)

    first, off, day = read(client.get("/dialogues/calendar.ics").content)["events"]

    assert (first["sequence"], first["starts"]) == (1, "2031-05-05T09:00:00.000Z")
    assert (off["status"], off["summary"]) == ("CANCELLED", "Cancelled: Off")
    assert day["whole_day"] and not off["whole_day"]


def test_what_mail_brings_is_understood(client):
    dialogue = make_dialogue()

    calendar = read(invitation(dialogue, to="ana@example.org", method="CANCEL").encode())

    assert (calendar["method"], calendar["events"][0]["status"]) == ("CANCEL", "CANCELLED")
