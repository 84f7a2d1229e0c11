"""System checks of the portal itself (`manage.py check --database default --deploy`)."""

from collections.abc import Sequence

from django.core.checks import CheckMessage, Error

from portal import triggers


def check_triggers(databases: Sequence[str] | None = None, **kwargs: object) -> list[CheckMessage]:
    """Every append-only table has its triggers; altering a table on SQLite loses them silently."""
    return [
        Error(f"The trigger {name} is missing.", hint="Run manage.py migrate.", id="portal.E001")
        for using in databases or []
        for name in triggers.missing(using)
    ]
