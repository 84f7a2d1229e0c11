"""What dialogues keep for an organization, when it becomes part of another one."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from dialogues.models import Correction, Intervention, Nomination, Panelist, Registration
from dialogues.nominations.models import STANDING
from organizations.models import Organization, User
from portal.merging import Collision, Follower

State = Registration.State
LIVE = (State.DRAFT, State.SUBMITTED, State.FORWARDED, State.APPROVED, State.WAITING)


def collisions(old: Organization, heir: Organization) -> Iterator[Collision]:
    """Two registrations for one dialogue cannot both go on."""
    taken = Registration.objects.filter(organization=heir, state__in=LIVE).values("dialogue")
    both = Registration.objects.filter(organization=old, state__in=LIVE, dialogue__in=taken)
    words = _("Both are registered for “%(dialogue)s”. Cancel or decline one of the two registrations first.")
    for registration in both.select_related("dialogue"):
        yield Collision(words % {"dialogue": registration.dialogue.title}, stops=True)
    yield from twice_nominated(old, heir)


def twice_nominated(old: Organization, heir: Organization) -> Iterator[Collision]:
    """One person cannot stand twice in one call for one organization."""
    theirs = Nomination.objects.filter(organization=heir, state__in=STANDING, email=OuterRef("email")).exclude(email="")
    both = Nomination.objects.filter(Exists(theirs.filter(call=OuterRef("call"))), organization=old, state__in=STANDING)
    words = _("Both nominated the same person for “%(dialogue)s”. Decide on one of the two nominations first.")
    for nomination in both.select_related("call__dialogue"):
        yield Collision(words % {"dialogue": nomination.call.dialogue.title}, stops=True)


def move(old: Organization, heir: Organization, *, by: User | None) -> None:
    """Registrations, whom it nominated, those who spoke for it, and what it asked to be corrected."""
    for rows in (Registration, Nomination, Panelist, Intervention, Correction):
        rows.objects.filter(organization=old).update(organization=heir)


FOLLOWER = Follower("dialogues", collisions, move)
