"""What the library can be searched and filtered by."""

from collections.abc import Iterable, Mapping
from typing import Any

import django_filters
from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.functions import ExtractYear
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from dialogues.resolutions.models import Resolution, Sponsor
from dialogues.resolutions.paragraphs import Paragraph, Reference
from portal import search, words
from portal.collating import by_name
from portal.mechanism.filing import articles_in, named_article
from portal.mechanism.models import Article, Instrument, Theme, WorkingGroup
from portal.mechanism.models.wording import Wording
from portal.mechanism.vocabulary import in_words


def choices(values: Mapping[str, str]) -> list[tuple[str, str]]:
    """Words of headings with their languages as choices, sorted, in the reader's language where it knows them."""
    return [(one, in_words(one, values[one])) for one in sorted(values) if one]


def numbers(values: Iterable[int | None]) -> list[tuple[str, str]]:
    """Sessions or years as choices, the newest first."""
    return [(str(one), str(one)) for one in sorted(filter(None, values), reverse=True)]


def facts(rows: QuerySet[Resolution]) -> list[dict[Any, str]]:
    """What the headings say, with the language that says so: bodies, numbers of sessions, names of those that have no
    number, years."""
    unnumbered = Case(When(session=None, then="session_name"), default=Value(""))
    said = rows.annotate(year=ExtractYear("date"), called=unnumbered)
    found = said.values_list("body", "session", "called", "year", "language").distinct()
    return [{row[place]: row[-1] for row in found} for place in range(4)]


def sponsors_of(texts: QuerySet) -> list[tuple[str, str]]:
    """Who brought these texts: States by their names in the reader's language, all others as they are printed."""
    local = f"country__name_{(get_language() or 'en').partition('-')[0]}"
    rows = Sponsor.objects.filter(resolution__in=texts).order_by().distinct()
    found = rows.values_list("name", local, "resolution__language")
    known = {name: Wording(state) if state else Wording(name, language) for name, state, language in found}
    return sorted(known.items(), key=lambda row: by_name(row[1]))


def with_translations(texts: QuerySet[Resolution]) -> Q:
    """These texts, and the texts that translate one of them: what is said of an original holds for all."""
    keys = texts.order_by().values("pk")
    return Q(pk__in=keys) | Q(translation_of__in=keys)


class ResolutionFilter(django_filters.FilterSet):
    """Full text, what the heading says, and what coordinators filed it under. The choices are what the rows have."""

    q = django_filters.CharFilter(label=_("Search the full text"), method="find", max_length=search.LONGEST_QUERY)
    body = django_filters.ChoiceFilter(label=_("Body"), empty_label=_("All bodies"))
    session = django_filters.ChoiceFilter(label=_("Session"), method="at_session", empty_label=_("All sessions"))
    instrument = django_filters.ChoiceFilter(label=_("Instrument"), method="under", empty_label=_("All instruments"))
    sponsor = django_filters.ChoiceFilter(label=_("Sponsor"), method="sponsored", empty_label=_("All sponsors"))
    year = django_filters.ChoiceFilter(label=_("Year"), field_name="date__year", empty_label=_("All years"))
    topic = django_filters.ChoiceFilter(label=_("Field of work"), method="about", empty_label=_("All fields of work"))
    article = django_filters.ChoiceFilter(label=_("Article"), method="on_article", empty_label=_("All articles"))
    group = django_filters.ChoiceFilter(
        label=pgettext_lazy("a choice", "Working group"), method="of_group", empty_label=_("All working groups")
    )

    class Meta:
        model = Resolution
        fields: list[str] = []  # only those named above

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, known in self.known().items():
            self.filters[name].extra["choices"] = known

    def known(self) -> dict[str, list[tuple[str, str]]]:
        """The values that the rows have, by filter. Six queries."""
        rows = self.queryset.order_by()
        bodies, sessions, names, years = facts(rows)
        held = rows.values("pk")
        instruments = Instrument.objects.filter(resolutions__in=held).distinct()
        filed = Q(paragraphs__resolution__in=held) | Q(resolutions__in=held)
        named = Q(references__resolution__in=held)
        return {
            "body": choices(bodies),
            "session": [*numbers(sessions), *choices(names)],
            "year": numbers(years),
            "sponsor": sponsors_of(held),
            "instrument": [(one.code, str(one)) for one in instruments],
            "topic": [(one.code, one.name) for one in Theme.objects.filter(filed).distinct()],
            "article": articles_in(Article.objects.filter(filed | named)),
            "group": [(one.code, str(one)) for one in WorkingGroup.objects.filter(filed).distinct()],
        }

    def find(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Texts with every word of the question, and every phrase of it."""
        return queryset.filter(words.holding(Resolution, value))

    def at_session(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Texts of a regular session, by its number, or of another one, by its name."""
        return queryset.filter(**{"session" if value.isdigit() else "session_name": value})

    def sponsored(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Texts that it sponsored."""
        return queryset.filter(pk__in=Sponsor.objects.filter(name=value).values("resolution"))

    def under(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Texts on the instrument, and their translations."""
        return queryset.filter(with_translations(Resolution.objects.filter(instruments__code=value)))

    def about(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Texts in the field of work, or with a paragraph in it."""
        return self.filed(queryset, "themes", Theme.objects.filter(code=value))

    def on_article(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Texts on the article, or with a paragraph that names it or is filed under it."""
        article = named_article(value)
        naming = Reference.objects.filter(article__in=article).values("resolution")
        return queryset.filter(pk__in=naming) | self.filed(queryset, "articles", article)

    def of_group(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Texts that concern the working group, or with a paragraph that does."""
        return self.filed(queryset, "working_groups", WorkingGroup.objects.filter(code=value))

    def filed(self, queryset: QuerySet, field: str, rows: QuerySet) -> QuerySet:
        """Texts that are filed under one of the rows, themselves or by a paragraph, and their translations."""
        paragraphs = Paragraph.objects.filter(**{f"{field}__in": rows}).order_by().values("resolution")
        texts = Resolution.objects.filter(Q(pk__in=paragraphs) | Q(**{f"{field}__in": rows}))
        return queryset.filter(with_translations(texts))
