"""Near matches: other records that may be the same organization, and what makes one wonder. For coordinators only."""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organizations.domains import FREE_MAIL, SHARED_HOSTS
from organizations.models import Identifier, IdentityConflict, KnownName, Organization
from organizations.names import mixes_scripts

Kind = IdentityConflict.Kind


class Match(NamedTuple):
    """Another record, and what it has in common with the one that was asked about."""

    organization: Organization
    kinds: list[IdentityConflict.Kind]

    @property
    def words(self) -> list[str | Promise]:
        """What the two have in common, in words."""
        return [kind.label for kind in self.kinds]


class Traits(NamedTuple):
    """What of an organization is compared."""

    keys: set[str]
    looks: set[str]
    sounds: set[str]
    identifiers: set[tuple[str, str]]
    domains: set[str]


def near(organizations: list[Organization], among) -> dict[int, list[Match]]:
    """For each organization, by its id, those of the queryset `among` that may be the same one. Six queries at most."""
    own = traits(organizations)
    domains = set().union(*(one.domains for one in own.values())) if own else set()
    candidates = among.filter(
        Q(pk__in=_named_alike(own)) | Q(pk__in=_identified_alike(own))
        | Q(website_host__in=domains) | Q(contact_host__in=domains)
    ).exclude(state=Organization.State.MERGED)  # fmt: skip
    others = list(candidates.select_related("country", "registered_by").prefetch_related("identifiers"))
    theirs = traits(others)
    found: dict[int, list[Match]] = defaultdict(list)
    for organization in organizations:
        for other in others:
            kinds = in_common(own[organization.pk], theirs[other.pk])
            if kinds and other.pk != organization.pk:
                found[organization.pk].append(Match(other, kinds))
    return found


def traits(organizations: list[Organization]) -> dict[int, Traits]:
    """What is compared, by the id of the organization. Two queries."""
    found = {one.pk: Traits(set(), set(), set(), set(), domains(one)) for one in organizations}
    for row in KnownName.objects.filter(organization__in=found):
        one = found[row.organization_id]
        one.keys.add(row.key)
        one.looks.update(filter(None, [row.skeleton]))
        one.sounds.update(filter(None, [row.sound]))
    for number in Identifier.objects.filter(organization__in=found):
        found[number.organization_id].identifiers.add((number.scheme, number.key))
    return found


def domains(organization: Organization) -> set[str]:
    """The domains that speak for an organization: those that others share do not."""
    return {organization.website_host, organization.contact_host} - SHARED_HOSTS - FREE_MAIL - {""}


def in_common(one: Traits, other: Traits) -> list[IdentityConflict.Kind]:
    """What two organizations share, the strongest first."""
    same_name = one.keys & other.keys or one.sounds & other.sounds
    shared = {
        Kind.IDENTIFIER: one.identifiers & other.identifiers,
        Kind.NAME: same_name,
        Kind.LOOK: not same_name and one.looks & other.looks,
        Kind.DOMAIN: one.domains & other.domains,
    }
    return [kind for kind, what in shared.items() if what]


def _named_alike(own: dict[int, Traits]) -> set[int]:
    looks = set().union(*(one.looks for one in own.values())) if own else set()
    sounds = set().union(*(one.sounds for one in own.values())) if own else set()
    rows = KnownName.objects.filter(Q(skeleton__in=looks) | Q(sound__in=sounds))
    return set(rows.values_list("organization", flat=True))


def _identified_alike(own: dict[int, Traits]) -> set[int]:
    identifiers = set().union(*(one.identifiers for one in own.values())) if own else set()
    if not identifiers:
        return set()
    rows = Identifier.objects.filter(key__in={key for _scheme, key in identifiers})
    return {row.organization_id for row in rows if (row.scheme, row.key) in identifiers}


def note_conflicts(organization: Organization) -> None:
    """Write down which records an application resembles now; one that is noted already stays as it is."""
    matches = near([organization], Organization.objects.exclude(state=Organization.State.DRAFT))[organization.pk]
    IdentityConflict.objects.bulk_create(
        [
            IdentityConflict(organization=organization, other=match.organization, kind=kind)
            for match in matches
            for kind in match.kinds
        ],
        ignore_conflicts=True,
    )


def warnings(organization: Organization) -> list[str | Promise]:
    """What a coordinator should look at twice, beside other records."""
    found: list[str | Promise] = []
    if organization.contact_host in FREE_MAIL:
        found.append(_("The contact address is of a free mail service: it proves nothing about the organization."))
    if organization.website_host in SHARED_HOSTS:
        found.append(_("The website is a page on a service that anybody can use."))
    if mixes_scripts(f"{organization.legal_name} {organization.other_names} {organization.acronym}"):
        found.append(_("A word of the name mixes letters of two scripts that look alike."))
    return found


# What a coordinator compares, and what is shown of it.
COMPARED = (
    (_("Status"), "get_state_display"),
    (_("Country of registration"), "country"),
    (_("Kind"), "get_kind_display"),
    (_("Acronym"), "acronym"),
    (_("Other names"), "other_names"),
    (_("Identifiers"), "identifier_lines"),
    (_("What it works on"), "mandate"),
    (_("Website"), "website"),
    (_("ECOSOC consultative status"), "get_ecosoc_status_display"),
    (_("Since the year"), "ecosoc_year"),
    (_("Contact for coordinators"), "contact_email"),
    (_("Public contact"), "public_contact"),
    (_("Registered by"), "registered_by"),
    (_("Named in"), "source"),
)


def side_by_side(organizations: list[Organization]) -> list[tuple[Promise, list[object]]]:
    """Each question with the answer of each organization, in their order."""
    return [(label, [_answer(organization, name) for organization in organizations]) for label, name in COMPARED]


def _answer(organization: Organization, name: str) -> object:
    value = getattr(organization, name)
    return (value() if callable(value) else value) or "–"
