"""Calendars of those who take part: what mail brings into them, and the secret address of one's own."""

from datetime import timedelta
from email import message_from_bytes

import pytest
from icalendar import Calendar

from dialogues.models import CalendarFeed, DialoguePage, Registration
from dialogues.registration import actions, subscriptions
from organizations.models import Membership
from portal.models import OutgoingMail
from portal.pages import publish
from portal.tasks import as_message
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory, UserFactory
from tests.factories.registration import make_registration, owner_of
from tests.factories.statements import make_call, make_statement

pytestmark = pytest.mark.django_db
S = Registration.State


def last_mail(template: str) -> OutgoingMail | None:
    """The newest mail made from this template."""
    return OutgoingMail.objects.filter(template=f"dialogues/email/registration_{template}").first()


def published(dialogue: DialoguePage, **changes) -> None:
    """Publish the dialogue with these changes."""
    dialogue = DialoguePage.objects.get(pk=dialogue.pk)
    for name, value in changes.items():
        setattr(dialogue, name, value)
    publish(dialogue)


def feed(client, user) -> list:
    """The events of a person's own calendar."""
    address = f"/dialogues/calendar/{subscriptions.new_address(user)}.ics"
    calendar = Calendar.from_ical(client.get(address).content)
    assert calendar.errors == []
    return calendar.walk("VEVENT")


def test_an_approval_brings_the_dialogue_into_the_calendar_and_a_cancellation_takes_it_out():
    registration = make_registration(S.APPROVED)
    address = owner_of(registration.organization).email

    approval = Calendar.from_ical(last_mail("approved").calendar)
    actions.cancel(registration, by=owner_of(registration.organization))
    cancellation = Calendar.from_ical(last_mail("cancelled").calendar)

    assert (approval["METHOD"], cancellation["METHOD"]) == ("REQUEST", "CANCEL")
    events = [calendar.walk("VEVENT")[0] for calendar in (approval, cancellation)]
    assert {str(event["UID"]) for event in events} == {str(events[0]["UID"])}
    assert all(event["ATTENDEE"] == f"mailto:{address}" for event in events)


def test_the_calendar_is_a_part_of_the_mail_that_programs_know():
    make_registration(S.APPROVED)

    message = message_from_bytes(as_message(last_mail("approved")).message().as_bytes())

    (part,) = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    assert (part.get_param("method"), part.get_content_charset()) == ("REQUEST", "utf-8")
    assert Calendar.from_ical(part.get_payload(decode=True)).walk("VEVENT")


def test_whoever_is_registered_is_told_once_that_the_dialogue_moved():
    dialogue = make_dialogue()
    make_registration(S.APPROVED, dialogue)
    make_registration(S.SUBMITTED, dialogue)
    make_registration(S.CANCELLED, dialogue)
    later = {"starts_at": dialogue.starts_at + timedelta(hours=1), "ends_at": dialogue.ends_at + timedelta(hours=1)}

    published(dialogue, **later)
    published(dialogue, intro="Other words only.")

    moved = OutgoingMail.objects.filter(template__endswith="registration_moved")
    assert moved.count() == 2
    assert sorted(bool(mail.calendar) for mail in moved) == [False, True]
    event = Calendar.from_ical(moved.exclude(calendar="").get().calendar).walk("VEVENT")[0]
    assert (event["SEQUENCE"], event.decoded("DTSTART")) == (1, later["starts_at"].replace(microsecond=0))


def test_a_cancelled_dialogue_leaves_the_calendars():
    dialogue = make_dialogue()
    make_registration(S.APPROVED, dialogue)

    published(dialogue, status="cancelled", status_note="No quorum.")

    assert Calendar.from_ical(last_mail("moved").calendar)["METHOD"] == "CANCEL"


def test_a_registration_sent_after_the_move_is_not_told_of_it():
    dialogue = make_dialogue()
    published(dialogue, venue="Another hall")
    make_registration(S.SUBMITTED, DialoguePage.objects.get(pk=dialogue.pk))

    published(dialogue, intro="Other words only.")

    assert last_mail("moved") is None


def test_ones_own_calendar_has_ones_delegations_and_what_is_due(client):
    organization = OrganizationFactory()
    member = organization.members.get()
    dialogue = make_dialogue(status="confirmed", title="On marking")
    make_registration(S.APPROVED, dialogue, organization)
    make_registration(S.WAITING, make_dialogue(status="confirmed", title="On tracing"), organization)
    make_registration(S.DRAFT, make_dialogue(title="On laws"), organization)
    make_statement("draft", organization=organization, call=make_call(title="Write to us"))
    make_registration(S.APPROVED, make_dialogue(title="CANARY"))

    found = {str(event["SUMMARY"]): str(event.get("STATUS", "")) for event in feed(client, member)}

    assert found == {
        "On marking (Approved)": "CONFIRMED",
        "On tracing (On the waiting list)": "TENTATIVE",
        "Registration ends: On laws": "",
        "Tell when your delegates come: On marking": "",
        "Statement due: Write to us": "",
    }


def test_the_secret_is_shown_once_stored_nowhere_and_the_old_one_stops(client):
    user = UserFactory()
    client.force_login(user)

    first = client.post("/en/desk/calendar/").text.partition("/dialogues/calendar/")[2].partition(".ics")[0]
    assert first not in client.get("/en/desk/calendar/").text
    assert CalendarFeed.objects.get().token_hash != first
    assert client.get(f"/dialogues/calendar/{first}.ics").headers["Cache-Control"] == "private, no-store"
    client.post("/en/desk/calendar/")
    assert client.get(f"/dialogues/calendar/{first}.ics").status_code == 404


def test_it_can_be_switched_off_and_a_guess_opens_nothing(client):
    user = UserFactory()
    token = subscriptions.new_address(user)
    client.force_login(user)

    client.post("/en/desk/calendar/end/")

    for guess in (token, "x", "calendar", "a" * 300):
        assert client.get(f"/dialogues/calendar/{guess}.ics").status_code == 404
    assert client.get("/en/desk/calendar/end/").status_code == 405


def test_somebody_who_left_reads_no_more(client):
    registration = make_registration(S.APPROVED)
    user = owner_of(registration.organization)
    token = subscriptions.new_address(user)
    Membership.objects.filter(user=user).update(state="ended", ended_at=registration.decided_at)

    assert b"VEVENT" not in client.get(f"/dialogues/calendar/{token}.ics").content
    user.is_active = False
    user.save()
    assert client.get(f"/dialogues/calendar/{token}.ics").status_code == 404


def test_it_asks_the_same_however_many_there_are(client, django_assert_num_queries):
    organization, coordinator = OrganizationFactory(), CoordinatorFactory()
    token = subscriptions.new_address(organization.members.get())

    for more in (1, 2):
        for _ in range(more):
            make_registration(S.APPROVED, make_dialogue(), organization, coordinator=coordinator)
            make_registration(S.DRAFT, make_dialogue(), organization)
            make_statement("draft", organization=organization)
        with django_assert_num_queries(6):
            client.get(f"/dialogues/calendar/{token}.ics")
