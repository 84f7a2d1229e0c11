"""Resolutions and decisions, drafts too, as they stand in the library. Their paragraphs: `paragraphs`.

What is published stays as it was published: another text is another record, which says what it revises. So an address
of a paragraph never comes to mean something else.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.mechanism.models import Article, Instrument, Precision, SdgTarget, State, Theme, WorkingGroup
from portal.mechanism.models.sources import date_in_words, undated_has_no_date
from portal.mechanism.models.wording import Wording
from portal.records import Record, known_state


class ResolutionState(models.TextChoices):
    """Where the record is; "withdrawn" is one that should never have been here."""

    DRAFT = "draft", _("Not published")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Kind(models.TextChoices):
    """What the text is."""

    RESOLUTION = "resolution", _("Resolution")
    DECISION = "decision", _("Decision")


class Standing(models.TextChoices):
    """How far the text had come when it was printed."""

    DRAFT = "draft", _("Draft text")
    REVISED = "revised draft", _("Revised draft")
    ADOPTED = "adopted", _("Adopted")
    UNKNOWN = "unknown", _("Not known")


S = ResolutionState


class ResolutionQuerySet(models.QuerySet["Resolution"]):
    """Who sees which of them."""

    def public(self):
        """Those that stand in the library."""
        return self.filter(state=S.PUBLISHED)

    def was_public(self):
        """Those whose address somebody may know: published now, or taken away since."""
        return self.filter(state__in=[S.PUBLISHED, S.WITHDRAWN])

    def visible_to(self, user):
        """All of them for coordinators, the public ones for everybody else."""
        return self.all() if user.has_perm("dialogues.manage_resolution") else self.public()

    def with_headings(self):
        """With their sponsors, each with its State, and their instruments."""
        return self.prefetch_related(Prefetch("sponsors", Sponsor.objects.select_related("country")), "instruments")

    def for_lists(self):
        """With what a line of a list shows, without the long texts."""
        return self.with_headings().defer("search_text", "left_out", "opening", "closing")


class Resolution(Record):
    """One text in one language: a draft, a revised draft, or what was adopted."""

    NAMED = ("symbol", "number", "title", "language")  # the fields that `name` is made of

    State = ResolutionState
    Kind = Kind
    Standing = Standing
    FOLLOWERS = {S.DRAFT: {S.PUBLISHED}, S.PUBLISHED: {S.WITHDRAWN}}
    SHAPES = {S.PUBLISHED: "on", S.WITHDRAWN: "stop"}

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    state = models.CharField(_("state"), max_length=16, choices=State, default=S.DRAFT, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.RESOLUTION)
    standing = models.CharField(_("standing"), max_length=13, choices=Standing, default=Standing.UNKNOWN)
    body = models.CharField(_("body"), max_length=200)
    session = models.PositiveSmallIntegerField(_("session"), null=True, blank=True)
    session_name = models.CharField(_("name of the session"), max_length=80, blank=True)
    agenda_item = models.CharField(_("agenda item"), max_length=40, blank=True)
    symbol = models.CharField(_("symbol"), max_length=80, blank=True)
    number = models.CharField(_("number"), max_length=20, blank=True)
    date = models.DateField(_("date"), null=True, blank=True)
    precision = models.CharField(_("precision of the date"), max_length=8, choices=Precision, default=Precision.UNDATED)
    title = models.CharField(_("title"), max_length=800)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    source_address = models.URLField(_("address of the original"), max_length=500, blank=True)
    is_summary = models.BooleanField(_("a summary in our own words, not the official text"), default=False)
    opening = models.TextField(_("opening words"), blank=True)
    closing = models.TextField(_("closing words"), blank=True)
    left_out = models.JSONField(_("left out"), default=list, blank=True)
    revises = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="revised_by", verbose_name=_("revises")
    )
    translation_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="translations", verbose_name=_("translation of")
    )
    instruments = models.ManyToManyField(Instrument, related_name="resolutions", blank=True)
    working_groups = models.ManyToManyField(WorkingGroup, related_name="resolutions", blank=True)
    themes = models.ManyToManyField(Theme, related_name="resolutions", blank=True)
    targets = models.ManyToManyField(SdgTarget, related_name="resolutions", blank=True)
    articles = models.ManyToManyField(Article, related_name="resolutions", blank=True)
    text_hash = models.CharField(max_length=64, editable=False)
    search_text = models.TextField(blank=True, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    withdrawal_reason = models.TextField(blank=True, editable=False)

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("resolution")
        verbose_name_plural = _("resolutions")
        ordering = [F("date").desc(nulls_last=True), "-pk"]
        permissions = [("manage_resolution", "Can import, publish and withdraw resolutions")]
        indexes = [
            models.Index(fields=["state", "-date", "-id"], name="resolution_by_date"),
            models.Index(fields=["state", "body", "session"], name="resolution_by_body"),
        ]
        constraints = [
            known_state(ResolutionState, "resolution_known_state"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="resolution_known_kind"),
            models.CheckConstraint(condition=Q(standing__in=Standing.values), name="resolution_known_standing"),
            undated_has_no_date("date", "resolution_dated_or_undated"),
            models.UniqueConstraint(
                fields=["symbol", "language"],
                condition=~Q(symbol="") & ~Q(state=S.WITHDRAWN),
                name="resolution_symbol_once_in_language",
                violation_error_message=_("A text with this symbol is here already in this language."),
            ),
            models.UniqueConstraint(
                fields=["text_hash"],
                condition=~Q(state=S.WITHDRAWN),
                name="resolution_text_once",
                violation_error_message=_("This text is here already."),
            ),
            models.CheckConstraint(
                condition=Q(state=S.DRAFT) | Q(published_at__isnull=False),
                name="published_resolution_has_date",
                violation_error_message=_("A published resolution needs the time of its publication."),
            ),
            models.CheckConstraint(
                condition=~Q(state=S.WITHDRAWN) | ~Q(withdrawal_reason=""),
                name="withdrawn_resolution_has_reason",
                violation_error_message=_("Say why it is withdrawn."),
            ),
            models.CheckConstraint(
                condition=Q(is_summary=False) | ~Q(source_address=""),
                name="summarized_resolution_has_source",
                violation_error_message=_("A summary needs the address of the original."),
            ),
            models.CheckConstraint(
                condition=Q(revises__isnull=True) | ~Q(revises=F("id")),
                name="resolution_revises_another",
                violation_error_message=_("A text cannot revise itself."),
            ),
            models.CheckConstraint(
                condition=Q(translation_of__isnull=True) | ~Q(translation_of=F("id")),
                name="resolution_translates_another",
                violation_error_message=_("A text cannot be its own translation."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page in the library."""
        return reverse("resolutions:resolution_detail", args=[self.slug])

    @property
    def permanent_address(self) -> str:
        """The address to cite: whole, and without a language."""
        return f"{settings.BASE_URL}/resolutions/{self.slug}/"

    @property
    def date_text(self) -> str:
        """Only what is known of the date, in the reader's language."""
        return date_in_words(self.date, self.precision)

    @property
    def name(self) -> str:
        """What it is called in a text: its symbol or number, else its title, which knows its language."""
        return self.symbol or self.number or Wording(self.title, self.language)


class Sponsor(models.Model):
    """Who brought a draft, as it is printed; the State where it is one."""

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="sponsors")
    name = models.CharField(_("name"), max_length=200)
    country = models.ForeignKey(State, models.PROTECT, null=True, blank=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    frozen_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("sponsor")
        verbose_name_plural = _("sponsors")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["resolution", "name"],
                name="sponsor_once_of_resolution",
                violation_error_message=_("This sponsor is named already."),
            )
        ]
        indexes = [models.Index(fields=["name"], name="sponsor_by_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def words(self) -> Wording:
        """A State in the reader's language, anybody else as it is printed."""
        return Wording(self.country.name) if self.country else Wording(self.name, self.resolution.language)
