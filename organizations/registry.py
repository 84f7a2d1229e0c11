"""Where the floors above add to the public profile and to the directory: what organizations put on the record."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from portal.registry import Registry

# The thing is an Organization. Each function asks for what is public only; its template knows `part`, the part's
# context, and `organization`.
on_organization: Registry[Any] = Registry()


@dataclass(frozen=True)
class Deed:
    """Something that organizations did in public, as a filter of the directory: "has signed".

    `organizations` gives the ids of those that did it, as a subquery that holds only what every reader may know.
    """

    value: str
    label: str | Promise
    organizations: Callable[[], QuerySet[Any]]


_deeds: list[Deed] = []


def register_deed(deed: Deed) -> Deed:
    """Offer this filter from now on; a second time changes nothing."""
    if deed not in _deeds:
        _deeds.append(deed)
    return deed


def deeds() -> tuple[Deed, ...]:
    """The filters, in the order in which they were registered."""
    return tuple(_deeds)
