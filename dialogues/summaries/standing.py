"""How far a summary is, and what keeps it: the part that pages of dialogues and panels share."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dialogues.summaries.models import Correction
from dialogues.summaries.speakers import people


class SummaryStatus(models.TextChoices):
    """How far a summary is. One being written is an unpublished draft of the page."""

    NONE = "none", _("No summary yet")
    PROVISIONAL = "provisional", _("Provisional")
    FINAL = "final", _("Final")


SHAPES = {SummaryStatus.PROVISIONAL: "half", SummaryStatus.FINAL: "on"}


class Summarized(models.Model):
    """Abstract, for pages with a `summary`: provisional while those who were summarized can ask for other words.

    A final summary is frozen: here with a message, and in the database by a trigger.
    """

    objects: ClassVar[Any]
    summary: str
    canonical: Any

    summary_status = models.CharField(
        _("status of the summary"), max_length=12, choices=SummaryStatus, default=SummaryStatus.NONE
    )
    summary_final_at = models.DateTimeField(null=True, blank=True, editable=False)
    corrections_until = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def summary_standing(self) -> tuple[str | Promise, str]:
        """Words and shape of the summary's status for `{% status %}`."""
        return SummaryStatus(self.summary_status).label, SHAPES.get(SummaryStatus(self.summary_status), "none")

    @property
    def takes_corrections(self) -> bool:
        """Whether those who were summarized can ask for other words now."""
        until = self.corrections_until
        return self.summary_status == SummaryStatus.PROVISIONAL and until is not None and timezone.now() < until

    def clean_summary(self) -> None:
        """Raise ValidationError, beside its field, when the summary cannot stand so; a final one gets its time."""
        if bool(self.summary) != (self.summary_status != SummaryStatus.NONE):
            words = _("Say whether the summary is provisional or final.") if self.summary else _("Write the summary.")
            raise ValidationError({"summary_status": words})
        self._keep_final()
        if self.summary_status != SummaryStatus.FINAL:
            self.summary_final_at = None
        elif self.summary_final_at is None:
            self._may_become_final()
            self.summary_final_at = timezone.now()

    def _keep_final(self) -> None:
        stored = type(self).objects.filter(pk=self.pk, summary_status=SummaryStatus.FINAL)
        before = stored.values("summary", "summary_status", "summary_final_at").first()
        if before is None or self.canonical is not self:
            return
        if (before["summary"], before["summary_status"]) != (self.summary, self.summary_status):
            raise ValidationError({"summary": _("The final summary stays as it is: it may have been cited.")})
        self.summary_final_at = before["summary_final_at"]

    def _may_become_final(self) -> None:
        """Those who were summarized were asked, and each of them was answered."""
        if self.pk is None or self.canonical is not self:
            return
        stored = type(self).objects.filter(pk=self.pk).values_list("corrections_until", flat=True).first()
        if stored is None and people(self).exists():
            words = _("Publish it as provisional first: those who were summarized can then ask for corrections.")
            raise ValidationError({"summary_status": words})
        if stored is not None and timezone.now() < stored:
            raise ValidationError({"summary_status": _("Those who were summarized can still ask for corrections.")})
        if Correction.objects.of(self).open().exists():
            raise ValidationError({"summary_status": _("Answer every correction that was asked for first.")})


def final_has_date(name: str) -> models.CheckConstraint:
    """The constraint that a final summary, and only a final one, has its moment."""
    return models.CheckConstraint(
        condition=Q(summary_status="final", summary_final_at__isnull=False)
        | (~Q(summary_status="final") & Q(summary_final_at__isnull=True)),
        name=name,
    )
