"""What the table of calls to action can be searched and filtered by."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from dialogues.asks.models import Addressee, CallAddressee, CallToAction, Progress
from dialogues.resolutions.models import Resolution
from dialogues.resolutions.paragraphs import STRENGTHS
from portal import search, words
from portal.mechanism.models import Instrument, SdgTarget


class CallFilter(django_filters.FilterSet):
    """Words, addressee, strength, development target, status, resolution and instrument."""

    q = django_filters.CharFilter(label=_("Search calls"), method="find", max_length=search.LONGEST_QUERY)
    addressee = django_filters.ChoiceFilter(
        label=_("Of whom"), choices=Addressee.choices, method="asked", empty_label=_("Of anybody")
    )
    strength = django_filters.ChoiceFilter(
        label=_("How strongly"), choices=[(str(step), name) for step, name in STRENGTHS], empty_label=_("Any strength")
    )
    target = django_filters.ChoiceFilter(label=_("Development target"), method="about", empty_label=_("All targets"))
    status = django_filters.ChoiceFilter(
        label=_("Status"), choices=Progress.choices, method="came_to", empty_label=_("Any status")
    )
    resolution = django_filters.ChoiceFilter(
        label=_("Resolution"), field_name="paragraph__resolution__slug", empty_label=_("All resolutions and analyses")
    )
    instrument = django_filters.ChoiceFilter(label=_("Instrument"), method="under", empty_label=_("All instruments"))

    class Meta:
        model = CallToAction
        fields: list[str] = []  # only those named above

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in self.known().items():
            self.filters[name].extra["choices"] = choices

    def known(self) -> dict[str, list[tuple[str, str]]]:
        """The values that the rows have, by filter. Three questions."""
        keys = self.queryset.order_by().values("pk")
        texts = Resolution.objects.filter(paragraphs__calls__in=keys).distinct()
        targets = SdgTarget.objects.filter(calls__in=keys).distinct()
        instruments = Instrument.objects.filter(calls__in=keys).distinct()
        return {
            "resolution": [(one.slug, one.name) for one in texts.only("slug", "symbol", "number", "title")],
            "target": [(one.code, one.code) for one in targets],
            "instrument": [(one.code, one.short_title) for one in instruments],
        }

    def find(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Calls with every word of the question, and every phrase of it."""
        return queryset.filter(words.holding(CallToAction, value))

    def asked(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Calls to them."""
        return queryset.filter(pk__in=CallAddressee.objects.filter(kind=value).values("call"))

    def about(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Calls that help to reach it."""
        return queryset.filter(pk__in=CallToAction.targets.through.objects.filter(
            sdgtarget__code=value).values("calltoaction"))  # fmt: skip

    def came_to(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Calls whose newest status it is; without any status, there is no information."""
        found = Q(current__progress=value)
        return queryset.filter(found | Q(current__isnull=True) if value == Progress.NO_INFORMATION else found)

    def under(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Calls on the instrument."""
        return queryset.filter(pk__in=CallToAction.instruments.through.objects.filter(
            instrument__code=value).values("calltoaction"))  # fmt: skip
