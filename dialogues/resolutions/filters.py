"""What the library can be searched and filtered by."""

from collections.abc import Set
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from dialogues.resolutions.models import Resolution, Sponsor
from dialogues.resolutions.paragraphs import Paragraph
from portal import search, words
from portal.mechanism.models import Instrument, Theme


def choices(values: Set[Any], *, newest: bool = False) -> list[tuple[str, str]]:
    """Values as choices, sorted, those first that are highest where it is about time; nothing is no choice."""
    return [(str(one), str(one)) for one in sorted(values - {None, ""}, reverse=newest)]


class ResolutionFilter(django_filters.FilterSet):
    """Full text, body, session, instrument, sponsor, year and field of work. The choices are what the rows have."""

    q = django_filters.CharFilter(label=_("Search the full text"), method="find", max_length=search.LONGEST_QUERY)
    body = django_filters.ChoiceFilter(label=_("Body"), empty_label=_("All bodies"))
    session = django_filters.ChoiceFilter(label=_("Session"), empty_label=_("All sessions"))
    instrument = django_filters.ChoiceFilter(
        label=_("Instrument"), field_name="instruments__code", empty_label=_("All instruments")
    )
    sponsor = django_filters.ChoiceFilter(label=_("Sponsor"), method="sponsored", empty_label=_("All sponsors"))
    year = django_filters.ChoiceFilter(label=_("Year"), field_name="date__year", empty_label=_("All years"))
    topic = django_filters.ChoiceFilter(label=_("Field of work"), method="about", empty_label=_("All fields of work"))

    class Meta:
        model = Resolution
        fields: list[str] = []  # only those named above

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, known in self.known().items():
            self.filters[name].extra["choices"] = known

    def known(self) -> dict[str, list[tuple[str, str]]]:
        """The values that the rows have, by filter. Four queries."""
        rows = self.queryset.order_by()
        facts = list(rows.annotate(year=ExtractYear("date")).values_list("body", "session", "year").distinct())
        held = rows.values("pk")
        sponsors = Sponsor.objects.filter(resolution__in=held).order_by("name").values_list("name", flat=True)
        instruments = Instrument.objects.filter(resolutions__in=held).distinct()
        themes = Theme.objects.filter(paragraphs__resolution__in=held).distinct()
        return {
            "body": choices({body for body, _session, _year in facts}),
            "session": choices({session for _body, session, _year in facts}, newest=True),
            "year": choices({year for _body, _session, year in facts}, newest=True),
            "sponsor": choices(set(sponsors.distinct())),
            "instrument": [(one.code, one.short_title) for one in instruments],
            "topic": [(one.code, one.name) for one in themes],
        }

    def find(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Texts with every word of the question, and every phrase of it."""
        return queryset.filter(words.holding(Resolution, value))

    def sponsored(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Texts that it sponsored."""
        return queryset.filter(pk__in=Sponsor.objects.filter(name=value).values("resolution"))

    def about(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Texts with a paragraph about it."""
        return queryset.filter(pk__in=Paragraph.objects.filter(themes__code=value).values("resolution"))
