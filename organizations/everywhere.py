"""Organizations of the public directory as the search finds them: by their names in any spelling, and acronyms."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization
from organizations.names import name_key
from portal.everywhere import Asked, Hit, Kind, Results


def organizations(asked: Asked) -> Results:
    """Organizations whose names hold every word, by the alphabet. Three queries."""
    public = Organization.objects.public().select_related("country")
    found = public.named(asked.words)
    rows = list(found.order_by("name_key", "pk")[asked.window])
    more = f"{reverse('organizations:organization_list')}?{urlencode({'q': asked.words})}"
    named = [hit(one) for one in public.filter(name_key=name_key(asked.words))[:4]]
    return Results([hit(one) for one in rows], asked.counted(rows, found), more, named)


def hit(organization: Organization) -> Hit:
    """One of them, with its country and how it stands in the directory."""
    country = organization.country.name if organization.country else ""
    return Hit(organization.legal_name, organization.get_absolute_url(), organization.name_language, country,
               organization.get_state_display())  # fmt: skip


KIND = Kind("organizations", _("Organizations"), organizations)
