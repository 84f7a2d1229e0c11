"""What analyses keep for an organization, when it becomes part of another one."""

from collections.abc import Sequence

from home.analyses.pages import AnalysisPage
from organizations.models import Organization, User
from portal.merging import Collision, Follower


def collisions(old: Organization, heir: Organization) -> Sequence[Collision]:
    """None: an organization may have any number of analyses."""
    return ()


def move(old: Organization, heir: Organization, *, by: User | None) -> None:
    """Its analyses, in every language."""
    AnalysisPage.objects.filter(organization=old).update(organization=heir)


FOLLOWER = Follower("analyses", collisions, move)
