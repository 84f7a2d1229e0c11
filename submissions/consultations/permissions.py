"""Who may do what with a report. What a person may not see at all is left to `Claim.objects.visible_to`."""

from organizations.models import SIGNING_ROLES, WRITING_ROLES, Organization, User
from submissions.consultations import reporters
from submissions.consultations.choices import Visibility
from submissions.consultations.models import Claim


def writes_for(user: User):
    """The verified organizations in whose name `user` may write reports."""
    return Organization.objects.verified().represented_by(user, roles=WRITING_ROLES)


def may_write(user: User, claim: Claim) -> bool:
    """Whether `user` may change the report, answer a question about it, or delete it."""
    return reporters.role_in(claim, user) in WRITING_ROLES


def may_send(user: User, claim: Claim) -> bool:
    """Whether `user` may send the report in or take it back: whoever signs.

    A sealed one is seen by its writer alone, so its writer may.
    """
    roles = WRITING_ROLES if claim.visibility == Visibility.SEALED else SIGNING_ROLES
    return reporters.role_in(claim, user) in roles
