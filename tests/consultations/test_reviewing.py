"""The steps of a review: only what is public is said, the rest is unknown or still to come."""

import pytest

from portal.mechanism.models import Phase, Review
from submissions.consultations.reviewing import steps

MARKS = {
    Phase.NOT_STATED: ["", "", "", "", ""],
    Phase.NOT_STARTED: ["", "", "", "", ""],
    Phase.PRELIMINARY: ["", "now", "", "", ""],
    Phase.SELF_ASSESSMENT: ["", "done", "now", "", ""],
    Phase.FEEDBACK: ["", "done", "done", "now", ""],
    Phase.OBSERVATIONS: ["", "done", "done", "done", "now"],
    Phase.SUMMARY: ["", "done", "done", "done", "now"],
    Phase.DONE: ["", "done", "done", "done", "done"],
}


@pytest.mark.parametrize("phase", MARKS)
def test_a_phase_marks_what_lies_behind_and_where_it_is(phase):
    assert [step.mark for step in steps(Review(phase=phase))] == MARKS[phase]


def test_an_unknown_phase_is_unknown_and_an_early_one_still_to_come():
    assert str(steps(Review(phase=Phase.NOT_STATED))[2].words) == "No public information"
    assert str(steps(Review(phase=Phase.NOT_STARTED))[2].words) == "Not yet"


@pytest.mark.parametrize(
    "named, words, mark",
    [(None, "No public information", ""), (True, "Named", "done"), (False, "None named", "")],
)
def test_a_focal_point_is_named_not_named_or_unknown(named, words, mark):
    step = steps(Review(phase=Phase.NOT_STATED, focal_point_named=named))[0]

    assert (str(step.words), step.mark) == (words, mark)


def test_a_consultation_that_was_held_or_not_needs_no_phase():
    held = steps(Review(phase=Phase.NOT_STATED, preliminary_consultation=True))[1]
    not_held = steps(Review(phase=Phase.NOT_STARTED, preliminary_consultation=False))[1]

    assert (str(held.words), held.mark) == ("Held", "done")
    assert (str(not_held.words), not_held.mark) == ("Not held", "")
