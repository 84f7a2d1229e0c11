"""System checks of the portal itself (`manage.py check --database default --deploy`)."""

from collections.abc import Sequence

from django.conf import settings
from django.core.checks import CheckMessage, Error

from portal import personal, triggers, words


def check_triggers(databases: Sequence[str] | None = None, **kwargs: object) -> list[CheckMessage]:
    """Every append-only table has its triggers; altering a table on SQLite loses them silently."""
    return [
        Error(
            f"The trigger {name} is missing, switched off or not what it should be.",
            hint="Run manage.py migrate.",
            id="portal.E001",
        )
        for using in databases or []
        for name in triggers.missing(using)
    ]


def check_words(databases: Sequence[str] | None = None, **kwargs: object) -> list[CheckMessage]:
    """Every index of words stands; altering its table on SQLite stops it from being kept."""
    return [
        Error(f"The index of words {name} is not kept.", hint="Run manage.py migrate.", id="portal.E003")
        for using in databases or []
        for name in words.missing(using)
    ]


def check_retention(**kwargs: object) -> list[CheckMessage]:
    """Every period in RETENTION_DAYS belongs to a rule that has one, and is not negative."""
    known = {rule.key for rule in personal.keepings() if rule.days is not None}
    return [
        Error(
            f"RETENTION_DAYS: there is no rule {key}={days}.",
            hint=f"Known: {', '.join(sorted(known))}.",
            id="portal.E002",
        )
        for key, days in settings.RETENTION_DAYS.items()
        if key not in known or days < 0
    ]
