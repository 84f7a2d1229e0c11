"""What nominations hold about people, and how long: the nominee, and who sent a nomination."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dialogues.models import Nomination, NominationScore
from organizations.models import User
from organizations.people.permissions import verified_addresses
from portal.personal import Erasure, Keeping, Kind

Rows = Iterator[dict[str, Any]]
S = Nomination.State
NAMELESS = "–"


def about(user: User) -> QuerySet[Nomination]:
    """The nominations of this person: under an address that the account has confirmed, and sent in."""
    known = Nomination.objects.filter(email__in=verified_addresses(user)).exclude(state=Nomination.State.DRAFT)
    return known.select_related("call__dialogue", "organization", "country")


def nominated(user: User) -> Rows:
    """Where they are or were nominated. What coordinators gave is not about them alone, and stays out."""
    for one in about(user):
        yield {
            "dialogue": one.call.dialogue.title,
            "organization": one.organization.legal_name,
            "name": one.name,
            "email": one.email,
            "position": one.position,
            "languages": ", ".join(one.languages),
            "country": one.country.name if one.country else "",
            "expertise": one.expertise,
            "state": one.get_state_display(),
        }


def sent_by(user: User) -> Rows:
    """The nominations that they sent."""
    for one in Nomination.objects.filter(submitted_by=user).select_related("call__dialogue", "organization"):
        yield {
            "dialogue": one.call.dialogue.title,
            "organization": one.organization.legal_name,
            "sent": one.submitted_at,
            "state": one.get_state_display(),
        }


def given_by(user: User) -> Rows:
    """The points that they gave as a coordinator."""
    for one in NominationScore.objects.filter(by=user).select_related("nomination__call__dialogue"):
        yield {
            "dialogue": one.nomination.call.dialogue.title,
            "nomination": one.nomination.receipt,
            "sent": one.given_at,
            "note": one.note,
        }


def old_nominees(before: datetime) -> QuerySet[Nomination]:
    """Nominations for dialogues that ended long ago, which still say whom they are about."""
    return Nomination.objects.filter(call__dialogue__ends_at__lt=before).exclude(name=NAMELESS)


def make_nameless(nominations: list[Nomination]) -> None:
    """Leave of a nomination what the balance is counted by, and how it was decided."""
    keys = [one.pk for one in nominations]
    left = Nomination.objects.filter(pk__in=keys)
    left.update(name=NAMELESS, email="", position="", expertise="")
    left.exclude(state=S.INVITED).update(token_hash=None)  # an invitation has a link, and its term ends it
    NominationScore.objects.filter(nomination__in=keys).update(note="")


def erase_person(user: User) -> None:
    """Take the person out of nominations to dialogues that have decided on them; a link that still waits stays."""
    ended = [S.NOT_CHOSEN, S.REFUSED, S.WITHDRAWN]
    make_nameless(list(about(user).filter(state__in=ended)))


LABELS = {
    "dialogue": _("Dialogue"),
    "organization": _("Organization"),
    "name": _("Name"),
    "email": _("E-mail address"),
    "position": _("Position"),
    "languages": _("Languages"),
    "country": _("Country"),
    "expertise": _("Expertise"),
    "nomination": _("Nomination"),
    "note": _("Note"),
    "sent": _("Sent"),
    "state": _("Status"),
}
PARTS = (
    Kind(
        "nominations",
        _("Where you are nominated for a panel"),
        _("What an organization wrote about you, under your address."),
        nominated,
        LABELS,
    ),
    Kind("nominations_sent", _("Nominations you sent"), _("For your organization."), sent_by, LABELS),
    Kind("nomination_scores", _("Points you gave nominees"), _("As a coordinator."), given_by, LABELS),
    Erasure(
        "nominations",
        goes=_("Your name, address, position and expertise in nominations that were not chosen."),
        stays=_("A nomination that is still open, or that you accepted, until its time is over: others count on it."),
        erase=erase_person,
    ),
    Keeping(
        "nominees",
        _("Names, addresses and expertise of people who were nominated for a panel"),
        _("%(time)s after the dialogue"),
        _("Deleted; how many came from which region and kind of organization stays."),
        days=90,
        due=old_nominees,
        finish=make_nameless,
    ),
)
