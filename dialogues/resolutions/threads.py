"""The strands of resolutions: paragraphs that speak of an article, texts that refer to a document."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dialogues.resolutions.models import Resolution
from dialogues.resolutions.paragraphs import Paragraph, Reference
from portal.mechanism.models import Article, Document
from portal.threads import SHOWN, Found, Link, Strand

R = Reference.Kind
FOLLOWED = ("paragraph", "note__paragraph", "resolution")


def paragraphs_on(article: Article) -> Found:
    """The paragraphs of public texts that name the article or are filed under it, those of the newest texts first.

    Of a footnote it is the paragraph with its mark. A text that is filed under the article as a whole comes last.
    """
    paragraphs = Paragraph.objects.filter(pk__in=about(article), resolution__in=Resolution.objects.public())
    newest = paragraphs.select_related("resolution").order_by("-resolution__date", "-resolution", "position")
    texts = Resolution.objects.public().filter(articles=article)
    links = [link_to(one.resolution, one) for one in newest[:SHOWN]]
    links += [link_to(one) for one in texts[: SHOWN - len(links)]]
    address = f"{reverse('resolutions:resolution_list')}?article={article.key}"
    return Found(links, paragraphs.count() + texts.count(), address)


def about(article: Article) -> Any:
    """The keys of the paragraphs that name the article, in a footnote too, or that coordinators filed under it."""
    named = Q(references__article=article) | Q(notes__references__article=article)
    return Paragraph.objects.filter(named | Q(articles=article)).order_by().values("pk")


def link_of(reference: Reference) -> Link:
    """The paragraph that refers to something; of a footnote, the paragraph that has its mark."""
    paragraph = reference.paragraph or (reference.note.paragraph if reference.note else None)
    return link_to(reference.resolution, paragraph)


def link_to(resolution: Resolution, paragraph: Paragraph | None = None) -> Link:
    """A paragraph, or a text as a whole, as a thread shows it."""
    anchor = f"#{paragraph.anchor}" if paragraph else ""
    title = f"{resolution.name}, {paragraph.anchor}" if paragraph else resolution.name
    return Link(
        title, f"{resolution.get_absolute_url()}{anchor}", resolution.language, resolution.date_text,
        paragraph.text if paragraph else resolution.title, resolution.language, resolution.symbol,
    )  # fmt: skip


def texts_about(document: Document) -> Found:
    """The paragraphs and footnotes of public texts that refer to a document of the register."""
    condition = meant_by(document.symbol or "")
    named = Reference.objects.filter(condition, resolution__in=Resolution.objects.public())
    newest = named.select_related(*FOLLOWED).order_by("-resolution__date", "-resolution", "pk")
    return Found([link_of(one) for one in newest[:SHOWN]], named.count(), reverse("resolutions:resolution_list"))


def meant_by(symbol: str) -> Q:
    """References that a symbol of the register answers: the symbol itself, or its number with its kind.

    A number alone may be that of several bodies; it counts where the register has one document of it.
    """
    condition = Q(kind=R.SYMBOL, number=symbol)
    number = symbol.rpartition("/")[0].rpartition("/")[2].rpartition(" ")[2] + "/" + symbol.rpartition("/")[2]
    for kind, ends in ((R.RESOLUTION, (f" resolution {number}", f"/RES/{number}")),
                       (R.DECISION, (f" decision {number}", f"/DEC/{number}"))):  # fmt: skip
        of_number = Q(symbol__endswith=ends[0]) | Q(symbol__endswith=ends[1])
        if symbol.endswith(ends) and Document.objects.filter(of_number).count() == 1:
            condition |= Q(kind=kind, number=number)
    return condition


ON_ARTICLE = Strand(
    "resolutions",
    _("Resolutions"),
    _("Paragraphs of resolutions that name this article would stand here. Coordinators bring the texts."),
    paragraphs_on,
)
ON_DOCUMENT = Strand("resolutions", _("Resolutions"), _("No paragraph of a resolution refers to it."), texts_about)
