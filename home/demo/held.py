"""The fictional dialogue of the demo that was just held: delegations, who of them came, and the figures of the day.

Everything is done by the actions that people use, in their order; so the day lies ahead while it is registered for and
people are checked in, and then moves to where it belongs.
"""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from dialogues.models import Delegate, DialogueIndexPage, DialogueInstrument, DialoguePage, DialogueWorkingGroup
from dialogues.registration import actions, attendance, checking_in
from home.demo import reading
from home.demo.dialogues import at
from home.demo.people import person
from organizations.models import Assignment, Duty, Organization, User
from portal.dates import VIENNA
from portal.mechanism.models import Instrument, WorkingGroup
from portal.pages import alias_in_every_language, publish

PAGE = ("title", "slug", "intro", "venue", "chair", "seats_on_site", "seats_online", "max_delegates")


def hours_just_over(now: datetime) -> tuple[datetime, datetime]:
    """Three hours of today, or of yesterday's afternoon, that have ended: the door is open for a day after them."""
    today = now.astimezone(VIENNA).date()
    if at(today, "13:00") < now:
        return at(today, "10:00"), at(today, "13:00")
    return at(today - timedelta(days=1), "15:00"), at(today - timedelta(days=1), "18:00")


def load_page() -> DialoguePage:
    """The dialogue, an hour ahead, with registration open until then."""
    text, now = reading.toml("held"), timezone.now()
    page = DialoguePage(
        **{name: text[name] for name in PAGE},
        starts_at=now + timedelta(hours=1),
        ends_at=now + timedelta(hours=4),
        status="confirmed",
        is_demo=True,
        registration_opens_at=now - timedelta(days=30),
        registration_closes_at=now + timedelta(hours=1),
    )
    page.dialogue_instruments = [DialogueInstrument(instrument=Instrument.objects.get(code="UNTOC"))]
    page.working_groups = [DialogueWorkingGroup(group=WorkingGroup.objects.get(code=text["working_group"]))]
    DialogueIndexPage.objects.get(locale__language_code="en").add_child(instance=page)
    publish(page)
    return page


def load_day(held: DialoguePage, organizations: dict[str, Organization], coordinator: User) -> None:
    """Register and check people in, end the day, and take the attendance over to the page."""
    helper = helper_of(held)
    for one in reading.toml("held")["delegations"]:
        register(held, organizations[one["organization"]], one, coordinator)
        for delegate in Delegate.objects.expected_at(held).filter(email__in=one["came"]):
            by = helper if delegate.mode == Delegate.Mode.ON_SITE else coordinator
            checking_in.check_in(delegate, by=by)
    end(held)
    attendance.take_over(held, by=coordinator)
    alias_in_every_language(held)


def helper_of(held: DialoguePage) -> User:
    """Who stands at the entrance."""
    return Assignment.objects.get(duty=Duty.HELPER, dialogue_key=held.translation_key).user


def register(held: DialoguePage, organization: Organization, one: dict[str, Any], coordinator: User) -> None:
    """One delegation, approved."""
    author, people = person(organization), [Delegate(**delegate) for delegate in one["delegates"]]
    values = {"expertise": one["expertise"]}
    registration = actions.start_draft(held, organization, by=author, values=values, delegates=people)
    actions.approve(actions.submit(registration, by=author), by=coordinator)


def end(held: DialoguePage) -> None:
    """Move the day to the hours that have just passed."""
    held.starts_at, held.ends_at = hours_just_over(timezone.now())
    held.registration_closes_at = held.starts_at - timedelta(days=7)
    publish(held)
