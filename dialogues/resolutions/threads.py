"""The strands of resolutions: paragraphs that speak of an article, texts that refer to a document."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dialogues.resolutions.models import Resolution
from dialogues.resolutions.paragraphs import Reference
from portal.mechanism.models import Article, Document
from portal.threads import SHOWN, Found, Link, Strand

R = Reference.Kind
FOLLOWED = ("paragraph", "note__paragraph", "resolution")


def paragraphs_on(article: Article) -> Found:
    """The paragraphs of public texts that name the article, those of the newest texts first."""
    named = Reference.objects.filter(article=article, resolution__in=Resolution.objects.public())
    newest = named.select_related(*FOLLOWED).order_by("-resolution__date", "-resolution", "pk")
    return Found([link_to(one) for one in newest[:SHOWN]], named.count(), reverse("resolutions:resolution_list"))


def link_to(reference: Reference) -> Link:
    """A paragraph as a thread shows it; of a footnote, the paragraph that has its mark."""
    resolution = reference.resolution
    paragraph = reference.paragraph or (reference.note.paragraph if reference.note else None)
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
    return Found([link_to(one) for one in newest[:SHOWN]], named.count(), reverse("resolutions:resolution_list"))


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
