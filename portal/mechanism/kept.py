"""What corrections and tables of facts hold about people, and how long."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.mechanism.models import FactCorrection, FactTable
from portal.personal import Erasure, Keeping, Kind


def written_with(user: Any) -> Iterator[dict[str, Any]]:
    """The corrections that were sent with the address of this account, as long as the address is kept."""
    for one in FactCorrection.objects.filter(email__iexact=user.email).select_related("country"):
        yield {"sent": one.created_at, "country": str(one.country or ""), "text": one.words, "answer": one.answer}


def forget_address(user: Any) -> None:
    """Take the address off the corrections that were sent with it."""
    FactCorrection.objects.filter(email__iexact=user.email).update(email="")


def answered_with_address(before: datetime) -> QuerySet[FactCorrection]:
    """Corrections that were answered and still have an address."""
    return FactCorrection.objects.filter(decided_at__lt=before).exclude(email="")


def clear_addresses(corrections: list[FactCorrection]) -> None:
    """The correction and its answer stay, the address goes."""
    FactCorrection.objects.filter(pk__in=[one.pk for one in corrections]).update(email="")


def old_tables(before: datetime) -> QuerySet[FactTable]:
    """Tables that were brought, stored or not."""
    return FactTable.objects.filter(created_at__lt=before)


PARTS = (
    Kind(
        "fact_corrections",
        _("Corrections you sent"),
        _("Sent with the address of this account, which is kept for the answer alone."),
        written_with,
        {"sent": _("Sent"), "country": _("State"), "text": _("Text"), "answer": _("Answer")},
    ),
    Erasure(
        "fact_corrections",
        goes=_("Your address on corrections of facts that you sent."),
        stays=_("The corrections themselves and their answers, without an address."),
        erase=forget_address,
    ),
    Keeping(
        "fact_correction_addresses",
        _("Addresses for the answer to a correction of a fact"),
        _("%(time)s after the answer"),
        _("The address is deleted; the correction and its answer stay, without anybody's name."),
        days=30,
        due=answered_with_address,
        finish=clear_addresses,
    ),
    Keeping(
        "fact_tables",
        _("Tables of facts that coordinators brought"),
        _("%(time)s after they were checked"),
        _("Deleted; the facts that were stored stay."),
        days=7,
        due=old_tables,
    ),
)
