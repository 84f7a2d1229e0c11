"""What the list of analyses can be filtered by."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization
from portal.mechanism.models import Instrument, SdgTarget


class AnalysisFilter(django_filters.FilterSet):
    """Development target, instrument and organization, as far as the analyses have them."""

    target = django_filters.ChoiceFilter(label=_("Development target"), method="about", empty_label=_("All targets"))
    instrument = django_filters.ChoiceFilter(label=_("Instrument"), method="under", empty_label=_("All instruments"))
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
        self.filters["instrument"].extra["choices"] = [(one.code, one.short_title) for one in instruments]
        self.filters["organization"].extra["choices"] = [(one.slug, str(one)) for one in organizations]

    def about(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Those that help to reach it."""
        return queryset.filter(pk__in=SdgTarget.objects.filter(code=value).values("analyses"))

    def under(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Those on the instrument."""
        return queryset.filter(pk__in=Instrument.objects.filter(code=value).values("analyses"))
