"""What the list of consultations to come can be narrowed to: State, cluster, and when one can take part."""

from typing import Any

import django_filters
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.mechanism.models import Cluster, State
from submissions.consultations.announcing.models import Announcement
from submissions.consultations.filters import NO_CLUSTER


class When(models.TextChoices):
    """When one can take part."""

    OPEN = "open", _("Open now")
    COMING = "coming", _("Opens later")
    OVER = "over", _("Over")


NARROWED = {When.OPEN: "open_now", When.COMING: "coming", When.OVER: "over"}


class AnnouncedFilter(django_filters.FilterSet):
    """State, cluster and time; without a time, all that are not over."""

    state = django_filters.ChoiceFilter(label=_("State"), field_name="country__iso3", empty_label=_("All States"))
    cluster = django_filters.ChoiceFilter(label=_("Cluster"), method="in_cluster", empty_label=_("All clusters"))
    when = django_filters.ChoiceFilter(
        label=_("When"), choices=When.choices, method="at_a_time", empty_label=_("Open now or later")
    )

    class Meta:
        model = Announcement
        fields: list[str] = []  # only those named above

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = State.objects.filter(pk__in=self.queryset.order_by().values("country"))
        self.filters["state"].extra["choices"] = [(one.iso3, one.name) for one in states]
        clusters = [(str(one.number), str(one)) for one in Cluster.objects.all()]
        self.filters["cluster"].extra["choices"] = [*clusters, (NO_CLUSTER, _("Cluster not stated"))]

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Those that fit."""
        found: QuerySet = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("when") else found.ahead()  # type: ignore[attr-defined]

    def in_cluster(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Those of one cluster, or of none."""
        return queryset.filter(cluster__isnull=True) if value == NO_CLUSTER else queryset.filter(cluster__number=value)

    def at_a_time(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Those that are open, open later, or are over."""
        found: QuerySet = getattr(queryset, NARROWED[When(value)])()
        return found
