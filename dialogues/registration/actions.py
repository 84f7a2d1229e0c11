"""The verbs of registering. Each locks the dialogue first, so that no two of them count the same seat."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.pages import DialoguePage
from dialogues.registration import emails, permissions, rules, seats
from dialogues.registration.models import LIVE, Delegate, Registration, RegistrationState
from organizations.models import Organization, User
from portal import audit
from portal.records import InvalidMove, move

S = RegistrationState
# What an organization fills in beside its delegates.
FIELDS = ("expertise", "wants_floor", "floor_topic", "consent")
# A delegate with another value in one of these is another delegate: the coordinators look again.
IDENTITY = ("email", "name", "mode")


class RegistrationExists(InvalidMove):
    """The organization has a live registration for this dialogue: it is in `registration`."""

    def __init__(self, registration: Registration) -> None:
        super().__init__(_("Your organization has a registration for this dialogue already."))
        self.registration = registration


@transaction.atomic
def start_draft(
    dialogue: DialoguePage,
    organization: Organization,
    *,
    by: User,
    values: Mapping[str, Any],
    delegates: Sequence[Delegate] = (),
    form_key: UUID | None = None,
) -> Registration:
    """Begin a registration with `values` (see FIELDS); the same `form_key` gives the same draft again.

    Raises RegistrationExists, ValidationError when the organization is not verified or a value does not fit, and
    PermissionDenied when `by` does not write for it.
    """
    rules.require(permissions.may_write(by, organization))
    rules.require_verified(organization)
    dialogue = dialogue.canonical
    mine = Registration.objects.filter(dialogue=dialogue, organization=organization)
    same = mine.filter(form_key=form_key, state=S.DRAFT).first() if form_key else None
    if same is not None:
        return save_draft(same, by=by, values=values, delegates=delegates)
    registration = Registration(dialogue=dialogue, organization=organization, form_key=form_key)
    _fill(registration, values)
    try:
        with transaction.atomic():
            registration.save()
    except IntegrityError:
        raise _taken(mine) from None
    _replace_delegates(registration, delegates)
    audit.record(registration, "start", by=by, after=registration.state)
    return registration


@transaction.atomic
def save_draft(
    registration: Registration, *, by: User, values: Mapping[str, Any], delegates: Sequence[Delegate]
) -> Registration:
    """Store what was written so far. Raises InvalidMove when it was sent already."""
    registration = registration.locked()
    rules.require(permissions.may_write(by, registration.organization))
    rules.require_state(registration, S.DRAFT)
    _fill(registration, values)
    registration.save(update_fields=FIELDS)
    _replace_delegates(registration, delegates)
    return registration


@transaction.atomic
def submit(registration: Registration, *, by: User) -> Registration:
    """Send a draft to the coordinators; the members get a receipt.

    Raises ValidationError after the deadline, without delegates or with too many of them, and when the organization
    is not verified; InvalidMove when it was sent already; PermissionDenied when `by` may not send for it.
    """
    registration = _locked(registration)
    rules.require(permissions.may_send(by, registration.organization))
    rules.require_state(registration, S.DRAFT)
    rules.require_verified(registration.organization)
    rules.require_open(registration.dialogue)
    rules.require_delegates(registration.dialogue, list(registration.delegates.all()))
    if not registration.expertise.strip():
        raise ValidationError({"expertise": _("Say what you bring to this dialogue.")})
    registration = move(
        registration, S.SUBMITTED, by=by, submitted_by=by, submitted_at=timezone.now(),
        told_sequence=registration.dialogue.calendar_sequence,
    )  # fmt: skip
    emails.received(registration)
    return registration


@transaction.atomic
def change_delegates(registration: Registration, *, by: User, delegates: Sequence[Delegate]) -> Registration:
    """Other people come. What was approved or waiting is checked again, and its seats are free for others meanwhile.

    A change of details only (language, needs, position) moves nothing. Raises as `submit` does; InvalidMove while the
    list is with the Extended Bureau, and when the registration is declined or cancelled.
    """
    registration = _locked(registration)
    rules.require(permissions.may_write(by, registration.organization))
    rules.require_state(registration, S.SUBMITTED, S.APPROVED, S.WAITING)
    rules.require_open(registration.dialogue)
    rules.require_delegates(registration.dialogue, delegates)
    before = _identities(registration.delegates.all())
    _replace_delegates(registration, delegates)
    if before == _identities(delegates):
        return registration
    if registration.state == S.SUBMITTED:
        audit.record(registration, "change", by=by)
        return registration
    registration = move(registration, S.SUBMITTED, by=by, decided_by=None, decided_at=None)
    emails.changed(registration)
    promote_waiting(registration.dialogue)
    return registration


@transaction.atomic
def forward(registration: Registration, *, by: User) -> Registration:
    """Note that the list of delegates was sent to the Extended Bureau."""
    registration = _locked(registration)
    rules.require(permissions.may_decide(by, registration))
    registration = move(registration, S.FORWARDED, by=by)
    emails.forwarded(registration)
    return registration


@transaction.atomic
def approve(registration: Registration, *, by: User, may_wait: bool = True) -> Registration:
    """Give the delegation its seats; where there are too few, it goes to the waiting list instead, if it `may_wait`.

    Returns the registration as it stands then. Raises InvalidMove when there is no seat and it may not wait, or waits.
    """
    registration = _locked(registration)
    rules.require(permissions.may_decide(by, registration))
    rules.require_state(registration, S.SUBMITTED, S.FORWARDED, S.WAITING)
    if seats.fits(registration.dialogue, registration):
        return _seat(registration, by)
    if registration.state == S.WAITING:
        raise InvalidMove(_("There are still too few free seats. It stays on the waiting list."))
    if not may_wait:
        raise InvalidMove(_("There are too few free seats. It stays as it was."))
    return _let_wait(registration, by)


@transaction.atomic
def put_on_waiting_list(registration: Registration, *, by: User) -> Registration:
    """Judge it fit, without a seat: it is approved by itself when seats become free."""
    registration = _locked(registration)
    rules.require(permissions.may_decide(by, registration))
    return _let_wait(registration, by)


@transaction.atomic
def decline(registration: Registration, *, by: User, reason: str) -> Registration:
    """Decline it; the organization reads the reason. Raises ValidationError without one."""
    registration = _locked(registration)
    rules.require(permissions.may_decide(by, registration))
    rules.require_reason(reason)
    registration = move(
        registration, S.DECLINED, by=by, reason=reason,
        decided_by=by, decided_at=timezone.now(), decision_note=reason,
    )  # fmt: skip
    emails.declined(registration)
    return registration


@transaction.atomic
def cancel(registration: Registration, *, by: User, reason: str = "") -> Registration:
    """Cancel it, for the organization or as a coordinator, who has to say why. Seats that become free are given on.

    Raises InvalidMove for an organization once the dialogue is over: who was there stays on record.
    """
    registration = _locked(registration)
    if permissions.may_send(by, registration.organization):
        rules.require_not_over(registration.dialogue)
    else:
        rules.require(permissions.may_decide(by, registration))
        rules.require_reason(reason)
    had_seats = registration.state == S.APPROVED
    registration = move(registration, S.CANCELLED, by=by, reason=reason, decision_note=reason)
    emails.cancelled(registration)
    if had_seats:
        promote_waiting(registration.dialogue)
    return registration


@transaction.atomic
def reopen(registration: Registration, *, by: User) -> Registration:
    """Take a declined or cancelled registration up again. Raises InvalidMove when there is another one by now."""
    registration = _locked(registration)
    rules.require(permissions.may_decide(by, registration))
    rules.require_state(registration, S.DECLINED, S.CANCELLED)
    try:
        registration = move(registration, S.SUBMITTED, by=by, decided_by=None, decided_at=None, decision_note="")
    except IntegrityError:
        raise InvalidMove(_("The organization has another registration for this dialogue by now.")) from None
    emails.reopened(registration)
    return registration


@transaction.atomic
def promote_waiting(dialogue: DialoguePage) -> list[Registration]:
    """Approve, by itself, the oldest waiting delegation that fits, and the next, as long as there are seats.

    Called when seats become free or grow; returns those that were approved.
    """
    dialogue = _locked_dialogue(dialogue.canonical.pk)
    if dialogue.is_past or not dialogue.takes_place:
        return []
    waiting = Registration.objects.filter(dialogue=dialogue, state=S.WAITING).order_by("submitted_at", "pk")
    return [_seat(one, None) for one in waiting if seats.fits(dialogue, one)]


@transaction.atomic
def tell_of_move(sender: type[DialoguePage], instance: DialoguePage, **kwargs: Any) -> None:
    """Receiver of `page_published`: whoever registered is told, once, that time, place or status changed."""
    dialogue = _locked_dialogue(instance.pk)
    if dialogue.canonical.pk != dialogue.pk or dialogue.is_past:
        return
    live = Registration.objects.filter(dialogue=dialogue, state__in=[S.SUBMITTED, S.FORWARDED, S.APPROVED, S.WAITING])
    for registration in live.filter(told_sequence__lt=dialogue.calendar_sequence).select_related("organization"):
        registration.dialogue = dialogue
        emails.moved(registration)
    live.update(told_sequence=dialogue.calendar_sequence)


def _taken(mine: QuerySet[Registration]) -> InvalidMove:
    """Why a new registration could not be stored: there is a live one, or its form was used before."""
    existing = mine.filter(state__in=LIVE).first()
    return RegistrationExists(existing) if existing else InvalidMove(_("This form was sent before. Open it anew."))


def _locked_dialogue(pk: int) -> DialoguePage:
    return DialoguePage.objects.select_for_update(of=("self",)).get(pk=pk)


def _locked(registration: Registration) -> Registration:
    """The registration as it stands now, its dialogue locked before it, both until the transaction ends."""
    dialogue = _locked_dialogue(registration.dialogue_id)
    registration = registration.locked()
    registration.dialogue = dialogue
    return registration


def _seat(registration: Registration, by: User | None) -> Registration:
    registration = move(registration, S.APPROVED, by=by, decided_by=by, decided_at=timezone.now())
    emails.approved(registration)
    return registration


def _let_wait(registration: Registration, by: User) -> Registration:
    registration = move(registration, S.WAITING, by=by, decided_by=by, decided_at=timezone.now())
    emails.waiting(registration)
    return registration


def _fill(registration: Registration, values: Mapping[str, Any]) -> None:
    for name in FIELDS:
        setattr(registration, name, values.get(name, getattr(registration, name)))
    registration.clean_fields(exclude={"expertise"} if not registration.expertise else None)


def _replace_delegates(registration: Registration, delegates: Sequence[Delegate]) -> None:
    """Make these the delegates. Who stays, by address and name, keeps the uuid that the badge carries.

    Another name under the same address is another person, who inherits nothing that was told for a visa.
    """
    staying = {(delegate.email, delegate.name) for delegate in delegates}
    leaving = [one.pk for one in registration.delegates.all() if (one.email, one.name) not in staying]
    registration.delegates.filter(pk__in=leaving).delete()
    for delegate in delegates:
        values = {name: getattr(delegate, name) for name in ("name", "position", "mode", "language", "needs")}
        registration.delegates.update_or_create(email=delegate.email, defaults=values)


def _identities(delegates: Any) -> set[tuple[str, ...]]:
    return {tuple(getattr(delegate, name) for name in IDENTITY) for delegate in delegates}
