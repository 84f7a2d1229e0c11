"""What happens to proof documents and logos. Uploads were accepted (portal/files) before any of this begins."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from organizations import permissions
from organizations.models import Evidence, Logo, Organization, User, VerificationCase
from portal import audit, files
from portal.records import InvalidMove

S = Organization.State
# While these stand, papers can be added; and taken away again until they were sent.
ADDABLE = (S.DRAFT, S.SUBMITTED, S.QUESTION, S.DEFERRED)
REMOVABLE = (S.DRAFT, S.QUESTION, S.DEFERRED)
MOST = 10


@transaction.atomic
def add(organization: Organization, accepted: files.AcceptedFile, *, by: User, description: str = "") -> Evidence:
    """Put a paper with the application. The same file twice is one.

    Raises InvalidMove when nothing is being applied for, or there are ten already.
    """
    organization = organization.locked()
    if organization.state not in ADDABLE:
        raise InvalidMove(_("Not possible now: the state is “%s”.") % organization.get_state_display())
    kept = organization.evidence.kept()
    if same := kept.filter(sha256=accepted.sha256).first():
        return same
    if kept.count() >= MOST:
        raise InvalidMove(_("There are ten documents already. Remove one first."))
    case = organization.cases.filter(decided_at=None).first()
    row = Evidence(organization=organization, case=case, added_by=by, description=description)
    evidence = files.store(row, accepted)
    audit.record(organization, "add_document", by=by, data={"sha256": evidence.sha256})
    return evidence


@transaction.atomic
def remove(evidence: Evidence, *, by: User) -> None:
    """Take a paper away that is not being looked at. Its fingerprint stays only if coordinators could see it."""
    organization = evidence.organization.locked()
    if organization.state not in REMOVABLE:
        raise InvalidMove(_("Not possible now: the state is “%s”.") % organization.get_state_display())
    if evidence.case_id:
        evidence.drop_file()
    else:
        name = evidence.file.name
        evidence.delete()
        files.discard(name or "")
    audit.record(organization, "remove_document", by=by, data={"sha256": evidence.sha256})


def attach(case: VerificationCase) -> None:
    """Put what was added since the last look with the look that opens now."""
    Evidence.objects.filter(organization=case.organization, case=None).update(case=case)


@transaction.atomic
def opened(evidence: Evidence, *, by: User) -> Evidence:
    """Write down that a coordinator opens a paper. Raises InvalidMove for those who act for the organization."""
    if not permissions.may_verify(by, evidence.organization):
        raise InvalidMove(_("Somebody else has to decide: you registered this organization or act for it."))
    audit.record(evidence.organization, "open_document", by=by, data={"sha256": evidence.sha256})
    return evidence


def erase(rows: list[Evidence]) -> None:
    """Delete the files of papers that have done their duty; hash, kind and size stay. For portal/retention."""
    for evidence in rows:
        evidence.drop_file()
        audit.record(evidence.organization, "erase_document", by=None, data={"sha256": evidence.sha256})


@transaction.atomic
def set_logo(organization: Organization, accepted: files.AcceptedFile | None, *, by: User) -> Logo | None:
    """Show this picture as the logo instead of the one before, or none."""
    organization = organization.locked()
    for old in Logo.objects.filter(organization=organization):
        name = old.file.name
        old.delete()
        files.discard(name or "")
    logo = files.store(Logo(organization=organization, added_by=by), accepted) if accepted else None
    audit.record(organization, "logo", by=by)
    return logo
