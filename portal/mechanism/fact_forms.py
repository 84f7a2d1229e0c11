"""The rows of tables of facts as forms: each cell is checked by the field of its model, each mistake has its column.

What a row refers to is named as people name it: a State by its code or English name, an instrument by its code, a
cluster by its number (Roman or not), a source by its citation.
"""

from collections.abc import Hashable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.forms import RecordForm
from portal.mechanism.models import (
    Cluster,
    FactTable,
    Figure,
    FocalPoint,
    Instrument,
    Party,
    Precision,
    Review,
    Source,
)
from portal.mechanism.models.states import sort_key
from portal.mechanism.naming import states_by_name

Known = Mapping[str, Mapping[str, Any]]
Identity = tuple[Hashable, ...]
Kind = FactTable.Kind
LENGTHS = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}
ANSWERS = {"yes": True, "true": True, "no": False, "false": False, "": None}


def known_names() -> Known:
    """What rows may refer to, by the names that people use. Four queries."""
    clusters = list(Cluster.objects.all())
    return {
        "state": states_by_name(),
        "instrument": {sort_key(one.code): one for one in Instrument.objects.all()},
        "cluster": {name: one for one in clusters for name in (str(one.number), sort_key(one.roman))},
        "source": {sort_key(" ".join(one.citation.split())): one for one in Source.objects.all()},  # as cells are read
    }


class NamedField(forms.Field):
    """A record by its name."""

    def __init__(self, names: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.names = names

    def to_python(self, value: Any) -> Any:
        """The record, None for an empty cell. Raises ValidationError for a name that nothing has."""
        if not value:
            return None
        found = self.names.get(sort_key(str(value)))
        if found is None:
            raise ValidationError(_("nothing here is called “%s”") % str(value)[:60])
        return found


class AnswerField(forms.Field):
    """Yes, no, or nothing said."""

    def to_python(self, value: Any) -> bool | None:
        """True, False or None. Raises ValidationError for anything else."""
        if str(value or "").casefold() not in ANSWERS:
            raise ValidationError(_("write yes, no, or nothing"))
        return ANSWERS[str(value or "").casefold()]


class DayField(forms.DateField):
    """A day as year, month, day: in any other order two people read two days in it."""

    default_error_messages = {"invalid": gettext_lazy("no valid date; write year, month, day: 2024-04-05")}
    input_formats = ("%Y-%m-%d",)


def field_for(name: str, field: forms.Field, known: Known) -> forms.Field:
    """What reads the cells of a column; `field` is what a form in the admin would have."""
    if name in known:
        return NamedField(known[name], required=field.required)
    if isinstance(field, forms.NullBooleanField):
        return AnswerField(required=False)
    return DayField(required=field.required) if isinstance(field, forms.DateField) else field


class FactForm(RecordForm):
    """One row. `known` is what it may refer to; a date `as_of` may be a day, a month, a year or “undated”.

    `checked` says that the rules of the row as a whole were kept when it was last looked at, and are not asked again.
    """

    identity: "Identity" = ()

    def __init__(self, *args: Any, known: Known, checked: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.checked = checked
        for name, field in self.fields.items():
            self.fields[name] = field_for(name, field, known)

    def _post_clean(self) -> None:
        if not self.checked:
            super()._post_clean()
            return
        self.instance = forms.models.construct_instance(self, self.instance, list(self.fields))


@dataclass(frozen=True)
class Table:
    """A kind of table: its form, which columns tell its rows apart, and which have to be there."""

    form: type[FactForm]
    keys: tuple[str, ...]
    required: tuple[str, ...]

    @property
    def columns(self) -> list[str]:
        """What a file may hold: how exactly a date is known is told by how it is written."""
        return [name for name in self.form._meta.fields if name != "precision"]


def table(model: type, keys: tuple[str, ...], required: tuple[str, ...], *fields: str) -> Table:
    """A kind of table from its model."""
    made = cast(type[FactForm], forms.modelform_factory(model, form=FactForm, fields=fields))
    return Table(made, keys, required)


DATED = ("source", "as_of", "precision", "note")
TABLES: dict[str, Table] = {
    Kind.SOURCES: table(Source, ("citation",), ("citation", "trust"), "citation", "url", "trust"),
    Kind.PARTIES: table(
        Party, ("state", "instrument", "source"), ("state", "instrument", "source", "as_of"),
        *("state", "instrument", "kind", "signed_on", "date"), *DATED,
    ),
    Kind.REVIEWS: table(
        Review, ("state", "cluster", "source"), ("state", "cluster", "source", "as_of"),
        *("state", "cluster", "phase", "phase_as_of", "focal_point_named", "preliminary_consultation"),
        *("language_delay", "technical_delay"), *DATED,
    ),
    Kind.FOCAL_POINTS: table(
        FocalPoint, ("state", "source"), ("state", "office", "source", "as_of"),
        "state", "office", "contact", "source", "as_of", "precision",
    ),
    Kind.FIGURES: table(
        Figure, ("topic", "scope", "unit", "qualifier", "source", "precision", "as_of"),
        ("topic", "scope", "value", "unit", "source", "as_of"),
        *("topic", "scope", "instrument", "comparator", "value", "of", "unit", "qualifier", "trust"), *DATED,
    ),
}  # fmt: skip
DEFAULTS = {"phase": "not_stated", "comparator": "exact", "trust": "unverified"}


@dataclass(frozen=True)
class Ground:
    """What a table is laid on: the names that its rows may use, and the facts that stand here, by their identity."""

    kind: str
    known: Known
    standing: Mapping[Identity, models.Model]


def ground_of(kind: str) -> Ground:
    """What a table of this kind is laid on. Five queries."""
    chosen = TABLES[kind]
    model = chosen.form._meta.model
    related = [name for name in chosen.columns if model._meta.get_field(name).is_relation]
    rows = model._default_manager.select_related(*related)
    standing = {identity({name: getattr(row, name) for name in chosen.keys}, chosen.keys): row for row in rows}
    return Ground(kind, known_names(), standing)


def identity(values: Mapping[str, Any], keys: Iterable[str]) -> Identity:
    """What tells a fact apart from others: records by their key, words without regard to case and accents."""
    return tuple(one_of(values.get(name)) for name in keys)


def one_of(value: Any) -> Hashable:
    """A value as two spellings of it share it; what is empty is None."""
    if isinstance(value, models.Model):
        return value.pk
    return sort_key(" ".join(value.split())) or None if isinstance(value, str) else value


def form_of(cells: Mapping[str, str], ground: Ground, *, checked: bool = False) -> FactForm:
    """The row as a form, over the fact that it speaks of, if there is one. No query when it was `checked` before.

    A column that the table does not have leaves what stands there as it is; what tells a fact apart is never changed.
    """
    chosen = TABLES[ground.kind]
    data = {name: cells.get(name, "") or DEFAULTS.get(name, "") for name in chosen.columns}
    if "as_of" in data:
        data |= loose_day(data["as_of"])
    blank = chosen.form(data, known=ground.known, checked=True)
    blank.full_clean()
    known_by = identity({**cells, **blank.cleaned_data}, chosen.keys)
    standing = ground.standing.get(known_by)
    form = chosen.form(data, known=ground.known, checked=checked, instance=copy(standing))
    form.identity = known_by
    if standing is not None:
        for name in {*chosen.keys, *chosen.columns} - (set(cells) - set(chosen.keys)):
            del form.fields[name]
    return form


def loose_day(text: str) -> dict[str, str]:
    """A day, month or year as the two columns that keep it."""
    if text.casefold() == "undated":
        return {"as_of": "", "precision": Precision.UNDATED}
    return {"as_of": f"{text}-01-01"[:10] if len(text) in LENGTHS else text, "precision": LENGTHS.get(len(text), "day")}
