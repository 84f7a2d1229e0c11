"""Near matches: other records with the same name in another spelling, or with the same website. For coordinators."""

from collections import defaultdict

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization

# Hosts that many organizations share say nothing about who they are.
SHARED_HOSTS = frozenset(
    [
        "facebook.com",
        "instagram.com",
        "linkedin.com",
        "medium.com",
        "sites.google.com",
        "t.me",
        "twitter.com",
        "wordpress.com",
        "x.com",
        "youtube.com",
    ]
)


def near(organizations: list[Organization], among) -> dict[int, list[Organization]]:
    """For each organization, by its id, those of the queryset `among` that may be the same one. One query."""
    hosts = {organization.website_host for organization in organizations} - SHARED_HOSTS - {""}
    keys = {organization.name_key for organization in organizations}
    candidates = among.filter(Q(name_key__in=keys) | Q(website_host__in=hosts)).exclude(state=Organization.State.MERGED)
    found: dict[int, list[Organization]] = defaultdict(list)
    for other in candidates.select_related("country", "registered_by"):
        for organization in organizations:
            same = other.name_key == organization.name_key or other.website_host in hosts & {organization.website_host}
            if same and other.pk != organization.pk:
                found[organization.pk].append(other)
    return found


# What a coordinator compares, and what is shown of it.
COMPARED = (
    (_("State"), "get_state_display"),
    (_("Country of registration"), "country"),
    (_("Kind"), "get_kind_display"),
    (_("Other names, acronym"), "other_names"),
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
