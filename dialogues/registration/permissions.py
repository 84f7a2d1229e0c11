"""Who may do what with a registration. Drafting: editors; sending and cancelling: signatories and owners."""

from typing import Any

from organizations.models import SIGNING_ROLES, WRITING_ROLES, Organization


def may_write(user: Any, organization: Organization) -> bool:
    """Draft a registration of this organization, or change who comes."""
    return Organization.objects.represented_by(user, WRITING_ROLES).filter(pk=organization.pk).exists()


def may_send(user: Any, organization: Organization) -> bool:
    """Send a registration of this organization, or cancel it."""
    return Organization.objects.represented_by(user, SIGNING_ROLES).filter(pk=organization.pk).exists()


def may_decide(user: Any) -> bool:
    """Approve, forward, decline: the coordinators."""
    return user.has_perm("dialogues.decide_registration")
