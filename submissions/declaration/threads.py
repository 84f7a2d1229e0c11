"""The strand of the declaration: what it asks for about an article."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.mechanism.models import Article
from portal.templatetags.portal_tags import day
from portal.threads import SHOWN, Found, Link, Strand
from submissions.declaration.handed import Ask
from submissions.declaration.models import Declaration


def asks_on(article: Article) -> Found:
    """The asks of declarations with a public text that coordinators say are about the article, the newest first."""
    asks = Ask.objects.filter(articles=article, declaration__in=Declaration.objects.public())
    newest = list(asks.select_related("declaration").order_by("-declaration", "paragraph", "pk")[:SHOWN])
    more = newest[0].declaration.get_absolute_url() if newest else reverse("declaration:declaration_current")
    return Found([link_to(one) for one in newest], asks.count(), f"{more}#asks")


def link_to(ask: Ask) -> Link:
    """An ask as a thread shows it: it leads to the paragraph that asks it."""
    declaration = ask.declaration
    language = declaration.authentic_language
    when = day(declaration.opens_at, "short") if declaration.opens_at else ""
    return Link(ask.words, ask.get_absolute_url(), language, when, declaration.title, language)


ON_ARTICLE = Strand(
    "declaration",
    _("Asks of the declaration"),
    _("What the civil society declaration asks about this article would stand here. Coordinators name the articles."),
    asks_on,
)
