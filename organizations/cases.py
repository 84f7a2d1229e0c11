"""Opening and closing the coordinators' looks at an application, inside the transaction of an action."""

from datetime import timedelta

from django.utils import timezone

from organizations import documents, matching, permissions
from organizations.models import Organization, User, VerificationCase

Decision = VerificationCase.Decision
REVIEWED_EVERY = timedelta(days=365)


def open_case(organization: Organization, note: str = "", *, by: User | None = None) -> VerificationCase:
    """Begin a look of the coordinators; an answer to a question keeps its place in the queue."""
    answered = organization.cases.filter(decision=Decision.QUESTION).last()
    last = organization.cases.last()
    now = timezone.now()
    since = answered.waiting_since if answered and answered == last else now
    matching.note_conflicts(organization)
    case = VerificationCase.objects.create(
        organization=organization,
        applicant_note=note,
        opened_at=now,
        waiting_since=since,
        domain_proof_at=now if by and permissions.proves_domain(by, organization) else None,
    )
    documents.attach(case)
    return case


def close_case(organization: Organization, decision: str, by: User, reason: str, reason_code: str) -> VerificationCase:
    """End the look that is open with an answer."""
    case = organization.cases.select_for_update().get(decided_at__isnull=True)
    case.decision, case.decided_by, case.decided_at = decision, by, timezone.now()
    case.reason, case.reason_code = reason, reason_code
    case.save(update_fields=["decision", "decided_by", "reason", "reason_code", "decided_at"])
    organization.conflicts.filter(resolved_at=None).update(resolved_at=case.decided_at)
    return case
