"""What is looked at: one row for each time that a statement was sent in, from its arrival to the decision."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.assignments import Assignment
from organizations.models import User


class Reason(models.TextChoices):
    """Why a text is handed back or not accepted. Disagreeing with it is not among them."""

    UNCLEAR = "unclear", _("A passage cannot be understood as it stands")
    SOURCE = "source", _("A claim about facts needs its source")
    PERSON = "person", _("It names a person who may not have agreed to be named")
    DANGER = "danger", _("It could put somebody in danger")
    FILE = "file", _("An attachment cannot be read, or does not belong to the text")
    SUBJECT = "subject", _("It does not speak about the Convention or its review")
    HATRED = "hatred", _("It calls for violence or hatred")
    SENDER = "sender", _("It is not by the organization named")
    REPEATED = "repeated", _("The same text is on the record already")
    OTHER = "other", _("Another reason, told in words")


# What can be mended is a reason to hand back; the rest, and what was not mended, to say no.
FOR_RETURNING = (Reason.UNCLEAR, Reason.SOURCE, Reason.PERSON, Reason.DANGER, Reason.FILE, Reason.OTHER)
FOR_REJECTING = tuple(reason for reason in Reason if reason not in (Reason.UNCLEAR, Reason.FILE))


def stale_before() -> datetime:
    """Whoever took a statement before this moment holds it no longer."""
    return timezone.now() - timedelta(hours=settings.CLAIM_HOURS)


class ReviewQuerySet(models.QuerySet["Review"]):
    """Which reviews are open, and for whom."""

    def waiting(self):
        """Those that are not decided, the longest waiting first."""
        return self.filter(decided_at__isnull=True).order_by("opened_at", "pk")

    def for_coordinator(self, user):
        """Those on which `user` decides: all, or those of the dialogues that they coordinate."""
        if user.has_perm("submissions.review_statement"):
            return self
        return self.filter(statement__dialogue__translation_key__in=Assignment.objects.dialogues_of(user))

    def held(self):
        """Those that somebody holds now: an old hold has run out by itself."""
        return self.filter(held_by__isnull=False, held_since__gt=stale_before())

    def free(self):
        """Those that nobody holds now."""
        return self.exclude(pk__in=self.model.objects.held().values("pk"))

    def for_lists(self):
        """With everything that a line of the queue shows, and without the long texts."""
        rows = self.select_related("statement__organization", "statement__dialogue", "version", "held_by", "later")
        long_texts = ("version__source", "version__body", "version__body_text", "statement__search_text")
        return rows.defer(*long_texts, "statement__dialogue__summary", "statement__dialogue__next_steps")


class Review(models.Model):
    """One look at one version of a statement. Coordinators write here and nowhere in the statement's text.

    `held_by` is who has it in hand; the hold runs out after CLAIM_HOURS. `approved_by` is the first of two people where
    two are needed, and `wanted_from` the moment that this one chose for publication. `not_by` is who decided against
    the statement before: somebody else decides about the appeal.
    """

    class Outcome(models.TextChoices):
        """How it ended."""

        ACCEPTED = "accepted", _("Accepted")
        RETURNED = "returned", _("Returned with questions")
        REJECTED = "rejected", _("Not accepted")

    statement = models.ForeignKey("submissions.Statement", models.PROTECT, related_name="reviews")
    later = models.ForeignKey("submissions.LaterVersion", models.PROTECT, null=True, related_name="reviews")
    version = models.ForeignKey("submissions.StatementVersion", models.PROTECT, related_name="+")
    is_appeal = models.BooleanField(default=False)
    opened_at = models.DateTimeField(default=timezone.now)
    not_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    held_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    held_since = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    wanted_from = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    reason_code = models.CharField(max_length=8, choices=Reason, blank=True)
    reason = models.TextField(max_length=2000, blank=True)
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["opened_at", "id"], condition=Q(decided_at__isnull=True), name="review_waiting"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["statement"], condition=Q(decided_at__isnull=True, later__isnull=True),
                name="one_open_review_of_a_statement",
                violation_error_message=_("This statement is being checked already."),
            ),
            models.UniqueConstraint(
                fields=["later"], condition=Q(decided_at__isnull=True), name="one_open_review_of_a_later_version",
                violation_error_message=_("This version is being checked already."),
            ),
            models.UniqueConstraint(
                fields=["statement"], condition=Q(is_appeal=True), name="one_appeal_of_a_statement",
                violation_error_message=_("A decision can be appealed once, and this one was."),
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at__isnull=True)
                | (Q(outcome__in=["accepted", "returned", "rejected"]) & Q(decided_at__isnull=False)),
                name="decided_review_has_outcome",
            ),
            models.CheckConstraint(
                condition=Q(held_by__isnull=True) | Q(held_since__isnull=False, decided_at__isnull=True),
                name="held_review_is_open",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "accepted"]) | (~Q(reason_code="") & ~Q(reason="")),
                name="refusing_review_has_reason",
                violation_error_message=_("Say why, so that the organization can act on it."),
            ),
            *(
                models.CheckConstraint(
                    condition=Q(not_by__isnull=True) | Q(**{f"{who}__isnull": True}) | ~Q(not_by=F(who)),
                    name=f"appeal_{who}_another",
                    violation_error_message=_("Who decided before does not decide about the appeal."),
                )
                for who in ("held_by", "approved_by", "decided_by")
            ),
            models.CheckConstraint(
                condition=~Q(outcome="accepted") | Q(approved_by__isnull=True) | Q(decided_by__isnull=True)
                | ~Q(approved_by=F("decided_by")),
                name="two_people_accept",
                violation_error_message=_("The second of two people is somebody else than the first."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.statement} {self.opened_at:%Y-%m-%d}"

    @property
    def work(self) -> Any:
        """What is looked at: the statement, or a later version of it."""
        return self.later or self.statement

    @property
    def holder(self) -> User | None:
        """Who holds it now; None when nobody does or the hold ran out."""
        if self.held_by_id is None or self.held_since is None or self.held_since <= stale_before():
            return None
        return self.held_by

    @property
    def held_until(self) -> datetime | None:
        """When the hold runs out."""
        return self.held_since + timedelta(hours=settings.CLAIM_HOURS) if self.held_since else None

    @property
    def words(self) -> str:
        """The reason in the reader's language: the chosen sentence, then what the coordinator wrote."""
        return "\n".join(part for part in (str(self.get_reason_code_display()), self.reason) if part)
