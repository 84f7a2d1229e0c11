"""Files that show what a report says: clean copies for those who check it, and never public.

A file keeps neither the name under which it was sent nor the moment: both could show who sent it.
"""

import uuid
from dataclasses import replace
from datetime import datetime

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from organizations.models import User
from portal import audit, files
from portal.files import AcceptedFile, StoredFile
from portal.models import AuditEvent
from portal.records import InvalidMove
from submissions.consultations.choices import COUNTED
from submissions.consultations.models import Claim

KINDS = files.DOCUMENTS | files.PICTURES
MOST = 5
S = Claim.State
OPEN = (S.DRAFT, S.QUESTION)  # while a report is with its reporter


class ClaimEvidenceQuerySet(models.QuerySet["ClaimEvidence"]):
    """Files of reports. Who sees the report was asked before."""

    def kept(self):
        """Those whose file is still there."""
        return self.filter(deleted_at__isnull=True)

    def decided(self, before: datetime):
        """Those of reports that were decided before this moment, so that nobody needs them any more."""
        rejected = AuditEvent.objects.filter(object_type=Claim._meta.label_lower, after=S.REJECTED, at__lt=before)
        keys = list(rejected.values_list("object_key", flat=True))
        done = Q(claim__published_at__lt=before, claim__state=S.PUBLISHED)
        never = Q(claim__verified_at__lt=before, claim__state=S.VERIFIED) & ~Q(claim__visibility__in=COUNTED)
        return self.kept().filter(done | never | Q(claim__uuid__in=keys, claim__state=S.REJECTED))


class ClaimEvidence(StoredFile):
    """One file of a report. The report's reporter and those who may check it fetch it; it goes with the report."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    claim = models.ForeignKey(Claim, models.CASCADE, related_name="evidence", editable=False)

    objects = ClaimEvidenceQuerySet.as_manager()

    class Meta(StoredFile.Meta):
        verbose_name = _("file of a report")
        verbose_name_plural = _("files of reports")
        ordering = ["pk"]
        constraints = [
            *StoredFile.Meta.constraints,
            models.CheckConstraint(
                condition=Q(deleted_at__isnull=False) | ~Q(description=""), name="claim_evidence_has_description",
                violation_error_message=_("Say what the file shows or holds."),
            ),
            models.UniqueConstraint(
                fields=["claim", "sha256"], condition=Q(deleted_at__isnull=True), name="one_evidence_of_a_content",
                violation_error_message=_("This file is there already."),
            ),
        ]  # fmt: skip

    def drop_file(self) -> None:
        """Remove the file and its words; hash, kind and size stay."""
        super().drop_file()
        ClaimEvidence.objects.filter(pk=self.pk).update(description="")


def add(claim: Claim, accepted: AcceptedFile, holds: str, *, on: datetime) -> ClaimEvidence:
    """Put a file with a report that is with its reporter; the same file twice is one. `on` is the day, at midnight.

    Raises InvalidMove for a report that was sent, and when there are five already.
    """
    _require_open(claim)
    kept = claim.evidence.kept()
    if (same := kept.filter(sha256=accepted.sha256).first()) is not None:
        return same
    if kept.count() >= MOST:
        raise InvalidMove(gettext("There are five files already. Remove one first."))
    nameless = replace(accepted, given_name=files.shown_name(accepted.sha256[:8], accepted.kind))
    return files.store(ClaimEvidence(claim=claim, description=holds, uploaded_at=on), nameless)


@transaction.atomic
def remove(evidence: ClaimEvidence) -> None:
    """Take a file out of a report that is with its reporter: whole as long as nobody else could see it, else its hash
    stays. Raises InvalidMove once the report was sent.
    """
    claim = evidence.claim.locked()
    _require_open(claim)
    if claim.receipt:
        evidence.drop_file()
        return
    name = evidence.file.name
    evidence.delete()
    files.discard(name or "")


def _require_open(claim: Claim) -> None:
    if claim.state not in OPEN:
        raise InvalidMove(gettext("This report was sent and can no longer be changed."))


@transaction.atomic
def opened(evidence: ClaimEvidence, *, by: User) -> ClaimEvidence:
    """Write down that somebody who checks the report opens its file."""
    audit.record(evidence.claim, "open_evidence", by=by, data={"sha256": evidence.sha256})
    return evidence


def drop(rows: list[ClaimEvidence]) -> None:
    """Delete these files; hash, kind and size stay."""
    for row in rows:
        row.drop_file()


def leave_with(claim: Claim) -> None:
    """Delete the files of a report that is deleted itself."""
    for row in claim.evidence.kept():
        files.discard(row.file.name or "")
