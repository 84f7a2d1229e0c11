"""Files of the small registers."""

from django.utils.text import slugify

from portal.mechanism.collecting import Facts
from portal.mechanism.models import CopSession, Document, GlossaryTerm, SdgTarget, Theme, WorkingGroup
from portal.mechanism.reading import Row
from portal.mechanism.tables.table import Table


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
        key=row.required("key"),
        term=row.required("term"),
        definition=row.required("definition"),
        reference=row.text("reference"),
        evidence=row.text("evidence"),
    )


def sdg_target(row: Row, facts: Facts) -> None:
    """A target of the Sustainable Development Goals."""
    code, mention = row.required("target_or_indicator"), row.required("mention")
    facts.add(SdgTarget, row, code=code, mention=mention, source=facts.source(row))


def theme(row: Row, facts: Facts) -> None:
    """A field of work; the order of the file is the order of lists."""
    names = {f"name_{code}": row.required(f"name_{code}") for code in ("en", "ar", "zh", "fr", "ru", "es")}
    facts.add(Theme, row, code=row.required("code"), position=row.line - 1, source=facts.source(row), **names)


TABLES = (
    Table("documents.csv", ("symbol", "title_or_subject", "body", "date", "type", "source"), document),
    Table("cop_sessions.csv", ("session", "start", "end", "place", "source", "note"), cop_session),
    Table("working_groups.csv", ("code", "name", "doc_series", "dialogue_topic", "source", "note"), working_group),
    Table("glossary.csv", ("key", "term", "definition", "reference", "evidence"), glossary_term),
    Table("sdg_targets.csv", ("target_or_indicator", "mention", "source"), sdg_target),
    Table(
        "themes.csv",
        ("code", "name_en", "name_ar", "name_zh", "name_fr", "name_ru", "name_es", "source"),
        theme,
    ),
)
