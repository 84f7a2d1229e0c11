"""What the directory can be narrowed to. Every field is named here; nothing else of the address is used."""

from typing import Any, NamedTuple

import django_filters
from django import forms
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization
from organizations.registry import deeds
from portal import keyset
from portal.collating import by_name
from portal.mechanism.models import State as Country
from portal.mechanism.models import Theme
from portal.remembering import while_quiet

STANDINGS = [("verified", _("Verified")), ("listed", _("Named in a published source")), ("suspended", _("Suspended"))]


class Choice(NamedTuple):
    """One box: its value, its words, how many it finds, whether it is ticked."""

    value: str
    label: str
    found: int
    chosen: bool


class Facet(NamedTuple):
    """One list of boxes."""

    name: str
    label: str
    choices: list[Choice]


def is_large() -> bool:
    """Whether the directory is so large that its numbers are remembered for a moment."""
    return keyset.counted(Organization.objects.public()) > keyset.MOST_COUNTED


class OrganizationFilter(django_filters.FilterSet):
    """The public directory by words, standing, what it did, kind, ECOSOC status, country and field of work."""

    q = django_filters.CharFilter(
        label=_("Name, acronym or other name"), method="search", max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )  # fmt: skip
    standing = django_filters.MultipleChoiceFilter(
        label=_("In the directory as"), field_name="state", choices=STANDINGS, distinct=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    did = django_filters.MultipleChoiceFilter(
        label=_("On the record"), method="has_done", widget=forms.CheckboxSelectMultiple
    )
    kind = django_filters.MultipleChoiceFilter(
        label=_("Kind"), choices=Organization.Kind, distinct=False, widget=forms.CheckboxSelectMultiple
    )
    ecosoc = django_filters.MultipleChoiceFilter(
        label=_("ECOSOC status"), field_name="ecosoc_status", choices=Organization.Ecosoc, distinct=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    country = django_filters.ChoiceFilter(
        label=_("Country"), field_name="country__iso3", lookup_expr="iexact", empty_label=_("All countries")
    )
    theme = django_filters.ChoiceFilter(
        label=_("Field of work"), method="works_on", empty_label=_("All fields of work")
    )  # fmt: skip

    class Meta:
        model = Organization
        fields = ["q", "standing", "did", "kind", "ecosoc", "country", "theme"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present = Organization.objects.public().filter(country=OuterRef("pk"))
        countries = sorted(Country.objects.filter(Exists(present)), key=lambda country: by_name(country.name))
        self.filters["country"].extra["choices"] = [(country.iso3.lower(), country.name) for country in countries]
        used = Organization.themes.through.objects.filter(theme=OuterRef("pk"), organization__is_public=True)
        themes = list(Theme.objects.annotate(is_used=Exists(used)))
        self.filters["theme"].extra["choices"] = [(theme.code, theme.name) for theme in themes]
        self.themes = [theme for theme in themes if theme.is_used]  # only these are offered
        self.filters["did"].extra["choices"] = [(deed.value, deed.label) for deed in deeds()]

    def search(self, queryset: Any, name: str, value: str) -> QuerySet:
        """Every word of the search is in a name, in any spelling."""
        return queryset.named(value)

    def works_on(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Those that named this field of work."""
        return queryset.filter(
            pk__in=Organization.themes.through.objects.filter(theme__code=value).values("organization")
        )

    def has_done(self, queryset: QuerySet, name: str, value: list[str]) -> QuerySet:
        """Those that did any of the chosen things."""
        if not value:
            return queryset
        done = Q()
        for deed in deeds():
            if deed.value in value:
                done |= Q(pk__in=deed.organizations())
        return queryset.filter(done)

    def facets(self) -> list[Facet]:
        """The boxes that find something, and how many public organizations they find."""
        counts = while_quiet("organizations", self._counts) if is_large() else self._counts()
        return [self._facet(name, counts[name]) for name in ("standing", "did", "kind", "ecosoc")]

    def _counts(self) -> dict[str, dict[str, int]]:
        """How many public organizations each box finds. One query, and one a deed."""
        columns = {name: self.filters[name].field_name for name in ("standing", "kind", "ecosoc")}
        public = Organization.objects.public().order_by()
        rows = list(public.values(*columns.values()).annotate(count=Count("pk")))
        counts = {name: self._counted(name, column, rows) for name, column in columns.items()}
        counts["did"] = {deed.value: public.filter(pk__in=deed.organizations()).count() for deed in deeds()}
        return counts

    def _counted(self, name: str, column: str, rows: list[dict[str, Any]]) -> dict[str, int]:
        choices = self.form.fields[name].choices
        return {value: sum(row["count"] for row in rows if row[column] == value) for value, _label in choices}

    def _facet(self, name: str, counts: dict[str, int]) -> Facet:
        field, chosen = self.form.fields[name], self.form[name].value() or []
        choices = [Choice(value, label, counts[value], value in chosen) for value, label in field.choices]
        return Facet(name, field.label, [choice for choice in choices if choice.found or choice.chosen])
