"""Panellists who would stand outside: who sits on a published panel, or accepted an invitation, and is no delegate.

People are compared by their confirmed addresses and that of their nomination; where none is known, by their name in the
delegation of their organization. Of whom nothing is known but the name, nobody can say.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from django.db.models import Q, QuerySet

from dialogues.nominations.models import Nomination, NominationState
from dialogues.pages import DialoguePage
from dialogues.panel import PanelPage
from dialogues.registration.models import LIVE, Delegate, Registration, RegistrationState
from dialogues.rows import Panelist
from organizations.models import Organization
from organizations.names import name_key

S = RegistrationState
SENT = (S.SUBMITTED, S.FORWARDED, S.APPROVED, S.WAITING)


@dataclass
class Speaker:
    """Somebody who speaks: the key of the row, the name, the panel, and what is known of them."""

    key: str
    name: str
    panel: str
    organization: Organization | None
    addresses: list[str] = field(default_factory=list)
    registration: Registration | None = None  # the live one of the organization, if any

    @property
    def group(self) -> int | None:
        """The key of their organization."""
        return self.organization.pk if self.organization else None

    def is_among(self, delegates: Iterable[Delegate]) -> bool:
        """Whether one of these delegates is this person."""
        return any(map(self.has_address_of if self.addresses else self.is_named, delegates))

    def has_address_of(self, delegate: Delegate) -> bool:
        """Whether this delegate has an address of theirs."""
        return delegate.email in self.addresses

    def is_named(self, delegate: Delegate) -> bool:
        """Whether this delegate of their own organization has their name."""
        return delegate.registration.organization_id == self.group and name_key(delegate.name) == name_key(self.name)


def missing(dialogue: DialoguePage) -> list[Speaker]:
    """Who speaks at this dialogue (its canonical page) and is no delegate, by name. Five queries at any size."""
    speakers = [*_seated(dialogue), *_accepted(dialogue)]
    delegates = list(_known(dialogue, speakers))
    found = [one for one in speakers if not one.is_among(delegates)]
    live = Registration.objects.filter(dialogue=dialogue, organization__in=_groups(found), state__in=LIVE)
    registrations = {one.organization_id: one for one in live}
    for one in found:
        one.registration = registrations.get(one.group or 0)
    return sorted(found, key=lambda one: (one.name, one.key))


def _groups(speakers: list[Speaker]) -> set[int]:
    """The keys of their organizations."""
    return {one.group for one in speakers if one.group}


def _known(dialogue: DialoguePage, speakers: list[Speaker]) -> QuerySet[Delegate]:
    """The delegates who may be one of them: by address, or of one of their organizations."""
    addresses = {address for one in speakers for address in one.addresses}
    sent = Delegate.objects.filter(registration__dialogue=dialogue, registration__state__in=SENT)
    known = sent.filter(Q(email__in=addresses) | Q(registration__organization__in=_groups(speakers)))
    return known.select_related("registration")


def _seated(dialogue: DialoguePage) -> list[Speaker]:
    """Those on the published panels of whom anything is known but their name."""
    rows = Panelist.objects.filter(panel__in=PanelPage.objects.live().child_of(dialogue))
    known = Q(user__isnull=False) | Q(nomination__isnull=False) | Q(organization__isnull=False)
    people = list(rows.filter(known).select_related("panel", "organization", "nomination__organization"))
    confirmed = EmailAddress.objects.filter(user__in=[one.user_id for one in people if one.user_id], verified=True)
    by_user: dict[int, list[str]] = {}
    for user, address in confirmed.values_list("user", "email"):
        by_user.setdefault(user, []).append(address.lower())
    return [_speaker(one, by_user.get(one.user_id or 0, [])) for one in people]


def _speaker(row: Panelist, confirmed: list[str]) -> Speaker:
    nomination = row.nomination
    addresses = [nomination.email, *confirmed] if nomination and nomination.email else confirmed
    organization = row.organization or (nomination.organization if nomination else None)
    return Speaker(f"p{row.pk}", row.name, row.panel.title, organization, addresses)


def _accepted(dialogue: DialoguePage) -> list[Speaker]:
    """Those who accepted an invitation, and whose panel is not published with them yet."""
    shown = Panelist.objects.filter(panel__live=True, nomination__isnull=False).values("nomination")
    rows = Nomination.objects.filter(call__dialogue=dialogue, state=NominationState.ACCEPTED).exclude(pk__in=shown)
    return [
        Speaker(f"n{one.pk}", one.name, one.panel.title if one.panel else "", one.organization, [one.email])
        for one in rows.select_related("organization", "panel")
    ]
