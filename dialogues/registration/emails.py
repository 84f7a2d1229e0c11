"""What members are told about their organization's registration: that something happened, and where to read it."""

from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from dialogues.calendar import invitation
from dialogues.pages import DialogueStatus
from dialogues.registration.models import Registration
from organizations.models import WRITING_ROLES, Membership, User
from portal import mail


def received(registration: Registration) -> None:
    """The receipt: it arrived, and is being checked."""
    tell(registration, "received")


def changed(registration: Registration) -> None:
    """Other people come, so it is checked again."""
    tell(registration, "changed")


def forwarded(registration: Registration) -> None:
    """The list of delegates is with the Extended Bureau."""
    tell(registration, "forwarded")


def approved(registration: Registration) -> None:
    """The delegation has its seats; the dialogue comes for the calendar."""
    tell(registration, "approved", method="REQUEST")


def moved(registration: Registration) -> None:
    """Time, place or status of the dialogue changed; calendars of those who are approved change with it."""
    method = "REQUEST" if registration.dialogue.status != DialogueStatus.CANCELLED else "CANCEL"
    tell(registration, "moved", method=method if registration.state == Registration.State.APPROVED else "")


def waiting(registration: Registration) -> None:
    """Judged fit, but there is no seat now."""
    tell(registration, "waiting")


def declined(registration: Registration) -> None:
    """Declined; the reason stands on the portal."""
    tell(registration, "declined")


def cancelled(registration: Registration) -> None:
    """Cancelled, by the organization or by the coordinators; the dialogue leaves the calendar."""
    tell(registration, "cancelled", method="CANCEL")


def reopened(registration: Registration) -> None:
    """A coordinator opened it again."""
    tell(registration, "reopened")


def closing(registration: Registration) -> None:
    """A draft is not sent yet, and registration ends soon."""
    tell(registration, "closing", moment=registration.dialogue.registration_closes_at)


def coming(registration: Registration) -> None:
    """The day is near: those who write for the organization read in its desk what is open, delegates on the page.

    A delegate who also writes for the organization gets one mail.
    """
    tell(registration, "coming")
    known = {person.email.lower() for person in writers_of(registration)}
    for delegate in registration.delegates.all():
        if delegate.email not in known:
            path = f"/{registration.dialogue.address}"
            mail.queue("dialogues/email/delegate_coming", delegate, path=path, button=_("Open the dialogue's page"))


def tell(registration: Registration, what: str, method: str = "", **context: Any) -> None:
    """Queue one mail for each member who writes for the organization, in their language; `context` is for its words."""
    for person in writers_of(registration):
        with translation.override(person.language or settings.LANGUAGE_CODE):
            entry = invitation(registration.dialogue, to=person.email, method=method) if method else ""
        mail.queue(
            f"dialogues/email/registration_{what}", person,
            path=f"/desk/registrations/{registration.uuid}/", reference=registration.receipt, calendar=entry, **context,
        )  # fmt: skip


def writers_of(registration: Registration) -> list[User]:
    """The members who write for its organization and can sign in."""
    members = Membership.objects.filter(
        organization=registration.organization_id, state=Membership.State.ACTIVE, role__in=WRITING_ROLES,
        user__is_active=True,
    )  # fmt: skip
    return [membership.user for membership in members.select_related("user")]
