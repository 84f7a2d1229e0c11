"""How long the portal keeps what proves an organization."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from organizations import documents
from organizations.models import Evidence
from portal.personal import Keeping


def old_evidence(before: datetime) -> QuerySet[Evidence]:
    """Papers whose decision lies behind this moment."""
    found: QuerySet[Evidence] = Evidence.objects.due(before)
    return found


PARTS = (
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
