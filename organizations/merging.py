"""Two records of one organization become one: what the one has goes to the other, and its address leads there."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organizations import emails, permissions
from organizations.identity import put_away_name
from organizations.models import (
    Evidence,
    Identifier,
    Invitation,
    JoinRequest,
    KnownName,
    Logo,
    Membership,
    Organization,
    Role,
    User,
    VerificationCase,
)
from portal import audit, merging
from portal.merging import Collision
from portal.records import InvalidMove, move

S = Organization.State
RANKS: list[str] = [Role.VIEWER, Role.EDITOR, Role.SIGNATORY, Role.OWNER]


def problems(old: Organization, heir: Organization) -> list[Collision]:
    """What stands in the way of making `old` a part of `heir`, and what the rules decide, on every floor."""
    return [*sorted(_own_collisions(old, heir), key=lambda one: not one.stops), *merging.collisions(old, heir)]


def _own_collisions(old: Organization, heir: Organization) -> Iterator[Collision]:
    if heir.state == S.LISTED and old.memberships.filter(state=Membership.State.ACTIVE).exists():
        yield Collision(
            _("The record that stays has no members, the other one has: merge the other way round."), stops=True
        )
    if old.listed_as_id == heir.pk or heir.state in (S.DRAFT, S.MERGED) or old.state in (S.DRAFT, S.MERGED):
        yield Collision(
            _("Drafts and merged records cannot be merged; a claim of a listed one is decided."), stops=True
        )
    if old.state in Organization.NAMED and heir.state not in Organization.NAMED:
        yield Collision(
            _("A verified record becomes part of another verified one only: verify that one first."), stops=True
        )
    for number in old.identifiers.filter(scheme__in=heir.identifiers.values("scheme")):
        yield Collision(_("Both have an identifier of one kind. This one is dropped: %s") % number)
    shared = Membership.objects.filter(state=Membership.State.ACTIVE, organization=heir).values("user")
    if old.memberships.filter(state=Membership.State.ACTIVE, user__in=shared).exists():
        yield Collision(_("Somebody is a member of both and keeps the higher role."))


@transaction.atomic
def merge(old: Organization, heir: Organization, *, by: User, reason: str) -> Organization:
    """Make `old` a part of `heir`, for good, and tell the people of both; the heir is given back.

    Raises InvalidMove, with every reason in words, when something stands in the way or `by` is involved in either;
    ValidationError without a reason. Then nothing has moved.
    """
    _require_judge(old, heir, by, reason)
    locked = {one.pk: one.locked() for one in sorted((old, heir), key=lambda one: one.pk)}
    old, heir = locked[old.pk], locked[heir.pk]
    if stopped := [str(one.words) for one in problems(old, heir) if one.stops]:
        raise InvalidMove(" ".join(stopped))
    was_public = old.has_public_page
    _close_open_case(old, by, reason)
    old = move(old, S.MERGED, by=by, reason=reason, public=True, merged_into=heir)
    _hand_over_profile(old, heir, was_public=was_public)
    _hand_over_people(old, heir)
    merging.move(old, heir, by=by)
    audit.record(heir, "merge", by=by, reason=reason, public=True, data={"merged": old.slug})
    emails.merged(heir)
    return heir


def _require_judge(old: Organization, heir: Organization, by: User, reason: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the two are one.")})
    if old.pk == heir.pk or any(permissions.is_involved(by, one) for one in (old, heir)):
        raise InvalidMove(_("Somebody else has to decide: you registered one of them or act for it."))


def _close_open_case(old: Organization, by: User, reason: str) -> None:
    closed: dict[str, Any] = {"decided_by": by, "decided_at": timezone.now(), "reason": reason}
    old.cases.filter(decided_at=None).update(decision=VerificationCase.Decision.MERGED, **closed)


def _hand_over_profile(old: Organization, heir: Organization, *, was_public: bool) -> None:
    VerificationCase.objects.filter(organization=old).update(organization=heir)
    Evidence.objects.filter(organization=old).update(organization=heir)
    Organization.objects.filter(listed_as=old).update(listed_as=heir if heir.state == S.LISTED else None)
    heir.themes.add(*old.themes.all())
    if not Logo.objects.filter(organization=heir).exists():
        Logo.objects.filter(organization=old).update(organization=heir)
    for number in old.identifiers.exclude(scheme__in=heir.identifiers.values("scheme")):
        taken = Identifier.objects.filter(scheme=number.scheme, key=number.key, binding=True)
        if not taken.exists():
            number.organization, number.binding = heir, heir.state in heir.NAMED
            number.save(update_fields=["organization", "binding"])
    KnownName.objects.filter(organization=old, kind=KnownName.Kind.FORMER).update(organization=heir)
    if old.name_key != heir.name_key:
        put_away_name(heir, old.legal_name, was_public=was_public)
    old.conflicts.filter(resolved_at=None).update(resolved_at=timezone.now())
    heir.conflicts.filter(other=old, resolved_at=None).update(resolved_at=timezone.now())


def _hand_over_people(old: Organization, heir: Organization) -> None:
    """Members and those on the way to it. Who is in both keeps the higher role, and one membership."""
    now, active = timezone.now(), Membership.State.ACTIVE
    there = {one.user_id: one for one in heir.memberships.filter(state=active)}
    for membership in old.memberships.filter(state=active):
        twin = there.get(membership.user_id)
        if twin is None:
            continue
        if RANKS.index(membership.role) > RANKS.index(twin.role):
            Membership.objects.filter(pk=twin.pk).update(role=membership.role)
        Membership.objects.filter(pk=membership.pk).update(state=Membership.State.ENDED, ended_at=now)
    Membership.objects.filter(organization=old).update(organization=heir)
    waiting = Invitation.objects.filter(organization=old, state=Invitation.State.OPEN)
    double = waiting.filter(email__in=heir.invitations.filter(state=Invitation.State.OPEN).values("email"))
    double.update(state=Invitation.State.REVOKED, answered_at=now)
    Invitation.objects.filter(organization=old).update(organization=heir)
    asking = JoinRequest.objects.filter(organization=old, state=JoinRequest.State.WAITING)
    asked = JoinRequest.objects.filter(organization=heir, state=JoinRequest.State.WAITING)
    asking.filter(user__in=asked.values("user")).update(state=JoinRequest.State.WITHDRAWN, answered_at=now)
    JoinRequest.objects.filter(organization=old).update(organization=heir)
