"""The statements of an organization, when it becomes part of another one."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from organizations.models import Organization, User
from portal.merging import Collision, Follower
from submissions.statements.models import Statement

ENDED = (Statement.State.REJECTED, Statement.State.WITHDRAWN, Statement.State.REMOVED)


def collisions(old: Organization, heir: Organization) -> Iterator[Collision]:
    """A call takes one statement of an organization."""
    taken = Statement.objects.exclude(state__in=ENDED).filter(organization=heir, call__isnull=False).values("call")
    both = Statement.objects.exclude(state__in=ENDED).filter(organization=old, call__in=taken)
    words = _("Both have a statement for the call “%(call)s”. One of the two has to be withdrawn or rejected first.")
    for statement in both.select_related("call"):
        yield Collision(words % {"call": statement.call}, stops=True)


def move(old: Organization, heir: Organization, *, by: User | None) -> None:
    """All of them, whatever their state."""
    Statement.objects.filter(organization=old).update(organization=heir)


FOLLOWER = Follower("statements", collisions, move)
