"""How far an application is: the steps on the way, and what was said on it. For its people and the coordinators."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organizations.models import Message, Organization, VerificationCase
from portal import audit

S = Organization.State
Words = str | Promise


@dataclass(frozen=True)
class Step:
    """One station: its name, when it was reached, what it means, and whether it lies behind, here or ahead."""

    name: Words
    mark: Literal["done", "now", ""]
    when: datetime | None = None
    note: Words = ""


# Where an organization stands on the way, by its state; after the last one all is done.
PLACES: dict[str, int] = {
    S.DRAFT: 0,
    S.SUBMITTED: 2,
    S.QUESTION: 2,
    S.DEFERRED: 2,
    S.DECLINED: 2,
    S.SUSPENDED: 3,
    S.VERIFIED: 4,
}
DECISIONS: dict[str, tuple[Words, Words]] = {
    S.QUESTION: (_("Question"), _("Answer it, and the application keeps its place")),
    S.DEFERRED: (_("Deferred"), _("Send it again when you have what is missing")),
    S.DECLINED: (_("Declined"), _("The reason stands below")),
}
DECISION: tuple[Words, Words] = (_("Decision"), _("By a coordinator who does not act for you"))


def steps(organization: Organization, cases: list[VerificationCase]) -> list[Step]:
    """The four stations of an application, the present one marked."""
    place = PLACES.get(organization.state, 0)
    return [
        Step(name, "done" if number < place else "now" if number == place else "", when, note)
        for number, (name, when, note) in enumerate(stations(organization, cases, place))
    ]


def stations(
    organization: Organization, cases: list[VerificationCase], place: int
) -> list[tuple[Words, datetime | None, Words]]:
    """Name, time and note of each station, for an application that has come to `place`."""
    last = cases[-1] if cases else None
    decision, decision_note = DECISIONS.get(organization.state, DECISION)
    suspended = organization.state == S.SUSPENDED
    return [
        (_("Draft"), organization.created_at, ""),
        (_("Sent"), last.opened_at if last else None, "" if last else _("Only you see it until then")),
        (decision, last.decided_at if last else None, decision_note if place <= 2 else ""),
        (
            _("Suspended") if suspended else _("Verified"),
            organization.verified_at if place == 4 else None,
            _("The reason stands below") if suspended else _("You can register, write and sign"),
        ),
    ]


@dataclass(frozen=True)
class Entry:
    """Something that was said or done: when, by which side, under which heading, in whose words."""

    at: datetime
    heading: Words
    text: str = ""
    receipt: str = ""


def thread(organization: Organization, cases: list[VerificationCase]) -> list[Entry]:
    """What the organization sent, what the coordinators answered, and suspensions, oldest first."""
    entries = []
    for case in cases:
        entries.append(Entry(case.opened_at, _("The organization sent it"), case.applicant_note, case.receipt))
        if case.decided_at:
            entries.append(Entry(case.decided_at, case.get_decision_display(), case.words))
    for message in Message.objects.filter(case__in=cases):
        entries.append(Entry(message.at, message.get_side_display(), message.text))
    for event in audit.history(organization).filter(before__in=[S.VERIFIED, S.SUSPENDED]).exclude(after=S.SUBMITTED):
        words = _("Suspended") if event.after == S.SUSPENDED else _("Suspension ended")
        entries.append(Entry(event.at, words, event.reason))
    return sorted(entries, key=lambda entry: entry.at)
