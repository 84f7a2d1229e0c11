"""How often something may be done: counted for each account, for each network and in all, in the shared cache.

The numbers are those of MODELS, "Anti-abuse". A network is the /24 (or, in IPv6, the /48) of an address: the address
itself is kept nowhere. When the cache is away each process counts for itself, and allows a quarter: stricter, not
absent. Mail to one address is counted in the outbox instead, where nothing gets lost (`mails_to`).
"""

import ipaddress
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.keeping import not_now
from portal.models import OutgoingMail

log = logging.getLogger(__name__)
MINUTE, HOUR, DAY = 60, 3600, 24 * 3600
MAILS_A_DAY = 5
SPARE_PART = 4


@dataclass(frozen=True)
class Limit:
    """So many times in so many seconds. A room full of people shares one network, so a network gets more."""

    seconds: int
    account: int | None = None
    network: int | None = None
    overall: int | None = None


# Where a form has two steps (keep it, send it), each of them counts.
LIMITS = {
    "sign_up": Limit(HOUR, network=20, overall=300),
    "apply": Limit(HOUR, account=10, network=50),
    "register": Limit(HOUR, account=20, network=200),
    "statements": Limit(DAY, account=20, network=400),
    # What scripts save while somebody writes: once in five seconds, and more for a hand that is quick for a while.
    "autosave": Limit(MINUTE, account=30, network=1_500),
    "uploads": Limit(HOUR, account=60, network=600),
    # An organization signs once: a whole conference may do it behind one address, and one person not often.
    "signing": Limit(HOUR, account=10, network=5_000),
    "supporting": Limit(HOUR, network=100, overall=5_000),
    "corrections": Limit(DAY, network=40, overall=1_000),
    "reports": Limit(DAY, account=40, network=400),
    "replies": Limit(DAY, account=40, network=400),
    "documents": Limit(DAY, account=40, network=400),
    "messages": Limit(DAY, account=40, network=400),
    # A number that nobody guesses and a name: what is tried more often is a search for one of them.
    "letters": Limit(HOUR, network=60, overall=2_000),
    "invite": Limit(DAY, account=20, network=100),
    "export": Limit(HOUR, account=5),
    # Making a PDF takes a second or more of a processor; one that was made is kept by browsers and proxies.
    "papers": Limit(HOUR, network=100, overall=1_000),
}


@dataclass(frozen=True)
class Counter:
    """One thing that is counted: its name in the cache, how high it may go, and how long it counts."""

    key: str
    most: int
    seconds: int


class Spare:
    """Counts in this process alone, for the time when the cache is away."""

    def __init__(self) -> None:
        self.counts: dict[str, tuple[float, int]] = {}

    def add(self, counter: Counter) -> int:
        """One more: the number that this process has counted in this stretch of time."""
        until, count = self._standing().get(counter.key, (time.monotonic() + counter.seconds, 0))
        self.counts[counter.key] = (until, count + 1)
        return count + 1

    def remove(self, counter: Counter) -> None:
        """One less, where there is one: what was counted elsewhere, or has lapsed, is no credit."""
        until, count = self._standing().get(counter.key, (0.0, 0))
        if count > 0:
            self.counts[counter.key] = (until, count - 1)

    def _standing(self) -> dict[str, tuple[float, int]]:
        """The counts whose stretch of time has not ended."""
        now = time.monotonic()
        self.counts = {key: one for key, one in self.counts.items() if one[0] > now}
        return self.counts


spare = Spare()


def network_of(address: str) -> str:
    """The network that an address belongs to: the first three numbers of IPv4, the first 48 bits of IPv6."""
    parsed = ipaddress.ip_address(address)
    mapped = getattr(parsed, "ipv4_mapped", None)
    length = 24 if parsed.version == 4 or mapped else 48
    return str(ipaddress.ip_network(f"{mapped or parsed}/{length}", strict=False))


def counters(action: str, request: HttpRequest) -> list[Counter]:
    """What an action of this request counts towards."""
    limit = LIMITS[action]
    found = []
    if limit.account is not None and request.user.is_authenticated:
        found.append(Counter(f"limit:{action}:account:{request.user.pk}", limit.account, limit.seconds))
    if limit.network is not None:
        network = network_of(get_adapter().get_client_ip(request))
        found.append(Counter(f"limit:{action}:network:{network}", limit.network, limit.seconds))
    if limit.overall is not None:
        found.append(Counter(f"limit:{action}:all", limit.overall, limit.seconds))
    return found


def count(counter: Counter) -> bool:
    """Count one more, and say whether that is still allowed."""
    try:
        cache.add(counter.key, 0, counter.seconds)
        return cache.incr(counter.key) <= counter.most
    except Exception as problem:  # every kind of cache breaks in its own way
        log.warning("the cache does not count (%s); this process does", type(problem).__name__)
        return spare.add(counter) <= max(1, counter.most // SPARE_PART)


def take(action: str, request: HttpRequest) -> list[Counter] | None:
    """Count the action; None, and nothing counted, when it was done as often as it may be."""
    taken: list[Counter] = []
    for counter in counters(action, request):
        taken.append(counter)
        if not count(counter):
            give_back(taken)
            return None
    return taken


def give_back(taken: list[Counter]) -> None:
    """What was counted did not happen. A count whose time is over by now has nothing to give back."""
    for counter in taken:
        try:
            cache.decr(counter.key)
        except ValueError:  # the key is gone: its time is over
            pass
        except Exception:  # as in `count`
            spare.remove(counter)


def limited(action: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A view whose POST counts as one `action`, where it did something: a form that comes back does not count.

    What is over the limit gets 429, with what was typed.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def limited_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method != "POST":
                return view(request, *args, **kwargs)
            taken = take(action, request)
            if taken is None:
                return too_often(request, LIMITS[action].seconds)
            response = view(request, *args, **kwargs)
            if response.status_code not in (201, 301, 302, 303):
                give_back(taken)
            return response

        return limited_view

    return decorate


def too_often(request: HttpRequest, seconds: int) -> HttpResponse:
    """The page for what was done too often."""
    words = _("To keep accounts and mailboxes safe, we limit how often this can be done. Nothing was changed.")
    response = not_now(request, 429, _("Too many tries"), words)
    response.headers["Retry-After"] = str(seconds)
    return response


def mails_to(address: str, kinds: tuple[str, ...]) -> bool:
    """Whether this address may get one more mail of these kinds (templates) today."""
    since = timezone.now() - timedelta(seconds=DAY)
    sent = OutgoingMail.objects.filter(to=address, created_at__gt=since, template__in=kinds)
    return sent.count() < MAILS_A_DAY
