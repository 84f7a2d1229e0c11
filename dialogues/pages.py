"""Pages of the dialogues: the list and one dialogue. Facts are read from the canonical page; `panel.py` has panels."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from dialogues import listing, showing
from dialogues.addresses import RICH_TEXT, check_slug, drop_empty
from dialogues.changes import KEPT_CHANGES, AgendaChange, Changing, as_parts, differences
from dialogues.checking import check_dialogue
from dialogues.page_forms import DialogueForm
from dialogues.panel import PanelPage
from dialogues.rows import DialogueInstrument
from dialogues.summaries.standing import Summarized, final_has_date
from portal.languages import LanguagesField
from portal.mechanism.models import Source
from portal.pages import Worded, shared, translated

__all__ = ["DialogueIndexPage", "DialogueInstrument", "DialoguePage", "DialogueStatus", "PanelPage"]

# What a subscriber of the calendar has to be told of again: a change of one of these raises the sequence.
CALENDAR_FACTS = ("starts_at", "ends_at", "date_precision", "venue", "status")


class DialogueIndexPage(Worded, Page):
    """The list of all dialogues: what comes next, and what was held."""

    intro = models.TextField(_("introduction"), max_length=400, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    translatable_fields = translated("intro")
    parent_page_types = ["home.HomePage"]
    subpage_types = ["dialogues.DialoguePage"]
    max_count_per_parent = 1
    template = "dialogues/dialogue_list.html"

    class Meta:
        verbose_name = _("list of dialogues")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What comes next and what was held, filtered by the query."""
        found = listing.dialogues(DialoguePage.objects.published(), request.GET)
        return super().get_context(request, *args, **kwargs) | found


class DialogueStatus(models.TextChoices):
    """Whether it takes place. A cancelled dialogue's page stays, marked."""

    PLANNED = "planned", _("Planned")
    CONFIRMED = "confirmed", _("Confirmed")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")


NOT_HELD = (DialogueStatus.POSTPONED, DialogueStatus.CANCELLED)
SHAPES = {DialogueStatus.POSTPONED: "half", DialogueStatus.CANCELLED: "stop", DialogueStatus.CONFIRMED: "on"}


class DialogueQuerySet(PageQuerySet):
    """Dialogues as lists need them."""

    def published(self) -> "DialogueQuerySet":
        """Live pages in the default language: those that carry the facts, each dialogue once."""
        return self.live().filter(locale__language_code=settings.LANGUAGE_CODE)

    def coming(self) -> "DialogueQuerySet":
        """Not over yet, the next one first; postponed and cancelled ones stay until their day has passed."""
        return self.filter(ends_at__gte=timezone.now()).order_by("starts_at", "pk")

    def over(self) -> "DialogueQuerySet":
        """Those whose day has passed, the newest first."""
        return self.filter(ends_at__lt=timezone.now()).order_by("-starts_at", "-pk")

    def held(self) -> "DialogueQuerySet":
        """Those that took place."""
        return self.over().exclude(status__in=NOT_HELD)


class DialoguePage(Changing, Summarized, Worded, Page):
    """One constructive dialogue (paragraph 53 of the procedures and rules): when, where, what for, who spoke.

    Times are stored in UTC and shown in Vienna time and UTC. `date_precision` says how much of the date is known.
    """

    KEPT = (*Changing.KEPT, "agenda_published", "agenda_changes")

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
    registration_grace = models.PositiveSmallIntegerField(
        _("minutes of grace"),
        default=10,
        help_text=_("What arrives so many minutes after the deadline is still taken."),
    )
    interpretation = LanguagesField(_("languages of interpretation"), help_text=_("None ticked: not known yet."))
    calendar_sequence = models.PositiveIntegerField(default=0, editable=False)
    # The agenda as it was last published, and how it changed before that, the newest change first.
    agenda_published = models.JSONField(default=list, editable=False)
    agenda_changes = models.JSONField(default=list, editable=False)

    objects = PageManager.from_queryset(DialogueQuerySet)()

    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        MultiFieldPanel(
            [FieldPanel(n) for n in ("starts_at", "ends_at", "date_precision", "attendance", "venue")],
            heading=_("When and where"),
        ),
        MultiFieldPanel([FieldPanel("status"), FieldPanel("status_note")], heading=_("Status")),
        MultiFieldPanel([FieldPanel("chair"), FieldPanel("meeting"), FieldPanel("source")], heading=_("Facts")),
        InlinePanel("dialogue_instruments", label=_("instrument")),
        InlinePanel("working_groups", label=_("working group")),
        FieldPanel("summary"),
        FieldPanel("summary_status"),
        InlinePanel("agenda", label=_("agenda item")),
        InlinePanel("interventions", label=_("intervention from the floor")),
        InlinePanel("figures", label=_("figure")),
        InlinePanel("materials", label=_("material")), InlinePanel("noted_in", label=_("paragraph that notes it")),
        FieldPanel("next_steps"),
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in (
                    "registration_opens_at", "registration_closes_at", "registration_grace", "seats_on_site",
                    "seats_online", "max_delegates", "interpretation",
                )
            ],
            heading=_("Registration"),
        ),
    ]  # fmt: skip
    translatable_fields = [
        *translated("intro", "summary", "next_steps", "chair", "venue", "meeting", "status_note", "agenda",
                    "interventions", "figures"),
        *shared("starts_at", "ends_at", "date_precision", "attendance", "status", "source"),
        *shared("is_demo", "summary_status", "summary_final_at", "registration_opens_at", "registration_closes_at"),
        *shared("seats_on_site", "seats_online", "max_delegates", "registration_grace", "interpretation"),
    ]  # fmt: skip
    # A copy is the start of the next dialogue: what was said and counted on this one stays here.
    exclude_fields_in_copy = [
        *KEPT, "calendar_sequence", "summary", "summary_status", "summary_final_at", "next_steps", "figures",
        "materials", "interventions", "status_note", "source", "noted_in",
    ]  # fmt: skip
    parent_page_types = ["dialogues.DialogueIndexPage"]
    subpage_types = ["dialogues.PanelPage"]
    template = "dialogues/dialogue_detail.html"
    base_form_class = DialogueForm

    class Meta:
        verbose_name = _("constructive dialogue")
        verbose_name_plural = _("constructive dialogues")
        indexes = [models.Index(fields=["starts_at"], name="dialogue_by_start")]
        constraints = [
            final_has_date("final_dialogue_summary_has_date"),
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
            models.CheckConstraint(
                condition=Q(registration_grace__lte=1440), name="registration_grace_is_a_day_at_most",
                violation_error_message=_("Grace is a day at most: 1440 minutes."),
            ),
        ]  # fmt: skip

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Count a change that calendars have to be told of, then store."""
        written = kwargs.get("update_fields")
        if self.pk and (written is None or set(CALENDAR_FACTS) & set(written)):
            self._count_change()
        super().save(*args, **kwargs)

    def _count_change(self) -> None:
        """Take the sequence from the database (a revision holds an old one), one higher when a fact differs from it."""
        stored = type(self).objects.filter(pk=self.pk, first_published_at__isnull=False)
        before = stored.values("calendar_sequence", *CALENDAR_FACTS).first()
        if before is not None:
            changed = any(before[name] != getattr(self, name) for name in CALENDAR_FACTS)
            self.calendar_sequence = before["calendar_sequence"] + changed

    def clean(self) -> None:
        """The address is the same in every language, and is no other page's; times follow each other."""
        super().clean()
        check_slug(self)
        check_dialogue(self)
        drop_empty(self, "summary", "next_steps")
        self.clean_summary()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Rows and panels of the dialogue, and the parts that the floors above add."""
        return super().get_context(request, *args, **kwargs) | showing.dialogue(self)

    def news(self) -> dict[str, Any]:
        """What changed in public, and in the agenda, which readers may have planned by."""
        parts, now = as_parts(self.agenda.all()), timezone.now()
        news = differences(self.agenda_published, parts, now) if self.agenda_published and not self.is_past else []
        changes = [*news, *self.agenda_changes][:KEPT_CHANGES]
        return {**super().news(), "agenda_published": parts, "agenda_changes": changes}

    @property
    def agenda_news(self) -> list[AgendaChange]:
        """How the agenda changed since it was first published, the newest change first."""
        return [AgendaChange.read(stored) for stored in self.agenda_changes]

    @property
    def address(self) -> str:
        """The path on the site without its language, for `{% url "wagtail_serve" page.address %}`: no query needed."""
        return f"dialogues/{self.slug}/"

    @property
    def takes_place(self) -> bool:
        """Whether it is planned or confirmed, or was held: neither postponed nor cancelled."""
        return self.status not in NOT_HELD

    @property
    def registration_open(self) -> bool:
        """Whether a delegation can be sent in now: between opening and closing, while the dialogue takes place."""
        now = timezone.now()
        opens, closes = self.registration_opens_at, self.registration_closes_at
        return opens is not None and closes is not None and self.takes_place and opens <= now < closes

    @property
    def takes_registrations(self) -> bool:
        """Whether what is sent in now arrives in time: while registration is open, and the minutes of grace longer."""
        opens, closes = self.registration_opens_at, self.registration_closes_at
        if opens is None or closes is None or not self.takes_place:
            return False
        return opens <= timezone.now() < closes + timedelta(minutes=self.registration_grace)

    @property
    def registration_to_come(self) -> bool:
        """Whether registration has a day of opening that is still ahead."""
        opens = self.registration_opens_at
        return opens is not None and opens > timezone.now() and self.takes_place

    @property
    def is_past(self) -> bool:
        """Whether the dialogue is over."""
        return self.ends_at < timezone.now()

    @property
    def standing(self) -> tuple[str | Promise, str]:
        """Words and shape of its status for `{% status %}`: over and not called off means held."""
        if self.is_past and self.takes_place:
            return _("Held"), "on"
        return self.get_status_display(), SHAPES.get(self.status, "")
