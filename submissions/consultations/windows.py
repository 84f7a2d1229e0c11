"""What civil society can do now about one State, and by when: from the phases that a source names, and the timetable.

Nothing is invented: where no source names a phase, it says so and what can be asked all the same. The floor above adds
dates that hold for every State, e.g. until when statements can be sent.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.mechanism.models import Cluster, Phase, Review, State
from submissions.consultations.announcing.models import Announcement
from submissions.consultations.timetable import Launch, figures, launches

ANNOUNCED_SHOWN = 10
WHAT = {
    Phase.NOT_STARTED: _("The review has not begun: ask who the focal point is, and offer to be heard from the start."),
    Phase.PRELIMINARY: _("The three States agree how to work: ask the focal point that civil society is consulted."),
    Phase.SELF_ASSESSMENT: _("The State fills in its questionnaire, for which it has six months: send what you know."),
    Phase.FEEDBACK: _("The reviewing States read the answers: ask for the questionnaire, and send what it leaves out."),
    Phase.OBSERVATIONS: _("Observations are being written: send evidence of gaps and of what works."),
    Phase.SUMMARY: _("The summary is being written: ask that it and the questionnaire are published."),
    Phase.DONE: _("The review is done: ask what becomes of the observations, and follow up."),
}


@dataclass(frozen=True)
class Window:
    """Something that can be done: about what, what it is, until when (if anybody says), and where."""

    about: str | Promise
    what: str | Promise
    until: date | datetime | None = None
    address: str = ""


def in_order(windows: list[Window]) -> list[Window]:
    """The nearest day first, and what has none last."""
    return sorted(windows, key=lambda one: f"{one.until:%Y-%m-%d}" if one.until else "later")


def windows_of(state: State, reviews: list[Review], clusters: list[Cluster], day: date) -> list[Window]:
    """What follows from the phases that sources name, and from the timetable of the State's review group."""
    found = [Window(str(review.cluster), WHAT[Phase(review.phase)]) for review in reviews if review.phase in WHAT]
    named = any(review.focal_point_named for review in reviews)
    return [*found, *by_timetable(state, clusters, day)] or [anyway(named)]


def announced(state: State) -> list[Window]:
    """The consultations that are announced and not over, the nearest end first. One query."""
    found = Announcement.objects.public().ahead().filter(country=state).select_related("cluster")
    return [
        Window(
            str(one.cluster) if one.cluster else gettext("A consultation of civil society"),
            gettext("The State consults civil society: read how to take part.")
            if one.is_open
            else gettext("The State is going to consult civil society: read from when on and how to take part."),
            one.closes_on,
            f"consultations/announced/{one.uuid}/",
        )
        for one in found.order_by("closes_at", "pk")[:ANNOUNCED_SHOWN]
    ]


def by_timetable(state: State, clusters: list[Cluster], day: date) -> list[Window]:
    """The cluster whose two years run now, where a source names the State's review group. One query, or none."""
    if state.review_group is None:
        return []
    return [
        Window(
            str(cluster),
            gettext("By the timetable of review group %(group)s this cluster is under review now: ask where it stands.")
            % {"group": launch.group},
            launch.slot(cluster.number)[1],
        )
        for launch in launches(figures())
        for cluster in clusters
        if launch.group == state.review_group and runs(launch, cluster, day)
    ]


def runs(launch: Launch, cluster: Cluster, day: date) -> bool:
    """Whether the two years of a cluster hold this day."""
    begins, ends = launch.slot(cluster.number)
    return begins <= day < ends


def anyway(focal_point_named: bool) -> Window:
    """What can be done where no phase is public."""
    asked = _("Ask the government who its focal point is and where the review stands, and report the answer here.")
    if focal_point_named:
        asked = _("A focal point was named: ask the government where the review stands, and report the answer here.")
    return Window(_("No phase is public"), asked)
