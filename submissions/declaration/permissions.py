"""Who may do what with a declaration."""

from organizations.models import SIGNING_ROLES, Organization, User
from submissions.declaration.models import Signature


def signing_organizations(user: User):
    """The organizations for which `user` may sign: verified ones, as owner or signatory."""
    return Organization.objects.verified().represented_by(user, SIGNING_ROLES)


def may_sign(user: User, organization: Organization) -> bool:
    """Whether `user` may sign for this organization as things stand in the database now."""
    return signing_organizations(user).filter(pk=organization.pk).exists()


def may_withdraw(user: User, signature: Signature) -> bool:
    """Whether `user` may take the signature back or hide its names; a suspended organization still can."""
    mine = Organization.objects.represented_by(user, SIGNING_ROLES)
    return mine.filter(pk=signature.organization_id).exists()


def may_manage(user: User) -> bool:
    """Whether `user` prepares, opens and closes declarations."""
    return user.has_perm("submissions.manage_declaration")
