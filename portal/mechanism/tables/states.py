"""Files of States: their names and groups, and what is known of their reviews."""

from portal.mechanism.collecting import Facts
from portal.mechanism.models import Phase, RegionalGroup, Review, State
from portal.mechanism.reading import Row
from portal.mechanism.tables.table import Table

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
    """A State that had named its focal point. Of the rest the file says nothing, and no other answer rests on it."""
    when = row.loose_day("as_of")
    facts.add(
        Review,
        row,
        state=facts.state(row),
        cluster=facts.cluster(row),
        phase=Phase.NOT_STATED,
        phase_as_of=None,
        focal_point_named=True,
        preliminary_consultation=None,
        language_delay=None,
        technical_delay=None,
        note="",
        as_of=when.day,
        precision=when.precision,
        source=facts.source(row),
    )


TABLES = (
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
)
