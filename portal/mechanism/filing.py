"""Articles in the filters of lists: as choices, and by the name that stands in addresses."""

import re

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from portal.mechanism.models import Article

NAME = re.compile(r"([A-Za-z]{1,12})-(\d{1,3})")


def articles_in(rows: QuerySet[Article]) -> list[tuple[str, str]]:
    """These articles as choices, each once, in the order of the treaties. One question."""
    found = rows.distinct().select_related("instrument")
    return [(one.key, label(one)) for one in found]


def label(article: Article) -> str:
    """An article in few words: its number, and of which instrument."""
    words = {"number": article.number, "instrument": article.instrument.words.short_title}
    return _("Article %(number)s, %(instrument)s") % words


def named_article(name: str) -> QuerySet[Article]:
    """The article of a name such as "tip-9"; none for what names no article."""
    match = NAME.fullmatch(name)
    if not match:
        return Article.objects.none()
    return Article.objects.filter(instrument__code=match[1].upper(), number=int(match[2]))
