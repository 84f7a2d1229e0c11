"""Asking to act for an organization whose website has the host of one's own address."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.models import JoinRequest, Membership, Organization, User
from organizations.people import emails
from organizations.people.actions import NOT_OWNER, join
from organizations.people.permissions import active_members, asked_too_soon, may_manage, open_to
from portal import audit
from portal.records import InvalidMove, move

S = JoinRequest.State
NOT_OPEN = _("You cannot ask to join this organization: your address does not belong to its website.")
DECLINED_LATELY = _("Its owners declined not long ago. Talk to them first.")
ANSWERED = _("This request was answered already.")


@transaction.atomic
def ask(organization: Organization, *, by: User) -> JoinRequest:
    """Ask the owners; asking twice is one request. Raises InvalidMove when `by` has no address of its website."""
    organization = organization.locked()
    if not open_to(by).filter(pk=organization.pk).exists():
        raise InvalidMove(NOT_OPEN)
    if asked_too_soon(by, organization):
        raise InvalidMove(DECLINED_LATELY)
    request, created = JoinRequest.objects.get_or_create(organization=organization, user=by, state=S.WAITING)
    if created:
        audit.record(request, "ask", by=by, after=request.state)
        emails.join_asked(request)
    return request


@transaction.atomic
def approve(request: JoinRequest, role: str, *, by: User) -> Membership:
    """Let the person act for the organization in this role; a second approval gives back what stands."""
    organization, request = _owned(request, by)
    standing = active_members(organization).filter(user=request.user).first()
    if request.state == S.APPROVED and standing:
        return standing
    if request.state != S.WAITING:
        raise InvalidMove(ANSWERED)
    request = move(request, S.APPROVED, by=by, answered_at=timezone.now())
    emails.join_answered(request)
    return join(organization, request.user, role, by=by)


@transaction.atomic
def decline(request: JoinRequest, *, by: User) -> JoinRequest:
    """Say no. Raises InvalidMove when it was answered or `by` is no owner."""
    _organization, request = _owned(request, by)
    if request.state != S.WAITING:
        raise InvalidMove(ANSWERED)
    request = move(request, S.DECLINED, by=by, answered_at=timezone.now())
    emails.join_answered(request)
    return request


@transaction.atomic
def withdraw(request: JoinRequest, *, by: User) -> JoinRequest:
    """Take one's own request back. Raises InvalidMove when it was answered."""
    if request.user != by:
        raise InvalidMove(NOT_OPEN)
    return move(request, S.WITHDRAWN, by=by, answered_at=timezone.now())


def _owned(request: JoinRequest, by: User) -> tuple[Organization, JoinRequest]:
    """The organization, locked, and the request as it is now, where `by` is an owner."""
    organization = request.organization.locked()
    if not may_manage(by, organization):
        raise InvalidMove(NOT_OWNER)
    return organization, request.locked()
