"""Corrections of facts: sent by anybody, answered by coordinators, at an address that only the sender is given."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language

from portal import audit, mail
from portal.mechanism.models import FactCorrection
from portal.records import move


def send(correction: FactCorrection, *, form_key: UUID | None) -> FactCorrection:
    """Store what somebody says is wrong; the same form sent twice stores it once. Returns what is stored."""
    correction.form_key, correction.language = form_key, get_language() or correction.language
    try:
        with transaction.atomic():
            correction.save()
            audit.record(correction, "send", by=None, after=correction.state)
    except IntegrityError:
        standing = FactCorrection.objects.filter(form_key=form_key).first()
        if standing is None:
            raise
        return standing
    return correction


@transaction.atomic
def decide(correction: FactCorrection, state: str, *, by: object, answer: str) -> FactCorrection:
    """Answer a correction: corrected, or it stays as it is. Who left an address gets mail with the link, not the words.

    Raises InvalidMove when it was answered before.
    """
    decided = move(correction, state, by=by, answer=answer, decided_at=timezone.now(), decided_by=by)
    if decided.email:
        mail.queue("mechanism/email/corrected", decided, path=f"/corrections/{decided.uuid}/", reference=str(decided))
    return decided
