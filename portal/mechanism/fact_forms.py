"""The rows of tables of facts as forms: each cell is checked by the field of its model, each mistake has its column.

What a row refers to is named as people name it: a State by its code or English name, an instrument by its code, a
cluster by its number (Roman or not), a source by its citation.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

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
        "source": {sort_key(one.citation): one for one in Source.objects.all()},
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


class FactForm(RecordForm):
    """One row. `known` is what it may refer to; a date `as_of` may be a day, a month, a year or “undated”."""

    def __init__(self, *args: Any, known: Known, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name in known:
                self.fields[name] = NamedField(known[name], required=field.required)
            elif isinstance(field, forms.NullBooleanField):
                self.fields[name] = AnswerField(required=False)


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


def form_of(kind: str, cells: Mapping[str, str], known: Known) -> FactForm:
    """The row as a form, over the row of the database that it speaks of, if there is one. One query.

    A column that the table does not have leaves what stands there as it is.
    """
    chosen = TABLES[kind]
    data = {name: cells.get(name, "") or DEFAULTS.get(name, "") for name in chosen.columns}
    if "as_of" in data:
        data |= loose_day(data["as_of"])
    blank = chosen.form(data, known=known)
    blank.full_clean()
    keys = {name: blank.cleaned_data.get(name) for name in chosen.keys}
    standing = chosen.form._meta.model._default_manager.filter(**keys).first()
    if standing is None:
        return blank
    form = chosen.form(data, known=known, instance=standing)
    for name in set(chosen.columns) - set(cells):
        del form.fields[name]
    return form


def loose_day(text: str) -> dict[str, str]:
    """A day, month or year as the two columns that keep it."""
    if text.casefold() == "undated":
        return {"as_of": "", "precision": Precision.UNDATED}
    return {"as_of": f"{text}-01-01"[:10] if len(text) in LENGTHS else text, "precision": LENGTHS.get(len(text), "day")}
