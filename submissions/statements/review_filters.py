"""What the queue of statements can be narrowed to. Every field is named here; nothing else of the address is used."""

from typing import Any

import django_filters
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from dialogues.titles import Titles
from organizations.models import User
from submissions.statements.models import Review
from submissions.statements.reviews import ReviewQuerySet

HANDS = [("free", _("Nobody")), ("mine", _("Me")), ("others", _("Somebody else"))]
LOOKS = [
    ("first", _("A first look")),
    ("second", _("A second approval")),
    ("appeal", _("An appeal")),
    ("later", _("A later version of a public statement")),
]
LONGEST_QUERY = 80


class QueueFilter(django_filters.FilterSet):
    """What waits, by words, by who holds it, by what it needs, by dialogue and language."""

    q = django_filters.CharFilter(
        label=_("Title, organization, receipt or reference"), method="find", max_length=LONGEST_QUERY
    )
    hand = django_filters.ChoiceFilter(
        label=_("In the hands of"), method="in_hand", choices=HANDS, empty_label=_("Anybody")
    )
    look = django_filters.ChoiceFilter(label=_("Needs"), method="needs", choices=LOOKS, empty_label=_("Anything"))
    dialogue = django_filters.ChoiceFilter(
        label=_("Dialogue"), field_name="statement__dialogue__slug", empty_label=_("All dialogues")
    )
    language = django_filters.ChoiceFilter(
        label=_("Language"), field_name="version__language", choices=settings.LANGUAGES, empty_label=_("All languages")
    )

    class Meta:
        model = Review
        fields: list[str] = []  # only those named above

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        columns = ("slug", "translation_key", "title")
        rows = self.queryset.order_by("statement__dialogue__title")
        rows = rows.values_list(*(f"statement__dialogue__{name}" for name in columns)).distinct()
        titles = Titles()
        self.filters["dialogue"].extra["choices"] = [(slug, titles.named(key, title)) for slug, key, title in rows]

    def find(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Rows that have these words in the title, the organization's name or the receipt."""
        return queryset.filter(
            Q(version__title__icontains=value)
            | Q(statement__organization__legal_name__icontains=value)
            | Q(statement__receipt__iexact=value)
            | Q(later__receipt__iexact=value)
        )

    def in_hand(self, queryset: ReviewQuerySet, name: str, value: str) -> QuerySet:
        """Rows that nobody holds, that this person holds, or that somebody else does."""
        held = Review.objects.held()
        by_me = {"mine": held.filter(held_by=self.user), "others": held.exclude(held_by=self.user)}
        return queryset.free() if value == "free" else queryset.filter(pk__in=by_me[value].values("pk"))

    def needs(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Rows of one kind of look."""
        kinds = {
            "first": Q(is_appeal=False, approved_at__isnull=True),
            "second": Q(approved_at__isnull=False),
            "appeal": Q(is_appeal=True),
            "later": Q(later__isnull=False),
        }
        return queryset.filter(kinds[value])
