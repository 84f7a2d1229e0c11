"""Inviting somebody by mail: send, send again, take back, accept, decline."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.models import Invitation, Membership, Organization, Role, User
from organizations.people import emails
from organizations.people.actions import NOT_OWNER, join
from organizations.people.models import hash_of
from organizations.people.permissions import active_members, is_addressed, may_manage
from portal import audit
from portal.models import OutgoingMail
from portal.records import InvalidMove, move

S = Invitation.State
LASTS = timedelta(days=14)
# Nobody fills a stranger's mailbox by inviting them again and again.
MAILS_A_DAY = 3
OPEN_AT_MOST = 50
# The same again within this time is the same click, and ends no link that was just mailed.
ONE_CLICK = timedelta(minutes=1)

ANSWERED = _("This invitation was answered already.")
EXPIRED = _("This invitation has expired. Ask for it to be sent again.")
OTHER_ADDRESS = _("This invitation was sent to another address. Sign in with that one.")
TOO_MANY_MAILS = _("This address got enough mail from here today. Try again tomorrow.")
TOO_MANY_OPEN = _("Too many invitations wait for an answer. Take some back first.")


@transaction.atomic
def invite(organization: Organization, email: str, role: str, *, language: str, by: User) -> Invitation:
    """Mail an invitation to act for the organization, which holds for LASTS.

    An address with an open one gets that again, with this role. Raises InvalidMove when `by` is no owner or too much
    was sent, ValidationError on `email` when its person is a member.
    """
    organization, email = organization.locked(), email.strip().lower()
    if not may_manage(by, organization):
        raise InvalidMove(NOT_OWNER)
    if active_members(organization).filter(user__email=email).exists():
        raise ValidationError({"email": _("This person acts for your organization already.")})
    return offer(organization, email, role, language=language, by=by)


def offer(organization: Organization, email: str, role: str, *, language: str, by: User) -> Invitation:
    """Mail an invitation to an address in lower case; one that is open is sent again, with this role.

    The caller holds the lock of the organization and knows that `by` may. Raises InvalidMove when too much was sent.
    """
    invitation = organization.invitations.filter(email=email, state=S.OPEN).first()
    if invitation is None:
        if organization.invitations.filter(state=S.OPEN).count() >= OPEN_AT_MOST:
            raise InvalidMove(TOO_MANY_OPEN)
        invitation = Invitation(organization=organization, email=email)
    elif invitation.role == role and timezone.now() - invitation.sent_at < ONE_CLICK:
        return invitation
    invitation.role, invitation.language = Role(role), language
    return _send(invitation, by)


@transaction.atomic
def resend(invitation: Invitation, *, by: User) -> Invitation:
    """Mail an open invitation again, with a new link and a new term; the old link ends. Raises InvalidMove."""
    invitation = _owned(invitation, by)
    if invitation.state != S.OPEN:
        raise InvalidMove(ANSWERED)
    return invitation if timezone.now() - invitation.sent_at < ONE_CLICK else _send(invitation, by)


@transaction.atomic
def revoke(invitation: Invitation, *, by: User) -> Invitation:
    """Take an open invitation back. Raises InvalidMove when it was answered or `by` is no owner."""
    return move(_owned(invitation, by), S.REVOKED, by=by, answered_at=timezone.now())


@transaction.atomic
def accept(invitation: Invitation, *, by: User) -> Membership:
    """Act for the organization from now on; a second time gives back the same membership.

    Raises InvalidMove when it is no longer open, has expired, or was sent to an address that is not `by`'s.
    """
    organization, invitation = _for_answer(invitation, by)
    standing = active_members(organization).filter(user=by).first()
    if invitation.state == S.ACCEPTED and standing:
        return standing
    if invitation.state != S.OPEN:
        raise InvalidMove(ANSWERED)
    if invitation.has_expired:
        raise InvalidMove(EXPIRED)
    move(invitation, S.ACCEPTED, by=by, answered_at=timezone.now())
    return join(organization, by, invitation.role, by=by)


@transaction.atomic
def decline(invitation: Invitation, *, by: User) -> Invitation:
    """Say no. Raises InvalidMove when it was answered, or sent to an address that is not `by`'s."""
    _organization, invitation = _for_answer(invitation, by)
    if invitation.state != S.OPEN:
        raise InvalidMove(ANSWERED)
    return move(invitation, S.DECLINED, by=by, answered_at=timezone.now())


def find(token: str) -> Invitation | None:
    """The invitation that a link leads to."""
    found = Invitation.objects.filter(token_hash=hash_of(token)).select_related("organization__country")
    return found.exclude(organization__state=Organization.State.MERGED).first()


def _owned(invitation: Invitation, by: User) -> Invitation:
    """The invitation as it is now, where `by` owns its organization, which is locked."""
    organization = invitation.organization.locked()
    if not may_manage(by, organization):
        raise InvalidMove(NOT_OWNER)
    return invitation.locked()


def _for_answer(invitation: Invitation, by: User) -> tuple[Organization, Invitation]:
    """The organization, locked, and the invitation as it is now, where it was sent to `by`."""
    organization, invitation = invitation.organization.locked(), invitation.locked()
    if not is_addressed(by, invitation):
        raise InvalidMove(OTHER_ADDRESS)
    return organization, invitation


def _send(invitation: Invitation, by: User) -> Invitation:
    """Store it with a new token and a new term, and queue its mail."""
    now = timezone.now()
    today = OutgoingMail.objects.filter(to=invitation.email, template="organizations/email/invitation")
    if today.filter(created_at__gt=now - timedelta(days=1)).count() >= MAILS_A_DAY:
        raise InvalidMove(TOO_MANY_MAILS)
    token = invitation.new_token()
    invitation.invited_by, invitation.sent_at, invitation.expires_at = by, now, now + LASTS
    try:
        with transaction.atomic():
            invitation.save()
    except IntegrityError as problem:  # one_open_invitation, should the lock ever be missing
        raise InvalidMove(ANSWERED) from problem
    audit.record(invitation, "invite", by=by, after=invitation.role)
    emails.invited(invitation, token)
    return invitation
