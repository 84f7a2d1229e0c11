"""Making calls to action and saying what became of them: no bare claim, nothing rewritten."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, transaction

from dialogues.asks import actions
from dialogues.asks.actions import About
from dialogues.asks.models import Addressee, CallStatus, CallToAction, Progress
from dialogues.resolutions.reading import Strength
from dialogues.resolutions.reading.addressees import ANYWHERE, FIRST
from dialogues.resolutions.sheet import Piece, PieceKind
from portal.models import AuditEvent
from portal.records import InvalidMove
from tests.factories.asks import add_status, make_call_to_action
from tests.factories.organizations import CoordinatorFactory
from tests.factories.resolutions import make_resolution

pytestmark = pytest.mark.django_db


def test_a_part_of_a_paragraph_has_verb_and_addressees_from_the_one_above():
    pieces = [
        Piece(PieceKind.OPERATIVE, "Urges donors to:", "1.", 0, "1", "Urges", Strength.URGES.value, ("donors", "Cats")),
        Piece(PieceKind.OPERATIVE, "Count the lamps;", "(a)", 1, "a"),
    ]
    part = make_resolution(pieces, language="fr").paragraphs.get(anchor="OP1-a")

    found = actions.proposal(part)

    assert (found.text, found.language, found.strength) == ("Count the lamps", "fr", Strength.URGES)
    assert found.about.addressees == ["donors", "other"]


def test_every_addressee_that_the_reader_knows_has_its_place_in_the_table():
    named = {name for name, _words in (*ANYWHERE, *FIRST)} | {"States"}

    assert named == set(actions.NAMED) and set(actions.NAMED.values()) == set(Addressee) - {Addressee.OTHER}


def test_a_call_is_made_from_a_paragraph_or_from_an_analysis_and_has_words():
    paragraph = make_resolution().paragraphs.get(anchor="OP1")

    for wrong in ({"text": "Count"}, {"text": "", "paragraph": paragraph}, {"text": "x" * 601, "paragraph": paragraph},
                  {"text": "Count", "paragraph": paragraph, "strength": 9},
                  {"text": "Count", "paragraph": paragraph, "due": date(2027, 1, 1)}):  # fmt: skip
        with pytest.raises(ValidationError):
            actions.make(CallToAction(**wrong), About(), by=CoordinatorFactory())
    assert not CallToAction.objects.exists()


def test_mending_changes_of_whom_it_is_asked_and_is_on_record():
    call = make_call_to_action(about=About(["states", "donors"]))
    kept = call.addressees.get(kind="donors").pk

    actions.mend(call, About(["donors", "unodc", "unodc"]), by=CoordinatorFactory())

    assert [one.kind for one in call.addressees.all()] == ["donors", "unodc"]
    assert call.addressees.get(kind="donors").pk == kept
    assert AuditEvent.objects.filter(verb="change").count() == 1


def test_the_newest_day_decides_and_of_two_the_later_said():
    call = make_call_to_action()
    assert call.progress == Progress.NO_INFORMATION

    add_status(call, "in progress", date(2026, 5, 1))
    add_status(call, "not started", date(2025, 5, 1))
    call.refresh_from_db()
    assert call.progress == Progress.IN_PROGRESS
    add_status(call, "done", date(2026, 5, 1))

    call.refresh_from_db()
    assert (call.progress, call.progress_shape) == (Progress.DONE, "on")
    assert [one.progress for one in call.statuses.all()] == ["done", "in progress", "not started"]


@pytest.mark.parametrize("missing", [{"evidence": ""}, {"source": ""}, {"as_of": None}, {"progress": "well"}])
def test_no_status_is_a_bare_claim(missing):
    call = make_call_to_action()

    with pytest.raises(ValidationError):
        add_status(call, **missing)

    assert not call.statuses.exists()


def test_a_status_is_never_changed_nor_deleted():
    status = add_status(make_call_to_action())

    for spoil in (lambda: CallStatus.objects.update(progress="done"), status.delete):
        with pytest.raises(Error), transaction.atomic():
            spoil()


def test_withdrawing_needs_a_reason_and_happens_once():
    call = make_call_to_action()

    with pytest.raises(Error), transaction.atomic():
        actions.withdraw(call, reason="", by=CoordinatorFactory())
    actions.withdraw(call, reason="Twice in the table.", by=CoordinatorFactory())

    assert not CallToAction.objects.public().exists()
    with pytest.raises(InvalidMove):
        actions.withdraw(call, reason="Again.", by=CoordinatorFactory())
