"""Numbers that never stand alone: value, unit, date, source and trust."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.mechanism.models.sources import AsOf, Precision, Source, Trust
from portal.mechanism.models.treaty import Instrument

CHARTED = (Trust.OFFICIAL, Trust.SECONDARY)
# What tells two figures apart; the value is not in it, so that a file can correct it.
FIGURE_IDENTITY = ("topic", "scope", "unit", "qualifier", "source", "precision", "as_of")


class Comparator(models.TextChoices):
    """How a source words its number."""

    EXACT = "exact", _("exactly")
    MORE = "more", _("more than")
    LESS = "less", _("less than")
    ABOUT = "about", _("about")


class FigureFields(AsOf):
    """Abstract: a number as a source gives it.

    A subclass with constraints of its own puts `*FigureFields.Meta.constraints` before them.
    """

    value = models.DecimalField(_("value"), max_digits=12, decimal_places=2, null=True, blank=True)
    comparator = models.CharField(_("comparison"), max_length=8, choices=Comparator, default=Comparator.EXACT)
    of = models.PositiveIntegerField(_("out of"), null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=120)
    qualifier = models.CharField(_("qualifier"), max_length=160, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, verbose_name=_("source"))
    note = models.TextField(_("note"), blank=True)

    class Meta(AsOf.Meta):
        abstract = True
        constraints = [
            *AsOf.Meta.constraints,
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=0),
                name="%(app_label)s_%(class)s_not_negative",
                violation_error_message=_("A figure cannot be negative."),
            ),
            models.CheckConstraint(
                condition=Q(of__isnull=True) | Q(value__isnull=True) | Q(of__gt=0, value__lte=F("of")),
                name="%(app_label)s_%(class)s_part_of_whole",
                violation_error_message=_("The value cannot be larger than the whole it is a part of."),
            ),
        ]

    def __str__(self) -> str:
        if self.of is None:
            return self.display
        whole = number_format(self.of, force_grouping=True)
        return gettext("%(part)s of %(whole)s") % {"part": self.display, "whole": whole}

    @property
    def display(self) -> str:
        """The value as a reader sees it: "157", ">500", "<60", "about 40", or a dash where the source gives none."""
        if self.value is None:
            return "–"
        value = Decimal(self.value).normalize()
        number = number_format(int(value) if value == value.to_integral() else value, force_grouping=True)
        if self.comparator == Comparator.ABOUT:
            return gettext("about %(number)s") % {"number": number}
        sign = {Comparator.MORE.value: ">", Comparator.LESS.value: "<"}.get(self.comparator, "")
        return f"{sign}{number}"

    @property
    def percent(self) -> Decimal | None:
        """Value as a percentage of its whole, to one decimal; None without a whole. Computed, never stored."""
        if self.value is None or not self.of:
            return None
        return (Decimal(self.value) * 100 / self.of).quantize(Decimal("0.1"), ROUND_HALF_UP)


class FigureQuerySet(models.QuerySet["Figure"]):
    """Figures by topic and date."""

    def shares(self, topic: str) -> "FigureQuerySet":
        """Dated figures of a topic that are a part of a whole, with their sources, the newest first."""
        parts = self.filter(topic=topic, value__isnull=False, of__isnull=False, as_of__isnull=False)
        return parts.select_related("source").order_by("-as_of", "-pk")

    def for_charts(self) -> "FigureQuerySet":
        """Those that a chart may draw: what is tertiary or not verified is read in words alone."""
        return self.filter(trust__in=CHARTED)

    def newest_official(self, topic: str) -> "Figure | None":
        """The newest official figure of a topic that is a part of a whole: what the masthead shows."""
        return self.shares(topic).filter(trust=Trust.OFFICIAL).first()

    def on(self, topic: str, day: date) -> "Figure | None":
        """The part of a whole that a source gave for exactly this day, whatever its trust."""
        return self.shares(topic).filter(as_of=day, precision=Precision.DAY).first()


class Figure(FigureFields):
    """A figure about the review as a whole. `topic` says which, e.g. "reviews-progressing" or "party-count"."""

    topic = models.SlugField(_("topic"), max_length=60)
    scope = models.CharField(_("scope"), max_length=80)
    instrument = models.ForeignKey(
        Instrument, models.PROTECT, null=True, blank=True, related_name="figures", verbose_name=_("instrument")
    )
    trust = models.CharField(_("trust"), max_length=12, choices=Trust, default=Trust.UNVERIFIED)

    objects = FigureQuerySet.as_manager()

    class Meta(FigureFields.Meta):
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["topic", "scope", F("as_of").desc(nulls_last=True), "pk"]
        constraints = [
            *FigureFields.Meta.constraints,
            models.CheckConstraint(
                condition=Q(trust__in=Trust.values),
                name="mechanism_figure_trust_known",
                violation_error_message=_("Choose how far this figure can be trusted."),
            ),
            models.UniqueConstraint(
                fields=FIGURE_IDENTITY,
                name="mechanism_figure_once",
                violation_error_message=_("This source has this figure for this date already."),
            ),
            models.UniqueConstraint(
                fields=FIGURE_IDENTITY[:-2],
                condition=Q(as_of__isnull=True),
                name="mechanism_figure_once_undated",
                violation_error_message=_("This source has this undated figure already."),
            ),
        ]
