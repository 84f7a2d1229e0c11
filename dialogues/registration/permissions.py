"""Who may do what with a registration. Drafting: editors; sending and cancelling: signatories and owners."""

from typing import Any

from dialogues import coordinators
from dialogues.registration.models import Registration
from organizations.models import SIGNING_ROLES, WRITING_ROLES, Organization


def may_write(user: Any, organization: Organization) -> bool:
    """Draft a registration of this organization, or change who comes."""
    return Organization.objects.represented_by(user, WRITING_ROLES).filter(pk=organization.pk).exists()


def may_send(user: Any, organization: Organization) -> bool:
    """Send a registration of this organization, or cancel it."""
    return Organization.objects.represented_by(user, SIGNING_ROLES).filter(pk=organization.pk).exists()


def is_involved(user: Any, organization: Organization) -> bool:
    """Acts for the organization in any role."""
    return Organization.objects.represented_by(user).filter(pk=organization.pk).exists()


def may_decide(user: Any, registration: Registration) -> bool:
    """Approve, forward, decline: a coordinator of its dialogue who does not act for its organization."""
    coordinates = coordinators.coordinates(user, registration.dialogue, "dialogues.decide_registration")
    return coordinates and not is_involved(user, registration.organization)
