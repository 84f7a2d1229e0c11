"""What this floor keeps about people, and how long: accounts, memberships, invitations, requests to join."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from organizations.models import Invitation, JoinRequest, Membership, Message, Organization, User
from organizations.people.permissions import active_members
from portal.personal import Erasure, Keeping, Kind

Rows = Iterator[dict[str, Any]]


def account_of(user: User) -> Rows:
    """The account itself."""
    yield {
        "email": user.email,
        "name": user.get_full_name(),
        "language": user.language,
        "since": user.date_joined,
        "last_sign_in": user.last_login,
        "confirmed_addresses": sorted(known_addresses(user, verified=True)),
    }


def memberships_of(user: User) -> Rows:
    """For whom they act or acted."""
    for one in user.memberships.select_related("organization"):
        yield {
            "organization": one.organization.legal_name,
            "role": one.get_role_display(),
            "since": one.since,
            "until": one.ended_at,
        }


def invitations_to(user: User) -> Rows:
    """Invitations to their addresses."""
    for one in addressed_to(user).select_related("organization"):
        yield {
            "organization": one.organization.legal_name,
            "role": one.get_role_display(),
            "sent": one.sent_at,
            "state": one.get_state_display(),
        }


def requests_of(user: User) -> Rows:
    """What they asked of owners."""
    for one in user.join_requests.select_related("organization"):
        state = one.get_state_display()
        yield {"organization": one.organization.legal_name, "asked": one.created_at, "state": state}


def applications_of(user: User) -> Rows:
    """The organizations that they registered."""
    for one in Organization.objects.filter(registered_by=user):
        yield {"organization": one.legal_name, "registered": one.created_at}


def messages_of(user: User) -> Rows:
    """What they wrote in the thread of an application."""
    for one in Message.objects.filter(author=user).select_related("case__organization"):
        yield {"organization": one.case.organization.legal_name, "written": one.at, "text": one.text}


def addressed_to(user: User) -> QuerySet[Invitation]:
    """Invitations that were sent to an address of this person."""
    return Invitation.objects.filter(email__in=known_addresses(user, verified=True))


def known_addresses(user: User, **more: Any) -> set[str]:
    """The person's addresses, in lower case."""
    known = EmailAddress.objects.filter(user=user, **more)
    return {email.lower() for email in known.values_list("email", flat=True)}


def erase_traces(user: User) -> None:
    """Delete invitations to this person, and their address as the contact of an organization that nobody is left in."""
    addressed_to(user).delete()
    for membership in user.memberships.filter(state=Membership.State.ACTIVE).select_related("organization"):
        organization = membership.organization
        alone = not active_members(organization).exclude(user=user).exists()
        if alone and organization.contact_email.lower() == user.email:
            Organization.objects.filter(pk=organization.pk).update(contact_email="")


def unconfirmed(before: datetime) -> QuerySet[User]:
    """Accounts whose address nobody ever confirmed, and that were never used."""
    never_used = User.objects.filter(date_joined__lt=before, last_login=None, is_staff=False, is_superuser=False)
    used = Membership.objects.values("user")
    confirmed = User.objects.filter(emailaddress__verified=True).values("pk")
    return never_used.filter(emailaddress__verified=False).exclude(pk__in=used).exclude(pk__in=confirmed)


def old_invitations(before: datetime) -> QuerySet[Invitation]:
    """Invitations whose last mail was sent long ago, whatever became of them."""
    return Invitation.objects.filter(sent_at__lt=before)


def old_requests(before: datetime) -> QuerySet[JoinRequest]:
    """Requests that were answered long ago, or never."""
    unanswered = Q(state=JoinRequest.State.WAITING, created_at__lt=before)
    return JoinRequest.objects.filter(unanswered | Q(answered_at__lt=before))


def old_memberships(before: datetime) -> QuerySet[Membership]:
    """Memberships that ended long ago."""
    return Membership.objects.filter(ended_at__lt=before)


LABELS = {
    "email": _("E-mail address"),
    "name": _("Name"),
    "language": _("Language of mail"),
    "since": _("Since"),
    "until": _("Until"),
    "last_sign_in": _("Last sign-in"),
    "confirmed_addresses": _("Confirmed addresses"),
    "organization": _("Organization"),
    "role": _("Role"),
    "sent": _("Sent"),
    "asked": _("Asked"),
    "registered": _("Registered"),
    "written": _("Written"),
    "text": _("Text"),
    "state": _("Status"),
}
DELETED = _("Deleted.")
KINDS = (
    Kind(
        "account",
        _("Your account"),
        _("What you gave when you signed up, to sign in and get mail."),
        account_of,
        LABELS,
    ),
    Kind(
        "memberships",
        _("For whom you act"),
        _("Organizations that you act or acted for, so that each knows its people."),
        memberships_of,
        LABELS,
    ),
    Kind("invitations", _("Invitations to you"), _("Sent to your address by owners."), invitations_to, LABELS),
    Kind("join_requests", _("Your requests to join"), _("What you asked of owners."), requests_of, LABELS),
    Kind(
        "applications",
        _("Organizations you registered"),
        _("Kept so that nobody verifies what they registered themselves."),
        applications_of,
        LABELS,
    ),
    Kind(
        "messages",
        _("What you wrote to the coordinators"),
        _("Or, as a coordinator, to an organization: the thread of an application."),
        messages_of,
        LABELS,
    ),
)
PARTS = (
    *KINDS,
    Erasure(
        "account",
        goes=_("Your account: name, address, password and language; your part in organizations; invitations to you."),
        stays=_(
            "The organizations that you acted for and what was written for them, drafts too: they are theirs. An "
            "address that you gave as an organization's contact stays until its owners change it."
        ),
        erase=erase_traces,
    ),
    Keeping(
        "unconfirmed_accounts",
        _("Accounts whose address was never confirmed"),
        _("%(time)s after signing up"),
        DELETED,
        days=30,
        due=unconfirmed,
    ),
    Keeping(
        "invitations",
        _("Invitations to act for an organization"),
        _("%(time)s after the last mail"),
        DELETED,
        days=30,
        due=old_invitations,
    ),
    Keeping(
        "join_requests",
        _("Requests to join an organization"),
        _("%(time)s after the answer, or after asking when nobody answers"),
        DELETED,
        days=30,
        due=old_requests,
    ),
    Keeping(
        "ended_memberships",
        _("Who acted for an organization in the past"),
        _("%(time)s after the end"),
        DELETED,
        days=2 * 365,
        due=old_memberships,
    ),
)
