"""How an organization was verified: one case for each time that it was sent."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.users import User


class VerificationCase(models.Model):
    """One look of the coordinators at an application: opened by sending it, closed by an answer."""

    class Decision(models.TextChoices):
        """The answers."""

        VERIFIED = "verified", _("Verified")
        QUESTION = "question", _("More information asked")
        DEFERRED = "deferred", _("Deferred")
        DECLINED = "declined", _("Declined")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="cases")
    opened_at = models.DateTimeField(default=timezone.now)
    waiting_since = models.DateTimeField(default=timezone.now)  # an answer to a question keeps its old place
    applicant_note = models.TextField(_("note to the coordinators"), max_length=2000, blank=True)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    reason = models.TextField(blank=True, max_length=2000)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization"], condition=Q(decided_at__isnull=True), name="one_open_case",
                violation_error_message=_("This application is being checked already."),
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True)
                | (~Q(decision="") & Q(decided_at__isnull=False)),
                name="decided_case_has_date",
            ),
            models.CheckConstraint(
                condition=Q(decision__in=["", "verified"]) | ~Q(reason=""), name="refusal_has_reason",
                violation_error_message=_("Say why, so that the organization can act on it."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organization} {self.opened_at:%Y-%m-%d}"

    @property
    def receipt(self) -> str:
        """What the applicant and the coordinators call this case, e.g. "R-1A2B-3C4D"."""
        sign = self.uuid.hex[:8].upper()
        return f"R-{sign[:4]}-{sign[4:]}"
