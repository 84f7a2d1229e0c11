"""Statements as the search finds them: as the register does, and by the reference or receipt of a public one."""

import re

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from portal.everywhere import Asked, Hit, Kind, Results
from portal.templatetags.portal_tags import day
from submissions.statements import finding
from submissions.statements.filters import StatementFilter
from submissions.statements.models import Statement

# "CSP/2024/FA/WS/12" and its later versions, the same as in addresses, and "R-7KM2-Q4".
_CITED = re.compile(r"([\w-]+(?:/[\w-]+){2,}|[\w-]+-\d+|R-\w{4}-\w{2})(?:/(?:rev|corr|add)\.\d{1,3})?", re.IGNORECASE)


def statements(asked: Asked) -> Results:
    """The newest public statements that hold every word and phrase, with the words around those that were meant."""
    found = finding.Search(StatementFilter({"q": asked.words}, Statement.objects.public()), "newest")
    rows = found.first(asked.window)
    more = f"{reverse('statements:statement_list')}?{urlencode({'q': asked.words})}"
    count = len(rows) if not asked.start and len(rows) < asked.most else found.count
    return Results([hit(one) for one in rows], count, more, named(asked))


def hit(statement: Statement) -> Hit:
    """A statement with who made it, or where it holds the words."""
    version, pieces = statement.current, getattr(statement, "excerpt", ())
    said = version.language if pieces else statement.organization.name_language
    return Hit(
        version.title, statement.get_absolute_url(), version.language, day(statement.publish_at, "short"),
        "" if pieces else statement.organization.legal_name, said, statement.reference or "", pieces,
    )  # fmt: skip


def named(asked: Asked) -> list[Hit]:
    """The public statement that the question is the reference or the receipt of."""
    cited = _CITED.fullmatch(asked.words.strip())
    if cited is None:
        return []
    name = cited[1].upper()
    meant = Q(reference=name) | Q(slug=name.lower().replace("/", "-")) | Q(receipt=name)
    return [hit(one) for one in Statement.objects.public().filter(meant).for_lists()[:2]]


KIND = Kind("statements", _("Statements"), statements)
