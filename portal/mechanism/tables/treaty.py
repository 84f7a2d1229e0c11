"""Files of the treaty: instruments, articles, clusters, and which article belongs where."""

from portal.mechanism.collecting import ROMAN, Facts, Ref
from portal.mechanism.models import Article, Cluster, ClusterArticle, Instrument, Provision
from portal.mechanism.reading import Row
from portal.mechanism.tables.table import Table, joined

CONFIDENCES = {
    "confirmed": ClusterArticle.Confidence.CONFIRMED,
    "partly": ClusterArticle.Confidence.PARTLY,
    "GUESS": ClusterArticle.Confidence.UNCONFIRMED,
}


def instrument(row: Row, facts: Facts) -> None:
    """The order of the file is the order of lists."""
    facts.add(
        Instrument,
        row,
        code=row.required("code"),
        short_title=row.required("short_title"),
        full_title=row.required("full_title"),
        adopted=row.day("adopted"),
        adopted_by=row.text("adopted_by"),
        entry_into_force=row.day("entry_into_force"),
        treaty_series=row.text("treaty_series"),
        signatories=row.whole("signatories"),
        note=row.text("note"),
        source=facts.source(row),
        position=row.line - 1,
    )


def article(row: Row, facts: Facts) -> None:
    """An article belongs to an instrument."""
    facts.add(
        Article,
        row,
        instrument=facts.instrument(row),
        number=row.whole("number"),
        title=row.required("title"),
        part=row.text("part"),
        part_title=row.text("part_title"),
        source=facts.source(row),
    )


def provision(row: Row, facts: Facts) -> None:
    """A paragraph that names civil society."""
    facts.add(
        Provision,
        row,
        article=named_article(row, facts),
        paragraph=row.required("paragraph"),
        subject=row.required("subject"),
        named=row.required("who_is_named"),
        source=facts.source(row),
    )


def named_article(row: Row, facts: Facts) -> Ref:
    """The article that a line names by the code of its instrument and its number."""
    code, number = row.required("instrument"), row.whole("article")
    return facts.ref(row, Article, Ref(Instrument, (code,)), number, words=f"{code} {row.text('article')}")


def cluster(row: Row, facts: Facts) -> None:
    """Only the plain status "confirmed" confirms a cluster; any other status is kept in its note."""
    status = row.required("status")
    confirmed = status == "confirmed"
    facts.add(
        Cluster,
        row,
        number=row.choice("roman", ROMAN, 1),
        roman=row.text("roman"),
        name=row.required("name"),
        confirmed=confirmed,
        note=joined("" if confirmed else status, row.text("note")),
        source=facts.source(row),
    )


def cluster_article(row: Row, facts: Facts) -> None:
    """The first word of the confidence counts; the whole wording is kept in the note."""
    words = row.required("confidence")
    first = words.replace(":", " ").partition(" ")[0]
    if first not in CONFIDENCES:
        row.problem(f"“{first}” in “confidence” is not one of: {', '.join(CONFIDENCES)}")
    facts.add(
        ClusterArticle,
        row,
        cluster=facts.cluster(row),
        article=named_article(row, facts),
        confidence=CONFIDENCES.get(first, ClusterArticle.Confidence.UNCONFIRMED),
        note="" if words == "confirmed" else words,
        source=facts.source(row),
    )


TABLES = (
    Table(
        "instruments.csv",
        (
            *("code", "short_title", "full_title", "adopted", "adopted_by", "entry_into_force"),
            *("treaty_series", "signatories", "note", "source"),
        ),
        instrument,
    ),
    Table("articles.csv", ("instrument", "number", "title", "part", "part_title", "source"), article),
    Table(
        "civil_society_provisions.csv",
        ("instrument", "article", "paragraph", "subject", "who_is_named", "source"),
        provision,
    ),
    Table("clusters.csv", ("roman", "name", "status", "note", "source"), cluster),
    Table("cluster_articles.csv", ("cluster", "instrument", "article", "confidence", "source"), cluster_article),
)
