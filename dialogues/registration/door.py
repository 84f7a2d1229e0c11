"""Who checks delegates in on the day: coordinators at their dialogues, helpers at the one they help at."""

from typing import Any

from django.db import models
from django.db.models import Q

from dialogues.pages import DialogueQuerySet
from organizations.models import Assignment

DECIDE = "dialogues.decide_registration"


def at_doors_of(user: Any, path: str = "") -> Q:
    """Rows whose dialogue, found by `path` ("registration__dialogue__"), has this person at its door."""
    if user.has_perm(DECIDE):
        return Q()
    return Q(**{f"{path}translation_key__in": Assignment.objects.doors_of(user)})


def dialogues_of(user: Any, dialogues: DialogueQuerySet) -> DialogueQuerySet:
    """Those of `dialogues` at whose door this person stands."""
    return dialogues.filter(at_doors_of(user))


class DelegateQuerySet(models.QuerySet[Any]):
    """Who is on which list of the day. No delegate is public."""

    def at_doors_of(self, user: Any) -> "DelegateQuerySet":
        """The delegates, sent in by their organizations, of the dialogues at whose door this person stands."""
        sent = self.exclude(registration__state="draft")
        return sent.filter(at_doors_of(user, "registration__dialogue__"))

    def expected_at(self, dialogue: Any) -> "DelegateQuerySet":
        """The approved delegates of a dialogue."""
        return self.filter(registration__dialogue=dialogue, registration__state="approved")

    def came(self) -> "DelegateQuerySet":
        """Those who were checked in."""
        return self.filter(checked_in_at__isnull=False)

    def stayed_away(self) -> "DelegateQuerySet":
        """Those who were not: after the dialogue, the no-shows. A query, never a state (DOMAIN, section 2)."""
        return self.filter(checked_in_at__isnull=True)

    def with_organization(self) -> "DelegateQuerySet":
        """In the order of names, with what a list shows."""
        return self.select_related("registration__organization__country").order_by("name", "pk")
