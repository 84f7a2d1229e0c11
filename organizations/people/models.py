"""How people come to act for an organization: invited by its owners, or asking with an address of its website."""

import hashlib
import secrets
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.memberships import Role
from organizations.users import User
from portal.records import Record, known_state


class InvitationState(models.TextChoices):
    """What became of it. One that is open may have expired."""

    OPEN = "open", _("Waiting for an answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    REVOKED = "revoked", _("Taken back")


class Invitation(Record):
    """An invitation by mail to act for an organization. One open one for each organization and address.

    The mail holds a token; here is only its hash. Who accepts has to be signed in with the invited address, so that a
    mail which others read opens nothing.
    """

    State = InvitationState
    FOLLOWERS = {InvitationState.OPEN: {InvitationState.ACCEPTED, InvitationState.DECLINED, InvitationState.REVOKED}}
    SHAPES = {
        InvitationState.OPEN: "half",
        InvitationState.ACCEPTED: "on",
        InvitationState.DECLINED: "stop",
        InvitationState.REVOKED: "none",
    }

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.OPEN, editable=False)
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.EDITOR)
    language = models.CharField(
        _("language of the mail"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, editable=False, related_name="+")
    sent_at = models.DateTimeField(editable=False)
    expires_at = models.DateTimeField(editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["pk"]
        indexes = [models.Index(fields=["email"], name="invitation_by_email")]
        constraints = [
            known_state(InvitationState, "invitation_known_state"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="invitation_known_role"),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="invitation_email_is_lower_case"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("sent_at")), name="invitation_expires_after_sending"),
            models.CheckConstraint(
                condition=Q(state="open", answered_at__isnull=True)
                | (~Q(state="open") & Q(answered_at__isnull=False)),
                name="answered_invitation_has_date",
            ),
            models.UniqueConstraint(
                fields=["organization", "email"], condition=Q(state="open"), name="one_open_invitation",
                violation_error_message=_("This address is invited already."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.email} – {self.organization}"

    @property
    def has_expired(self) -> bool:
        """Whether it can be accepted no more, unless it is sent again."""
        return self.state == InvitationState.OPEN and self.expires_at <= timezone.now()

    def new_token(self) -> str:
        """Give it a new token, in place of any before; returned once, to be mailed, and nowhere stored."""
        token = secrets.token_urlsafe(24)
        self.token_hash = hash_of(token)
        return token


def hash_of(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


class JoinRequestState(models.TextChoices):
    """What became of it."""

    WAITING = "waiting", _("Waiting for an owner")
    APPROVED = "approved", _("Approved")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Taken back")


class JoinRequest(Record):
    """Somebody with an address of the organization's website asks its owners to act for it."""

    State = JoinRequestState
    FOLLOWERS = {
        JoinRequestState.WAITING: {
            JoinRequestState.APPROVED, JoinRequestState.DECLINED, JoinRequestState.WITHDRAWN
        }
    }  # fmt: skip
    SHAPES = {
        JoinRequestState.WAITING: "half",
        JoinRequestState.APPROVED: "on",
        JoinRequestState.DECLINED: "stop",
        JoinRequestState.WITHDRAWN: "none",
    }

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.WAITING, editable=False)
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="join_requests")
    user = models.ForeignKey(User, models.CASCADE, related_name="join_requests")
    answered_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("request to join")
        verbose_name_plural = _("requests to join")
        ordering = ["pk"]
        constraints = [
            known_state(JoinRequestState, "join_request_known_state"),
            models.CheckConstraint(
                condition=Q(state="waiting", answered_at__isnull=True)
                | (~Q(state="waiting") & Q(answered_at__isnull=False)),
                name="answered_join_request_has_date",
            ),
            models.UniqueConstraint(
                fields=["organization", "user"], condition=Q(state="waiting"), name="one_waiting_join_request",
                violation_error_message=_("You asked already. The owners have it."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.user} → {self.organization}"
