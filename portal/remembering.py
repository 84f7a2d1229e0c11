"""What public pages count over a large table, kept for a moment.

Whatever somebody does writes an audit event, and what waits for its moment (an embargo) appears by the minute: what is
remembered is forgotten with either. So nothing that was hidden stays counted, and nobody counts twice meanwhile.
"""

from collections.abc import Callable
from typing import TypeVar, cast

from django.core.cache import cache
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language

from portal import audit

T = TypeVar("T")
SECONDS = 60


def while_quiet(name: str, make: Callable[[], T], asked: object = None) -> T:
    """What `make` gives in the active language; made again when anything happened, or a minute began.

    `name` says what it is, `asked` (anything with a stable `repr`) what it was narrowed to.
    """
    minute = timezone.now().replace(second=0, microsecond=0)
    what = repr([name, get_language(), audit.newest(), minute.isoformat(), asked])
    key = f"quiet-{salted_hmac('portal.remembering', what, algorithm='sha256').hexdigest()}"
    return cast(T, cache.get_or_set(key, make, SECONDS))
