"""Files of figures, and of the facts on which sources disagree."""

from typing import Any

from portal.mechanism.collecting import Facts
from portal.mechanism.models import Contradiction, Figure, Source
from portal.mechanism.reading import Quantity, Row
from portal.mechanism.tables.table import Table, joined

SUBJECTS = {value: value for value in Contradiction.Subject.values}
KEPT = {value: value for value in Contradiction.Kept.values}
CONTRADICTION_COLUMNS = (
    *("topic", "subject", "claim_a", "source_a", "as_of_a", "trust_a"),
    *("claim_b", "source_b", "as_of_b", "trust_b", "kept", "product_rule"),
)
FIGURE_COLUMNS = ("topic", "as_of", "scope", "value", "of", "unit", "qualifier", "source", "note")


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
        return
    when, of = row.loose_day("as_of"), row.whole("of") if "of" in row.cells else None
    if of is not None and quantity.value > of:
        row.problem(f"“value” is larger than the {of} it is a part of")
    trust = row.trust("trust") if "trust" in row.cells else None
    source = facts.source(row, trust)
    values = {"unit": row.maybe("unit"), "instrument": None, **values}
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
    cells = {name: row.text(name).strip("-") for name in ("claim_a", "source_a", "claim_b", "source_b", "product_rule")}
    facts.add(
        Contradiction,
        row,
        topic=row.required("topic"),
        subject=row.choice("subject", SUBJECTS, Contradiction.Subject.REVIEW.value),
        kept=row.choice("kept", KEPT, Contradiction.Kept.BOTH.value),
        trust_a=row.trust("trust_a"),
        trust_b=row.trust("trust_b"),
        as_of_a=row.text("as_of_a"),
        as_of_b=row.text("as_of_b"),
        **cells,
    )


TABLES = (
    Table("review_status.csv", (*FIGURE_COLUMNS, "trust"), figure),
    Table("party_counts.csv", ("instrument", "as_of", "parties", "qualifier", "source", "trust"), party_count),
    Table("participation_figures.csv", FIGURE_COLUMNS, figure),
    Table("contradictions.csv", CONTRADICTION_COLUMNS, contradiction),
)
