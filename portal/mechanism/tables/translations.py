"""The file of translations: what other files say in English, in the other five languages."""

from collections.abc import Callable
from typing import Any, NamedTuple

from portal.mechanism.collecting import Facts, Model
from portal.mechanism.models import (
    Article,
    Cluster,
    CopSession,
    GlossaryTerm,
    Instrument,
    Provision,
    SdgTarget,
    WorkingGroup,
)
from portal.mechanism.models.wording import OTHERS
from portal.mechanism.reading import Row
from portal.mechanism.tables.table import Table

Values = dict[str, Any]


class Kind(NamedTuple):
    """What a line can translate: rows of a model, and how the line names one of them (or several that say the same)."""

    model: Model
    name: Callable[[Values], str]


def of_article(values: Values) -> str:
    """An article as the file names it, e.g. "TIP-9"."""
    return f"{values['instrument'].key[0]}-{values['number']}"


def of_part(values: Values) -> str:
    """A part of an instrument, e.g. "TIP-II": all of its articles carry the title."""
    return f"{values['instrument'].key[0]}-{values['part']}"


def of_provision(values: Values) -> str:
    """A paragraph of an article, e.g. "UNTOC-31 2 (a)"."""
    instrument, number = values["article"].key
    return f"{instrument.key[0]}-{number} {values['paragraph']}"


KINDS = {
    "instrument": Kind(Instrument, lambda values: str(values["code"])),
    "article": Kind(Article, of_article),
    "part": Kind(Article, of_part),
    "provision": Kind(Provision, of_provision),
    "cluster": Kind(Cluster, lambda values: str(values["roman"])),
    "working group": Kind(WorkingGroup, lambda values: str(values["code"])),
    "term": Kind(GlossaryTerm, lambda values: str(values["key"])),
    "target": Kind(SdgTarget, lambda values: str(values["code"])),
    "place": Kind(CopSession, lambda values: str(values["place"])),
}


def translation(row: Row, facts: Facts) -> None:
    """One text in five languages. It has to say which English words it translates, so that none outlives them."""
    kind, name, field = KINDS.get(row.required("of")), row.required("key"), row.required("field")
    words = {code: row.required(f"words_{code}") for code in OTHERS}
    if kind is None:
        row.problem(f"“{row.text('of')}” in “of” is not one of: {', '.join(KINDS)}")
        return
    records = [one for one in facts.records[kind.model].values() if kind.name(one.values) == name]
    if not records or field not in records[0].values:
        row.problem(f"no {row.text('of')} “{name}” with “{field}” in these files")
        return
    if outdated(records, field, row.text("words_en")):
        row.problem(f"“{field}” of {row.text('of')} “{name}” has other English words by now")
    for one in records:
        take_in(one.values["translations"], field, words, by_machine=row.text("by_machine").split())


def outdated(records: list[Any], field: str, words: str) -> bool:
    """Whether one of these rows, of those that could be read, says something else in English."""
    return any(one.values[field] != words for one in records if not one.row.broken)


def take_in(translations: dict[str, Any], field: str, words: dict[str, str], by_machine: list[str]) -> None:
    """Add the words of a field to what a row has in each language, and whether a machine made them."""
    for code, text in words.items():
        told = translations.setdefault(code, {})
        told[field] = text
        if code in by_machine:
            told["by_machine"] = [*told.get("by_machine", ()), field]


TABLES = (
    Table(
        "translations.csv",
        (*("of", "key", "field", "words_en"), *(f"words_{code}" for code in OTHERS), "by_machine"),
        translation,
    ),
)
