"""What the facts themselves know about an article or a document: figures, instruments, terms."""

import re

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.mechanism.models import Article, Document, Figure, GlossaryTerm, Instrument
from portal.threads import SHOWN, Found, Link, Strand

OF_CONFERENCE = re.compile(r"^COP (?:resolution|decision) (\d+/\d+)$")


def reference_of(instrument: Instrument) -> str:
    """Where the reference section tells about an instrument."""
    return f"{reverse('reference')}#{instrument.slug}"


def figures_of(article: Article) -> Found:
    """Figures of the instrument as a whole that a chart may draw: nobody counts by article."""
    rows = Figure.objects.for_charts().filter(instrument=article.instrument_id, value__isnull=False)
    figures = rows.select_related("source")
    address = reference_of(article.instrument)
    links = [
        Link(f"{figure} {figure.unit}", address, "en", figure.as_of_text, figure.source.citation, "en")
        for figure in figures.order_by("-as_of", "-pk")[:SHOWN]
    ]
    note = _("Of the instrument as a whole; no source counts by article.")
    return Found(links, figures.count(), address, note)


def instruments_of(document: Document) -> Found:
    """The instruments that this document adopted."""
    adopted = Instrument.objects.filter(adopted_by=document.symbol) if document.symbol else Instrument.objects.none()
    links = [instrument_link(one) for one in adopted]
    return Found(links, len(links))


def terms_of(document: Document) -> Found:
    """The terms of the glossary that cite it."""
    cited = GlossaryTerm.objects.exclude(reference="")
    pattern = re.compile(rf"(?<![\w/]){re.escape(short_symbol(document))}(?![\w/])")
    links = [term_link(term) for term in cited if pattern.search(term.reference)]
    return Found(links[:SHOWN], len(links), reverse("mechanism:glossary"))


def instrument_link(instrument: Instrument) -> Link:
    """An instrument with its full title."""
    name, title = instrument.words.short_title, instrument.words.full_title
    return Link(name, reference_of(instrument), name.language, _("adopted by this document"), title, title.language)


def term_link(term: GlossaryTerm) -> Link:
    """A term with what it means."""
    name, meaning = term.words.term, term.words.definition
    return Link(name, term.get_absolute_url(), name.language, about=meaning, about_language=meaning.language)


def short_symbol(document: Document) -> str:
    """How texts cite it: resolutions of the Conference by their number alone, "9/1"."""
    found = OF_CONFERENCE.match(document.symbol or "")
    return found[1] if found else document.symbol or document.title


ON_ARTICLE = Strand(
    "figures", _("Figures"), _("Figures of the instrument with their source and date would stand here."), figures_of
)
ON_DOCUMENT = (
    Strand("instruments", _("Instruments"), _("No instrument was adopted by it."), instruments_of),
    Strand("terms", _("Terms of the glossary"), _("No term cites it."), terms_of),
)
