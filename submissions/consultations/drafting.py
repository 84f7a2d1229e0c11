"""How what a reporter fills in becomes a row: fields, uniqueness, receipt. The verbs are in `actions`."""

import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organizations.models import Organization, User
from portal.files import AcceptedFile
from portal.mechanism.models import Cluster, Instrument
from portal.mechanism.models import State as Country
from submissions.consultations import evidence, reporters
from submissions.consultations.choices import Level, Precision, Visibility
from submissions.consultations.models import Claim

RECEIPT_LETTERS = "23456789BCDFGHJKMNPQRTVWXY"  # none that looks like another, no vowels that make words


class DuplicateClaim(Exception):
    """The organization has a live report on this State and cluster; it is in `existing`."""

    def __init__(self, existing: Claim) -> None:
        super().__init__(_("Your organization has a report on this State and cluster already."))
        self.existing = existing


@dataclass(frozen=True)
class ClaimFields:
    """What a reporter fills in. Only the State is needed to keep a draft; sending it asks for the outcome.

    `internal_note` and `file`, of which `file_holds` says what it holds, are for those who check the report alone.
    """

    country: Country
    cluster: Cluster | None = None
    outcome: str = ""
    level: int = Level.NOT_STATED
    happened_on: date | None = None
    happened_until: date | None = None
    precision: str = Precision.NOT_STATED
    account: str = ""
    source_note: str = ""
    internal_note: str = ""
    visibility: str = Visibility.COORDINATORS
    language: str = settings.LANGUAGE_CODE
    instruments: tuple[Instrument, ...] = ()
    file: AcceptedFile | None = None
    file_holds: str = ""

    def columns(self) -> dict[str, Any]:
        """The values of the report's own columns."""
        return {name: value for name, value in vars(self).items() if name not in ("instruments", "file", "file_holds")}


def store(claim: Claim, filled_in: ClaimFields, organization: Organization, by: User) -> None:
    """Write what `by` filled in for `organization` into the row, and its link to the reporter beside it.

    Raises DuplicateClaim when a live report of the organization is in the way, InvalidMove when there are too many
    files.
    """
    for name, value in filled_in.columns().items():
        setattr(claim, name, value)
    writer = by if filled_in.visibility == Visibility.SEALED else None
    claim.reporter_key = reporters.reporter_key(organization, claim.country, claim.cluster, writer=writer)
    standing = save_once(claim)
    if standing is not None:
        raise DuplicateClaim(standing)
    claim.instruments.set(filled_in.instruments)
    if filled_in.file:
        evidence.add(claim, filled_in.file, filled_in.file_holds, on=midnight(today()))
    reporters.remember(claim, organization, by)


def save_once(claim: Claim) -> Claim | None:
    """Save the claim; when the database refuses it beside a live one of the same reporter and cell, give that one."""
    try:
        with transaction.atomic():
            claim.save()
    except IntegrityError:
        standing = reporters.existing(claim)
        if standing is None:
            raise
        return standing
    return None


def ask_for_what_is_missing(outcome: str, organization: Organization) -> None:
    """Raise ValidationError when a report cannot be sent as it is."""
    if not outcome:
        raise ValidationError({"outcome": _("Choose what happened.")})
    ask_for_verified(organization)


def ask_for_verified(organization: Organization) -> None:
    """Raise ValidationError unless the organization may act."""
    if organization.state != Organization.State.VERIFIED:
        raise ValidationError(_("Only a verified organization can report."))


def new_receipt() -> str:
    """A number that tells nothing about order or time."""
    letters = "".join(secrets.choice(RECEIPT_LETTERS) for _place in range(8))
    return f"R-{letters[:4]}-{letters[4:]}"


def today() -> date:
    """The day by the server's clock, in UTC."""
    return timezone.now().astimezone(UTC).date()


def midnight(day: date) -> datetime:
    """When a day begins: all that is kept of the moments at which somebody reports."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def published(**values: Any) -> Claim:
    """A claim, not yet saved, of what a published source says.

    Raises ValidationError when it is not said who published it and where, or when that day is still to come.
    """
    claim = Claim(
        visibility=Visibility.PUBLIC, state=Claim.State.PUBLISHED, submitted_on=today(), verified_at=timezone.now(),
        **values,
    )  # fmt: skip
    if claim.source_kind == "organization" or not claim.display_name or not claim.source_note:
        raise ValidationError(_("A published source needs its kind, who published it, and where it stands."))
    if claim.published_at is None or claim.published_at > timezone.now():
        raise ValidationError(_("Say since when this is public; that day may not be still to come."))
    claim.reporter_key = reporters.source_key(claim.display_name, claim.source_note, claim.country, claim.cluster)
    return claim
