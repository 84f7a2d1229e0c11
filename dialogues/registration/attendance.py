"""Who came, as figures: taken over from the check-in once the dialogue is over, with a qualifier and never a name."""

from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from dialogues import coordinators
from dialogues.pages import DialoguePage
from dialogues.registration.door import DECIDE
from dialogues.registration.models import Delegate
from dialogues.registration.rules import require
from dialogues.rows import DialogueFigure
from organizations.models import User
from portal import audit
from portal.dates import VIENNA
from portal.mechanism.models import Source
from portal.mechanism.models.sources import Trust
from portal.records import InvalidMove

# What the figures rest on, and their words: stored in English and translated with the page, like all of its facts.
SOURCE = "Check-in of delegates on this portal"
ATTENDED, REGISTERED = "attended", "registered"
PEOPLE, ORGANIZATIONS = "people", "organizations"
ON_SITE, ONLINE = Delegate.Mode.ON_SITE, Delegate.Mode.ONLINE


class Counts(NamedTuple):
    """How many are expected and how many came, in one way of taking part."""

    here: int
    expected: int


def counts(dialogue: DialoguePage) -> dict[str, Counts]:
    """Approved delegates by how they take part: those who came, and all."""
    rows = Delegate.objects.expected_at(dialogue).order_by().values_list("mode")
    found = rows.annotate(Count("checked_in_at"), Count("pk"))
    by_mode = {mode: Counts(here, expected) for mode, here, expected in found}
    return {mode: by_mode.get(mode, Counts(0, 0)) for mode in (ON_SITE.value, ONLINE.value)}


def organizations(dialogue: DialoguePage) -> Counts:
    """Organizations with somebody who came, and all that are expected."""
    of = "registration__organization"
    came = Count(of, distinct=True, filter=Q(checked_in_at__isnull=False))
    told = Delegate.objects.expected_at(dialogue).aggregate(here=came, expected=Count(of, distinct=True))
    return Counts(told["here"], told["expected"])


def figures(dialogue: DialoguePage) -> dict[tuple[str, str], int]:
    """The figures by unit and qualifier, in their order; a way in which nobody was expected has none."""
    modes, groups = counts(dialogue), organizations(dialogue)
    told = {
        (PEOPLE, ATTENDED): sum(one.here for one in modes.values()),
        (PEOPLE, REGISTERED): sum(one.expected for one in modes.values()),
    }
    if all(one.expected for one in modes.values()):
        told[PEOPLE, "attended on site"] = modes[ON_SITE].here
        told[PEOPLE, "attended online"] = modes[ONLINE].here
    return told | {(ORGANIZATIONS, ATTENDED): groups.here, (ORGANIZATIONS, REGISTERED): groups.expected}


@transaction.atomic
def take_over(dialogue: DialoguePage, *, by: User) -> bool:
    """Put the figures of the check-in on the page of the dialogue, in place of those it took over before.

    The page is published with them, unless somebody is at work on it: then they stand in the draft. Returns whether
    they are public now. Raises InvalidMove before the end, and where nobody was checked in.
    """
    require(coordinators.coordinates(by, dialogue, DECIDE))
    page = DialoguePage.objects.select_for_update(of=("self",)).get(pk=dialogue.pk)
    if not page.is_past:
        raise InvalidMove(_("The dialogue is not over. Take the attendance over when it has ended."))
    told = figures(page)
    if not told[PEOPLE, ATTENDED]:
        raise InvalidMove(_("Nobody was checked in, so there is no attendance to take over."))
    at_work = page.has_unpublished_changes
    revision = _with_figures(page, told).save_revision(user=by, log_action=True)
    if not at_work:
        revision.publish(user=by)
    audit.record(page, "take_over_attendance", by=by, data={f"{unit}, {how}": n for (unit, how), n in told.items()})
    return not at_work


def _with_figures(page: DialoguePage, told: dict[tuple[str, str], int]) -> Any:
    """The newest version of the page, with these figures in place of those of the same source."""
    source, _created = Source.objects.get_or_create(citation=SOURCE, defaults={"trust": Trust.SECONDARY})
    draft = page.get_latest_revision_as_object()
    rows: Any = draft.figures
    others = [row for row in rows.all() if row.source_id != source.pk]
    last = max((row.sort_order or 0 for row in others), default=-1)
    as_of = page.ends_at.astimezone(VIENNA).date()
    own = [
        DialogueFigure(value=n, unit=unit, qualifier=how, source=source, as_of=as_of, sort_order=last + place)
        for place, ((unit, how), n) in enumerate(told.items(), start=1)
    ]
    draft.figures = [*others, *own]
    return draft
