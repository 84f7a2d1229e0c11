"""Numbers that people write down: receipts, and the permanent references of the public record."""

import secrets

from django.conf import settings
from django.db.models import QuerySet

from submissions.statements.models import LaterVersion, ReferenceSeries, Statement, StatementEntry

# No 0 and O, no 1, I and L, no U beside V: these are read out on the telephone.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
REPORTED = "RS"


def new_receipt() -> str:
    """A receipt number that no statement has, e.g. "R-7KM2-Q4". Not a secret, but not to be guessed either."""
    while True:
        signs = "".join(secrets.choice(ALPHABET) for _ in range(6))
        receipt = f"R-{signs[:4]}-{signs[4:]}"
        later = LaterVersion.objects.filter(receipt=receipt).values("pk")
        if not Statement.objects.filter(receipt=receipt).values("pk").union(later).exists():
            return receipt


def next_reference(stem: str) -> str:
    """The next reference under a stem, e.g. "2024/FA/WS" gives "CSP/2024/FA/WS/12".

    The series stays locked until the caller's transaction ends, so a number is given once; it is never used again.
    """
    whole = f"{settings.REFERENCE_PREFIX}/{stem}"
    ReferenceSeries.objects.get_or_create(stem=whole)
    series = ReferenceSeries.objects.select_for_update().get(stem=whole)
    series.last += 1
    series.save(update_fields=["last"])
    return f"{whole}/{series.last}"


def slug_of(reference: str) -> str:
    """The reference as it stands in addresses, e.g. "csp-2024-fa-ws-12"."""
    return reference.lower().replace("/", "-")


def series_of(reference: str) -> ReferenceSeries:
    """The series that gave a reference, locked until the caller's transaction ends."""
    return ReferenceSeries.objects.select_for_update().get(stem=reference.rpartition("/")[0])


def chained_series() -> QuerySet[ReferenceSeries]:
    """The series under which anything was accepted: one for each call, and one a year for what others reported."""
    return ReferenceSeries.objects.filter(pk__in=StatementEntry.objects.values("series")).order_by("stem")


def series_named(slug: str) -> ReferenceSeries | None:
    """The one of them with this name in addresses."""
    return next((series for series in chained_series() if series.slug == slug), None)


def reported_stem(year: int) -> str:
    """The stem of statements that are known only from a published source."""
    return f"{year}/{REPORTED}"
