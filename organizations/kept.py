"""How long the portal keeps what proves an organization."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from organizations import documents
from organizations.models import Evidence, OrganizationImport
from portal.personal import Keeping


def old_evidence(before: datetime) -> QuerySet[Evidence]:
    """Papers whose decision lies behind this moment."""
    found: QuerySet[Evidence] = Evidence.objects.due(before)
    return found


def old_imports(before: datetime) -> QuerySet[OrganizationImport]:
    """Tables that were brought, listed or not."""
    return OrganizationImport.objects.filter(created_at__lt=before)


PARTS = (
    Keeping(
        "organization_imports",
        _("Tables of organizations that coordinators brought"),
        _("%(time)s after they were checked"),
        _("Deleted; the organizations that were listed stay."),
        days=7,
        due=old_imports,
    ),
    Keeping(
        "evidence",
        _("Documents that prove an organization"),
        _("%(time)s after the decision"),
        _("The files are deleted; fingerprint and checklist stay."),
        days=30,
        due=old_evidence,
        finish=documents.erase,
    ),
)
