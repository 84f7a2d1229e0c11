"""Facts of the review as data: figures, where sources disagree, articles, terms and documents."""

from decimal import Decimal

from django.conf import settings
from django.db.models import QuerySet

from portal.exports import Column, Export
from portal.mechanism.models import Article, Contradiction, Document, Figure, GlossaryTerm


def number(value: Decimal | None) -> int | float | None:
    """A figure as files write it: whole where it is whole."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


FIGURES = (
    Column("topic", lambda row: row.topic, "What is counted, e.g. reviews-progressing"),
    Column("scope", lambda row: row.scope, "Of what: all, a cluster, a group, a dialogue"),
    Column("instrument", lambda row: row.instrument.code if row.instrument else "", "UNTOC, or the code of a Protocol"),
    Column("value", lambda row: number(row.value), "The number; empty where the source gives none", "number"),
    Column("comparator", lambda row: row.comparator, "exact, more, less or about"),
    Column("of", lambda row: row.of, "The whole that it is a part of", "number"),
    Column("percent", lambda row: number(row.percent), "Computed from value and whole, to one decimal", "number"),
    Column("unit", lambda row: row.unit, "Unit"),
    Column("qualifier", lambda row: row.qualifier, "In what sense, e.g. registered or attended"),
    Column("as_of", lambda row: row.as_of, "Day for which it held; see precision", "day"),
    Column("precision", lambda row: row.precision, "How much of that day is known: day, month, year, undated"),
    Column("source", lambda row: row.source.citation, "Who says so"),
    Column("source_address", lambda row: row.source.url, "Where that stands"),
    Column("trust", lambda row: row.trust, "official, secondary, tertiary or unverified"),
    Column("note", lambda row: row.note, "Note"),
)

CONTRADICTIONS = (
    Column("topic", lambda row: row.topic, "The fact on which sources disagree"),
    Column("subject", lambda row: row.subject, "people, parties, review or texts"),
    Column("claim_a", lambda row: row.claim_a, "One claim"),
    Column("source_a", lambda row: row.source_a, "Its source"),
    Column("as_of_a", lambda row: row.as_of_a, "Its day, month or year, where known"),
    Column("trust_a", lambda row: row.trust_a, "official, secondary, tertiary or unverified"),
    Column("claim_b", lambda row: row.claim_b, "The other claim; empty where nobody says anything else"),
    Column("source_b", lambda row: row.source_b, "Its source"),
    Column("as_of_b", lambda row: row.as_of_b, "Its day, month or year, where known"),
    Column("trust_b", lambda row: row.trust_b, "official, secondary, tertiary or unverified"),
    Column("kept", lambda row: row.kept, "settled, both or neither: which of them the portal uses"),
    Column("rule", lambda row: row.product_rule, "What the portal does about it"),
)

ARTICLES = (
    Column("instrument", lambda row: row.instrument.code, "UNTOC, or the code of a Protocol"),
    Column("number", lambda row: row.number, "Number of the article", "number"),
    Column("title", lambda row: row.title, "Title as in the treaty, in English"),
    Column("part", lambda row: row.part, "Part of the instrument, in Roman numerals, where it has parts"),
    Column("clusters", lambda row: [one.cluster.roman for one in row.mappings.all()], "Clusters it belongs to", "list"),
    Column(
        "confidence",
        lambda row: [one.confidence for one in row.mappings.all()],
        "How sure each of these is: confirmed, partly or unconfirmed",
        "list",
    ),
    Column(
        "civil_society",
        lambda row: [one.paragraph for one in row.provisions.all()],
        "Paragraphs that name civil society or the public",
        "list",
    ),
    Column("address", lambda row: f"{settings.BASE_URL}/articles/{row.instrument.slug}/{row.number}/", "Its page"),
    Column("source", lambda row: row.source.citation, "Where the title is from"),
)

TERMS = (
    Column("key", lambda row: row.key, "Its anchor in the glossary"),
    Column("term", lambda row: row.term, "The term, in English"),
    Column("definition", lambda row: row.definition, "What it means, in our words"),
    Column("reference", lambda row: row.reference, "Where that is written"),
    Column("address", lambda row: f"{settings.BASE_URL}/glossary/#{row.key}", "Where it stands in the glossary"),
)

DOCUMENTS = (
    Column("symbol", lambda row: row.symbol or "", "Its symbol; empty where none is printed"),
    Column("title", lambda row: row.title, "Title or subject"),
    Column("body", lambda row: row.body, "The body that it belongs to"),
    Column("date", lambda row: row.date, "Its day; see precision", "day"),
    Column("precision", lambda row: row.precision, "How much of that day is known: day, month, year, undated"),
    Column("type", lambda row: row.type, "Resolution, decision, report, …"),
    Column("address", lambda row: f"{settings.BASE_URL}/reference/documents/{row.slug}/", "Its page"),
    Column("source", lambda row: row.source.citation, "Where we know it from"),
)


def figures_export(query: str = "") -> Export:
    """All figures, also those that no chart draws."""
    return Export("figures", FIGURES, Figure.objects.select_related("source", "instrument"), query)


def contradictions_export(query: str = "") -> Export:
    """All facts on which sources disagree."""
    return Export("contradictions", CONTRADICTIONS, Contradiction.objects.all(), query)


def articles_export(query: str = "") -> Export:
    """All articles with their clusters."""
    rows = Article.objects.select_related("instrument", "source").prefetch_related("mappings__cluster", "provisions")
    return Export("articles", ARTICLES, rows, query)


def terms_export(query: str = "") -> Export:
    """All terms of the glossary."""
    return Export("glossary", TERMS, GlossaryTerm.objects.all(), query)


def documents_export(rows: QuerySet[Document], query: str = "") -> Export:
    """These documents of the register."""
    return Export("documents", DOCUMENTS, rows, query)
