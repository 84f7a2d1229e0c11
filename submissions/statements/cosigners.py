"""Organizations that put their name to a statement of another one, which asked them; each confirms for itself."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organizations.models import Organization, User
from portal.mechanism.models.states import sort_key
from portal.records import Record, known_state


class CosignerState(models.TextChoices):
    """Where an organization stands with a text. That an invitation has expired is a condition, not a state."""

    INVITED = "invited", pgettext_lazy("co-signer", "Asked")
    CONFIRMED = "confirmed", _("Confirmed")
    DECLINED = "declined", pgettext_lazy("co-signer", "Declined")
    REVOKED = "revoked", _("Taken back")
    WITHDRAWN = "withdrawn", _("Support withdrawn")


S = CosignerState
# Where a text is on its way to the public record; before that nobody needs to ask, after that nobody can confirm.
ON_ITS_WAY = ("draft", "submitted", "returned")


def not_public_yet() -> Q:
    """The condition that the statement can still be confirmed: on its way, or accepted under an embargo."""
    return Q(statement__state__in=ON_ITS_WAY) | Q(statement__state="accepted", statement__publish_at__gt=timezone.now())


class CosignerQuerySet(models.QuerySet["Cosigner"]):
    """Who sees which co-signers. Only those that a published statement lists are anybody's to see."""

    def listed(self):
        """Those whose support stood when the statement became public; also the ones that withdrew it afterwards."""
        return self.filter(Q(state=S.CONFIRMED) | Q(state=S.WITHDRAWN, withdrawn_at__gte=F("statement__publish_at")))

    def public(self):
        """The listed ones of public statements."""
        return self.listed().filter(statement__state="accepted", statement__publish_at__lte=timezone.now())

    def asked_of(self, user):
        """What lies before the verified organizations of `user`: questions that are open, and support that is given."""
        theirs = self.filter(organization__in=Organization.objects.verified().represented_by(user))
        open_questions = Q(state=S.INVITED, expires_at__gt=timezone.now()) & not_public_yet()
        given = Q(state=S.CONFIRMED) & (not_public_yet() | Q(statement__state="accepted"))
        return theirs.filter(open_questions | given)

    def waiting(self):
        """Those that have not answered and still can."""
        return self.filter(Q(state=S.INVITED, expires_at__gt=timezone.now()) & not_public_yet())

    def visible_to(self, user):
        """The public ones; those of one's own statements in every state; and what one's organization is asked."""
        if not user.is_authenticated:
            return self.public()
        own = Q(statement__organization__in=Organization.objects.represented_by(user))
        keys = (self.public().values("pk"), self.asked_of(user).values("pk"))
        return self.filter(own | Q(pk__in=keys[0]) | Q(pk__in=keys[1]))

    def alphabetical(self) -> list["Cosigner"]:
        """By name as lists of the portal sort names, the same on every database. A list: select before."""
        return sorted(self, key=lambda one: (sort_key(one.organization.legal_name), one.organization.slug))


class Cosigner(Record):
    """One organization and one statement of another. `substance` names the text that it confirmed, or refused."""

    State = CosignerState
    FOLLOWERS = {
        S.INVITED: {S.CONFIRMED, S.DECLINED, S.REVOKED},
        S.CONFIRMED: {S.INVITED, S.WITHDRAWN, S.REVOKED},
        S.DECLINED: {S.INVITED},
        S.REVOKED: {S.INVITED},
        S.WITHDRAWN: {S.INVITED},
    }
    SHAPES = {S.INVITED: "half", S.CONFIRMED: "on", S.DECLINED: "stop", S.REVOKED: "none", S.WITHDRAWN: "none"}

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.INVITED, editable=False)
    statement = models.ForeignKey("submissions.Statement", models.PROTECT, related_name="cosigners")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="cosigned")
    version = models.ForeignKey("submissions.StatementVersion", models.PROTECT, null=True, related_name="+")
    substance = models.CharField(max_length=64, blank=True, editable=False)
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    answered_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = CosignerQuerySet.as_manager()

    class Meta:
        verbose_name = _("co-signing organization")
        verbose_name_plural = _("co-signing organizations")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["organization", "state"], name="cosigner_of_organization"),
            models.Index(fields=["statement", "state"], name="cosigner_of_statement"),
        ]
        constraints = [
            known_state(CosignerState, "cosigner_known_state"),
            models.UniqueConstraint(
                fields=["statement", "organization"], name="one_cosigner_of_an_organization",
                violation_error_message=_("This organization was asked already."),
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed")
                | Q(confirmed_at__isnull=False, version__isnull=False) & ~Q(substance=""),
                name="confirmed_cosigner_names_its_text",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False)
                | ~Q(state="withdrawn") & Q(withdrawn_at__isnull=True),
                name="withdrawn_cosigner_has_date",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organization} – {self.statement}"

    @property
    def has_expired(self) -> bool:
        """Whether the question was open for too long."""
        return self.state == S.INVITED and self.expires_at <= timezone.now()

    @property
    def is_suspended(self) -> bool:
        """Whether the organization is suspended now: its support stays, marked."""
        return self.organization.state == Organization.State.SUSPENDED

    @property
    def due(self) -> datetime:
        """Until when an answer counts: the deadline of the call while that is ahead, at the latest the expiry."""
        call = self.statement.call
        if call and timezone.now() < call.closes_at < self.expires_at:
            return call.closes_at
        return self.expires_at
