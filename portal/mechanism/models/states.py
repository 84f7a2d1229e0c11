"""States, and what is publicly known of their reviews."""

import unicodedata
from functools import lru_cache

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.collating import by_name
from portal.mechanism.models.sources import AsOf, Source
from portal.mechanism.models.treaty import Cluster


class RegionalGroup(models.TextChoices):
    """The groups in which States vote at the United Nations, in the order of the roll."""

    AFRICAN = "african", _("African States")
    ASIA_PACIFIC = "asia-pacific", _("Asia-Pacific States")
    EASTERN_EUROPEAN = "eastern-european", _("Eastern European States")
    LATIN_AMERICAN = "latin-american", _("Latin American and Caribbean States")
    WESTERN = "western", _("Western European and other States")


@lru_cache(maxsize=4096)
def sort_key(name: str) -> str:
    """A name as lists sort it, the same on every database: without accents, in one case."""
    letters = unicodedata.normalize("NFKD", name.replace("’", "'"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


class StateQuerySet(models.QuerySet["State"]):
    """States, and the order in which they are called."""

    def countries(self):
        """Those in which an organization can be registered: regional organizations are Parties, but no countries."""
        return self.exclude(category=State.Category.UNION)

    def in_roll_order(self) -> list["State"]:
        """These States by regional group, then by name in the active language, those without a group last.

        A list, not a queryset: databases sort accents differently. Filter, select and prefetch before calling it.
        """
        groups = [*RegionalGroup.values, ""]
        return sorted(self, key=lambda state: (groups.index(state.regional_group), by_name(state.name), state.iso3))


class State(models.Model):
    """A State, or the European Union, that is or could be party to the Convention."""

    class Category(models.TextChoices):
        """What kind of party this is or could be."""

        MEMBER = "member", _("Member State of the United Nations")
        OBSERVER = "observer", _("Non-member observer State")
        OTHER = "other", _("Other State party")
        UNION = "union", _("Regional economic integration organization")

    iso3 = models.CharField(
        _("code of three letters"),
        max_length=3,
        unique=True,
        validators=[RegexValidator(r"^[A-Z]{3}$", _("Write three capital letters, for example KEN."))],
    )
    iso2 = models.CharField(
        _("code of two letters"),
        max_length=2,
        unique=True,
        null=True,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]{2}$", _("Write two capital letters, for example KE."))],
    )
    m49 = models.CharField(_("M49 code"), max_length=3, blank=True)
    category = models.CharField(_("category"), max_length=12, choices=Category, default=Category.MEMBER)
    regional_group = models.CharField(_("regional group"), max_length=20, choices=RegionalGroup, blank=True)
    name_en = models.CharField(_("name in English"), max_length=120)
    name_ar = models.CharField(_("name in Arabic"), max_length=120)
    name_zh = models.CharField(_("name in Chinese"), max_length=120)
    name_fr = models.CharField(_("name in French"), max_length=120)
    name_ru = models.CharField(_("name in Russian"), max_length=120)
    name_es = models.CharField(_("name in Spanish"), max_length=120)
    aliases_en = models.CharField(
        _("other English names"), max_length=200, blank=True, help_text=_("Separate several names with “|”.")
    )
    source = models.ForeignKey(Source, models.PROTECT, verbose_name=_("source"))
    review_group = models.PositiveSmallIntegerField(
        _("review group"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(3)],
        help_text=_("Leave empty when no source names the group."),
    )
    review_group_source = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("source of the review group"),
    )

    objects = StateQuerySet.as_manager()

    class Meta:
        verbose_name = _("State")
        verbose_name_plural = _("States")
        ordering = ["name_en", "iso3"]
        constraints = [
            models.CheckConstraint(
                condition=Q(iso3=Upper("iso3")),
                name="mechanism_state_iso3_upper",
                violation_error_message=_("Write three capital letters, for example KEN."),
            ),
            models.CheckConstraint(
                condition=Q(review_group__isnull=True, review_group_source__isnull=True)
                | Q(
                    review_group__isnull=False,
                    review_group__gte=1,
                    review_group__lte=3,
                    review_group_source__isnull=False,
                ),
                name="mechanism_state_group_with_source",
                violation_error_message=_("A review group is 1, 2 or 3 and needs its source."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The State's page in the tracker."""
        return reverse("consultations:state_detail", args=[self.iso3.lower()])

    @property
    def name(self) -> str:
        """The name in the active language, in English where there is none."""
        language = (get_language() or "en").partition("-")[0]
        return getattr(self, f"name_{language}", "") or self.name_en

    @property
    def aliases(self) -> list[str]:
        """Other English names, for finding this State."""
        return [alias.strip() for alias in self.aliases_en.split("|") if alias.strip()]


class Phase(models.TextChoices):
    """The phases of a country review in their order; a fact of others, so corrections may go back."""

    NOT_STATED = "not_stated", _("No public information")
    NOT_STARTED = "not_started", _("Not started")
    PRELIMINARY = "preliminary", _("Preliminary consultation")
    SELF_ASSESSMENT = "self_assessment", _("Self-assessment")
    FEEDBACK = "feedback", _("Written feedback")
    OBSERVATIONS = "observations", _("List of observations")
    SUMMARY = "summary", _("Summary")
    DONE = "done", _("Done")


class Review(AsOf):
    """What one source says of one State's review in one cluster. Empty answers mean "not stated", never "no".

    Two sources that differ are two rows, and pages show both.
    """

    state = models.ForeignKey(State, models.PROTECT, related_name="reviews", verbose_name=_("State"))
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="reviews", verbose_name=_("cluster"))
    phase = models.CharField(_("phase"), max_length=16, choices=Phase, default=Phase.NOT_STATED)
    phase_as_of = models.DateField(_("phase as of"), null=True, blank=True)
    focal_point_named = models.BooleanField(_("focal point named"), null=True, blank=True)
    preliminary_consultation = models.BooleanField(_("preliminary consultation held"), null=True, blank=True)
    language_delay = models.BooleanField(_("delayed by questions of language"), null=True, blank=True)
    technical_delay = models.BooleanField(_("delayed by technical questions"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    source = models.ForeignKey(Source, models.PROTECT, verbose_name=_("source"))

    class Meta(AsOf.Meta):
        verbose_name = _("country review")
        verbose_name_plural = _("country reviews")
        ordering = ["state__name_en", "cluster__number", F("as_of").desc(nulls_last=True), "pk"]
        constraints = [
            *AsOf.Meta.constraints,
            models.UniqueConstraint(
                fields=["state", "cluster", "source"],
                name="mechanism_review_once",
                violation_error_message=_("This source has a review of this State in this cluster already."),
            ),
            models.CheckConstraint(
                condition=Q(phase__in=Phase.values) & (~Q(phase=Phase.NOT_STATED) | Q(phase_as_of__isnull=True)),
                name="mechanism_review_phase_known",
                violation_error_message=_("A date of the phase needs a phase."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state}: {self.cluster}"
