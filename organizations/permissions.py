"""Who may act on an organization. What its state allows is the actions' business."""

from allauth.account.models import EmailAddress

from organizations.domains import FREE_MAIL, SHARED_HOSTS
from organizations.models import Membership, Organization, Role, User
from organizations.names import mail_host


def proves_domain(user: User, organization: Organization) -> bool:
    """Whether a confirmed address of `user` is of the domain of the organization's own website."""
    domain = organization.website_host
    if not domain or domain in SHARED_HOSTS | FREE_MAIL:
        return False
    confirmed = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return any(mail_host(email) == domain or mail_host(email).endswith(f".{domain}") for email in confirmed)


def role_of(user: User, organization: Organization) -> str:
    """The role of `user` in the organization, empty when they are no active member."""
    active = organization.memberships.filter(user=user, state=Membership.State.ACTIVE)
    return active.values_list("role", flat=True).first() or ""


def may_edit(user: User, organization: Organization) -> bool:
    """Owners change the profile."""
    return role_of(user, organization) == Role.OWNER


def may_submit(user: User, organization: Organization) -> bool:
    """Owners send the application and answer questions."""
    return may_edit(user, organization)


def may_verify(user: User, organization: Organization) -> bool:
    """Coordinators decide, but never on what they registered or act for themselves."""
    return user.has_perm("organizations.verify_organization") and not is_involved(user, organization)


def is_involved(user: User, organization: Organization) -> bool:
    """Whether `user` registered the organization or acts for it."""
    return organization.registered_by_id == user.pk or bool(role_of(user, organization))
