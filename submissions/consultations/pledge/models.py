"""The transparency pledge: six things that a State promises about its own review, and what became of each.

The points follow the pledge of the UNCAC Coalition for another convention (uncaccoalition.org), in our words. Nothing
here changes the computed status: a promise is no consultation. Rows are added and never changed.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from organizations.models import User


class Point(models.TextChoices):
    """The six points, in their order."""

    TIMETABLE = "timetable", _("Publish the timetable of its review, and keep it up to date")
    FOCAL_POINT = "focal_point", _("Name its focal point and the body in charge of the review")
    COMPLETION = "completion", _("Announce when a phase is completed, and where its result can be found")
    DOCUMENTS = (
        "documents",
        _(
            "Publish the self-assessment, the list of observations and the summary promptly, in a language of the "
            "United Nations and in the national ones"
        ),
    )
    BRIEFINGS = "briefings", _("Hold briefings and debates with civil society about the findings")
    SUPPORT = "support", _("Support civil society in the working groups and at the Conference of the Parties")


class Progress(models.TextChoices):
    """How far a point is kept."""

    NOT_BEGUN = "not_begun", _("Not begun")
    IN_PART = "in_part", _("Kept in part")
    KEPT = "kept", _("Kept in full")

    @property
    def shape(self) -> str:
        """The shape beside the words."""
        return {"kept": "on", "in_part": "half"}.get(self.value, "")


class Told(models.Model):
    """Abstract: who said something for a State, on which account and when. `office` is an office and no person."""

    office = models.CharField(_("Who says so"), max_length=200)
    source_address = models.URLField(_("Where everybody can read it"), max_length=500, blank=True)
    on_behalf = models.BooleanField(default=False, editable=False)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", editable=False)
    at = models.DateTimeField(db_default=Now(), editable=False)
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(on_behalf=False) | ~Q(source_address=""),
                name="%(class)s_for_a_state_has_source",
                violation_error_message=_("Give the address where everybody can read it."),
            ),
            models.CheckConstraint(condition=~Q(office=""), name="%(class)s_has_office"),
        ]


class Pledge(Told):
    """That a State took the pledge, on which day."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    country = models.OneToOneField("mechanism.State", models.PROTECT, related_name="pledge", verbose_name=_("State"))
    taken_on = models.DateField(_("taken on"))

    class Meta(Told.Meta):
        verbose_name = _("transparency pledge")
        verbose_name_plural = _("transparency pledges")
        ordering = ["taken_on", "pk"]

    def __str__(self) -> str:
        return f"{self.country}, {self.taken_on:%Y-%m-%d}"


class PledgeStep(Told):
    """How far one point was kept on a day, according to whom; the newest day of a point speaks for it."""

    pledge = models.ForeignKey(Pledge, models.PROTECT, related_name="steps", verbose_name=_("transparency pledge"))
    point = models.CharField(_("point"), max_length=12, choices=Point)
    progress = models.CharField(_("How far is it kept?"), max_length=10, choices=Progress)
    as_of = models.DateField(_("as of"))

    class Meta(Told.Meta):
        verbose_name = _("progress of a pledge")
        verbose_name_plural = _("progress of pledges")
        ordering = ["-as_of", "-pk"]
        indexes = [models.Index(fields=["pledge", "point", "-as_of"], name="step_of_pledge")]
        constraints = [
            *Told.Meta.constraints,
            models.CheckConstraint(condition=Q(point__in=Point.values), name="pledgestep_known_point"),
            models.CheckConstraint(condition=Q(progress__in=Progress.values), name="pledgestep_known_progress"),
            models.CheckConstraint(
                condition=Q(progress=Progress.NOT_BEGUN) | ~Q(source_address=""),
                name="pledgestep_shows_what_was_done",
                violation_error_message=_("Give the address where everybody can see what was done."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.point}: {self.progress}, {self.as_of:%Y-%m-%d}"

    @property
    def shape(self) -> str:
        """The shape beside its words."""
        return Progress(self.progress).shape
