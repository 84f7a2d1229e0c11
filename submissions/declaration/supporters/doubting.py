"""Taking off supporters that were found to be false: looked for, counted, and only then, with a reason, taken off."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import ngettext

from organizations.models import User
from portal import audit
from portal.records import InvalidMove
from submissions.declaration.models import Declaration
from submissions.declaration.supporters.actions import SAID
from submissions.declaration.supporters.models import Supporter, SupporterState

VERB = "supporters_false"
CHUNK = 5_000  # a database takes only so many parameters


@dataclass(frozen=True)
class Doubt:
    """Who is meant: those who are shown under this name, or all who confirmed within a time, or both at once.

    Countries are no part of it, because looking would tell from where somebody is who is not named.
    """

    name: str = ""
    since: datetime | None = None
    until: datetime | None = None

    def found(self, declaration: Declaration) -> QuerySet[Supporter]:
        """The supporters that count now and are meant."""
        rows = Supporter.objects.filter(declaration=declaration).confirmed()
        if self.name:
            rows = rows.public().filter(name__iexact=self.name)
        if self.since and self.until:
            rows = rows.filter(confirmed_at__gte=self.since, confirmed_at__lt=self.until)
        return rows if self.name or (self.since and self.until) else rows.none()


@transaction.atomic
def take_off(declaration: Declaration, doubt: Doubt, *, expected: int, reason: str, by: User) -> int:
    """Let those who are meant count no more, and forget what was said; the next batch of the ledger says how many went.

    `expected` is how many were shown before. Raises InvalidMove when they are not as many any more.
    """
    found = list(doubt.found(declaration).select_for_update().order_by("pk").values_list("pk", flat=True))
    if not found or len(found) != expected:
        problem = ngettext("Now it is %(n)d. Look again.", "Now they are %(n)d. Look again.", len(found))
        raise InvalidMove(problem % {"n": len(found)})
    now = timezone.now()
    for start in range(0, len(found), CHUNK):
        rows = Supporter.objects.filter(pk__in=found[start : start + CHUNK])
        rows.update(state=SupporterState.INVALID, withdrawn_at=now, **SAID)
    audit.record(declaration, VERB, by=by, public=True, reason=reason, data={"number": len(found)})
    return len(found)
