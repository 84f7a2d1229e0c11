"""A correction that somebody who was summarized asked for, and what became of it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from organizations.models import Organization, User
from portal.records import Record, known_state


class CorrectionState(models.TextChoices):
    """What the coordinators made of it."""

    ASKED = "asked", _("Waiting for an answer")
    TAKEN = "taken", _("Taken over")
    PARTLY = "partly", _("Partly taken over")
    DECLINED = "declined", _("Not taken over")


S = CorrectionState
ANSWERS = (S.TAKEN, S.PARTLY, S.DECLINED)


class CorrectionQuerySet(models.QuerySet["Correction"]):
    """Who sees which."""

    def public(self):
        """The answered ones, oldest first: question and answer stand on record together."""
        return self.exclude(state=S.ASKED).order_by("pk")

    def open(self):
        """Those that wait for an answer, oldest first."""
        return self.filter(state=S.ASKED).order_by("pk")

    def of(self, page):
        """Those of one page."""
        return self.filter(page_id=page.canonical.pk)


class Correction(Record):
    """One wish for other words in a provisional summary, from a panellist or an organization that was summarized."""

    State = CorrectionState
    FOLLOWERS = {S.ASKED: frozenset(ANSWERS)}
    SHAPES = {S.ASKED: "half", S.TAKEN: "on", S.PARTLY: "half", S.DECLINED: "stop"}

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.ASKED, editable=False)
    page = models.ForeignKey(Page, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="corrections")
    about = models.CharField(
        _("Whose words are they?"), max_length=160, help_text=_("The person or the organization that is summarized")
    )
    text = models.TextField(
        _("What should it say?"), max_length=2000,
        help_text=_("Everyone reads this beside the answer, once it is answered."),
    )  # fmt: skip
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    answered_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction of a summary")
        verbose_name_plural = _("corrections of summaries")
        ordering = ["pk"]
        indexes = [models.Index(fields=["page", "state"], name="correction_of_page")]
        constraints = [
            known_state(CorrectionState, "correction_known_state"),
            models.CheckConstraint(
                condition=Q(state="asked", answered_at__isnull=True)
                | (~Q(state="asked") & Q(answered_at__isnull=False) & ~Q(answer="")),
                name="answered_correction_has_answer",
                violation_error_message=_("Say what was done and why."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.about}: {self.get_state_display()}"
