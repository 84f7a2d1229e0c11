"""Closing an account without deleting it, by an administrator: nobody signs in with it until it is opened again."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from organizations.models import User
from organizations.personal.ownership import HAND_OVER, Obstacle, hold, left_alone
from portal import audit
from portal.records import InvalidMove

# What deleting one's own account says, to the administrator.
HAVE_IT_HANDED_OVER = _("This person is its last owner. Have it handed over first, so that it goes on.")
HAVE_IT_SUSPENDED = _(
    "Nobody else acts for it, and it was verified, so it has a public record. Have somebody else made owner, or have "
    "it suspended, first."
)


class WouldBeOrphaned(InvalidMove):
    """`organization` would have no owner; the message says what to do first."""

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(HAVE_IT_HANDED_OVER if obstacle.words is HAND_OVER else HAVE_IT_SUSPENDED)
        self.organization = obstacle.organization


@transaction.atomic
def close(users: Iterable[User], *, by: Any) -> int:
    """Let nobody sign in with these accounts; how many were open. Roles and memberships stay, but count no more.

    Raises WouldBeOrphaned, and closes none, where an organization would be left without an owner; of two owners who
    are closed at once the second one is refused. The rule is that of deleting (`ownership.left_alone`).
    """
    users = list(users)
    hold(users)
    if found := left_alone(users, released=True):
        raise WouldBeOrphaned(found[0])
    return _set(users, "close_account", active=False, by=by)


@transaction.atomic
def reopen(users: Iterable[User], *, by: Any) -> int:
    """Let these people sign in again; how many could not."""
    return _set(users, "reopen_account", active=True, by=by)


def _set(users: Iterable[User], verb: str, *, active: bool, by: Any) -> int:
    """Store it where it is news, and write it down."""
    keys = [user.pk for user in users]
    changed = list(User.objects.select_for_update().filter(pk__in=keys, is_active=not active).order_by("pk"))
    User.objects.filter(pk__in=[user.pk for user in changed]).update(is_active=active)
    for user in changed:
        audit.record(user, verb, by=by)
    return len(changed)
