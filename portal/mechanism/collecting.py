"""Records as they are read from the files, before any of them is written: references resolved, doubles found."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models

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
    Provision,
    Review,
    SdgTarget,
    Source,
    State,
    Theme,
    Trust,
    WorkingGroup,
)
from portal.mechanism.models.figures import FIGURE_IDENTITY
from portal.mechanism.models.states import sort_key
from portal.mechanism.models.wording import InSixLanguages
from portal.mechanism.reading import Problem, Row, address_of, trust_of

Model = type[models.Model]
Key = tuple[Hashable, ...]

# Which fields tell two records of a model apart; the models stand in the order in which they are written.
KEYS: dict[Model, tuple[str, ...]] = {
    Source: ("citation",),
    Instrument: ("code",),
    Article: ("instrument", "number"),
    Provision: ("article", "paragraph"),
    Cluster: ("number",),
    ClusterArticle: ("cluster", "article"),
    State: ("iso3",),
    Review: ("state", "cluster", "source"),
    Figure: FIGURE_IDENTITY,
    Contradiction: ("topic",),
    Document: ("slug",),
    CopSession: ("number",),
    WorkingGroup: ("code",),
    GlossaryTerm: ("term",),
    SdgTarget: ("code",),
    Theme: ("code",),
}

ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}


class Ref(NamedTuple):
    """A reference to another record by the values that tell it apart."""

    model: Model
    key: Key


@dataclass
class Record:
    """What one line gives a row of the database, the same fields in all records of a model.

    References are `Ref`s until the rows have ids.
    """

    row: Row
    values: dict[str, Any]


@dataclass
class Facts:
    """All records of all files, by model and key, and all that is wrong with them."""

    problems: list[Problem] = field(default_factory=list)
    records: dict[Model, dict[Key, Record]] = field(default_factory=lambda: {m: {} for m in KEYS})
    _names: dict[str, Ref] = field(default_factory=dict)
    _unique: dict[tuple[Model, str, Hashable], Row] = field(default_factory=dict)
    _rated: set[Ref] = field(default_factory=set)

    def add(self, model: Model, row: Row, **values: Any) -> Ref:
        """Take a record in, unless its line is broken or says again what another line said."""
        if issubclass(model, InSixLanguages):
            values["translations"] = {}  # its own file fills them
        key = tuple(values[name] for name in KEYS[model])
        twin = self.records[model].setdefault(key, Record(row, values))
        if row.broken:
            return Ref(model, key)  # it still answers references, so that one broken line is one complaint
        if twin.row is not row:
            row.problem(f"says again what line {twin.row.line} of {twin.row.file} says")
        else:
            self._check_fields(model, row, values)
            self._check_unique(model, row, values)
        return Ref(model, key)

    def ref(self, row: Row, model: Model, *key: Hashable, words: str) -> Ref:
        """Refer to a record that an earlier line gave; `words` is how the file names it."""
        if key not in self.records[model]:
            row.problem(f"no {model._meta.verbose_name} “{words}” in these files")
        return Ref(model, key)

    def instrument(self, row: Row) -> Ref:
        """The instrument that the line names by its code."""
        code = row.required("instrument")
        return self.ref(row, Instrument, code, words=code)

    def cluster(self, row: Row) -> Ref:
        """The cluster that the line names by its Roman number."""
        roman = row.required("cluster")
        return self.ref(row, Cluster, ROMAN.get(roman), words=roman)

    def source(self, row: Row, trust: Trust | None = None) -> Ref:
        """The source that the line cites. `trust` is how the line rates it; where lines differ the weakest counts."""
        citation = row.required("source")
        known = self.records[Source].get((citation,))
        ref = Ref(Source, (citation,))
        if known is None:
            self.add(Source, row, citation=citation, url=address_of(citation), trust=trust or trust_of(citation))
        elif trust and (ref not in self._rated or _weaker(trust, known.values["trust"])):
            known.values["trust"] = trust
        if trust:
            self._rated.add(ref)
        return ref

    def name_state(self, row: Row, state: Ref, names: list[str]) -> None:
        """Let other files name this State by any of these names."""
        for name in names:
            if self._names.setdefault(sort_key(name), state) != state:
                row.problem(f"“{name}” names another State already")

    def state(self, row: Row) -> Ref | None:
        """The State that the line names."""
        name = row.required("state")
        found = self._names.get(sort_key(name))
        if found is None and name:
            row.problem(f"no State is called “{name}” in countries.csv")
        return found

    def _check_fields(self, model: Model, row: Row, values: dict[str, Any]) -> None:
        """Have the model's own fields check the values."""
        relations = {each.name for each in model._meta.get_fields() if each.is_relation}
        candidate = model(**{name: value for name, value in values.items() if name not in relations})
        try:
            candidate.clean_fields(exclude=relations)
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                row.problem(f"{name}: {' '.join(messages)}")

    def _check_unique(self, model: Model, row: Row, values: dict[str, Any]) -> None:
        """Find a value that stands twice in a column that is unique by itself, besides the key."""
        for name in {each.name for each in model._meta.fields if each.unique} - set(KEYS[model]):
            if values.get(name) is None:
                continue
            twin = self._unique.setdefault((model, name, values[name]), row)
            if twin is not row:
                row.problem(f"“{values[name]}” ({name}) stands in line {twin.line} already")


def _weaker(one: Trust, other: Trust) -> bool:
    order = list(Trust)
    return order.index(one) > order.index(other)
