"""Pages of the dialogues: the list, one dialogue, one panel. Facts are read from the canonical page."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page

from portal.mechanism.models import Instrument, Source
from portal.pages import FactsMixin

RICH_TEXT = ["h3", "bold", "italic", "ol", "ul", "link", "blockquote"]


class DialogueIndexPage(FactsMixin, Page):
    """The list of all dialogues: what comes next, and what was held."""

    intro = models.TextField(_("introduction"), max_length=400, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["dialogues.DialoguePage"]
    max_count_per_parent = 1
    template = "dialogues/dialogue_list.html"

    class Meta:
        verbose_name = _("list of dialogues")


class DialogueStatus(models.TextChoices):
    """Whether it takes place. A cancelled dialogue's page stays, marked."""

    PLANNED = "planned", _("Planned")
    CONFIRMED = "confirmed", _("Confirmed")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")


class DialoguePage(FactsMixin, Page):
    """One constructive dialogue (paragraph 53 of the procedures and rules): when, where, what for, who spoke.

    Times are stored in UTC; `time_zone` is the zone of the place. `date_precision` says how much of the date is known.
    """

    class Attendance(models.TextChoices):
        """How people can take part."""

        ON_SITE = "on_site", _("On site")
        ONLINE = "online", _("Online")
        HYBRID = "hybrid", _("On site and online")

    class Precision(models.TextChoices):
        """How much of the date is known."""

        TIME = "time", _("Day and hours")
        DAY = "day", _("Day")
        MONTH = "month", _("Month only")

    intro = models.TextField(_("lede"), max_length=400, blank=True)
    summary = RichTextField(_("summary"), features=RICH_TEXT, blank=True)
    next_steps = RichTextField(_("next steps"), features=RICH_TEXT, blank=True)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    date_precision = models.CharField(_("what is known of the date"), max_length=5, choices=Precision, default="time")
    time_zone = models.CharField(_("time zone"), max_length=40, default="Europe/Vienna")
    attendance = models.CharField(_("attendance"), max_length=8, choices=Attendance, default=Attendance.HYBRID)
    venue = models.CharField(_("place"), max_length=160, blank=True)
    chair = models.CharField(_("chair"), max_length=240, blank=True)
    meeting = models.CharField(_("meeting of the working group"), max_length=240, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=DialogueStatus, default=DialogueStatus.PLANNED)
    status_note = models.CharField(_("note on the status"), max_length=300, blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source of the facts")
    )
    is_demo = models.BooleanField(_("part of the demonstration, not a fact"), default=False)
    registration_opens_at = models.DateTimeField(_("registration opens"), null=True, blank=True)
    registration_closes_at = models.DateTimeField(_("registration closes"), null=True, blank=True)
    seats_on_site = models.PositiveIntegerField(_("seats on site"), null=True, blank=True)
    seats_online = models.PositiveIntegerField(_("seats online"), null=True, blank=True)
    max_delegates = models.PositiveSmallIntegerField(_("most delegates of one organization"), default=2)
    calendar_sequence = models.PositiveIntegerField(default=0, editable=False)

    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        MultiFieldPanel(
            [FieldPanel(n) for n in ("starts_at", "ends_at", "date_precision", "time_zone", "attendance", "venue")],
            heading=_("When and where"),
        ),
        MultiFieldPanel([FieldPanel("status"), FieldPanel("status_note")], heading=_("Status")),
        MultiFieldPanel([FieldPanel("chair"), FieldPanel("meeting"), FieldPanel("source")], heading=_("Facts")),
        InlinePanel("dialogue_instruments", label=_("instrument")),
        FieldPanel("summary"),
        InlinePanel("agenda", label=_("agenda item")),
        InlinePanel("interventions", label=_("intervention from the floor")),
        InlinePanel("figures", label=_("figure")),
        FieldPanel("next_steps"),
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in (
                    "registration_opens_at", "registration_closes_at", "seats_on_site", "seats_online", "max_delegates"
                )
            ],
            heading=_("Registration"),
        ),
    ]  # fmt: skip
    parent_page_types = ["dialogues.DialogueIndexPage"]
    subpage_types = ["dialogues.PanelPage"]
    template = "dialogues/dialogue_detail.html"

    class Meta:
        verbose_name = _("constructive dialogue")
        verbose_name_plural = _("constructive dialogues")
        indexes = [models.Index(fields=["starts_at"], name="dialogue_by_start")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="dialogue_ends_after_it_starts",
                violation_error_message=_("The dialogue has to end after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(registration_opens_at__isnull=True) | Q(registration_closes_at__isnull=True)
                | Q(registration_closes_at__gt=F("registration_opens_at")),
                name="registration_closes_after_it_opens",
                violation_error_message=_("Registration has to close after it opens."),
            ),
            models.CheckConstraint(
                condition=(Q(seats_on_site__isnull=True) | Q(seats_on_site__gte=1))
                & (Q(seats_online__isnull=True) | Q(seats_online__gte=1)) & Q(max_delegates__gte=1),
                name="dialogue_has_seats",
                violation_error_message=_("There has to be at least one seat; leave it empty for no limit."),
            ),
        ]  # fmt: skip

    @property
    def registration_open(self) -> bool:
        """Whether a delegation can be sent in now: between opening and closing, while the dialogue takes place."""
        now = timezone.now()
        opens, closes = self.registration_opens_at, self.registration_closes_at
        if opens is None or closes is None or self.status in (DialogueStatus.POSTPONED, DialogueStatus.CANCELLED):
            return False
        return opens <= now < closes

    @property
    def is_past(self) -> bool:
        """Whether the dialogue is over."""
        return self.ends_at < timezone.now()


class DialogueInstrument(Orderable):
    """Which instruments a dialogue is about."""

    dialogue = ParentalKey(DialoguePage, on_delete=models.CASCADE, related_name="dialogue_instruments")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="dialogue_instruments")

    panels = [FieldPanel("instrument")]

    class Meta(Orderable.Meta):
        verbose_name = _("instrument")

    def __str__(self) -> str:
        return str(self.instrument)


class SummaryStatus(models.TextChoices):
    """How far the summary of a panel is. A summary being written is an unpublished draft of the page."""

    NONE = "none", _("No summary yet")
    PROVISIONAL = "provisional", _("Provisional")
    FINAL = "final", _("Final")


class PanelPage(FactsMixin, Page):
    """One panel of a dialogue: its topic, its panellists, and the coordinators' summary of what was said."""

    number = models.PositiveSmallIntegerField(_("number"), default=1)
    topic = models.TextField(_("topic in one sentence"), max_length=400, blank=True)
    instrument = models.ForeignKey(
        Instrument, models.PROTECT, null=True, blank=True, related_name="panels", verbose_name=_("instrument")
    )
    body = RichTextField(_("introduction"), features=RICH_TEXT, blank=True)
    summary = RichTextField(_("summary of the panel"), features=RICH_TEXT, blank=True)
    summary_status = models.CharField(
        _("status of the summary"), max_length=12, choices=SummaryStatus, default=SummaryStatus.NONE
    )
    summary_final_at = models.DateTimeField(null=True, blank=True, editable=False)

    content_panels = [
        *Page.content_panels,
        FieldPanel("number"),
        FieldPanel("topic"),
        FieldPanel("instrument"),
        FieldPanel("body"),
        InlinePanel("panelists", label=_("panellist")),
        FieldPanel("summary"),
        FieldPanel("summary_status"),
    ]
    parent_page_types = ["dialogues.DialoguePage"]
    subpage_types: list[str] = []
    template = "dialogues/panel_detail.html"

    class Meta:
        verbose_name = _("panel")
        verbose_name_plural = _("panels")
        constraints = [
            models.CheckConstraint(
                condition=(Q(summary_status="final") & Q(summary_final_at__isnull=False))
                | (~Q(summary_status="final") & Q(summary_final_at__isnull=True)),
                name="final_summary_has_date",
            )
        ]

    def clean(self) -> None:
        """A summary becomes final at a moment, and says so."""
        super().clean()
        if self.summary_status != SummaryStatus.FINAL:
            self.summary_final_at = None
        elif self.summary_final_at is None:
            self.summary_final_at = timezone.now()
