"""Who may write, send in and judge statements."""

from dialogues.coordinators import coordinates
from organizations.models import SIGNING_ROLES, WRITING_ROLES, Organization, User
from submissions.statements.models import Statement


def organizations_to_write_for(user: User):
    """The verified organizations for which `user` may write drafts."""
    return Organization.objects.verified().represented_by(user, WRITING_ROLES)


def may_write(user: User, statement: Statement) -> bool:
    """Whether `user` may change the draft."""
    return organizations_to_write_for(user).filter(pk=statement.organization_id).exists()


def may_submit(user: User, statement: Statement) -> bool:
    """Whether `user` may send it in: owners and signatories of a verified organization."""
    signing = Organization.objects.verified().represented_by(user, SIGNING_ROLES)
    return signing.filter(pk=statement.organization_id).exists()


def may_review(user: User, statement: Statement) -> bool:
    """Whether `user` may judge it: a coordinator of its dialogue who does not act for its organization."""
    if not coordinates(user, statement.dialogue, "submissions.review_statement"):
        return False
    return not Organization.objects.represented_by(user).filter(pk=statement.organization_id).exists()
