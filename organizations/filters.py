"""What the directory can be narrowed to. Every field is named here; nothing else of the address is used."""

from typing import Any, NamedTuple

import django_filters
from django import forms
from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization
from portal.mechanism.models import State as Country
from portal.mechanism.models.states import sort_key

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


class OrganizationFilter(django_filters.FilterSet):
    """The public directory by words, standing, country, kind, and ECOSOC status."""

    q = django_filters.CharFilter(
        label=_("Name, acronym or other name"), method="search", max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )  # fmt: skip
    standing = django_filters.MultipleChoiceFilter(
        label=_("In the directory as"), field_name="state", choices=STANDINGS, distinct=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    kind = django_filters.MultipleChoiceFilter(
        label=_("Kind"), choices=Organization.Kind, distinct=False, widget=forms.CheckboxSelectMultiple
    )
    country = django_filters.ChoiceFilter(
        label=_("Country"), field_name="country__iso3", lookup_expr="iexact", empty_label=_("All countries")
    )
    ecosoc = django_filters.MultipleChoiceFilter(
        label=_("ECOSOC status"), field_name="ecosoc_status", choices=Organization.Ecosoc, distinct=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    class Meta:
        model = Organization
        fields = ["q", "standing", "kind", "country", "ecosoc"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present = Organization.objects.public().values("country")
        countries = sorted(Country.objects.filter(pk__in=present), key=lambda country: sort_key(country.name))
        self.filters["country"].extra["choices"] = [(country.iso3.lower(), country.name) for country in countries]

    def search(self, queryset: Any, name: str, value: str) -> QuerySet:
        """Every word of the search is in a name, in any spelling."""
        return queryset.named(value)

    def facets(self) -> list[Facet]:
        """The lists of boxes, with how many public organizations each box finds. One query."""
        columns = {name: self.filters[name].field_name for name in ("standing", "kind", "ecosoc")}
        public = Organization.objects.public().order_by()
        rows = list(public.values(*columns.values()).annotate(count=Count("pk")))
        return [self._facet(name, column, rows) for name, column in columns.items()]

    def _facet(self, name: str, column: str, rows: list[dict[str, Any]]) -> Facet:
        field, chosen = self.form.fields[name], self.form[name].value() or []
        choices = [
            Choice(value, label, sum(row["count"] for row in rows if row[column] == value), value in chosen)
            for value, label in field.choices
        ]
        return Facet(name, field.label, choices)
