"""Deciding on many registrations at once: what would happen to each, and then each by itself, in its own transaction.

What somebody saw before they confirmed is named by the newest event of each registration: where another one has come
since, the registration is left alone and named.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dialogues.pages import DialoguePage
from dialogues.registration import actions, rules, seats
from dialogues.registration.models import Registration, RegistrationState
from organizations.models import Organization
from portal.models import AuditEvent
from portal.records import InvalidMove

S = RegistrationState
MOST = 200
Words = str | Promise
# What each verb leads to, and its words.
VERBS: dict[str, tuple[str, Words]] = {
    "forward": (S.FORWARDED, gettext_lazy("Note that they were sent to the Extended Bureau")),
    "approve": (S.APPROVED, gettext_lazy("Approve; who finds no seat goes on the waiting list")),
    "seat": (S.APPROVED, gettext_lazy("Approve; who finds no seat stays as it is")),
    "wait": (S.WAITING, gettext_lazy("Put on the waiting list")),
    "decline": (S.DECLINED, gettext_lazy("Decline")),
}
INVOLVED = gettext_lazy("You act for this organization, so somebody else decides.")
CHANGED = gettext_lazy("It changed meanwhile and was left alone. Look at it again.")
NO_SEAT = gettext_lazy("No seat left: it goes on the waiting list")
STAYS = gettext_lazy("There is no seat: it stays as it is.")


class Fate(NamedTuple):
    """What will happen, or has happened, to one registration: the new state in words, or why there is none."""

    registration: Registration
    words: Words
    happens: bool
    seen: int = 0

    @property
    def key(self) -> str:
        """Names the registration and what was seen of it, for the form that confirms."""
        return f"{self.registration.uuid}.{self.seen}"


class Order(NamedTuple):
    """What is to be done with all: the verb, and the reason where it is to decline."""

    verb: str
    reason: str = ""

    @property
    def may_wait(self) -> bool:
        """Whether those for whom there is no seat go on the waiting list."""
        return self.verb == "approve"


def seen_of(registrations: Sequence[Registration]) -> dict[str, int]:
    """The number of the newest event of each, by uuid."""
    keys = [str(one.uuid) for one in registrations]
    events = AuditEvent.objects.filter(object_type=Registration._meta.label_lower, object_key__in=keys)
    return dict(events.order_by().values_list("object_key").annotate(Max("pk")))


def chosen(rows: QuerySet[Registration], uuids: Iterable[UUID]) -> list[Registration]:
    """Those of `rows` that were chosen, MOST at the most, the one that was sent first in front, with what is shown."""
    found = rows.filter(uuid__in=list(uuids)[:MOST]).order_by("submitted_at", "pk")
    return list(found.select_related("organization__country", "dialogue").counted())  # type: ignore[attr-defined]


def foresee(registrations: Sequence[Registration], order: Order, *, by: Any) -> list[Fate]:
    """What would happen to each, in this order: seats that one takes are gone for the next. Nothing is changed."""
    seen = seen_of(registrations)
    own = set(Organization.objects.represented_by(by).values_list("pk", flat=True))
    free = seats.of_dialogues(one.dialogue for one in registrations)
    taken: Counter[tuple[int, str]] = Counter()
    fates = []
    for one in registrations:
        words, happens = _foreseen(one, order, one.organization_id in own, free[one.dialogue_id], taken)
        fates.append(Fate(one, words, happens, seen.get(str(one.uuid), 0)))
    return fates


def _foreseen(
    one: Any, order: Order, involved: bool, free: dict[str, seats.Seats], taken: Counter[tuple[int, str]]
) -> tuple[Words, bool]:
    target, _label = VERBS[order.verb]
    if involved:
        return INVOLVED, False
    if target not in Registration.FOLLOWERS.get(one.state, set()):
        return _("Not possible now: the state is “%s”.") % one.get_state_display(), False
    if target == S.APPROVED and not _seated(one, free, taken):
        return (NO_SEAT, True) if order.may_wait and one.state != S.WAITING else (STAYS, False)
    return S(target).label, True


def _seated(one: Any, free: dict[str, seats.Seats], taken: Counter[tuple[int, str]]) -> bool:
    """Whether a delegation finds its seats after those that were promised before; then they are `taken`."""
    wanted = {"on_site": one.on_site, "online": one.online}
    found = all(_is_free(free[mode], taken[one.dialogue_id, mode], count) for mode, count in wanted.items())
    if found:
        taken.update({(one.dialogue_id, mode): count for mode, count in wanted.items()})
    return found


def _is_free(seat: seats.Seats, taken: int, count: int) -> bool:
    """Whether so many more find a seat, after those that were promised before."""
    return seat.free is None or count == 0 or taken + count <= seat.free


def carry_out(registrations: Sequence[Registration], seen: dict[str, int], order: Order, *, by: Any) -> list[Fate]:
    """Do it with each, one transaction each: what is refused or has changed since it was `seen` stays as it is."""
    acts: dict[str, Callable[[Registration], Registration]] = {
        "forward": lambda one: actions.forward(one, by=by),
        "approve": lambda one: actions.approve(one, by=by),
        "seat": lambda one: actions.approve(one, by=by, may_wait=False),
        "wait": lambda one: actions.put_on_waiting_list(one, by=by),
        "decline": lambda one: actions.decline(one, by=by, reason=order.reason),
    }
    if order.verb == "decline":
        rules.require_reason(order.reason)
    return [_done(one, seen.get(str(one.uuid)), acts[order.verb]) for one in registrations]


@transaction.atomic
def act_on_seen(one: Registration, seen: int | None, act: Callable[[Registration], Registration]) -> Registration:
    """Do it under the lock of its dialogue. Raises InvalidMove when something happened to it since it was `seen`."""
    DialoguePage.objects.select_for_update(of=("self",)).get(pk=one.dialogue_id)
    if seen_of([one]).get(str(one.uuid), 0) != seen:
        raise InvalidMove(CHANGED)
    return act(one)


def _done(one: Registration, seen: int | None, act: Callable[[Registration], Registration]) -> Fate:
    try:
        decided = act_on_seen(one, seen, act)
    except PermissionDenied:
        return Fate(one, INVOLVED, happens=False)
    except InvalidMove as problem:
        return Fate(one, str(problem), happens=False)
    except ValidationError as problem:
        return Fate(one, " ".join(problem.messages), happens=False)
    one.state = decided.state
    return Fate(one, decided.get_state_display(), happens=True)
