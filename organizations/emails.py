"""Mail to the people of an organization. It says that something happened, never what: others may read it."""

from collections.abc import Iterable

from organizations.models import WRITING_ROLES, Membership, Organization, User, VerificationCase
from portal import mail


def writers(organization: Organization):
    """The people who write for the organization: editors, signatories and owners with a live account."""
    active = Membership.objects.filter(
        organization=organization, state=Membership.State.ACTIVE, role__in=WRITING_ROLES
    )  # fmt: skip
    return User.objects.filter(pk__in=active.values("user"), is_active=True).order_by("pk")


def send(name: str, organization: Organization, reference: str = "") -> None:
    """Queue the mail `organizations/email/<name>` to everyone who writes for the organization."""
    for user in writers(organization):
        mail.queue(
            f"organizations/email/{name}", user, path=f"/desk/organizations/{organization.uuid}/", reference=reference
        )


def received(case: VerificationCase) -> None:
    """The receipt of an application or of an answer."""
    send("application_received", case.organization, case.receipt)


def reopened(case: VerificationCase) -> None:
    """The name or the country of a verified organization was changed: it is checked again."""
    send("verification_reopened", case.organization, case.receipt)


def decided(case: VerificationCase) -> None:
    """A decision or a question is waiting."""
    send(f"application_{case.decision}", case.organization, case.receipt)


def message(case: VerificationCase) -> None:
    """The coordinators wrote; what they wrote stands on the portal only."""
    send("message", case.organization, case.receipt)


def answer(case: VerificationCase, coordinators: Iterable[User]) -> None:
    """The organization wrote to the coordinators who dealt with it."""
    path = f"/cms/organizations/{case.organization.uuid}/"
    for user in coordinators:
        mail.queue("organizations/email/answer", user, path=path, reference=case.receipt)


def merged(heir: Organization) -> None:
    """Two records of the organization became one."""
    send("organization_merged", heir)


def owner_appointed(organization: Organization) -> None:
    """The coordinators named an owner: whoever acts for it can object."""
    send("owner_appointed", organization)


def suspended(organization: Organization) -> None:
    """The organization can do nothing for now."""
    send("organization_suspended", organization)


def reinstated(organization: Organization) -> None:
    """The organization can act again."""
    send("organization_reinstated", organization)
