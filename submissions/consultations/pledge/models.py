"""The transparency pledge: six things that a State promises about its own review, and what became of each.

The points follow the pledge of the UNCAC Coalition for another convention (uncaccoalition.org), in our words. Nothing
here changes the computed status: a promise is no consultation. Rows are added and never changed; a pledge can be
withdrawn, which stays on record with its day and its reason, and can be taken anew.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from organizations.models import User
from portal.records import Record, known_state


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
    told_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", editable=False)
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


class PledgeState(models.TextChoices):
    """Whether a pledge stands."""

    TAKEN = "taken", _("Taken")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class PledgeQuerySet(models.QuerySet["Pledge"]):
    """All of them are public: those that stand, and that others were withdrawn."""

    def standing(self):
        """Those that were not withdrawn; one of each State at the most."""
        return self.filter(state=PledgeState.TAKEN)

    def withdrawn(self):
        """The others, the newest first."""
        return self.filter(state=PledgeState.WITHDRAWN).order_by("-withdrawn_at", "-pk")


class Pledge(Told, Record):
    """That a State took the pledge, on which day; and when and why it was withdrawn, if it was."""

    State = PledgeState
    FOLLOWERS = {PledgeState.TAKEN: {PledgeState.WITHDRAWN}, PledgeState.WITHDRAWN: set()}
    SHAPES = {PledgeState.TAKEN: "on", PledgeState.WITHDRAWN: "none"}

    created_at = None  # type: ignore[assignment]  # `at` says it
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.TAKEN, editable=False)
    country = models.ForeignKey(
        "mechanism.State", models.PROTECT, related_name="pledges", verbose_name=_("State")
    )  # fmt: skip
    taken_on = models.DateField(_("taken on"))
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_because = models.CharField(_("Reason"), max_length=400, blank=True, editable=False)
    withdrawn_for_state = models.BooleanField(default=False, editable=False)  # by a coordinator on its behalf

    objects = PledgeQuerySet.as_manager()

    class Meta(Told.Meta):
        verbose_name = _("transparency pledge")
        verbose_name_plural = _("transparency pledges")
        ordering = ["taken_on", "pk"]
        constraints = [
            *Told.Meta.constraints,
            known_state(PledgeState, "pledge_known_state"),
            models.UniqueConstraint(
                fields=["country"], condition=Q(state=PledgeState.TAKEN), name="one_standing_pledge_of_a_state",
                violation_error_message=_("This State took the pledge already."),
            ),
            models.CheckConstraint(
                condition=Q(state=PledgeState.TAKEN, withdrawn_at__isnull=True, withdrawn_because="")
                | (Q(state=PledgeState.WITHDRAWN, withdrawn_at__isnull=False) & ~Q(withdrawn_because="")),
                name="withdrawn_pledge_has_day_and_reason",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.country}, {self.taken_on:%Y-%m-%d}"


class PledgeStepQuerySet(models.QuerySet["PledgeStep"]):
    """What was said of points."""

    def public(self):
        """As long as the pledge stands: once it is withdrawn, nobody reads on what was said of its points."""
        return self.filter(pledge__state=PledgeState.TAKEN)


class PledgeStep(Told):
    """How far one point was kept on a day, according to whom; the newest day of a point speaks for it."""

    pledge = models.ForeignKey(Pledge, models.PROTECT, related_name="steps", verbose_name=_("transparency pledge"))
    point = models.CharField(_("point"), max_length=12, choices=Point)
    progress = models.CharField(_("How far is it kept?"), max_length=10, choices=Progress)
    as_of = models.DateField(_("as of"))

    objects = PledgeStepQuerySet.as_manager()

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
