"""Objections of States to a delegation: recorded with the registration, public as counts that name nobody.

The rules of procedure let a single State keep an organization out (rule 17), mostly without a word in public; how often
that happens is on record here.
"""

import uuid
from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from dialogues.pages import DialoguePage
from dialogues.registration.models import Registration
from organizations.models import User


class Outcome(models.TextChoices):
    """What became of it."""

    OPEN = "open", _("Not settled yet")
    WITHDRAWN = "withdrawn", _("Taken back: the organization may take part")
    OVERRULED = "overruled", _("Overruled: the organization may take part")
    UPHELD = "upheld", _("Upheld: the organization is kept out")


class ObjectionQuerySet(models.QuerySet["Objection"]):
    """What the public may know: numbers."""

    def by_dialogue(self):
        """One row for each dialogue with a case: `cases`, `unknown` objectors, `silent` (no reason), and outcomes."""
        outcomes = {outcome.value: Count("pk", filter=Q(outcome=outcome)) for outcome in Outcome}
        rows = self.filter(registration__dialogue__live=True).values("registration__dialogue")
        return rows.annotate(
            cases=Count("pk"),
            unknown=Count("pk", filter=Q(objector_known=False)),
            silent=Count("pk", filter=Q(reason="")),
            **outcomes,
        ).order_by("-registration__dialogue__starts_at", "-registration__dialogue")


class Objection(models.Model):
    """One State's objection to one delegation. Which State it was is not asked for here."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="objections")
    objected_on = models.DateField(_("day of the objection"))
    objector_known = models.BooleanField(_("the objecting State is known to the organization"), default=False)
    reason = models.CharField(
        _("reason that was given"), max_length=500, blank=True, help_text=_("Leave it empty if none was given.")
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, default=Outcome.OPEN)
    settled_on = models.DateField(_("settled on"), null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.SET_NULL, null=True, editable=False, related_name="+")

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["objected_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "objected_on"], name="one_objection_a_day",
                violation_error_message=_("An objection of this day is on record already."),
            ),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="objection_known_outcome"),
            models.CheckConstraint(
                condition=Q(outcome="open", settled_on__isnull=True)
                | (~Q(outcome="open") & Q(settled_on__isnull=False)),
                name="settled_objection_has_day",
            ),
            models.CheckConstraint(
                condition=Q(settled_on__isnull=True) | Q(settled_on__gte=models.F("objected_on")),
                name="objection_settled_after_it_was_made",
                violation_error_message=_("It cannot be settled before it was made."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.registration} {self.objected_on}"


@dataclass(frozen=True)
class Case:
    """A dialogue of the register, with its numbers."""

    dialogue: DialoguePage
    numbers: dict[str, int]

    @property
    def let_in(self) -> int:
        """How many ended with the organization taking part."""
        return self.numbers[Outcome.WITHDRAWN] + self.numbers[Outcome.OVERRULED]


def register() -> list[Case]:
    """The public register: each dialogue with a case, the newest first, and its numbers."""
    rows = list(Objection.objects.by_dialogue())
    dialogues = DialoguePage.objects.in_bulk([row["registration__dialogue"] for row in rows])
    return [Case(dialogues[row.pop("registration__dialogue")], row) for row in rows]
