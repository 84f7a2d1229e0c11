"""Where a fact comes from, and how exactly its date is known."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.dates import format_day, format_year


class Trust(models.TextChoices):
    """How far a source can be believed; pages show official figures first."""

    OFFICIAL = "official", _("Official")
    SECONDARY = "secondary", _("Secondary")
    TERTIARY = "tertiary", _("Tertiary")
    UNVERIFIED = "unverified", _("Not verified")


class Precision(models.TextChoices):
    """How much of a stored date is known; the rest of it is filled with the first of January or of the month."""

    DAY = "day", _("Day")
    MONTH = "month", _("Month")
    YEAR = "year", _("Year")
    UNDATED = "undated", _("Undated")


def date_in_words(value: date | None, precision: str) -> str:
    """Only what is known of a date, in the reader's language: "5 April 2024", "April 2024", "2024" or "undated"."""
    if value is None:
        return str(_("undated"))
    if precision == Precision.YEAR:
        return format_year(value.year)
    return format_day(value, "month" if precision == Precision.MONTH else "day")


def undated_has_no_date(field: str, name: str) -> models.CheckConstraint:
    """The rule that a row is either undated or has its date in `field`, never both and never neither."""
    undated = Q(precision=Precision.UNDATED)
    return models.CheckConstraint(
        condition=(undated & Q(**{f"{field}__isnull": True})) | (~undated & Q(**{f"{field}__isnull": False})),
        name=name,
        violation_error_message=_("Give a date, or choose “undated” and leave the date empty."),
    )


class Source(models.Model):
    """A publication or page that facts rest on, named as it is cited."""

    citation = models.CharField(_("citation"), max_length=800, unique=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    trust = models.CharField(_("trust"), max_length=12, choices=Trust, default=Trust.UNVERIFIED)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["citation"]
        constraints = [
            models.CheckConstraint(
                condition=Q(trust__in=Trust.values),
                name="mechanism_source_trust_known",
                violation_error_message=_("Choose how far this source can be trusted."),
            )
        ]

    def __str__(self) -> str:
        return self.citation


class AsOf(models.Model):
    """Abstract: a fact with the date for which it held, as exactly as that is known."""

    as_of = models.DateField(_("as of"), null=True, blank=True)
    precision = models.CharField(_("precision of the date"), max_length=8, choices=Precision, default=Precision.DAY)

    class Meta:
        abstract = True
        constraints = [undated_has_no_date("as_of", "%(app_label)s_%(class)s_dated_or_undated")]

    @property
    def as_of_text(self) -> str:
        """Only what is known of the date, in the reader's language."""
        return date_in_words(self.as_of, self.precision)
