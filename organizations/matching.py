"""Near matches: other records with the same name in another spelling, or with the same website. For coordinators."""

from collections import defaultdict

from django.db.models import Q

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
    for other in candidates.select_related("country"):
        for organization in organizations:
            same = other.name_key == organization.name_key or other.website_host in hosts & {organization.website_host}
            if same and other.pk != organization.pk:
                found[organization.pk].append(other)
    return found
