"""The reader's own time beside the times of a dialogue, in a real Chromium; without a script Vienna and UTC stand."""

from datetime import UTC, datetime

import pytest

from tests.factories.dialogues import make_dialogue, make_item

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
APRIL = {
    "starts_at": datetime(2034, 4, 5, 8, 0, tzinfo=UTC),
    "ends_at": datetime(2034, 4, 5, 16, 0, tzinfo=UTC),
    "registration_opens_at": datetime(2024, 3, 1, 9, 0, tzinfo=UTC),
    "registration_closes_at": datetime(2034, 4, 1, 20, 0, tzinfo=UTC),
}


def read(chromium, address, **options):
    """What stands in the times of a page, in a browser with these options, and what it complained of."""
    context = chromium.new_context(**options)
    page, complaints = context.new_page(), []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(address)
    notes, head = page.locator("small.zone").all_inner_texts(), page.locator("main .facts").first.inner_text()
    context.close()
    return notes, head, complaints


def test_a_reader_elsewhere_gets_their_own_time_and_nobody_else_gets_more(chromium, portal_server):
    dialogue = make_dialogue(**APRIL)
    make_item(dialogue, "Opening", starts_at=APRIL["starts_at"])
    address = f"{portal_server}/en/{dialogue.address}"

    notes, head, complaints = read(chromium, address, timezone_id="Asia/Tokyo")
    assert any("17:00" in note and "GMT+9" in note for note in notes)
    assert any("5:00" in note and "Sun" in note for note in notes)  # the deadline falls on their next day
    assert all(note.startswith("Your time: ") for note in notes)
    assert "10:00–18:00 CEST (08:00–16:00 UTC)" in head
    assert complaints == []

    assert read(chromium, address, timezone_id="Europe/Vienna")[0] == []
    notes, head, _complaints = read(chromium, address, timezone_id="Asia/Tokyo", java_script_enabled=False)
    assert notes == [] and "10:00–18:00 CEST (08:00–16:00 UTC)" in head
