"""The rule of the last owner, for accounts that go or are closed: who would leave an organization to nobody."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organizations.models import Membership, Organization, Role, User
from organizations.people.permissions import active_members, owners

HAND_OVER = _("You are its last owner. Hand it over first, so that it goes on.")
PUBLIC_RECORD = _(
    "You are the only one who acts for it, and it was verified, so it has a public record. Invite somebody and hand it "
    "over, or ask the coordinators to suspend it and to release you."
)


@dataclass(frozen=True)
class Obstacle:
    """Why an account cannot go now, and the organization that it is about, if any."""

    words: str | Promise
    organization: Organization | None = None


def owned_by(users: Iterable[User]):
    """The organizations that these people own."""
    own = Membership.objects.filter(user__in=users, state=Membership.State.ACTIVE, role=Role.OWNER)
    return Organization.objects.filter(pk__in=own.values("organization")).order_by("pk")


def hold(users: Iterable[User]) -> None:
    """Lock the organizations of these people until the transaction ends.

    So one of two owners who go at once comes second, and nobody is made owner in the moment in which they go.
    """
    acting = Membership.objects.filter(user__in=users, state=Membership.State.ACTIVE)
    theirs = Organization.objects.filter(pk__in=acting.values("organization")).order_by("pk")
    list(theirs.select_for_update(of=("self",)))


def left_alone(users: Iterable[User], *, released: bool = False) -> list[Obstacle]:
    """The organizations that would have no owner if all of these people went.

    That is allowed where nobody else acts for it and it was never verified: then there is nothing public that somebody
    has to answer for. `released` says that an administrator lets them go, which a suspended organization allows too.
    """
    found = []
    for organization in owned_by(users):
        if owners(organization).exclude(user__in=users).exists():
            continue
        suspended = organization.state == Organization.State.SUSPENDED
        if active_members(organization).exclude(user__in=users).exists():
            found.append(Obstacle(HAND_OVER, organization))
        elif organization.verified_at is not None and not (released and suspended):
            found.append(Obstacle(PUBLIC_RECORD, organization))
    return found
