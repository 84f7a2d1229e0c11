"""What each file of facts holds, and how one of its lines becomes a record. Nothing here touches the database."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.utils.text import slugify

from portal.mechanism.collecting import ROMAN, Facts, Ref
from portal.mechanism.models import (
    Article,
    Cluster,
    ClusterArticle,
    Contradiction,
    CopSession,
    Document,
    Figure,
    GlossaryTerm,
    Instrument,
    RegionalGroup,
    Review,
    SdgTarget,
    Source,
    State,
    WorkingGroup,
)
from portal.mechanism.reading import Quantity, Row

CATEGORIES = {
    "UN Member State": State.Category.MEMBER,
    "non-member observer State": State.Category.OBSERVER,
    "other State party": State.Category.OTHER,
    "regional economic integration organization": State.Category.UNION,
}
GROUPS = {
    "": "",
    "African States": RegionalGroup.AFRICAN.value,
    "Asia-Pacific States": RegionalGroup.ASIA_PACIFIC.value,
    "Eastern European States": RegionalGroup.EASTERN_EUROPEAN.value,
    "Latin American and Caribbean States": RegionalGroup.LATIN_AMERICAN.value,
    "Western European and other States": RegionalGroup.WESTERN.value,
}
CONFIDENCES = {
    "confirmed": ClusterArticle.Confidence.CONFIRMED,
    "partly": ClusterArticle.Confidence.PARTLY,
    "GUESS": ClusterArticle.Confidence.UNCONFIRMED,
}


class Table(NamedTuple):
    """A file, the columns it needs, and what makes records of its lines."""

    file: str
    columns: tuple[str, ...]
    build: Callable[[Row, Facts], Any]


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
    number = row.whole("article")
    code = row.required("instrument")
    words = row.required("confidence")
    first = words.replace(":", " ").partition(" ")[0]
    if first not in CONFIDENCES:
        row.problem(f"“{first}” in “confidence” is not one of: {', '.join(CONFIDENCES)}")
    facts.add(
        ClusterArticle,
        row,
        cluster=facts.cluster(row),
        article=facts.ref(row, Article, Ref(Instrument, (code,)), number, words=f"{code} {row.text('article')}"),
        confidence=CONFIDENCES.get(first, ClusterArticle.Confidence.UNCONFIRMED),
        note="" if words == "confirmed" else words,
        source=facts.source(row),
    )


def state(row: Row, facts: Facts) -> None:
    """Other files may name a State by its English name or by an alias."""
    names = {f"name_{code}": row.required(f"name_{code}") for code in ("en", "ar", "zh", "fr", "ru", "es")}
    aliases = row.text("aliases_en")
    ref = facts.add(
        State,
        row,
        iso3=row.required("alpha3"),
        iso2=row.text("alpha2") or None,
        m49=row.text("m49"),
        category=row.choice("category", CATEGORIES, State.Category.MEMBER),
        regional_group=row.choice("un_regional_group", GROUPS, ""),
        aliases_en=aliases,
        source=facts.source(row),
        review_group=None,
        review_group_source=None,
        **names,
    )
    facts.name_state(row, ref, [names["name_en"], *filter(None, map(str.strip, aliases.split("|")))])


def review_group(row: Row, facts: Facts) -> None:
    """The group in which a State's review starts, for the few States where a source names it."""
    ref, group, source = facts.state(row), row.whole("group"), facts.source(row)
    if group not in {1, 2, 3}:
        row.problem(f"“{row.text('group')}” in “group” is not 1, 2 or 3")
    if ref is None:
        return
    values = facts.records[State][ref.key].values
    if values["review_group"] is not None:
        row.problem(f"the group of “{row.text('state')}” is given twice")
    values.update(review_group=group, review_group_source=source)


def focal_point(row: Row, facts: Facts) -> None:
    """A State that had named its focal point; of the phase of its review the file says nothing."""
    when = row.loose_day("as_of")
    facts.add(
        Review,
        row,
        state=facts.state(row),
        cluster=facts.cluster(row),
        focal_point_named=True,
        as_of=when.day,
        precision=when.precision,
        source=facts.source(row),
    )


def figure(row: Row, facts: Facts) -> None:
    """A figure of the review or of participation."""
    add_figure(row, facts, row.quantity("value"), topic=row.required("topic"), scope=row.required("scope"))


def party_count(row: Row, facts: Facts) -> None:
    """How many parties an instrument had."""
    ref = facts.instrument(row)
    code = row.text("instrument")
    add_figure(row, facts, row.quantity("parties"), topic="party-count", scope=code, unit="parties", instrument=ref)


def add_figure(row: Row, facts: Facts, quantity: Quantity, **values: Any) -> None:
    """A figure with what all files of figures share, unless its line says that it must not ship."""
    if "do not ship" in row.maybe("trust") + row.maybe("note"):
        facts.skipped += 1
        return
    when, of = row.loose_day("as_of"), row.whole("of") if "of" in row.cells else None
    if of is not None and quantity.value > of:
        row.problem(f"“value” is larger than the {of} it is a part of")
    trust = row.trust("trust") if "trust" in row.cells else None
    source = facts.source(row, trust)
    values.setdefault("unit", row.maybe("unit"))
    remark = row.maybe("trust").partition(" - ")[2]
    facts.add(
        Figure,
        row,
        value=quantity.value,
        comparator=quantity.comparator,
        of=of,
        qualifier=row.text("qualifier"),
        as_of=when.day,
        precision=when.precision,
        source=source,
        trust=trust or facts.records[Source][source.key].values["trust"],
        note=joined(when.words, remark, row.maybe("note")),
        **values,
    )


def contradiction(row: Row, facts: Facts) -> None:
    """A dash in the file says that there is no second claim."""
    names = ("claim_a", "source_a", "claim_b", "source_b", "product_rule")
    cells = {name: row.text(name).strip("-") for name in names}
    facts.add(Contradiction, row, topic=row.required("topic"), **cells)


def document(row: Row, facts: Facts) -> None:
    """A symbol in brackets says that none is printed; such a document is known by its title."""
    symbol, title, when = row.required("symbol"), row.text("title_or_subject"), row.loose_day("date")
    printed = None if symbol.startswith("(") else symbol
    facts.add(
        Document,
        row,
        slug=slugify((printed or title).replace("/", "-").replace(".", "-"))[:160],
        symbol=printed,
        title=title,
        body=row.text("body"),
        date=when.day,
        precision=when.precision,
        type=row.text("type"),
        source=facts.source(row),
    )


def cop_session(row: Row, facts: Facts) -> None:
    """A session of the Conference."""
    start, end = row.day("start"), row.day("end")
    if start and end and end < start:
        row.problem("“end” is before “start”")
    facts.add(
        CopSession,
        row,
        number=row.whole("session"),
        starts_on=start,
        ends_on=end,
        place=row.required("place"),
        note=row.text("note"),
        source=facts.source(row),
    )


def working_group(row: Row, facts: Facts) -> None:
    """A working group of the Conference."""
    facts.add(
        WorkingGroup,
        row,
        code=row.required("code"),
        name=row.required("name"),
        series=row.text("doc_series"),
        topic=row.text("dialogue_topic"),
        note=row.text("note"),
        source=facts.source(row),
    )


def glossary_term(row: Row, facts: Facts) -> None:
    """A term of the field."""
    facts.add(
        GlossaryTerm,
        row,
        term=row.required("term"),
        definition=row.required("definition"),
        reference=row.text("reference"),
        evidence=row.text("evidence"),
    )


def sdg_target(row: Row, facts: Facts) -> None:
    """A target of the Sustainable Development Goals."""
    code, mention = row.required("target_or_indicator"), row.required("mention")
    facts.add(SdgTarget, row, code=code, mention=mention, source=facts.source(row))


def joined(*notes: str) -> str:
    """Several remarks of a file as one note."""
    return "; ".join(note for note in notes if note)


FIGURE_COLUMNS = ("topic", "as_of", "scope", "value", "of", "unit", "qualifier", "source", "note")

# The files in the order in which they may refer to one another.
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
    Table("clusters.csv", ("roman", "name", "status", "note", "source"), cluster),
    Table("cluster_articles.csv", ("cluster", "instrument", "article", "confidence", "source"), cluster_article),
    Table(
        "countries.csv",
        (
            *("alpha3", "alpha2", "m49", "category", "un_regional_group", "aliases_en", "source"),
            *("name_en", "name_ar", "name_zh", "name_fr", "name_ru", "name_es"),
        ),
        state,
    ),
    Table("review_groups_known.csv", ("state", "group", "source"), review_group),
    Table("focal_point_nominated_2021.csv", ("state", "cluster", "as_of", "source"), focal_point),
    Table("review_status.csv", (*FIGURE_COLUMNS, "trust"), figure),
    Table("party_counts.csv", ("instrument", "as_of", "parties", "qualifier", "source", "trust"), party_count),
    Table("participation_figures.csv", FIGURE_COLUMNS, figure),
    Table("contradictions.csv", ("topic", "claim_a", "source_a", "claim_b", "source_b", "product_rule"), contradiction),
    Table("documents.csv", ("symbol", "title_or_subject", "body", "date", "type", "source"), document),
    Table("cop_sessions.csv", ("session", "start", "end", "place", "source", "note"), cop_session),
    Table("working_groups.csv", ("code", "name", "doc_series", "dialogue_topic", "source", "note"), working_group),
    Table("glossary.csv", ("term", "definition", "reference", "evidence"), glossary_term),
    Table("sdg_targets.csv", ("target_or_indicator", "mention", "source"), sdg_target),
)
