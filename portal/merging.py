"""What happens on every floor when two records of one organization become one, or its identity changes.

The verb stands on the floor of organizations; what the floors above keep for an organization follows it by what they
add here in their `AppConfig.ready`:

    merging.register(import_string("dialogues.merging.FOLLOWER"))
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class Collision:
    """Something that both records have and one may have only once: what will happen to it, or why nothing can."""

    words: str | Promise
    stops: bool = False


def nothing(*args: Any, **kwargs: Any) -> None:
    """For floors that have nothing to do."""


@dataclass(frozen=True)
class Follower:
    """One kind of record that belongs to organizations.

    `collisions(old, heir)` looks and changes nothing; `move(old, heir, by=user)` gives the heir what the old one has,
    in the caller's transaction; `renamed(organization, by=user)` is called when a checked name, country or address of
    an organization became another one.
    """

    key: str
    collisions: Callable[..., Iterable[Collision]]
    move: Callable[..., None]
    renamed: Callable[..., Any] = nothing


_followers: dict[str, Follower] = {}


def register(follower: Follower) -> Follower:
    """Let this kind follow from now on; the same key again takes the place of the one before."""
    _followers[follower.key] = follower
    return follower


def collisions(old: Any, heir: Any) -> list[Collision]:
    """All that stands in the way or will be decided by the rules, those that stop it first."""
    found = [collision for follower in _followers.values() for collision in follower.collisions(old, heir)]
    return sorted(found, key=lambda collision: not collision.stops)


def move(old: Any, heir: Any, *, by: Any) -> None:
    """Give the heir all that the old one has, on every floor."""
    for follower in _followers.values():
        follower.move(old, heir, by=by)


def renamed(organization: Any, *, by: Any) -> None:
    """Tell every floor that the identity of an organization is another one now."""
    for follower in _followers.values():
        follower.renamed(organization, by=by)
