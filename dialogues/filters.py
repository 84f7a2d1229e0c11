"""Filters of the list of dialogues: the query string of the public page."""

from datetime import datetime
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.forms import CheckboxInput
from django.utils.translation import gettext_lazy as _

from portal.dates import VIENNA
from portal.mechanism.models import Instrument, WorkingGroup


class DialogueFilter(django_filters.FilterSet):
    """By instrument, working group, year in Vienna, and whether there is a summary. What makes no sense is left out."""

    instrument = django_filters.ModelChoiceFilter(
        label=_("Instrument"),
        field_name="dialogue_instruments__instrument",
        queryset=Instrument.objects.all(),
        to_field_name="code",
        empty_label=_("All instruments"),
    )
    group = django_filters.ModelChoiceFilter(
        label=_("Working group"),
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

    def in_year(self, dialogues: QuerySet, name: str, value: str) -> QuerySet:
        """Those that start in this year, by the clock of Vienna."""
        first, after = (datetime(year, 1, 1, tzinfo=VIENNA) for year in (int(value), int(value) + 1))
        return dialogues.filter(starts_at__gte=first, starts_at__lt=after)

    def with_summary(self, dialogues: QuerySet, name: str, value: bool) -> QuerySet:
        """Those of which there is a summary; unticked means all."""
        return dialogues.exclude(summary="") if value else dialogues
