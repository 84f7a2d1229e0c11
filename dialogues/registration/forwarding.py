"""The list of delegations that goes to the Extended Bureau: who wants to come, and for whom. Nothing else about them.

No address, no access needs, no travel support: the Bureau decides on organizations, and its copies cannot be called
back. The lines are made from one stream of delegates, so that a list of any length asks the database once.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dialogues.pages import DialoguePage
from dialogues.registration.models import Delegate, Registration, RegistrationState
from organizations.models import Organization
from portal.exports import CHUNK, Column, Export

S = RegistrationState
LISTED = (S.SUBMITTED, S.FORWARDED)
WHOSE = "Personal data: for the Extended Bureau and the coordinators only"


class Line(NamedTuple):
    """One delegation of the list."""

    registration: Registration
    delegates: list[Delegate]

    @property
    def organization(self) -> Organization:
        """Who sends it."""
        return self.registration.organization

    @property
    def on_site(self) -> int:
        """How many come to Vienna."""
        return self._count(Delegate.Mode.ON_SITE)

    @property
    def online(self) -> int:
        """How many join online."""
        return self._count(Delegate.Mode.ONLINE)

    @property
    def people(self) -> list[str]:
        """Names with positions."""
        return [f"{one.name} ({one.position})" if one.position else one.name for one in self.delegates]

    def _count(self, mode: str) -> int:
        return sum(one.mode == mode for one in self.delegates)


def on_list(dialogue: DialoguePage, state: str = "") -> QuerySet[Registration]:
    """The registrations of the list: not judged yet, or sent to the Bureau already; or one of both, by its `state`."""
    states = [state] if state in LISTED else list(LISTED)
    return Registration.objects.filter(dialogue=dialogue, state__in=states).order_by("submitted_at", "pk")


def lines(registrations: QuerySet[Registration]) -> Iterator[Line]:
    """The lines of these registrations, in their order, read while they are asked for."""
    delegates = Delegate.objects.filter(registration__in=registrations.order_by().values("pk"))
    rows = delegates.select_related("registration__organization__country")
    ordered = rows.order_by("registration__submitted_at", "registration_id", "pk")
    return grouped(ordered.iterator(chunk_size=CHUNK))


def grouped(delegates: Iterable[Delegate]) -> Iterator[Line]:
    """Delegates that follow each other by registration, as lines."""
    for _key, group in groupby(delegates, key=lambda one: one.registration_id):
        found = list(group)
        yield Line(found[0].registration, found)


COLUMNS = (
    Column("receipt", lambda line: line.registration.receipt, "Number of the registration"),
    Column("organization", lambda line: line.organization.legal_name, "Legal name"),
    Column("country", lambda line: line.organization.country.iso3 if line.organization.country else "", "ISO 3166"),
    Column("kind", lambda line: line.organization.kind, "ngo, network, academia, private or other"),
    Column("ecosoc_status", lambda line: line.organization.ecosoc_status, "Consultative status; empty: not known"),
    Column("expertise", lambda line: line.registration.expertise, "What it brings, in its own words"),
    Column("on_site", lambda line: line.on_site, "Delegates in Vienna", "number"),
    Column("online", lambda line: line.online, "Delegates online", "number"),
    Column("delegates", lambda line: line.people, "Names, with positions in brackets", "list"),
    Column("state", lambda line: line.registration.state, "submitted, or forwarded to the Bureau already"),
)


def as_export(dialogue: DialoguePage, state: str = "") -> Export:
    """The list as a file."""
    query = f"state={state}" if state in LISTED else ""
    return Export(f"{dialogue.slug}-extended-bureau", COLUMNS, lines(on_list(dialogue, state)), query, WHOSE)


CHOICES = (("", _("All on the list")), (S.SUBMITTED, _("Not sent yet")), (S.FORWARDED, _("Sent to the Bureau already")))
