"""The list of analyses, and one analysis: who says it, of which paragraphs, and what it asks for."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, PageManager
from wagtail.query import PageQuerySet

from dialogues.models import Paragraph
from dialogues.panel import article_label
from home.analyses import showing
from home.analyses.filters import AnalysisFilter
from organizations.models import Organization
from portal.blocks import prose
from portal.mechanism.models import Article, Precision
from portal.mechanism.models.sources import date_in_words, undated_has_no_date
from portal.pages import Worded, shared, translated

PER_PAGE = 20
ORIGINAL = ("date", "precision", "original_address", "original_citation", "original_language", "is_summary")
ROWS = ("instruments", "targets", "articles", "documents", "sponsors")


class AnalysisIndexPage(Worded, Page):
    """The list of all analyses, the newest first."""

    intro = models.TextField(_("lede"), max_length=400, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    translatable_fields = translated("intro")
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.AnalysisPage"]
    max_count_per_parent = 1
    template = "home/analysis_list.html"

    class Meta:
        verbose_name = _("list of analyses")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Those that are published, filtered by the query."""
        filters = AnalysisFilter(request.GET, queryset=AnalysisPage.objects.published())
        page = Paginator(filters.qs.for_lists(), PER_PAGE).get_page(request.GET.get("page"))
        context = {"form": filters.form, "page_obj": page, "entries": showing.entries(AnalysisPage, page)}
        return super().get_context(request, *args, **kwargs) | context


class AnalysisQuerySet(PageQuerySet):
    """Analyses as lists need them."""

    def published(self) -> "AnalysisQuerySet":
        """Live pages in the default language, those that carry the facts: each analysis once, the newest first."""
        live = self.live().filter(locale__language_code=settings.LANGUAGE_CODE)
        return live.order_by(F("date").desc(nulls_last=True), "-pk")

    def for_lists(self) -> "AnalysisQuerySet":
        """With what a line of a list shows, without the text."""
        return self.select_related("organization", "locale").prefetch_related("instruments", "targets").defer("body")


class AnalysisForm(WagtailAdminPageForm):
    """The form of an analysis in the admin: articles as readers find them, their titles alone repeat."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "articles" in self.fields:
            self.fields["articles"].queryset = Article.objects.select_related("instrument")
            self.fields["articles"].label_from_instance = article_label


class AnalysisPage(Worded, Page):
    """One analysis, in our words or its author's. Its calls to action are rows of the table that lead here."""

    intro = models.TextField(_("lede"), max_length=400, blank=True)
    body = StreamField(prose(), verbose_name=_("text"))
    author = models.CharField(_("author"), max_length=120, blank=True)
    author_role = models.CharField(_("role of the author"), max_length=200, blank=True)
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="analyses", verbose_name=_("organization")
    )
    is_position = models.BooleanField(_("position of the organization"), default=False)
    is_summary = models.BooleanField(_("a summary in our own words, not the original"), default=False)
    date = models.DateField(_("date"), null=True, blank=True)
    precision = models.CharField(_("precision of the date"), max_length=8, choices=Precision, default=Precision.UNDATED)
    original_address = models.URLField(_("address of the original"), max_length=500, blank=True)
    original_citation = models.CharField(
        _("original, as it is cited"), max_length=300, blank=True,
        help_text=_("Where no address of it is known: who published it, its title and its date."),
    )  # fmt: skip
    original_language = models.CharField(
        _("language of the original"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    instruments = ParentalManyToManyField("mechanism.Instrument", related_name="analyses", blank=True)
    targets = ParentalManyToManyField(
        "mechanism.SdgTarget", related_name="analyses", blank=True, verbose_name=_("development targets")
    )
    articles = ParentalManyToManyField("mechanism.Article", related_name="analyses", blank=True)
    documents = ParentalManyToManyField("mechanism.Document", related_name="analyses", blank=True)
    sponsors = ParentalManyToManyField(
        "mechanism.State", related_name="analyses", blank=True, verbose_name=_("sponsors of the texts")
    )

    objects = PageManager.from_queryset(AnalysisQuerySet)()

    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("author", "author_role", "organization", "is_position")], _("Who says it")
        ),
        MultiFieldPanel([FieldPanel(name) for name in ORIGINAL], _("Original")),
        FieldPanel("body"),
        InlinePanel("cited", label=_("cited paragraph")),
        MultiFieldPanel([FieldPanel(name) for name in ROWS], _("What it is about")),
    ]
    translatable_fields = [
        *translated("intro", "body", "author_role"),
        *shared(
            "author", "organization", "is_position", "is_summary", "date", "precision", "original_address",
            "original_citation", "original_language",
        ),
    ]  # fmt: skip
    base_form_class = AnalysisForm
    parent_page_types = ["home.AnalysisIndexPage"]
    subpage_types: list[str] = []
    template = "home/analysis_detail.html"

    class Meta:
        verbose_name = _("analysis")
        verbose_name_plural = _("analyses")
        constraints = [
            undated_has_no_date("date", "analysis_dated_or_undated"),
            models.CheckConstraint(
                condition=Q(is_position=False) | Q(organization__isnull=False),
                name="position_is_that_of_an_organization",
                violation_error_message=_("Choose the organization whose position it is."),
            ),
            models.CheckConstraint(
                condition=Q(is_summary=False) | ~Q(original_address="") | ~Q(original_citation=""),
                name="summarized_analysis_has_original",
                violation_error_message=_("A summary needs the address of the original, or how it is cited."),
            ),
        ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Its text in parts, what it cites and what it asks for."""
        return super().get_context(request, *args, **kwargs) | showing.analysis(self)

    @property
    def address(self) -> str:
        """The path on the site without its language, for `{% url "wagtail_serve" page.address %}`."""
        return self.url_path.split("/", 2)[2]

    @property
    def permanent_address(self) -> str:
        """The address to cite: whole, and without a language."""
        return f"{settings.BASE_URL}/{self.address}"

    @property
    def date_text(self) -> str:
        """Only what is known of the date, in the reader's language."""
        return date_in_words(self.date, self.precision)

    def clean(self) -> None:
        """Somebody says it: an author, or an organization."""
        super().clean()
        if not self.author and not self.organization_id:
            raise ValidationError({"author": _("Name the author, or choose the organization.")})


class CitedParagraph(Orderable):
    """A paragraph of a resolution that an analysis cites."""

    page = ParentalKey(AnalysisPage, on_delete=models.CASCADE, related_name="cited")
    paragraph = models.ForeignKey(
        Paragraph, models.PROTECT, related_name="citations", verbose_name=_("paragraph of a resolution")
    )

    panels = [FieldPanel("paragraph")]

    class Meta(Orderable.Meta):
        verbose_name = _("cited paragraph")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "paragraph"],
                name="paragraph_cited_once",
                violation_error_message=_("This paragraph is cited already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.paragraph)
