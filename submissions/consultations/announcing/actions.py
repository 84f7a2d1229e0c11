"""What can be done with an announcement: announce (as a draft), change, publish, withdraw."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organizations.models import User
from portal import audit, records
from portal.mechanism.models import Cluster, Instrument, State
from portal.records import InvalidMove
from submissions.consultations.announcing.models import Announcement
from submissions.consultations.announcing.zones import day_begins, day_ends
from submissions.consultations.replying import speaks_for

S = Announcement.State


@dataclass(frozen=True)
class Facts:
    """What is announced. Days are whole days in `zone`; without `opens_on` it is open from the announcement on."""

    closes_on: date
    zone: str
    how: str
    office: str
    opens_on: date | None = None
    cluster: Cluster | None = None
    instruments: tuple[Instrument, ...] = ()
    language: str = "en"
    address: str = ""
    contact: str = ""
    source_address: str = ""

    def columns(self) -> dict[str, Any]:
        """The values of the record's own columns."""
        names = ("zone", "how", "office", "cluster", "language", "address", "contact", "source_address")
        opens = day_begins(self.opens_on, self.zone) if self.opens_on else None
        times = {"opens_at": opens, "closes_at": day_ends(self.closes_on, self.zone)}
        return {name: getattr(self, name) for name in names} | times


def may_manage(user: User, announcement: Announcement) -> bool:
    """Whether `user` may change and publish it: the focal point of the State that announced it, or the coordinators
    what they took from a public source.
    """
    if announcement.on_behalf:
        return user.has_perm("submissions.verify_claim")
    return speaks_for(user, announcement.country)


def may_withdraw(user: User, announcement: Announcement) -> bool:
    """Whether `user` may take it out of sight: those who manage it, and the coordinators."""
    return user.has_perm("submissions.verify_claim") or may_manage(user, announcement)


@transaction.atomic
def announce(country: State, facts: Facts, *, by: User, form_key: UUID | None = None) -> Announcement:
    """Store a draft for the State of a focal point, or as a coordinator from a public source.

    The same form twice makes one. Raises PermissionDenied for anybody else, IntegrityError where the source of a
    coordinator is missing.
    """
    own = speaks_for(by, country)
    new = Announcement(country=country, on_behalf=not own, announced_by=by, form_key=form_key, **facts.columns())
    if not may_manage(by, new):
        raise PermissionDenied
    if (sent := _sent_before(new)) is not None:
        return sent
    try:
        with transaction.atomic():
            new.save()
    except IntegrityError:
        if (sent := _sent_before(new)) is not None:  # the other of two clicks was faster
            return sent
        raise
    new.instruments.set(facts.instruments)
    audit.record(new, "announce", by=by, after=S.DRAFT)
    return new


def _sent_before(new: Announcement) -> Announcement | None:
    """The draft that the same form made already."""
    same = Announcement.objects.filter(form_key=new.form_key, country=new.country)
    return same.first() if new.form_key else None


@transaction.atomic
def change(announcement: Announcement, facts: Facts, *, by: User) -> Announcement:
    """Let it say this; the account of a published one keeps what it said before. A form that changes nothing leaves it.

    Raises PermissionDenied, and InvalidMove once it was withdrawn.
    """
    announcement = announcement.locked()
    _require(may_manage(by, announcement))
    if announcement.state == S.WITHDRAWN:
        raise InvalidMove(_("It was withdrawn. Announce it anew."))
    before = said(announcement)
    for name, value in facts.columns().items():
        setattr(announcement, name, value)
    announcement.instruments.set(facts.instruments)
    now = said(announcement)
    gone = {name: value for name, value in before.items() if value != now[name]}
    if gone:
        _store(announcement, gone, by)
    return announcement


def _store(announcement: Announcement, gone: dict[str, Any], by: User) -> None:
    """Write the changed row and its event; for a published one with a new number and date."""
    public = announcement.state == S.PUBLISHED
    if public:
        announcement.revision += 1
        announcement.changed_at = timezone.now()
    announcement.save()
    audit.record(announcement, "change", by=by, public=public, data={"before": gone} if public else None)


def said(announcement: Announcement) -> dict[str, Any]:
    """What it says, as plain values."""
    values = {name: getattr(announcement, name) for name in ("zone", "how", "office", "language", "address", "contact")}
    dates: dict[str, datetime | None] = {"opens_at": announcement.opens_at, "closes_at": announcement.closes_at}
    return values | {
        **{name: value.timestamp() if value else None for name, value in dates.items()},
        "cluster": announcement.cluster.number if announcement.cluster else None,
        "source_address": announcement.source_address,
        "instruments": sorted(one.code for one in announcement.instruments.all()),
    }


@transaction.atomic
def publish(announcement: Announcement, *, by: User) -> Announcement:
    """Let everybody read it. Raises PermissionDenied, and InvalidMove when it is over or no draft."""
    announcement = announcement.locked()
    _require(may_manage(by, announcement))
    if announcement.is_over:
        raise InvalidMove(_("It is over already: change its last day first."))
    now = timezone.now()
    return records.move(announcement, S.PUBLISHED, by=by, public=True, published_at=now, changed_at=now)


@transaction.atomic
def withdraw(announcement: Announcement, *, by: User, reason: str) -> Announcement:
    """Take it out of sight for good; the reason is kept for the State and the coordinators. Raises as above."""
    announcement = announcement.locked()
    _require(may_withdraw(by, announcement))
    return records.move(announcement, S.WITHDRAWN, by=by, reason=reason)


def _require(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied
