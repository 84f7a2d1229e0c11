"""What is kept of how people sign in and of the roles that they hold: in their export, and for how long."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from organizations.models import Assignment, User
from portal.personal import Keeping, Kind

Rows = Iterator[dict[str, Any]]
LABELS = {
    "kind": _("Kind"),
    "role": _("Role"),
    "since": _("Since"),
    "until": _("Until"),
    "last_used": _("Last used"),
    "browser": _("Browser"),
    "network": _("Network"),
    "reason": _("Reason"),
    "state": _("Status"),
}


def sessions_of(user: User) -> Rows:
    """Where they are signed in."""
    for one in UserSession.objects.filter(user=user).order_by("pk"):
        yield {"browser": one.user_agent, "network": one.ip, "since": one.created_at}


def factors_of(user: User) -> Rows:
    """Their second factors, without what is secret in them."""
    for one in Authenticator.objects.filter(user=user).order_by("pk"):
        yield {"kind": str(one.get_type_display()), "since": one.created_at, "last_used": one.last_used_at}


def duties_of(user: User) -> Rows:
    """The roles that they hold or held."""
    for one in user.assignments.select_related("country"):
        yield {
            "role": one.get_duty_display(),
            "state": one.country.iso3 if one.country else "",
            "reason": one.reason,
            "since": one.since,
            "until": one.ended_at,
        }


def old_sessions(before: datetime) -> QuerySet[UserSession]:
    """Sessions that were opened long ago, also where they are still in use: one signs in again."""
    return UserSession.objects.filter(created_at__lt=before)


def end_sessions(sessions: list[UserSession]) -> None:
    """Sign out there, and forget browser and network."""
    for session in sessions:
        session.end()


def old_duties(before: datetime) -> QuerySet[Assignment]:
    """Roles that ended long ago."""
    return Assignment.objects.filter(ended_at__lt=before)


PARTS = (
    Kind(
        "sessions", _("Where you are signed in"), _("So that you find and end what is not yours."), sessions_of, LABELS
    ),
    Kind(
        "second_factors",
        _("Your second factors"),
        _("What you set up to sign in with, beside the password. Its secrets stay out of this file."),
        factors_of,
        LABELS,
    ),
    Kind("roles", _("Your roles in running the portal"), _("Who was trusted with what, and why."), duties_of, LABELS),
    Keeping(
        "sign_ins",
        _("Sessions: browser, and the network in place of the address"),
        _("%(time)s after signing in"),
        _("Ended and deleted."),
        days=30,
        due=old_sessions,
        finish=end_sessions,
    ),
    Keeping(
        "ended_roles",
        _("Who ran the portal in the past"),
        _("%(time)s after the end"),
        _("Deleted."),
        days=6 * 365,
        due=old_duties,
    ),
)
