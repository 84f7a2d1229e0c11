"""Filters of the list of dialogues: the query string of the public page."""

from datetime import datetime
from typing import Any

import django_filters
from django.conf import settings
from django.db.models import QuerySet
from django.db.models.functions import Length, Substr
from django.forms import CheckboxInput
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dialogues.panel import PanelPage
from portal.dates import VIENNA
from portal.mechanism.filing import articles_in, named_article
from portal.mechanism.models import Article, Instrument, WorkingGroup


def panels() -> QuerySet[PanelPage]:
    """The published panels in the default language, which carry the facts."""
    return PanelPage.objects.live().filter(locale__language_code=settings.LANGUAGE_CODE)


class DialogueFilter(django_filters.FilterSet):
    """By instrument, article, working group, year in Vienna, and whether there is a summary.

    What makes no sense is left out.
    """

    instrument = django_filters.ModelChoiceFilter(
        label=_("Instrument"),
        field_name="dialogue_instruments__instrument",
        queryset=Instrument.objects.all(),
        to_field_name="code",
        empty_label=_("All instruments"),
    )
    article = django_filters.ChoiceFilter(label=_("Article"), method="on_article", empty_label=_("All articles"))
    group = django_filters.ModelChoiceFilter(
        label=pgettext_lazy("a choice", "Working group"),
        field_name="working_groups__group",
        queryset=WorkingGroup.objects.all(),
        to_field_name="code",
        empty_label=_("All working groups"),
    )
    year = django_filters.ChoiceFilter(label=_("Year"), method="in_year", empty_label=_("All years"))
    summary = django_filters.BooleanFilter(label=_("With a summary"), method="with_summary", widget=CheckboxInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = self.queryset.order_by("-starts_at").datetimes("starts_at", "year", order="DESC", tzinfo=VIENNA)
        self.filters["year"].extra["choices"] = [(str(day.year), str(day.year)) for day in years]
        treated = Article.objects.filter(panels__in=panels().order_by().values("pk"))
        self.filters["article"].extra["choices"] = articles_in(treated)

    def on_article(self, dialogues: QuerySet, name: str, value: str) -> QuerySet:
        """Those with a published panel that treated the article."""
        above = Substr("path", 1, Length("path") - PanelPage.steplen)
        treating = panels().filter(articles__in=named_article(value)).annotate(above=above)
        return dialogues.filter(path__in=treating.order_by().values("above"))

    def in_year(self, dialogues: QuerySet, name: str, value: str) -> QuerySet:
        """Those that start in this year, by the clock of Vienna."""
        first, after = (datetime(year, 1, 1, tzinfo=VIENNA) for year in (int(value), int(value) + 1))
        return dialogues.filter(starts_at__gte=first, starts_at__lt=after)

    def with_summary(self, dialogues: QuerySet, name: str, value: bool) -> QuerySet:
        """Those of which there is a summary; unticked means all."""
        return dialogues.exclude(summary="") if value else dialogues
