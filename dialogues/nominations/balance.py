"""Whether those who are chosen look like those who were nominated: by region, kind of organization, first time."""

from typing import Any, NamedTuple

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dialogues.nominations.calls import NominationCall
from dialogues.nominations.models import Nomination, NominationState
from organizations.models import Organization
from portal.mechanism.models import RegionalGroup

S = NominationState
CHOSEN = (S.SHORTLISTED, S.INVITED, S.ACCEPTED)
GROUPS: tuple[tuple[str | Promise, str, dict[Any, str | Promise]], ...] = (
    (_("Region"), "country__regional_group", {**dict(RegionalGroup.choices), "": _("Not known"), None: _("Not known")}),
    (_("Kind of organization"), "kind", {**dict(Organization.Kind.choices), "": _("Not known")}),
    (_("On a panel before"), "first_time", {True: _("For the first time"), False: _("Before, or not known")}),
)


class Line(NamedTuple):
    """One group of people: how many were nominated, and how many of them are on each step."""

    label: str | Promise
    nominated: int
    shortlisted: int
    invited: int
    accepted: int

    @property
    def chosen(self) -> int:
        """Those on the shortlist or beyond."""
        return self.shortlisted + self.invited + self.accepted


class Table(NamedTuple):
    """One way to look at it."""

    title: str | Promise
    lines: list[Line]
    nominated: int
    chosen: int


def of_call(call: NominationCall) -> list[Table]:
    """The tables of a call, from what was sent in; one query each, however many there are."""
    return [_table(call, *group) for group in GROUPS]


def _table(call: NominationCall, title: Any, field: str, labels: dict[Any, Any]) -> Table:
    counts = {state.value: Count("pk", filter=Q(state=state)) for state in CHOSEN}
    rows = Nomination.objects.sent().filter(call=call).order_by(field).values_list(field)
    lines = [Line(labels[value], *numbers) for value, *numbers in rows.annotate(nominated=Count("pk"), **counts)]
    order = [str(label) for label in labels.values()]
    lines.sort(key=lambda line: order.index(str(line.label)))
    return Table(title, lines, sum(line.nominated for line in lines), sum(line.chosen for line in lines))
