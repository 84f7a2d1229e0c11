"""What stands where a public statement stood: since when, by whom, for which reason."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.models import User

UNDO = timedelta(hours=48)  # DOMAIN: how long an organization may take a withdrawal back


class RemovalReason(models.TextChoices):
    """Why coordinators take a text off the record. Disagreeing with it is not among them."""

    PERSON = "person", _("Personal data of a third person")
    DANGER = "danger", _("Danger to someone’s safety")
    HATRED = "hatred", _("Incitement to violence or hatred")
    COURT = "court", _("Order of a court")
    SENDER = "sender", _("Not by the organization named")


class Tombstone(models.Model):
    """One time that a statement was withdrawn or removed; `lifted_at` when it came back.

    Everything but `keeps_title` (whether title and organization may still be shown) is public.
    """

    class Kind(models.TextChoices):
        """Who took it away: its organization, or the coordinators."""

        WITHDRAWN = "withdrawn", _("Withdrawn")
        REMOVED = "removed", _("Removed")

    statement = models.ForeignKey("submissions.Statement", models.PROTECT, related_name="tombstones")
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    code = models.CharField(max_length=8, choices=RemovalReason, blank=True)
    reason = models.TextField(max_length=1000)
    keeps_title = models.BooleanField(default=False)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement"], condition=Q(lifted_at__isnull=True), name="one_tombstone_of_a_statement"
            ),
            models.CheckConstraint(
                condition=(Q(kind="withdrawn", code="") | (Q(kind="removed") & Q(code__in=RemovalReason.values)))
                & ~Q(reason=""),
                name="tombstone_says_why",
                violation_error_message=_("Say why: readers see it in place of the text."),
            ),
            models.CheckConstraint(
                condition=Q(kind="withdrawn") | Q(lifted_by__isnull=True) | Q(by__isnull=True) | ~Q(by=F("lifted_by")),
                name="removal_is_lifted_by_another",
                violation_error_message=_("Another coordinator than the one who removed it has to restore it."),
            ),
            models.CheckConstraint(
                condition=Q(lifted_by__isnull=True) | Q(lifted_at__isnull=False), name="lifted_tombstone_has_date"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.statement} {self.kind}"

    @property
    def undo_until(self):
        """Until when its organization may take a withdrawal back."""
        return self.at + UNDO

    @property
    def may_be_undone(self) -> bool:
        """Whether the organization may still take it back."""
        return self.kind == self.Kind.WITHDRAWN and self.lifted_at is None and timezone.now() < self.undo_until
