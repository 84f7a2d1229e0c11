"""What organizations co-signed, when two records of one organization become one. Follows after their statements."""

from collections.abc import Iterator

from django.db.models import F
from django.utils.translation import gettext as _

from organizations.models import Organization, User
from portal import audit
from portal.merging import Collision, Follower
from submissions.statements.cosigners import Cosigner, CosignerState

S = CosignerState
# Which of two answers to one statement stays: the one that went further.
WEIGHT = {S.CONFIRMED: 4, S.WITHDRAWN: 3, S.INVITED: 2, S.DECLINED: 1, S.REVOKED: 0}


def collisions(old: Organization, heir: Organization) -> Iterator[Collision]:
    """A statement names an organization once, and never its own author as a co-signer."""
    both = Cosigner.objects.filter(organization=old, statement__cosigners__organization=heir)
    for one in both.select_related("statement"):
        yield Collision(_("Both were asked to co-sign “%s”. The answer that went further stays.") % one.statement)
    for one in _own_text(old, heir).select_related("statement"):
        yield Collision(_("One co-signed “%s” of the other. An author is no co-signer; that goes.") % one.statement)


def _own_text(old: Organization, heir: Organization):
    """Answers of the one to statements of the other."""
    pair = [old.pk, heir.pk]
    rows = Cosigner.objects.filter(organization__in=pair, statement__organization__in=pair)
    return rows.exclude(organization=F("statement__organization"))


def move(old: Organization, heir: Organization, *, by: User | None) -> None:
    """All answers, whatever their state; of two to one statement the one that went further."""
    _drop(list(Cosigner.objects.filter(organization__in=[old, heir], statement__organization__in=[old, heir])), by)
    theirs = {one.statement_id: one for one in Cosigner.objects.filter(organization=heir)}
    for one in Cosigner.objects.filter(organization=old):
        twin = theirs.get(one.statement_id)
        if twin is not None:
            weaker = min(twin, one, key=lambda answer: WEIGHT[S(answer.state)])
            _drop([weaker], by)
            if weaker is one:
                continue
        Cosigner.objects.filter(pk=one.pk).update(organization=heir)


def _drop(rows: list[Cosigner], by: User | None) -> None:
    for one in rows:
        audit.record(one, "merged_away", by=by, before=one.state)
        one.delete()


FOLLOWER = Follower("cosigners", collisions, move)
