"""How long the portal keeps what proves an organization."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from organizations import documents
from organizations.models import Evidence, Message, OrganizationImport
from portal.personal import Keeping, Kind


def old_evidence(before: datetime) -> QuerySet[Evidence]:
    """Papers whose decision lies behind this moment."""
    found: QuerySet[Evidence] = Evidence.objects.due(before)
    return found


def old_imports(before: datetime) -> QuerySet[OrganizationImport]:
    """Tables that were brought, listed or not."""
    return OrganizationImport.objects.filter(created_at__lt=before)


def messages_of(user: Any) -> Iterator[dict[str, Any]]:
    """What they wrote on applications."""
    for message in Message.objects.filter(author=user).select_related("case__organization"):
        yield {"organization": message.case.organization.legal_name, "at": message.at, "text": message.text}


PARTS = (
    Kind(
        "application_messages",
        _("Messages on applications"),
        _("What you wrote to coordinators or organizations; the thread stays with the organization."),
        messages_of,
    ),
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
