"""The strands of statements: those on the record about an article of a treaty, a paragraph, a text of a document."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from dialogues.models import Resolution
from dialogues.resolutions.topics import name_of
from portal.mechanism.models import Article, Document
from portal.templatetags.portal_tags import day
from portal.threads import SHOWN, Found, Link, Strand
from submissions.statements.models import Statement


def statements_on(article: Article) -> Found:
    """The newest public statements whose organization said that they speak about the article."""
    public = Statement.objects.public().filter(articles=article)
    links = [link_to(one) for one in public.for_lists().order_by("-publish_at", "-pk")[:SHOWN]]
    return Found(links, public.count(), f"{reverse('statements:statement_list')}?article={article.key}")


def statements_on_text(document: Document) -> Found:
    """The newest public statements that speak about a paragraph of the text that a document of the register is."""
    texts = Resolution.objects.public().filter(symbol=document.symbol or None)
    named = Statement.paragraphs.through.objects.filter(paragraph__resolution__in=texts)
    public = Statement.objects.public().filter(pk__in=named.values("statement"))
    links = [link_to(one) for one in public.for_lists().order_by("-publish_at", "-pk")[:SHOWN]]
    address = texts.values_list("slug", flat=True).first()
    return Found(links, public.count(), reverse("resolutions:resolution_detail", args=[address]) if address else "")


def beside(resolution: Resolution) -> Iterator[tuple[str, Link]]:
    """The public statements that speak about a text, or one of its languages, each with the paragraph.

    The newest few of each paragraph, and where all of them are. As many questions for one as for many.
    """
    found = speaking_about(resolution)
    shown = {key for keys in found.values() for key in newest_of(keys)}
    links = {one.pk: link_to(one) for one in Statement.objects.public().filter(pk__in=shown).for_lists()}
    for anchor, keys in found.items():
        yield from ((anchor, link) for link in [*map(links.__getitem__, newest_of(keys)), *all_of(keys)])


def speaking_about(resolution: Resolution) -> dict[str, dict[int, str]]:
    """By the address of a paragraph the keys of all public statements about it, the newest first, and its name there.

    A paragraph has the same address in each language of a text, and a name in each.
    """
    first = resolution.translation_of_id or resolution.pk
    rows = Statement.paragraphs.through.objects.filter(
        Q(paragraph__resolution=first) | Q(paragraph__resolution__translation_of=first),
        paragraph__resolution__in=Resolution.objects.public(), statement__in=Statement.objects.public().order_by(),
    ).order_by("-statement__publish_at", "-statement_id", "pk")  # fmt: skip
    found: dict[str, dict[int, str]] = {}
    for anchor, slug, key in rows.values_list("paragraph__anchor", "paragraph__resolution__slug", "statement_id"):
        found.setdefault(anchor, {}).setdefault(key, name_of(slug, anchor))
    return found


def newest_of(keys: dict[int, str]) -> list[int]:
    """The few that are shown."""
    return list(keys)[:SHOWN]


def all_of(keys: dict[int, str]) -> list[Link]:
    """Where all statements about a paragraph are, in whichever language of the text they name it; if there are more."""
    if len(keys) <= SHOWN:
        return []
    words = ngettext("all %(count)s statement", "all %(count)s statements", len(keys)) % {"count": len(keys)}
    names = list(dict.fromkeys(keys.values()))
    return [Link(words, f"{reverse('statements:statement_list')}?{urlencode({'paragraph': names}, doseq=True)}")]


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
ON_DOCUMENT = Strand(
    "statements",
    _("Statements"),
    _("No statement on the record speaks about a paragraph of it."),
    statements_on_text,
)
