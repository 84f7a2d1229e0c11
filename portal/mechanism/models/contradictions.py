"""Facts on which sources disagree: both claims stay side by side, each with its source, date and trust."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.mechanism.models.sources import Precision, Trust, date_in_words

PRECISIONS = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}
is_loose_day = RegexValidator(
    r"^\d{4}(-\d{2}(-\d{2})?)?$", _("Write a day, a month or a year: 2024-04-05, 2024-04 or 2024.")
)


def first_day(text: str) -> date | None:
    """The first day of a day, month or year as it is written; None where the calendar has none."""
    try:
        return date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return None


@dataclass(frozen=True)
class Side:
    """One of the two claims: what is said, by whom, as of when, and how far that can be trusted."""

    claim: str
    source: str
    as_of: str
    trust: str

    @property
    def as_of_text(self) -> str:
        """Only what is known of the date, in the reader's language."""
        if not self.as_of:
            return date_in_words(None, Precision.UNDATED)
        day = first_day(self.as_of)
        return date_in_words(day, PRECISIONS[len(self.as_of)]) if day else self.as_of

    @property
    def trust_text(self) -> str:
        """How far it can be trusted, in words."""
        return str(Trust(self.trust).label)


class Contradiction(models.Model):
    """A fact on which sources disagree: both claims side by side, and what the portal does about it."""

    class Subject(models.TextChoices):
        """What it is about, in the order of the page."""

        PEOPLE = "people", _("People at dialogues")
        PARTIES = "parties", _("Parties to the treaties")
        REVIEW = "review", _("The review")
        TEXTS = "texts", _("Texts and sessions")

    class Kept(models.TextChoices):
        """Which of the two the portal uses."""

        SETTLED = "settled", _("Settled by a rule or a document")
        BOTH = "both", _("Both are kept")
        NEITHER = "neither", _("Neither is used")

    topic = models.CharField(_("topic"), max_length=160, unique=True)
    subject = models.CharField(_("subject"), max_length=8, choices=Subject, default=Subject.REVIEW)
    claim_a = models.CharField(_("one claim"), max_length=300)
    source_a = models.CharField(_("its source"), max_length=300, blank=True)
    as_of_a = models.CharField(_("as of"), max_length=10, blank=True, validators=[is_loose_day])
    trust_a = models.CharField(_("trust"), max_length=12, choices=Trust, default=Trust.UNVERIFIED)
    claim_b = models.CharField(_("the other claim"), max_length=300, blank=True)
    source_b = models.CharField(_("source of the other claim"), max_length=300, blank=True)
    as_of_b = models.CharField(_("as of"), max_length=10, blank=True, validators=[is_loose_day])
    trust_b = models.CharField(_("trust"), max_length=12, choices=Trust, default=Trust.UNVERIFIED)
    kept = models.CharField(_("which is used"), max_length=8, choices=Kept, default=Kept.BOTH)
    product_rule = models.CharField(_("what the portal does"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("contradiction")
        verbose_name_plural = _("contradictions")
        ordering = ["topic"]
        constraints = [
            models.CheckConstraint(
                condition=Q(subject__in=["people", "parties", "review", "texts"])
                & Q(kept__in=["settled", "both", "neither"])
                & Q(trust_a__in=Trust.values, trust_b__in=Trust.values),
                name="mechanism_contradiction_choices_known",
            )
        ]

    def __str__(self) -> str:
        return self.topic

    def clean(self) -> None:
        """Both dates are in the calendar."""
        super().clean()
        wrong = [name for name in ("as_of_a", "as_of_b") if getattr(self, name) and not first_day(getattr(self, name))]
        if wrong:
            raise ValidationError({name: _("The calendar has no such day.") for name in wrong})

    @property
    def sides(self) -> list[Side]:
        """Its claims: two, or one where nobody says anything else."""
        first = Side(self.claim_a, self.source_a, self.as_of_a, self.trust_a)
        second = Side(self.claim_b, self.source_b, self.as_of_b, self.trust_b)
        return [first, second] if self.claim_b else [first]

    @property
    def kept_shape(self) -> str:
        """The shape beside the words of `kept`."""
        return {self.Kept.SETTLED.value: "on", self.Kept.BOTH.value: "half"}.get(self.kept, "none")
