"""Many cells of a table in one world: what a cell did is undone before the next."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.cache import cache
from django.db import transaction


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is undone at the end, in the database and in the cache.

    Objects keep what was done to them: fetch those anew that a cell may change.
    """
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    cache.clear()
