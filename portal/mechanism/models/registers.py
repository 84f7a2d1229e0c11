"""Small registers: documents, sessions, working groups, terms and development targets."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.mechanism.models.sources import Precision, Source, date_in_words, undated_has_no_date
from portal.mechanism.models.wording import InSixLanguages


class Document(models.Model):
    """An official document, found by its symbol where one is printed."""

    slug = models.SlugField(_("address"), max_length=160, unique=True)
    symbol = models.CharField(_("symbol"), max_length=80, unique=True, null=True, blank=True)
    title = models.CharField(_("title or subject"), max_length=300, blank=True)
    body = models.CharField(_("body"), max_length=120, blank=True)
    date = models.DateField(_("date"), null=True, blank=True)
    precision = models.CharField(_("precision of the date"), max_length=8, choices=Precision, default=Precision.DAY)
    type = models.CharField(_("type"), max_length=60, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, verbose_name=_("source"))

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = [F("date").desc(nulls_last=True), "slug"]
        constraints = [
            undated_has_no_date("date", "mechanism_document_dated_or_undated"),
            models.CheckConstraint(
                condition=Q(symbol__isnull=False) | ~Q(title=""),
                name="mechanism_document_has_symbol_or_title",
                violation_error_message=_("Give the document its symbol, or a title where no symbol is printed."),
            ),
        ]

    def __str__(self) -> str:
        return self.symbol or self.title

    def get_absolute_url(self) -> str:
        """Its page in the register, with who refers to it."""
        return reverse("document_detail", args=[self.slug])

    @property
    def date_text(self) -> str:
        """Only what is known of the date, in the reader's language."""
        return date_in_words(self.date, self.precision)


class CopSession(InSixLanguages):
    """A session of the Conference of the Parties."""

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    place = models.CharField(_("place"), max_length=80)
    note = models.TextField(_("note"), blank=True)
    source = models.ForeignKey(Source, models.PROTECT, verbose_name=_("source"))

    class Meta:
        verbose_name = _("session of the Conference")
        verbose_name_plural = _("sessions of the Conference")
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="mechanism_session_ends_after_start",
                violation_error_message=_("A session cannot end before it starts."),
            )
        ]

    def __str__(self) -> str:
        return f"COP{self.number}"


class WorkingGroup(InSixLanguages):
    """A working group of the Conference."""

    code = models.CharField(_("code"), max_length=8, unique=True)
    name = models.CharField(_("name"), max_length=120)
    series = models.CharField(_("series of documents"), max_length=40, blank=True)
    topic = models.CharField(_("topic of its dialogues"), max_length=80, blank=True)
    note = models.TextField(_("note"), blank=True)
    source = models.ForeignKey(Source, models.PROTECT, verbose_name=_("source"))

    class Meta:
        verbose_name = _("working group")
        verbose_name_plural = _("working groups")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.words.name


class GlossaryTerm(InSixLanguages):
    """A term of the field, what it means, and where that is written. `key` is its anchor in the glossary, for ever."""

    key = models.SlugField(_("anchor"), max_length=60, unique=True)
    term = models.CharField(_("term"), max_length=120, unique=True)
    definition = models.TextField(_("definition"))
    reference = models.CharField(_("reference"), max_length=200, blank=True)
    evidence = models.CharField(_("evidence"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["term"]

    def __str__(self) -> str:
        return self.words.term

    def get_absolute_url(self) -> str:
        """Its place in the glossary."""
        return f"{reverse('mechanism:glossary')}#{self.key}"


class SdgTarget(InSixLanguages):
    """A target or indicator of the Sustainable Development Goals that our field speaks of."""

    code = models.CharField(_("target or indicator"), max_length=12, unique=True)
    mention = models.CharField(_("mention"), max_length=200)
    source = models.ForeignKey(Source, models.PROTECT, verbose_name=_("source"))

    class Meta:
        verbose_name = _("development target")
        verbose_name_plural = _("development targets")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code
