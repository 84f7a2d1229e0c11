"""What members are told about their organization's registration: that something happened, and where to read it."""

from dialogues.calendar import invitation
from dialogues.pages import DialogueStatus
from dialogues.registration.models import Registration
from organizations.models import WRITING_ROLES, Membership
from portal import mail


def received(registration: Registration) -> None:
    """The receipt: it arrived, and is being checked."""
    _tell(registration, "received")


def changed(registration: Registration) -> None:
    """Other people come, so it is checked again."""
    _tell(registration, "changed")


def forwarded(registration: Registration) -> None:
    """The list of delegates is with the Extended Bureau."""
    _tell(registration, "forwarded")


def approved(registration: Registration) -> None:
    """The delegation has its seats; the dialogue comes for the calendar."""
    _tell(registration, "approved", method="REQUEST")


def moved(registration: Registration) -> None:
    """Time, place or status of the dialogue changed; calendars of those who are approved change with it."""
    method = "REQUEST" if registration.dialogue.status != DialogueStatus.CANCELLED else "CANCEL"
    _tell(registration, "moved", method=method if registration.state == Registration.State.APPROVED else "")


def waiting(registration: Registration) -> None:
    """Judged fit, but there is no seat now."""
    _tell(registration, "waiting")


def declined(registration: Registration) -> None:
    """Declined; the reason stands on the portal."""
    _tell(registration, "declined")


def cancelled(registration: Registration) -> None:
    """Cancelled, by the organization or by the coordinators; the dialogue leaves the calendar."""
    _tell(registration, "cancelled", method="CANCEL")


def reopened(registration: Registration) -> None:
    """A coordinator opened it again."""
    _tell(registration, "reopened")


def _tell(registration: Registration, what: str, method: str = "") -> None:
    """Queue one mail for each member who writes for the organization, in their language."""
    members = Membership.objects.filter(
        organization=registration.organization_id, state=Membership.State.ACTIVE, role__in=WRITING_ROLES,
        user__is_active=True,
    )  # fmt: skip
    for membership in members.select_related("user"):
        person = membership.user
        mail.queue(
            f"dialogues/email/registration_{what}", person,
            path=f"/desk/registrations/{registration.uuid}/", reference=registration.receipt,
            calendar=invitation(registration.dialogue, to=person.email, method=method) if method else "",
        )  # fmt: skip
