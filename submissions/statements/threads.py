"""The strand of statements: those on the record that speak about an article of a treaty."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.mechanism.models import Article
from portal.templatetags.portal_tags import day
from portal.threads import SHOWN, Found, Link, Strand
from submissions.statements.models import Statement


def statements_on(article: Article) -> Found:
    """The newest public statements whose organization said that they speak about the article."""
    public = Statement.objects.public().filter(articles=article)
    links = [link_to(one) for one in public.for_lists().order_by("-publish_at", "-pk")[:SHOWN]]
    return Found(links, public.count(), f"{reverse('statements:statement_list')}?article={article.key}")


def link_to(statement: Statement) -> Link:
    """A public statement as a thread shows it."""
    version, organization = statement.current, statement.organization
    return Link(
        version.title,
        statement.get_absolute_url(),
        version.language,
        day(statement.publish_at, "short"),
        organization.legal_name,
        organization.name_language,
        statement.reference_now,
    )


ON_ARTICLE = Strand(
    "statements",
    _("Statements"),
    _("Statements on the record that name this article would stand here. Organizations name articles when they write."),
    statements_on,
    "statements:desk_list",
    _("Write a statement"),
)
