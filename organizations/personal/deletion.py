"""Deleting an account: what stands in the way, and doing it on every floor at once."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from organizations.models import User
from organizations.personal.ownership import Obstacle, hold, left_alone
from portal import audit, mail
from portal.personal import erasures
from portal.records import InvalidMove

RUNS_THE_PORTAL = _("You run the portal. Ask an administrator to end that first.")


@dataclass(frozen=True)
class FormerUser:
    """Whom the last mail goes to, when the account is gone."""

    email: str
    language: str


def obstacles(user: User, *, released: bool = False) -> list[Obstacle]:
    """What has to be done first: a role that runs the portal, and organizations that nobody else owns."""
    found = [Obstacle(RUNS_THE_PORTAL)] if user.has_perm("wagtailadmin.access_admin") else []
    return found + left_alone([user], released=released)


@transaction.atomic
def delete_account(user: User, *, by: User | None = None) -> None:
    """Erase what each floor holds about the person, then the account; a mail confirms it to the last address.

    `by` is the administrator who does it, None for the person. What points to the person loses the pointer; sessions
    lose their account and end. Raises InvalidMove while something has to be done first; two owners who do this at once
    come one after the other.
    """
    hold([user])
    user = User.objects.select_for_update().get(pk=user.pk)
    if found := obstacles(user, released=by is not None):
        raise InvalidMove(found[0].words)
    for part in erasures():
        if part.erase is not None:
            part.erase(user)
    audit.record(user, "delete_account", by=by)
    former = FormerUser(user.email, user.language or settings.LANGUAGE_CODE)
    user.delete()
    mail.queue("organizations/email/account_deleted", former)
