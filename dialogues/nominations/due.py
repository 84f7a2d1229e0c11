"""Nominations that were begun and not sent, while their call still takes them: for the desk and the calendar."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.nominations.models import Nomination
from dialogues.registration.subscriptions import Deadline


def drafts_of(user: Any) -> QuerySet[Nomination]:
    """Drafts of the person's organizations in calls that have not closed, the nearest deadline first."""
    drafts = Nomination.objects.of_members(user).filter(state=Nomination.State.DRAFT, call__dialogue__live=True)
    open_still = drafts.filter(call__closes_at__gt=timezone.now())
    return open_still.select_related("call__dialogue").order_by("call__closes_at", "pk")


def unsent(user: Any) -> Iterator[Deadline]:
    """For the calendar: the deadline of each call with a draft; a calendar on a phone names no nominee."""
    for draft in drafts_of(user):
        dialogue = draft.call.dialogue
        if dialogue.takes_place:
            words = _("Nominations end: %(dialogue)s") % {"dialogue": dialogue.title}
            yield Deadline(f"end-{draft.uuid}", draft.call.closes_at, words, f"/desk/nominations/{draft.uuid}/")
