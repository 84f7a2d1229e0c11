"""Those whose words a page summarizes: on its panels and from its floor."""

from typing import Any

from django.db.models import Q, QuerySet

from dialogues.rows import Intervention, Panelist
from organizations.models import WRITING_ROLES, Membership, Organization, User


def panelists(page: Any) -> QuerySet[Panelist]:
    """Those on this panel, or on all panels of this dialogue."""
    return Panelist.objects.filter(panel__path__startswith=page.canonical.path)


def organizations(page: Any) -> QuerySet[Organization]:
    """The organizations for which somebody spoke."""
    spoken = [panelists(page), Intervention.objects.filter(dialogue__path__startswith=page.canonical.path)]
    on_panels, from_floor = (rows.values("organization") for rows in spoken)
    return Organization.objects.filter(Q(pk__in=on_panels) | Q(pk__in=from_floor))


def people(page: Any) -> QuerySet[User]:
    """The accounts that may ask for other words: panellists themselves, and those who write for the organizations."""
    writers = Membership.objects.filter(
        organization__in=organizations(page), state=Membership.State.ACTIVE, role__in=WRITING_ROLES
    )
    known = Q(pk__in=panelists(page).values("user")) | Q(pk__in=writers.values("user"))
    return User.objects.filter(known, is_active=True)
