"""Where a review stands, step by step, from what is public. What no source says is said to be unknown."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.mechanism.models import Phase, Review

ORDER = list(Phase)
UNKNOWN = _("No public information")
NOT_YET = _("Not yet")
IN_PROGRESS = _("In progress")


@dataclass(frozen=True)
class Step:
    """One step of a review: its name, what is known of it, and whether it is "done", "now" or neither ("")."""

    name: str | Promise
    words: str | Promise
    mark: str = ""


def steps(review: Review) -> list[Step]:
    """The five steps of a review in one cluster."""
    return [
        _focal_point(review.focal_point_named),
        _preliminary(review),
        _step(review, _("Self-assessment questionnaire"), _("Sent"), Phase.SELF_ASSESSMENT),
        _step(review, _("Peer review"), _("Written feedback given"), Phase.FEEDBACK),
        _step(review, _("Observations and summary"), _("Done"), Phase.OBSERVATIONS, Phase.SUMMARY),
    ]


def _focal_point(named: bool | None) -> Step:
    name = _("Focal point")
    if named is None:
        return Step(name, UNKNOWN)
    return Step(name, _("Named"), "done") if named else Step(name, _("None named"))


def _preliminary(review: Review) -> Step:
    name, held = _("Preliminary consultations"), _("Held")
    if review.preliminary_consultation:
        return Step(name, held, "done")
    if review.preliminary_consultation is False:
        return Step(name, _("Not held"))
    return _step(review, name, held, Phase.PRELIMINARY)


def _step(review: Review, name: str | Promise, done: str | Promise, *phases: Phase) -> Step:
    """A step that is going on in these phases, was done before later ones, and is still to come in earlier ones."""
    if review.phase == Phase.NOT_STATED:
        return Step(name, UNKNOWN)
    if review.phase in phases:
        return Step(name, IN_PROGRESS, "now")
    if ORDER.index(Phase(review.phase)) > ORDER.index(phases[-1]):
        return Step(name, done, "done")
    return Step(name, NOT_YET)
