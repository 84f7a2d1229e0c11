"""What the table of calls to action can be searched and filtered by."""

from datetime import date
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dialogues.asks.models import Addressee, CallAddressee, CallToAction, Progress
from dialogues.resolutions.models import Resolution
from dialogues.resolutions.paragraphs import STRENGTHS
from portal import search, words
from portal.dates import VIENNA
from portal.mechanism.filing import articles_in, named_article
from portal.mechanism.models import Article, Instrument, Precision, SdgTarget, Theme, WorkingGroup

DUE = [("passed", _("The date has passed")), ("ahead", _("The date is ahead")), ("undated", _("No date stated"))]


def over_by(today: date) -> Q:
    """Calls whose date is over: of a day after that day, of a month after the month, of a year after the year."""
    dated = Q(precision=Precision.MONTH, due__lt=today.replace(day=1))
    dated |= Q(precision=Precision.YEAR, due__lt=today.replace(month=1, day=1))
    return dated | Q(precision=Precision.DAY, due__lt=today)


class CallFilter(django_filters.FilterSet):
    """Words, addressee, strength, status, date, resolution, and what coordinators filed the call under."""

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
    article = django_filters.ChoiceFilter(label=_("Article"), method="on_article", empty_label=_("All articles"))
    topic = django_filters.ChoiceFilter(
        label=_("Field of work"), method="in_field", empty_label=_("All fields of work")
    )
    group = django_filters.ChoiceFilter(
        label=pgettext_lazy("a choice", "Working group"), method="of_group", empty_label=_("All working groups")
    )
    due = django_filters.ChoiceFilter(label=_("Due"), choices=DUE, method="due_by", empty_label=_("Whenever"))

    class Meta:
        model = CallToAction
        fields: list[str] = []  # only those named above

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in self.known().items():
            self.filters[name].extra["choices"] = choices

    def known(self) -> dict[str, list[tuple[str, str]]]:
        """The values that the rows have, by filter. Six questions."""
        keys = self.queryset.order_by().values("pk")
        texts = Resolution.objects.filter(paragraphs__calls__in=keys).distinct()
        targets = SdgTarget.objects.filter(calls__in=keys).distinct()
        instruments = Instrument.objects.filter(calls__in=keys).distinct()
        themes = Theme.objects.filter(calls__in=keys).distinct()
        groups = WorkingGroup.objects.filter(calls__in=keys).distinct()
        return {
            "resolution": [(one.slug, one.name) for one in texts.only("slug", *Resolution.NAMED)],
            "target": [(one.code, one.code) for one in targets],
            "instrument": [(one.code, str(one)) for one in instruments],
            "article": articles_in(Article.objects.filter(calls__in=keys)),
            "topic": [(one.code, one.name) for one in themes],
            "group": [(one.code, str(one)) for one in groups],
        }

    def find(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Calls with every word of the question, and every phrase of it."""
        return queryset.filter(words.holding(CallToAction, value))

    def asked(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Calls to them."""
        return queryset.filter(pk__in=CallAddressee.objects.filter(kind=value).values("call"))

    def came_to(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Calls whose newest status it is; without any status, there is no information."""
        found = Q(current__progress=value)
        return queryset.filter(found | Q(current__isnull=True) if value == Progress.NO_INFORMATION else found)

    def about(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Calls that help to reach the target."""
        return queryset.filter(pk__in=SdgTarget.objects.filter(code=value).values("calls"))

    def under(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Calls on the instrument."""
        return queryset.filter(pk__in=Instrument.objects.filter(code=value).values("calls"))

    def in_field(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Calls in the field of work."""
        return queryset.filter(pk__in=Theme.objects.filter(code=value).values("calls"))

    def of_group(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Calls that concern the working group."""
        return queryset.filter(pk__in=WorkingGroup.objects.filter(code=value).values("calls"))

    def on_article(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Calls on the article."""
        return queryset.filter(pk__in=named_article(value).values("calls"))

    def due_by(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Calls whose date is behind us or ahead; of a month or a year, all of it is the date."""
        if value == "undated":
            return queryset.filter(due__isnull=True)
        passed = over_by(timezone.now().astimezone(VIENNA).date())
        return queryset.filter(passed) if value == "passed" else queryset.filter(due__isnull=False).exclude(passed)
