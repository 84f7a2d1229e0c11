"""The front page and plain prose pages."""

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from home import front
from home.analyses.pages import AnalysisIndexPage, AnalysisPage, CitedParagraph
from portal.mechanism.models import Figure
from portal.pages import Worded, translated
from portal.personal import keepings
from submissions.consultations.status import on_record_as_consulting

__all__ = ["AnalysisIndexPage", "AnalysisPage", "CitedParagraph", "HomePage", "StandardPage"]

# First words of addresses that belong to the applications; a page with one of them could never be reached.
RESERVED_SLUGS = frozenset(
    [
        "accounts",
        "api",
        "appearance",
        "articles",
        "cms",
        "consultations",
        "contradictions",
        "data",
        "declaration",
        "desk",
        "documents",
        "feeds",
        "glossary",
        "healthz",
        "media",
        "metrics",
        "organizations",
        "outbox",
        "readyz",
        "reference",
        "resolutions",
        "search",
        "statements",
        "static",
    ]
)


class HomePage(Worded, Page):
    """What is happening now. Everything on it is computed, but for the lede."""

    intro = models.TextField(_("lede"), max_length=400, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    translatable_fields = translated("intro")
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["dialogues.DialogueIndexPage", "home.AnalysisIndexPage", "home.StandardPage"]
    template = "home/home.html"

    class Meta:
        verbose_name = _("front page")

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict:
        """Everything that the front page shows; no question about the reader."""
        coming, last, progress = front.next_dialogue(), front.last_dialogue(), front.declaration_progress()
        return super().get_context(request, *args, **kwargs) | {
            "next_dialogue": coming,
            "next_page": coming and coming.localized,
            "last_dialogue": last,
            "last_page": last and last.localized,
            "dates_ahead": front.dates_ahead(coming, progress),
            "statements": front.latest_statements(),
            "progress": progress,
            "figure": Figure.objects.newest_official("reviews-progressing"),
            "consulted": on_record_as_consulting(),
        }


class StandardPage(Worded, Page):
    """A page of prose: help, accessibility, privacy, moderation, about."""

    intro = models.TextField(_("lede"), max_length=400, blank=True)
    body = RichTextField(_("text"), features=["h2", "h3", "bold", "italic", "ol", "ul", "link", "blockquote", "hr"])

    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
    translatable_fields = translated("intro", "body")
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    # The page that shows how long what is kept, from the rules themselves.
    PRIVACY = "privacy"
    template = "home/page_detail.html"

    class Meta:
        verbose_name = _("page of prose")
        verbose_name_plural = _("pages of prose")

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict:
        """On the page about privacy, also the rules of retention."""
        rules = keepings() if self.slug == self.PRIVACY else []
        return super().get_context(request, *args, **kwargs) | {"keepings": rules}

    def clean(self) -> None:
        """The address of a page may not hide an application's."""
        super().clean()
        if self.slug in RESERVED_SLUGS:
            raise ValidationError({"slug": _("This address belongs to the portal itself. Choose another word.")})
