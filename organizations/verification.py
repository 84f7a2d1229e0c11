"""How an organization was verified: one case for each time that it was sent."""

import uuid

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.correspondence import Message
from organizations.users import User


class Check(models.TextChoices):
    """What a coordinator looks at before deciding."""

    EXISTS = "exists", _("A register or another source shows that the organization exists")
    WEBSITE = "website", _("The website is theirs and fits the answers")
    PERSON = "person", _("The person may act for the organization")
    ALIKE = "alike", _("The records it resembles were compared")
    SAFETY = "safety", _("Being listed brings nobody into danger, or it asked not to be listed")


class ReasonCode(models.TextChoices):
    """Sentences that are often the answer. The reader sees them in their own language, before what is added freely."""

    REGISTER = "register", _("Please send an extract of the register, the statutes or a like paper.")
    PERSON = "person", _("Please show that you may act for it: a letter, or your name on its website.")
    NAME = "name", _("The name in your papers is not that in your answers. How do the two belong together?")
    WEBSITE = "website", _("We could not open the website, or it does not speak of the organization.")
    ALIKE = "alike", _("Your answers resemble another record. Are you the same, or in what do you differ?")
    LATER = "later", _("We need an answer from a third party before we can decide.")
    NOT_CIVIL = "not_civil", _("This is not an organization of civil society, academia or the private sector.")
    NOT_FOUND = "not_found", _("We found no trace of the organization beside your answers.")
    NOT_ENTITLED = "not_entitled", _("The organization told us that you do not act for it.")


class CaseQuerySet(models.QuerySet["VerificationCase"]):
    """Cases, and what coordinators see of them in the queue."""

    def with_last_side(self):
        """With `last_side`: which side wrote the newest message, None where nobody did."""
        newest = Message.objects.filter(case=OuterRef("pk")).order_by("-at", "-pk")
        return self.annotate(last_side=Subquery(newest.values("side")[:1]))


class VerificationCase(models.Model):
    """One look of the coordinators at an application: opened by sending it, closed by an answer."""

    class Decision(models.TextChoices):
        """The answers."""

        VERIFIED = "verified", _("Verified")
        QUESTION = "question", _("More information asked")
        DEFERRED = "deferred", _("Deferred")
        DECLINED = "declined", _("Declined")
        MERGED = "merged", _("Merged into another record")  # no answer of the form: the merger closes the case

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="cases")
    opened_at = models.DateTimeField(default=timezone.now)
    waiting_since = models.DateTimeField(default=timezone.now)  # an answer to a question keeps its old place
    applicant_note = models.TextField(_("note to the coordinators"), max_length=2000, blank=True)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    reason_code = models.CharField(max_length=20, choices=ReasonCode, blank=True)
    reason = models.TextField(blank=True, max_length=2000)
    checklist = models.JSONField(default=list, blank=True)  # codes of Check
    domain_proof_at = models.DateTimeField(null=True)  # the sender's confirmed address is of the website's domain
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    last_side: str | None  # where `with_last_side()` asked for it

    objects = CaseQuerySet.as_manager()

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
                condition=Q(decision__in=["", "verified"]) | ~Q(reason="") | ~Q(reason_code=""),
                name="refusal_has_reason",
                violation_error_message=_("Say why, so that the organization can act on it."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organization} {self.opened_at:%Y-%m-%d}"

    @property
    def words(self) -> str:
        """The reason in the reader's language: the chosen sentence, then what the coordinator added."""
        return "\n".join(part for part in (str(self.get_reason_code_display()), self.reason) if part)

    @property
    def receipt(self) -> str:
        """What the applicant and the coordinators call this case, e.g. "R-1A2B-3C4D"."""
        sign = self.uuid.hex[:8].upper()
        return f"R-{sign[:4]}-{sign[4:]}"
