"""System checks of what is on record (`manage.py check --database default`, and at every migrate)."""

from collections.abc import Sequence

from django.core.checks import CheckMessage, Warning
from django.db import connections

from submissions.declaration import checking as ledgers
from submissions.declaration.models import Declaration
from submissions.statements import checking as chains
from submissions.statements.models import ReferenceSeries

# Before the first migrate they are not there.
TABLES = {
    "submissions_declaration",
    "submissions_ledgerentry",
    "submissions_referenceseries",
    "submissions_statemententry",
}


def check_heads(databases: Sequence[str] | None = None, **kwargs: object) -> list[CheckMessage]:
    """The database has every ledger and chain up to the head that was published last outside of it.

    A warning, said at every start: an older database may have to serve while somebody looks for the newer one.
    """
    if "default" not in (databases or []):
        return []
    if not set(connections["default"].introspection.table_names()) >= TABLES:
        return []
    return [
        Warning(
            f"The ledger of “{slug}” is older than it was or another one: {problem}.",
            hint="Was an old backup restored? Find the newer database, and tell those who hold receipts.",
            id="submissions.W001",
        )
        for slug, problem in _behind()
    ]


def _behind() -> list[tuple[str, str]]:
    declarations = Declaration.objects.only("pk", "slug").order_by("pk")
    found = [(one.slug, ledgers.behind_its_head(one)) for one in declarations]
    found += [(one.slug, chains.behind_its_head(one)) for one in ReferenceSeries.objects.order_by("pk")]
    return [(slug, problem) for slug, problem in found if problem]
