"""What signatures hold about people, and how long: the person who signed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from organizations.models import User
from portal.personal import Erasure, Keeping, Kind
from submissions.declaration.keeping import erase_person
from submissions.declaration.models import Signatory, Signature


def signed_by(user: User) -> Iterator[dict[str, Any]]:
    """Where they stand as the person who signed."""
    for one in Signatory.objects.filter(user=user).select_related("signature__declaration", "signature__organization"):
        yield {
            "declaration": one.signature.declaration.title,
            "organization": one.signature.organization.legal_name,
            "name": one.name,
            "position": one.position,
            "named": one.named,
            "signed": one.signature.signed_at,
        }


def signatories_of_withdrawn(before: datetime) -> QuerySet[Signatory]:
    """Persons of signatures that were withdrawn long ago."""
    return Signatory.objects.filter(signature__state=Signature.State.WITHDRAWN, signature__revoked_at__lt=before)


PARTS = (
    Kind(
        "signatures",
        _("Where you signed"),
        _("Your name and role beside the signature of your organization; public only if you agreed."),
        signed_by,
        {
            "declaration": _("Declaration"),
            "organization": _("Organization"),
            "name": _("Name"),
            "position": _("Role in the organization"),
            "named": _("Named in public"),
            "signed": _("Signed"),
        },
    ),
    Erasure(
        "signatures",
        goes=_("Your name and role beside a signature, with what ties them to the ledger."),
        stays=_("The signature of your organization. The ledger never held your name."),
        erase=erase_person,
    ),
    Keeping(
        "signatories",
        _("The person who signed for an organization"),
        _("As long as the signature stands, and %(time)s after it was withdrawn; less if the person asks"),
        _("Deleted, with what ties them to the ledger."),
        days=30,
        due=signatories_of_withdrawn,
    ),
)
