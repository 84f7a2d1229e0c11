"""The strands of analyses: on an article, on a document, on a profile, and beside the paragraphs that they cite."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dialogues.models import Resolution
from home.analyses.filters import of_article
from home.analyses.pages import AnalysisPage, CitedParagraph
from home.profiles import titles_of
from organizations.models import Organization
from portal.mechanism.models import Article, Document
from portal.registry import Part
from portal.threads import SHOWN, Found, Link, Strand


def analyses_on(article: Article) -> Found:
    """The published analyses about an article: those that say so, or that cite a paragraph about it."""
    return found(of_article(Article.objects.filter(pk=article.pk)), f"?article={article.key}")


def analyses_of(document: Document) -> Found:
    """The published analyses of a document."""
    return found(Q(documents=document))


def found(condition: Q, query: str = "") -> Found:
    """The newest published analyses that fulfil a condition."""
    rows = AnalysisPage.objects.published().filter(pk__in=AnalysisPage.objects.filter(condition).values("pk"))
    newest = list(rows.for_lists()[:SHOWN])
    return Found(links_to(newest), rows.count(), reverse("wagtail_serve", args=["analysis/"]) + query)


def links_to(pages: list[AnalysisPage]) -> list[Link]:
    """Analyses as a thread shows them, in the reader's language where they are translated."""
    titles = titles_of(pages)
    return [
        Link(
            titles[page.pk].title, reverse("wagtail_serve", args=[page.address]), titles[page.pk].language,
            page.date_text, author_of(page), page.organization.name_language if page.organization else "en",
        )
        for page in pages
    ]  # fmt: skip


def author_of(page: Any) -> str:
    """Who says it, in one line: the organization, or the author."""
    return str(page.organization) if page.organization else page.author


def beside(resolution: Resolution) -> Iterator[tuple[str, Link]]:
    """The published analyses that cite a text, or one of its languages, each with the paragraph. Two questions."""
    first = resolution.translation_of_id or resolution.pk
    of_text = Q(paragraph__resolution=first) | Q(paragraph__resolution__translation_of=first)
    rows = CitedParagraph.objects.filter(of_text, page__in=AnalysisPage.objects.published().order_by().values("pk"))
    rows = list(rows.select_related("paragraph", "page__organization").order_by("-page__date", "pk"))
    links = dict(zip([row.page_id for row in rows], links_to([row.page for row in rows]), strict=True)) if rows else {}
    for row in rows:
        yield row.paragraph.anchor, links[row.page_id]


def of_organization(organization: Organization) -> Part | None:
    """The newest published analyses of an organization, for its profile."""
    rows = AnalysisPage.objects.published().filter(organization=organization)
    links = links_to(list(rows.for_lists()[:SHOWN]))
    return Part("home/_analyses.html", {"links": links}) if links else None


ON_ARTICLE = Strand(
    "analyses",
    _("Analyses"),
    _("Analyses that speak of this article would stand here. Coordinators publish them."),
    analyses_on,
)
ON_DOCUMENT = Strand("analyses", _("Analyses"), _("No analysis speaks of it."), analyses_of)
