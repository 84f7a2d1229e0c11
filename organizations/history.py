"""What was done to an organization's record, with the reasons, for its people and the coordinators."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization, User
from portal import audit

SHOWN = 50
# Events in words. Others (a saved draft, a message, which has its place in the thread) are left out.
WORDS: dict[str, Promise] = {
    "register": _("The application was started"),
    "submitted": _("Sent to the coordinators"),
    "question": _("The coordinators asked for more information"),
    "deferred": _("The coordinators deferred the decision"),
    "declined": _("The coordinators declined the application"),
    "verified": _("Verified, or the suspension ended"),
    "suspended": _("Suspended"),
    "list": _("Listed, because a published source names it"),
    "edit": _("The profile was changed"),
    "identity": _("Name, country or identifier was changed"),
    "identify": _("A coordinator said which listed organization the application is for"),
    "check": _("A coordinator noted what was looked at"),
    "compare_status": _("A coordinator compared the ECOSOC status with its source"),
    "open_document": _("A coordinator opened a proof document"),
    "add_document": _("A proof document was added"),
    "remove_document": _("A proof document was removed"),
    "erase_document": _("A proof document was deleted; its fingerprint stays"),
    "merge": _("Another record of the same organization was merged into this one"),
    "merged": _("Merged into another record"),
    "appoint": _("The coordinators named an owner"),
    "logo": _("The logo was changed"),
}


@dataclass(frozen=True)
class Event:
    """Something that was done: when, what, why, and by whom (for coordinators only)."""

    at: datetime
    words: str | Promise
    reason: str
    actor: User | None


def history(organization: Organization) -> list[Event]:
    """The newest events, newest first. One query."""
    events = audit.history(organization).filter(verb__in=WORDS).select_related("actor").order_by("-pk")[:SHOWN]
    return [Event(event.at, WORDS[event.verb], event.reason, event.actor) for event in events]
