"""What the list of analyses can be filtered by."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from dialogues.models import Paragraph, Resolution
from organizations.models import Organization
from portal.mechanism.filing import articles_in, named_article
from portal.mechanism.models import Article, Instrument, SdgTarget


def of_article(articles: QuerySet[Article]) -> Q:
    """Analyses about one of the articles: those that say so, or that cite a paragraph about it of a public text."""
    about = Q(references__article__in=articles) | Q(notes__references__article__in=articles) | Q(articles__in=articles)
    paragraphs = Paragraph.objects.filter(about, resolution__in=Resolution.objects.public()).order_by().values("pk")
    citing = Paragraph.objects.filter(pk__in=paragraphs, citations__isnull=False).order_by().values("citations__page")
    return Q(articles__in=articles) | Q(pk__in=citing)


def about_articles(pages: QuerySet) -> QuerySet[Article]:
    """The articles that these analyses are about, by `of_article`."""
    public = Paragraph.objects.filter(citations__page__in=pages, resolution__in=Resolution.objects.public())
    cited = public.order_by().values("pk")
    named = Q(references__paragraph__in=cited) | Q(references__note__paragraph__in=cited)
    return Article.objects.filter(named | Q(paragraphs__in=cited) | Q(analyses__in=pages))


class AnalysisFilter(django_filters.FilterSet):
    """Development target, instrument, article and organization, as far as the analyses have them."""

    target = django_filters.ChoiceFilter(label=_("Development target"), method="about", empty_label=_("All targets"))
    instrument = django_filters.ChoiceFilter(label=_("Instrument"), method="under", empty_label=_("All instruments"))
    article = django_filters.ChoiceFilter(label=_("Article"), method="on_article", empty_label=_("All articles"))
    organization = django_filters.ChoiceFilter(
        label=_("Organization"), field_name="organization__slug", empty_label=_("All organizations")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = self.queryset.order_by().values("pk")
        targets = SdgTarget.objects.filter(analyses__in=keys).distinct()
        instruments = Instrument.objects.filter(analyses__in=keys).distinct()
        organizations = Organization.objects.public().filter(analyses__in=keys).distinct()
        self.filters["target"].extra["choices"] = [(one.code, one.code) for one in targets]
        self.filters["instrument"].extra["choices"] = [(one.code, str(one)) for one in instruments]
        self.filters["article"].extra["choices"] = articles_in(about_articles(keys))
        self.filters["organization"].extra["choices"] = [(one.slug, str(one)) for one in organizations]

    def about(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Those that help to reach it."""
        return queryset.filter(pk__in=SdgTarget.objects.filter(code=value).values("analyses"))

    def under(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Those on the instrument."""
        return queryset.filter(pk__in=Instrument.objects.filter(code=value).values("analyses"))

    def on_article(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Those about the article."""
        return queryset.filter(of_article(named_article(value))).distinct()
