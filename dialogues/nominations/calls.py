"""The call for panel nominations of one dialogue: until when, what is looked for, and what counts how much."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.pages import DialoguePage

MOST_WEIGHT = 10


class Criterion(models.TextChoices):
    """What a nominee is scored by. The order is that of the form."""

    KNOWLEDGE = "knowledge", _("Knows the topic of the panel")
    PRACTICE = "practice", _("Speaks from practice")
    PERSPECTIVE = "perspective", _("Brings a perspective that is missing")
    CLARITY = "clarity", _("Makes it clear to others")


def weight(criterion: Criterion, default: int) -> models.PositiveSmallIntegerField:
    """The field of how much a criterion counts."""
    return models.PositiveSmallIntegerField(
        criterion.label, default=default, validators=[MaxValueValidator(MOST_WEIGHT)]
    )


class NamesShown(models.TextChoices):
    """When a coordinator reads who is nominated, and by whom."""

    AFTER_SCORE = "after_score", _("After their own score is given")
    AT_DECISION = "at_decision", _("Only of those on the shortlist")


class NominationCallQuerySet(models.QuerySet["NominationCall"]):
    """Which calls people see, and which can be answered."""

    def public(self):
        """Calls of published dialogues that have opened, also those that are over."""
        return self.filter(opens_at__lte=timezone.now(), dialogue__live=True)

    def open(self):
        """Calls between their opening and their deadline, the most urgent first."""
        return self.public().filter(closes_at__gt=timezone.now()).order_by("closes_at", "pk")


class NominationCall(models.Model):
    """An invitation to verified organizations to propose people for the panels of one dialogue."""

    dialogue = models.OneToOneField(DialoguePage, models.CASCADE, related_name="nomination_call", editable=False)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("deadline"))
    grace_minutes = models.PositiveSmallIntegerField(
        _("minutes of grace"),
        default=10,
        help_text=_("What arrives so many minutes after the deadline is still taken."),
    )
    criteria = models.TextField(
        _("who is looked for"), max_length=2000, help_text=_("Organizations read it before they nominate.")
    )
    max_per_organization = models.PositiveSmallIntegerField(_("most nominations of one organization"), default=2)
    names_shown = models.CharField(
        _("when coordinators read the names"), max_length=12, choices=NamesShown, default=NamesShown.AFTER_SCORE
    )
    weight_knowledge = weight(Criterion.KNOWLEDGE, 3)
    weight_practice = weight(Criterion.PRACTICE, 3)
    weight_perspective = weight(Criterion.PERSPECTIVE, 2)
    weight_clarity = weight(Criterion.CLARITY, 1)

    objects = NominationCallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call for nominations")
        verbose_name_plural = _("calls for nominations")
        ordering = ["-closes_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="nominations_close_after_they_open",
                violation_error_message=_("The deadline has to come after the opening."),
            ),
            models.CheckConstraint(
                condition=Q(grace_minutes__lte=1440), name="nomination_grace_is_a_day_at_most",
                violation_error_message=_("Grace is a day at most: 1440 minutes."),
            ),
            models.CheckConstraint(
                condition=Q(max_per_organization__gte=1), name="an_organization_can_nominate",
                violation_error_message=_("There has to be at least one."),
            ),
            models.CheckConstraint(condition=Q(names_shown__in=NamesShown.values), name="nomination_names_known"),
            models.CheckConstraint(
                condition=Q(weight_knowledge__gte=1) | Q(weight_practice__gte=1) | Q(weight_perspective__gte=1)
                | Q(weight_clarity__gte=1),
                name="some_criterion_counts",
                violation_error_message=_("At least one criterion has to count."),
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"weight_{name}__lte": MOST_WEIGHT}), name=f"weight_of_{name}_is_bounded"
                )
                for name in Criterion.values
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.dialogue)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Point to the dialogue's canonical page, whichever language was chosen."""
        self.dialogue = self.dialogue.canonical
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """The deadline lies after the opening, and before the dialogue begins."""
        super().clean()
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": _("The deadline has to come after the opening.")})
        if self.closes_at and self.closes_at > self.dialogue.starts_at:
            raise ValidationError({"closes_at": _("The deadline has to come before the dialogue.")})

    @property
    def weights(self) -> dict[str, int]:
        """How much each criterion counts."""
        return {name: getattr(self, f"weight_{name}") for name in Criterion.values}

    @property
    def is_open(self) -> bool:
        """Whether a nomination can be begun now."""
        return self.opens_at <= timezone.now() < self.closes_at and self.dialogue.takes_place

    @property
    def takes_nominations(self) -> bool:
        """Whether what is sent in now arrives in time: until the deadline, and a little longer."""
        ends = self.closes_at + timedelta(minutes=self.grace_minutes)
        return self.opens_at <= timezone.now() < ends and self.dialogue.takes_place
