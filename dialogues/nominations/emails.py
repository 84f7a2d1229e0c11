"""Mail about nominations. It says that something happened, never who was nominated or what was decided: others may
read it."""

from dialogues.nominations.models import Nomination
from organizations.models import WRITING_ROLES, Membership, Organization, User
from portal import mail


def received(nomination: Nomination) -> None:
    """The receipt: it arrived, and is scored."""
    tell_members(nomination, "received")


def not_chosen(nomination: Nomination) -> None:
    """It was decided; the reason stands on the portal."""
    tell_members(nomination, "decided")


def invited(nomination: Nomination, token: str) -> None:
    """The invitation itself, to the nominee; the link leads to a page with two buttons."""
    mail.queue(
        "dialogues/email/nomination_invited", Nominee(nomination), path=f"/nominations/{token}/",
        reference=nomination.receipt,
    )  # fmt: skip


def answered(nomination: Nomination) -> None:
    """The nominee answered: the organization is told, and the coordinator who invited."""
    tell_members(nomination, "answered")
    if nomination.invited_by and nomination.invited_by.is_active:
        tell(nomination, "answered", nomination.invited_by, f"/cms/nominations/{nomination.uuid}/")


def tell_members(nomination: Nomination, what: str) -> None:
    """One mail for each member who writes for the organization, in their language."""
    for person in writers_of(nomination.organization_id):
        tell(nomination, what, person, f"/desk/nominations/{nomination.uuid}/")


def tell_organization(organization: Organization, what: str, path: str, reference: str) -> int:
    """Queue the mail `what` for each member who writes for an organization; gives back how many there are."""
    people = writers_of(organization.pk)
    for person in people:
        mail.queue(f"dialogues/email/{what}", person, path=path, reference=reference)
    return len(people)


def writers_of(organization: int) -> list[User]:
    """The members who write for the organization with this key and can sign in."""
    members = Membership.objects.filter(
        organization=organization, state=Membership.State.ACTIVE, role__in=WRITING_ROLES, user__is_active=True
    )
    return [membership.user for membership in members.select_related("user")]


def tell(nomination: Nomination, what: str, user: User, path: str) -> None:
    """Queue the mail `nomination_<what>`, with its number and the page where everything stands."""
    mail.queue(f"dialogues/email/nomination_{what}", user, path=path, reference=nomination.receipt)


class Nominee:
    """Whom an invitation goes to: an address, and the first language in which this person speaks; no account."""

    def __init__(self, nomination: Nomination) -> None:
        self.email, self.language = nomination.email, next(iter(nomination.languages), "")
