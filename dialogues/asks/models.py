"""Calls to action: what a paragraph of a resolution, or a point of an analysis, asks of whom; and what became of it.

Who reads a call reads what it was made from: it is public as long as that is. Statuses are added and never changed.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from dialogues.resolutions.models import Resolution
from dialogues.resolutions.paragraphs import STRENGTHS, Paragraph
from dialogues.resolutions.reading import Strength
from portal.mechanism.models import Article, Instrument, Precision, SdgTarget, Theme, WorkingGroup
from portal.mechanism.models.sources import AsOf, date_in_words, undated_has_no_date
from portal.records import Record, known_state


class CallState(models.TextChoices):
    """Whether it stands in the table."""

    LISTED = "listed", _("In the table")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Addressee(models.TextChoices):
    """Of whom something is asked."""

    STATES = "states", _("States")
    PARTIES = "parties", _("States parties")
    UNODC = "unodc", _("UNODC")
    DONORS = "donors", _("Donors")
    SECRETARIAT = "secretariat", _("Secretary-General, secretariats")
    CONFERENCE = "conference", _("The Conference and its working groups")
    ORGANIZATIONS = "organizations", _("United Nations system, international organizations")
    CIVIL_SOCIETY = "civil-society", _("Civil society, academia")
    PRIVATE_SECTOR = "private-sector", _("Private sector")
    OTHER = "other", _("Others")


class Progress(models.TextChoices):
    """What became of it. No information says that nothing was found, and is no “no”."""

    NOT_STARTED = "not started", _("Not started")
    IN_PROGRESS = "in progress", _("In progress")
    DONE = "done", _("Done")
    NOT_DONE = "not done", _("Not done")
    NO_INFORMATION = "no information", _("No information")


C = CallState
SHAPES = {Progress.DONE: "on", Progress.IN_PROGRESS: "half", Progress.NOT_DONE: "stop"}


class CallToActionQuerySet(models.QuerySet["CallToAction"]):
    """Who sees which of them."""

    def public(self):
        """Those in the table whose resolution stands in the library, or whose analysis is published."""
        of_text = Q(paragraph__resolution__state=Resolution.State.PUBLISHED)
        return self.filter(of_text | Q(page__live=True), state=C.LISTED)

    def visible_to(self, user):
        """All of them for coordinators, the public ones for everybody else."""
        return self.all() if user.has_perm("dialogues.manage_resolution") else self.public()

    def for_lists(self):
        """With what a line of a list shows: a fixed number of questions."""
        return self.select_related("paragraph__resolution", "page", "current").prefetch_related(
            "addressees", "targets", "instruments"
        )


class CallToAction(Record):
    """One thing that is asked, in one language, with where it is asked: a paragraph, or a page with an analysis."""

    State = CallState
    FOLLOWERS = {C.LISTED: {C.WITHDRAWN}}
    SHAPES = {C.LISTED: "on", C.WITHDRAWN: "stop"}

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=16, choices=State, default=C.LISTED, editable=False)
    paragraph = models.ForeignKey(
        Paragraph, models.PROTECT, null=True, blank=True, related_name="calls", verbose_name=_("paragraph")
    )
    page = models.ForeignKey(
        Page, models.PROTECT, null=True, blank=True, related_name="calls_to_action", verbose_name=_("analysis")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    text = models.CharField(_("what is asked"), max_length=600)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    strength = models.PositiveSmallIntegerField(_("how strongly"), choices=STRENGTHS, default=Strength.UNKNOWN.value)
    due = models.DateField(_("due"), null=True, blank=True)
    precision = models.CharField(_("precision of the date"), max_length=8, choices=Precision, default=Precision.UNDATED)
    targets = models.ManyToManyField(SdgTarget, related_name="calls", blank=True, verbose_name=_("development targets"))
    instruments = models.ManyToManyField(Instrument, related_name="calls", blank=True, verbose_name=_("instruments"))
    articles = models.ManyToManyField(Article, related_name="calls", blank=True, verbose_name=_("articles"))
    themes = models.ManyToManyField(Theme, related_name="calls", blank=True, verbose_name=_("fields of work"))
    working_groups = models.ManyToManyField(
        WorkingGroup, related_name="calls", blank=True, verbose_name=_("working groups")
    )
    current = models.ForeignKey(
        "CallStatus", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("status")
    )
    search_text = models.TextField(blank=True, editable=False)
    withdrawal_reason = models.TextField(blank=True, editable=False)

    objects = CallToActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("call to action")
        verbose_name_plural = _("calls to action")
        ordering = ["-strength", "pk"]
        indexes = [models.Index(fields=["state", "-strength", "id"], name="call_by_strength")]
        constraints = [
            known_state(CallState, "call_known_state"),
            models.CheckConstraint(
                condition=Q(paragraph__isnull=True) ^ Q(page__isnull=True),
                name="call_of_paragraph_or_analysis",
                violation_error_message=_("A call to action is made from a paragraph or from an analysis."),
            ),
            models.CheckConstraint(
                condition=Q(strength__lte=max(Strength).value),
                name="call_known_strength",
                violation_error_message=_("Choose a step of the scale."),
            ),
            models.CheckConstraint(
                condition=~Q(text=""), name="call_says_what", violation_error_message=_("Say what is asked.")
            ),
            models.CheckConstraint(
                condition=~Q(state=C.WITHDRAWN) | ~Q(withdrawal_reason=""),
                name="withdrawn_call_has_reason",
                violation_error_message=_("Say why it is withdrawn."),
            ),
            undated_has_no_date("due", "call_due_or_undated"),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        """Its page, with what became of it over time."""
        return reverse("asks:call_detail", args=[self.uuid])

    @property
    def permanent_address(self) -> str:
        """The address to cite: whole, and without a language."""
        return f"{settings.BASE_URL}/resolutions/calls/{self.uuid}/"

    @property
    def origin_path(self) -> str:
        """Where it is asked, without a language: the paragraph, or the analysis."""
        if self.paragraph:
            return f"resolutions/{self.paragraph.resolution.slug}/#{self.paragraph.anchor}"
        return self.page.url_path.split("/", 2)[2] if self.page else ""

    @property
    def due_text(self) -> str:
        """Until when, as far as it is said."""
        return date_in_words(self.due, self.precision) if self.due else str(_("No date stated"))

    @property
    def progress(self) -> Progress:
        """What became of it by the newest status; no information where there is none."""
        return Progress(self.current.progress) if self.current else Progress.NO_INFORMATION

    @property
    def progress_shape(self) -> str:
        """The shape that stands beside the words of the status."""
        return SHAPES.get(self.progress, "none")


class CallAddressee(models.Model):
    """One of those of whom it is asked."""

    call = models.ForeignKey(CallToAction, models.CASCADE, related_name="addressees")
    kind = models.CharField(_("of whom"), max_length=16, choices=Addressee)

    class Meta:
        verbose_name = _("addressee")
        verbose_name_plural = _("addressees")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "kind"],
                name="addressee_once_of_call",
                violation_error_message=_("It is asked of them already."),
            ),
            models.CheckConstraint(condition=Q(kind__in=Addressee.values), name="addressee_known_kind"),
        ]
        indexes = [models.Index(fields=["kind", "call"], name="call_by_addressee")]

    def __str__(self) -> str:
        return self.get_kind_display()


class CallStatus(AsOf):
    """What was known of a call on a day: in words, with who says so. A mistake is followed by a better one."""

    call = models.ForeignKey(CallToAction, models.PROTECT, related_name="statuses")
    progress = models.CharField(_("status"), max_length=16, choices=Progress)
    evidence = models.CharField(_("what shows it"), max_length=1000)
    source = models.CharField(_("source"), max_length=300)
    address = models.URLField(_("address of the source"), max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(AsOf.Meta):
        verbose_name = _("status of a call to action")
        verbose_name_plural = _("statuses of calls to action")
        ordering = ["-as_of", "-pk"]
        constraints = [
            *AsOf.Meta.constraints,
            models.CheckConstraint(
                condition=Q(progress__in=Progress.values),
                name="call_status_known",
                violation_error_message=_("Choose a status of the list."),
            ),
            models.CheckConstraint(
                condition=~Q(evidence="") & ~Q(source=""),
                name="call_status_has_evidence",
                violation_error_message=_("Say what shows it, and who says so."),
            ),
            models.CheckConstraint(
                condition=Q(as_of__isnull=False),
                name="call_status_has_date",
                violation_error_message=_("Say for which day it holds."),
            ),
        ]
        indexes = [models.Index(fields=["call", "-as_of", "-id"], name="call_status_by_date")]

    def __str__(self) -> str:
        return f"{self.get_progress_display()}, {self.as_of_text}"

    @property
    def shape(self) -> str:
        """The shape that stands beside its words."""
        return SHAPES.get(Progress(self.progress), "none")
