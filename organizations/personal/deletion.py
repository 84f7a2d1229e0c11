"""Deleting an account: what stands in the way, and doing it on every floor at once."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organizations.models import Membership, Organization, Role, User
from organizations.people.permissions import active_members, owners
from portal import audit, mail
from portal.personal import erasures
from portal.records import InvalidMove

HAND_OVER = _("You are its last owner. Hand it over first, so that it goes on.")
PUBLIC_RECORD = _(
    "You are the only one who acts for it, and it was verified, so it has a public record. Invite somebody and hand it "
    "over, or ask the coordinators to suspend it and to release you."
)
RUNS_THE_PORTAL = _("You run the portal. Ask an administrator to end that first.")


@dataclass(frozen=True)
class Obstacle:
    """Why an account cannot be deleted now, and the organization that it is about, if any."""

    words: str | Promise
    organization: Organization | None = None


@dataclass(frozen=True)
class FormerUser:
    """Whom the last mail goes to, when the account is gone."""

    email: str
    language: str


def obstacles(user: User) -> list[Obstacle]:
    """What has to be done first.

    An organization loses its last owner only when nobody else acts for it and it was never verified: then there is
    nothing public that somebody has to answer for.
    """
    found = [Obstacle(RUNS_THE_PORTAL)] if user.has_perm("wagtailadmin.access_admin") else []
    for organization in owned_by(user):
        if owners(organization).exclude(user=user).exists():
            continue
        if active_members(organization).exclude(user=user).exists():
            found.append(Obstacle(HAND_OVER, organization))
        elif organization.verified_at is not None:
            found.append(Obstacle(PUBLIC_RECORD, organization))
    return found


def owned_by(user: User):
    """The organizations that the person owns, in the order in which they are locked."""
    own = Membership.objects.filter(user=user, state=Membership.State.ACTIVE, role=Role.OWNER)
    return Organization.objects.filter(pk__in=own.values("organization")).order_by("pk")


@transaction.atomic
def delete_account(user: User, *, by: User | None = None) -> None:
    """Erase what each floor holds about the person, then the account; a mail confirms it to the last address.

    `by` is the administrator who does it, None for the person. What points to the person loses the pointer; sessions
    lose their account and end. Raises InvalidMove while something has to be done first; two owners who do this at once
    come one after the other.
    """
    list(owned_by(user).select_for_update(of=("self",)))
    user = User.objects.select_for_update().get(pk=user.pk)
    if found := obstacles(user):
        raise InvalidMove(found[0].words)
    for part in erasures():
        if part.erase is not None:
            part.erase(user)
    audit.record(user, "delete_account", by=by)
    former = FormerUser(user.email, user.language or settings.LANGUAGE_CODE)
    user.delete()
    mail.queue("organizations/email/account_deleted", former)
