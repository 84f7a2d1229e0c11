"""Mail about reports: one function a mail. None names the State, the report or what stands in it.

Who is named gets told what happened. Everybody else gets the same few words each time: the row of the outbox, and
whoever sees the mail on its way, must not learn that this person reported something.
"""

from organizations.models import Assignment, Duty
from portal import mail
from portal.mechanism.models import State
from submissions.consultations import reporters
from submissions.consultations.choices import Visibility
from submissions.consultations.models import Claim

# Mail for those who are not named, and where it leads: not even that it is about a report can be seen.
NEWS = ("email/desk_news", "/desk/")


def claim_received(claim: Claim) -> None:
    """The report has arrived."""
    _tell(claim, "received")


def question_asked(claim: Claim) -> None:
    """A coordinator wants to know more."""
    _tell(claim, "question")


def claim_rejected(claim: Claim) -> None:
    """The report was not accepted; the reason stands on the desk."""
    _tell(claim, "rejected")


def claim_verified(claim: Claim) -> None:
    """The report was checked."""
    _tell(claim, "verified")


def claim_put_to_state(claim: Claim) -> None:
    """The State has time to reply."""
    _tell(claim, "put_to_state")


def state_asked(country: State) -> None:
    """A report was put to the State: for its focal points here. What it says stands on their desk alone."""
    held = Assignment.objects.active().filter(duty=Duty.FOCAL_POINT, country=country, user__is_active=True)
    for assignment in held.select_related("user"):
        mail.queue("consultations/email/state_asked", assignment.user, path="/desk/state/")


def claim_answered(claim: Claim) -> None:
    """The State has replied."""
    _tell(claim, "answered")


def claim_published(claim: Claim) -> None:
    """The report is on record."""
    _tell(claim, "published")


def claim_retracted(claim: Claim) -> None:
    """The report was taken off the record."""
    _tell(claim, "retracted")


def _tell(claim: Claim, what: str) -> None:
    template, path = NEWS
    if claim.visibility == Visibility.PUBLIC:
        template, path = f"consultations/email/{what}", "/desk/consultations/"
    for user in reporters.recipients(claim):
        mail.queue(template, user, path=path)
