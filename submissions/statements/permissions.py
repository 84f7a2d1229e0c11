"""Who may write, send in and judge statements."""

from dialogues.coordinators import coordinates
from organizations.models import SIGNING_ROLES, WRITING_ROLES, Organization, User
from submissions.statements.models import LaterVersion, Statement, StatementState


def organizations_to_write_for(user: User):
    """The verified organizations for which `user` may write drafts."""
    return Organization.objects.verified().represented_by(user, WRITING_ROLES)


def may_write(user: User, statement: Statement | LaterVersion) -> bool:
    """Whether `user` may change the draft."""
    return organizations_to_write_for(user).filter(pk=statement.organization_id).exists()


def may_submit(user: User, statement: Statement | LaterVersion) -> bool:
    """Whether `user` may send it in: owners and signatories of a verified organization."""
    signing = Organization.objects.verified().represented_by(user, SIGNING_ROLES)
    return signing.filter(pk=statement.organization_id).exists()


def may_review(user: User, statement: Statement | LaterVersion) -> bool:
    """Whether `user` may judge it: a coordinator of its dialogue who does not act for its organization."""
    if not coordinates(user, statement.dialogue, "submissions.review_statement"):
        return False
    return not acts_for_it(user, statement)


def may_withdraw(user: User, statement: Statement) -> bool:
    """Whether `user` may take it off the record and back: owners and signatories, also of a suspended organization.

    What is known only from a published source is not their text: coordinators remove it.
    """
    signing = Organization.objects.represented_by(user, SIGNING_ROLES)
    return not statement.reported_from and signing.filter(pk=statement.organization_id).exists()


def acts_for_it(user: User, statement: Statement | LaterVersion) -> bool:
    """Whether `user` belongs to its organization, in any role: then they may not judge it."""
    return Organization.objects.represented_by(user).filter(pk=statement.organization_id).exists()


def may_be_appealed(statement: Statement | LaterVersion) -> bool:
    """Whether its organization may still ask for another look: once, and as long as there is a text to look at.

    A later version is written anew instead: nothing ends by a decision against it.
    """
    if (
        isinstance(statement, LaterVersion)
        or statement.state != StatementState.REJECTED
        or statement.current is None
        or statement.current.source is None
    ):
        return False
    return not statement.reviews.filter(is_appeal=True).exists()


def may_cosign(user: User, organization: int) -> bool:
    """Whether `user` may answer for the invited organization (by key): owners and signatories of a verified one."""
    return Organization.objects.verified().represented_by(user, SIGNING_ROLES).filter(pk=organization).exists()
