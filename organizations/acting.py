"""For whom a person acts who acts for several: chosen on the desk, kept in the session, offered first in every form."""

from collections.abc import Iterable

from django import forms
from django.http import HttpRequest

from organizations.models import Organization

KEY = "acting_for"


def choose(request: HttpRequest, organization: Organization) -> None:
    """Act for this organization from now on, in this session."""
    request.session[KEY] = str(organization.uuid)


def chosen(request: HttpRequest) -> Organization | None:
    """The organization that the person chose and still acts for; None without a choice (then no query)."""
    uuid = request.session.get(KEY)
    return Organization.objects.represented_by(request.user).filter(uuid=uuid).first() if uuid else None


def offer(
    field: forms.ModelChoiceField, organizations: Iterable[Organization], first: Organization | None = None
) -> Organization | None:
    """Ask for one of a person's organizations: not at all when there is one, else with the chosen one selected.

    Gives back the only one, if so. `field` names organizations by their UUID.
    """
    known = list(organizations)
    if len(known) == 1:
        field.widget = forms.HiddenInput()
        field.initial = known[0].uuid
        return known[0]
    if first in known:
        field.initial = first.uuid
    return None
