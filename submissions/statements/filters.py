"""What the register can be searched and filtered by. Every parameter is named here; no other reaches the database."""

import re
from collections.abc import Iterable
from datetime import datetime

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from portal import search, words
from portal.dates import VIENNA
from portal.mechanism.topics import KINDS
from submissions.statements.models import Cosigner, Statement

LONGEST_VALUE = 80
LONGEST_PARAGRAPH = 200  # the address of a text and that of a paragraph in it
MOST_VALUES = 20
# What a reader may sort by, and how; always down to the key, so that pages do not overlap.
SORTS = {
    "newest": (_("Newest first"), ["-publish_at", "-pk"]),
    "oldest": (_("Oldest first"), ["publish_at", "pk"]),
    "title": (_("Title A–Z"), ["title_key", "pk"]),
}


class ValuesField(forms.MultipleChoiceField):
    """Values of any wording, few and short; an unknown one finds nothing, like one that is hidden."""

    longest = LONGEST_VALUE

    def valid_value(self, value: str) -> bool:
        """Every value may be asked for."""
        return True

    def clean(self, value: list[str] | None) -> list[str]:
        """The first few values, cut, without those that no row can have."""
        given = dict.fromkeys(one[: self.longest] for one in value or [] if one and "\0" not in one)
        return super().clean(list(given)[:MOST_VALUES])


class ValuesFilter(django_filters.MultipleChoiceFilter):
    """Rows whose column has one of the values. Without SELECT DISTINCT, which is slow over long texts."""

    field_class = ValuesField

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, distinct=False, **kwargs)

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        """The rows; all of them when nothing is asked."""
        return qs.filter(**{f"{self.field_name}__in": value}) if value else qs


class InstrumentFilter(ValuesFilter):
    """Statements that speak about one of the instruments, each once."""

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        """The rows; all of them when nothing is asked."""
        links = Statement.instruments.through.objects.filter(instrument__code__in=[one.upper() for one in value])
        return qs.filter(pk__in=links.values("statement")) if value else qs


class ArticleFilter(ValuesFilter):
    """Statements that speak about one of the articles, each once; an article is named as in "tip-9"."""

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        """The rows; all of them when nothing is asked, none for what is no article."""
        named = Q(pk__in=[])
        for code, number in (one.rsplit("-", 1) for one in value if re.fullmatch(r"[a-z]+-[0-9]{1,3}", one)):
            named |= Q(article__instrument__code=code.upper(), article__number=int(number))
        links = Statement.articles.through.objects.filter(named)
        return qs.filter(pk__in=links.values("statement")) if value else qs


class ParagraphsField(ValuesField):
    """The same for names of paragraphs."""

    longest = LONGEST_PARAGRAPH


class ParagraphFilter(ValuesFilter):
    """Statements that speak about one of the paragraphs of resolutions in the library, each once."""

    field_class = ParagraphsField

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        """The rows; all of them when nothing is asked, none for what is no paragraph there."""
        named = KINDS["paragraph"].named(value)
        links = Statement.paragraphs.through.objects.filter(paragraph__in=[one.pk for one in named])
        return qs.filter(pk__in=links.values("statement")) if value else qs


class CosignerFilter(ValuesFilter):
    """Statements that the public record names one of the organizations as a co-signer of."""

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        """The rows; all of them when nothing is asked."""
        named = Cosigner.objects.public().filter(organization__slug__in=value)
        return qs.filter(pk__in=named.values("statement")) if value else qs


class CountryFilter(ValuesFilter):
    """Statements of organizations from one of the countries."""

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        """The rows; all of them when nothing is asked."""
        return super().filter(qs, [one.upper() for one in value])


def is_year(text: str) -> bool:
    """Whether a parameter is a year of four digits."""
    return text.isascii() and text.isdigit() and len(text) == 4 and text >= "1000"


def in_years(years: Iterable[str]) -> Q:
    """The condition that a statement was published in one of the years, by Vienna's calendar."""
    condition = Q(pk__in=[])
    for year in (int(one) for one in years if is_year(one)):
        first, after = (datetime(number, 1, 1, tzinfo=VIENNA) for number in (year, min(year + 1, 9999)))
        condition |= Q(publish_at__gte=first, publish_at__lt=after)
    return condition


class YearFilter(ValuesFilter):
    """Statements published in one of the years, by Vienna's calendar."""

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        """The rows; all of them when nothing is asked, none for what is no year."""
        return qs.filter(in_years(value)) if value else qs


class StatementFilter(django_filters.FilterSet):
    """The register's search and its filters."""

    q = django_filters.CharFilter(method="find", label=_("Search the full text"), max_length=search.LONGEST_QUERY)
    dialogue = ValuesFilter(field_name="dialogue__slug", label=_("Dialogue"))
    instrument = InstrumentFilter(label=_("Instrument"))
    article = ArticleFilter(label=_("Article"))
    paragraph = ParagraphFilter(label=_("Paragraph of a resolution"))
    language = ValuesFilter(field_name="language", label=_("Language"))
    country = CountryFilter(field_name="organization__country__iso3", label=_("Country of the organization"))
    organization = ValuesFilter(field_name="organization__slug", label=_("Organization"))
    cosigner = CosignerFilter(label=_("Co-signed by"))
    year = YearFilter(label=_("Year"))

    class Meta:
        model = Statement
        fields: list[str] = []  # only those named above

    def find(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Statements with every word of the question, and every phrase of it."""
        return queryset.filter(words.holding(Statement, value))

    def narrowed(self, rows: QuerySet, but: str = "") -> QuerySet:
        """The rows that the filters leave of others, all of them `but` one; the question is left to the caller."""
        self.form.is_valid()
        for name, value in self.form.cleaned_data.items():
            if name not in ("q", but):
                rows = self.filters[name].filter(rows, value)
        return rows

    def asked(self) -> str:
        """What the reader looks for; empty where it is nothing, or too long."""
        self.form.is_valid()
        return self.form.cleaned_data.get("q") or ""

    def chosen(self, name: str) -> list[str]:
        """The values that the reader asked for."""
        self.form.is_valid()
        return self.form.cleaned_data.get(name) or []
