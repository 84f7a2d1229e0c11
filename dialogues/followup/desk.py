"""What an organization still has to do, or can read, once its registration is sent: for its desk and its calendar."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.core.paginator import Page
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dialogues.followup.actions import BEFORE
from dialogues.followup.models import FollowUp, VisaLetter
from dialogues.pages import NOT_HELD
from dialogues.registration.joining import JoiningDetails
from dialogues.registration.models import Delegate, Registration, RegistrationState
from dialogues.registration.subscriptions import Deadline
from dialogues.travel.models import TravelRequest, TravelState

S = RegistrationState


class Row(NamedTuple):
    """One delegate who comes to Vienna, what was told of them, and their letter."""

    delegate: Delegate
    follow_up: FollowUp | None
    letter: VisaLetter | None


def due_at(registration: Registration) -> datetime:
    """Until when follow-ups are wanted."""
    due: datetime = registration.dialogue.starts_at - BEFORE
    return due


def missing(user: Any) -> Any:
    """Approved registrations of the person's organizations in which somebody who comes to Vienna has told nothing."""
    mine = Registration.objects.of_members(user).filter(state=S.APPROVED, pk__in=silent().values("registration"))
    return mine.select_related("dialogue", "organization").order_by("dialogue__starts_at", "pk")


def silent() -> QuerySet[Delegate]:
    """Delegates who are approved to come to Vienna, and of whom nothing was told yet."""
    expected = Delegate.objects.filter(mode=Delegate.Mode.ON_SITE, registration__state=S.APPROVED)
    still = expected.filter(follow_up__isnull=True).exclude(registration__dialogue__status__in=NOT_HELD)
    return still.order_by()


def after_approval(registration: Registration, user: Any) -> dict[str, Any]:
    """What the page of a registration shows beside it: follow-ups, the joining link, travel support."""
    ahead = registration.dialogue.takes_place and not registration.dialogue.is_past
    approved = registration.state == S.APPROVED and ahead
    return {
        "follow_ups": rows(registration) if approved else [],
        "follow_up_due": due_at(registration),
        "joining": JoiningDetails.objects.shown_to(registration).first(),
        "joining_to_come": approved and registration.delegates.filter(mode=Delegate.Mode.ONLINE).exists(),
        "travel": TravelRequest.objects.of_members(user).filter(registration=registration).first(),
    }


def rows(registration: Registration) -> list[Row]:
    """The delegates who come to Vienna, with what was told and issued."""
    delegates = registration.delegates.filter(mode=Delegate.Mode.ON_SITE).select_related("follow_up")
    standing = VisaLetter.objects.filter(registration=registration, replaced_at__isnull=True)
    letters = {letter.delegate_id: letter for letter in standing}
    return [Row(one, getattr(one, "follow_up", None), letters.get(one.pk)) for one in delegates]


def with_what_is_open(page: Page) -> Page:
    """A page of registrations, each with whether arrivals are `untold` and how its `travel` support stands."""
    shown = list(page.object_list)
    untold = set(silent().filter(registration__in=shown).values_list("registration", flat=True))
    asked = TravelRequest.objects.filter(registration__in=shown).exclude(state=TravelState.NOT_REQUESTED)
    travel = {one.registration_id: one.get_state_display() for one in asked}
    for one in shown:
        one.untold, one.travel = one.pk in untold and not one.dialogue.is_past, travel.get(one.pk, "")
    page.object_list = shown
    return page


def to_tell(user: Any) -> Iterator[Deadline]:
    """For the calendar: follow-ups that are missing, with the day until which they are wanted."""
    for registration in missing(user):
        if not registration.dialogue.is_past:
            words = _("Tell when your delegates come: %(dialogue)s") % {"dialogue": registration.dialogue.title}
            address = f"/desk/registrations/{registration.uuid}/"
            yield Deadline(f"follow-up-{registration.uuid}", due_at(registration), words, address)
