"""What happens to a report from the first word to the record, for the one who reports it."""

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from submissions.consultations.choices import ADVERSE, Visibility
from submissions.consultations.models import Claim
from submissions.consultations.reviewing import Step

S = Claim.State
# How many steps lie behind a report in each state.
BEHIND = {S.SUBMITTED: 1, S.QUESTION: 1, S.REJECTED: 1, S.VERIFIED: 2, S.IN_REPLY: 2, S.PUBLISHED: 4, S.RETRACTED: 4}


def steps_of(claim: Claim | None = None) -> list[Step]:
    """The steps, those behind the report marked "done", the one it is at "now". Without a report: before the first."""
    at = BEHIND.get(claim.state, 0) if claim else 0
    words = [
        (_("You write"), _("Saved when you say so; nobody else reads it")),
        (_("Someone checks"), _checker(claim)),
        (_("The State may reply"), _reply(claim)),
        (_("On the record"), _record(claim)),
    ]
    return [Step(name, said, _mark(number, at)) for number, (name, said) in enumerate(words)]


def _mark(number: int, at: int) -> str:
    if number < at:
        return "done"
    return "now" if number == at else ""


def _checker(claim: Claim | None) -> str | Promise:
    if claim and claim.visibility == Visibility.SEALED:
        return _("The safety officer alone")
    return _("Two sources, or a document")


def _reply(claim: Claim | None) -> str | Promise:
    if claim and not claim.counts:
        return _("Not for this report: no State is told of it")
    if claim and claim.outcome and claim.outcome not in ADVERSE:
        return _("Not for this report: it is not critical")
    days = settings.REPLY_DAYS
    return ngettext(
        "Only if the report is critical: %(days)d day", "Only if the report is critical: %(days)d days", days
    ) % {"days": days}


def _record(claim: Claim | None) -> str | Promise:
    if claim and not claim.counts:
        return _("Not for this report: it never becomes public")
    if claim and claim.visibility == Visibility.UNNAMED:
        return _("Once three organizations say the same, at the end of a quarter")
    return _("As far as your choice allows")
