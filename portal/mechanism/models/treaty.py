"""The Convention, its Protocols, their articles, and the clusters in which they are reviewed."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from portal.mechanism.models.sources import Source
from portal.mechanism.models.wording import InSixLanguages


class Instrument(InSixLanguages):
    """The Convention or one of its Protocols."""

    code = models.CharField(
        _("code"),
        max_length=12,
        unique=True,
        validators=[RegexValidator(r"^[A-Z]+$", _("Write the code in capital letters only, for example UNTOC."))],
    )
    short_title = models.CharField(_("short title"), max_length=120)
    full_title = models.CharField(_("full title"), max_length=300)
    adopted = models.DateField(_("adopted on"))
    adopted_by = models.CharField(_("adopted by"), max_length=60, blank=True)
    entry_into_force = models.DateField(_("in force since"), null=True, blank=True)
    treaty_series = models.CharField(_("treaty series"), max_length=80, blank=True)
    signatories = models.PositiveIntegerField(_("signatories"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    source = models.ForeignKey(Source, models.PROTECT, verbose_name=_("source"))
    position = models.PositiveSmallIntegerField(_("position in lists"), default=0)

    class Meta:
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code=Upper("code")),
                name="mechanism_instrument_code_upper",
                violation_error_message=_("Write the code in capital letters only, for example UNTOC."),
            ),
            models.CheckConstraint(
                condition=Q(entry_into_force__isnull=True) | Q(entry_into_force__gte=models.F("adopted")),
                name="mechanism_instrument_adopted_before_force",
                violation_error_message=_("An instrument enters into force after it was adopted. Check both dates."),
            ),
        ]

    def __str__(self) -> str:
        return self.words.short_title

    @property
    def slug(self) -> str:
        """The code as it stands in addresses."""
        return self.code.lower()


class Article(InSixLanguages):
    """One article of an instrument, with its title as in the treaty."""

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="articles", verbose_name=_("instrument"))
    number = models.PositiveSmallIntegerField(_("number"), validators=[MinValueValidator(1)])
    title = models.CharField(_("title"), max_length=200)
    part = models.CharField(_("part"), max_length=8, blank=True)
    part_title = models.CharField(_("title of the part"), max_length=120, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, verbose_name=_("source"))

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["instrument__position", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "number"],
                name="mechanism_article_once",
                violation_error_message=_("This instrument has an article with this number already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.words.title}"

    def get_absolute_url(self) -> str:
        """Its page, with everything that the portal knows about it."""
        return reverse("article_detail", args=[self.instrument.slug, self.number])

    @property
    def key(self) -> str:
        """How filters and files name it, e.g. "tip-9"."""
        return f"{self.instrument.slug}-{self.number}"


class Provision(InSixLanguages):
    """A paragraph of an article that names civil society: what it is about, and who is named, in our words."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="provisions", verbose_name=_("article"))
    paragraph = models.CharField(_("paragraph"), max_length=12)
    subject = models.CharField(_("subject"), max_length=200)
    named = models.CharField(_("who is named"), max_length=200)
    source = models.ForeignKey(Source, models.PROTECT, verbose_name=_("source"))

    class Meta:
        verbose_name = _("provision on civil society")
        verbose_name_plural = _("provisions on civil society")
        ordering = ["article__instrument__position", "article__number", "paragraph"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "paragraph"],
                name="mechanism_provision_once",
                violation_error_message=_("This paragraph is here already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.article}, {self.paragraph}"

    @property
    def anchor(self) -> str:
        """Where it stands on the page of its article: paragraph "2 (a)" is `par2-a`."""
        return f"par{slugify(self.paragraph)}"


class Cluster(InSixLanguages):
    """One of the four bundles of articles under review; `confirmed` is false while no official text backs its name."""

    number = models.PositiveSmallIntegerField(
        _("number"), unique=True, validators=[MinValueValidator(1), MaxValueValidator(4)]
    )
    roman = models.CharField(_("number in Roman numerals"), max_length=4, unique=True)
    name = models.CharField(_("name"), max_length=160)
    confirmed = models.BooleanField(_("confirmed by an official text"), default=False)
    note = models.TextField(_("note"), blank=True)
    source = models.ForeignKey(Source, models.PROTECT, verbose_name=_("source"))
    articles: "models.ManyToManyField[Article, ClusterArticle]" = models.ManyToManyField(
        Article, through="ClusterArticle", related_name="clusters", verbose_name=_("articles")
    )

    class Meta:
        verbose_name = _("cluster")
        verbose_name_plural = _("clusters")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=4),
                name="mechanism_cluster_one_to_four",
                violation_error_message=_("The review has four clusters: choose a number from 1 to 4."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.roman}. {self.words.name}"


class ClusterArticle(models.Model):
    """An article that is reviewed in a cluster, and whether an official text says so."""

    class Confidence(models.TextChoices):
        """How sure the mapping is."""

        CONFIRMED = "confirmed", _("Confirmed")
        PARTLY = "partly", _("Partly confirmed")
        UNCONFIRMED = "unconfirmed", _("Not confirmed")

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="mappings", verbose_name=_("cluster"))
    article = models.ForeignKey(Article, models.PROTECT, related_name="mappings", verbose_name=_("article"))
    confidence = models.CharField(_("confidence"), max_length=12, choices=Confidence, default=Confidence.UNCONFIRMED)
    note = models.TextField(_("note"), blank=True)
    source = models.ForeignKey(Source, models.PROTECT, verbose_name=_("source"))

    class Meta:
        verbose_name = _("article of a cluster")
        verbose_name_plural = _("articles of clusters")
        ordering = ["cluster__number", "article__instrument__position", "article__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["cluster", "article"],
                name="mechanism_article_once_in_cluster",
                violation_error_message=_("This article is in this cluster already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.cluster.roman}: {self.article}"
