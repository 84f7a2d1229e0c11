"""What is kept of arrivals, letters for visas and joining links, for whom, and how long."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dialogues.followup.models import FollowUp, VisaLetter
from dialogues.registration.joining import JoiningDetails
from dialogues.registration.kept import places_of
from dialogues.registration.reminders import Reminder
from organizations.models import User
from portal.personal import Erasure, Keeping, Kind

Rows = Iterator[dict[str, Any]]


def told_of(user: User) -> Rows:
    """What was told of the person's arrival and for their visa, under their address."""
    for one in FollowUp.objects.filter(delegate__in=places_of(user)).select_related("delegate__registration__dialogue"):
        yield {
            "dialogue": one.delegate.registration.dialogue.title,
            "arrives_on": one.arrives_on,
            "arrives_by": one.arrives_by,
            "leaves_on": one.leaves_on,
            "leaves_by": one.leaves_by,
            "passport_name": one.passport_name,
            "nationality": one.nationality,
            "position": one.position,
        }


def letters_of(user: User) -> Rows:
    """The letters for visas that were issued for the person."""
    rows = VisaLetter.objects.filter(delegate__in=places_of(user)).select_related("registration__dialogue")
    for one in rows:
        yield {
            "dialogue": one.registration.dialogue.title,
            "number": one.number,
            "issued": one.issued_at,
            "passport_name": one.name,
            "nationality": one.nationality,
        }


def erase_person(user: User) -> None:
    """Delete what was told of the person, and their letters."""
    places = list(places_of(user))
    FollowUp.objects.filter(delegate__in=places).delete()
    VisaLetter.objects.filter(delegate__in=places).delete()


def old_follow_ups(before: datetime) -> QuerySet[FollowUp]:
    """Of delegates to dialogues that ended before."""
    return FollowUp.objects.filter(delegate__registration__dialogue__ends_at__lt=before)


def old_letters(before: datetime) -> QuerySet[VisaLetter]:
    """For dialogues that ended before."""
    return VisaLetter.objects.filter(registration__dialogue__ends_at__lt=before)


def old_links(before: datetime) -> QuerySet[JoiningDetails]:
    """Of dialogues that ended before."""
    return JoiningDetails.objects.filter(dialogue__ends_at__lt=before)


def old_reminders(before: datetime) -> QuerySet[Reminder]:
    """For dialogues that ended before."""
    return Reminder.objects.filter(registration__dialogue__ends_at__lt=before)


LABELS = {
    "dialogue": _("Dialogue"),
    "arrives_on": _("Day of arrival"),
    "arrives_by": _("How you arrive"),
    "leaves_on": _("Day of departure"),
    "leaves_by": _("How you leave"),
    "passport_name": _("Name as in the passport"),
    "nationality": _("Nationality"),
    "position": _("Role in the organization"),
    "number": _("Number of the letter"),
    "issued": _("Issued"),
}
AFTER = _("%(time)s after the dialogue")
PARTS = (
    Kind(
        "arrivals",
        _("Your arrival"),
        _("What an organization told, under your address, about how you come to a dialogue."),
        told_of,
        LABELS,
    ),
    Kind("visa_letters", _("Letters for your visa"), _("Issued by coordinators."), letters_of, LABELS),
    Erasure("arrivals", goes=_("What was told of your arrival, and letters for your visa."), erase=erase_person),
    Keeping("arrivals", _("Arrivals, departures and facts for visas"), AFTER, _("Deleted."), 7, old_follow_ups),
    Keeping("visa_letters", _("Letters for visas"), AFTER, _("Deleted."), 30, old_letters),
    Keeping("joining_links", _("Links for joining online"), AFTER, _("Deleted."), 7, old_links),
    Keeping("reminders", _("Which reminders went out"), AFTER, _("Deleted."), 30, old_reminders),
)
