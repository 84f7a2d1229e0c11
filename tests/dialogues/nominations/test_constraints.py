"""What SQL refuses, whoever asks; and when a call takes nominations."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, ProtectedError
from django.utils import timezone

from dialogues.models import DialoguePage, Nomination, NominationCall, NominationScore
from dialogues.nominations import deciding
from dialogues.nominations.calls import Criterion
from tests.factories.nominations import POINTS, make_nomination, make_nomination_call
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory

pytestmark = pytest.mark.django_db
S = Nomination.State


def refused(rows, name=None, **values):
    """SQL refuses to store the values, by the constraint of this name where it has one."""
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        rows.update(**values)


def test_sql_refuses_a_call_that_nobody_could_answer_or_score():
    call = make_nomination_call()
    rows = NominationCall.objects.filter(pk=call.pk)

    for name, values in (
        ("nominations_close_after_they_open", {"closes_at": F("opens_at")}),
        ("nomination_grace_is_a_day_at_most", {"grace_minutes": 1441}),
        ("an_organization_can_nominate", {"max_per_organization": 0}),
        ("nomination_names_known", {"names_shown": "always"}),
        ("some_criterion_counts", {f"weight_{name}": 0 for name in Criterion.values}),
        *((f"weight_of_{name}_is_bounded", {f"weight_{name}": 11}) for name in Criterion.values),
    ):
        refused(rows, name, **values)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_nomination_call(call.dialogue)

    none = {f"weight_{name}": 0 for name in Criterion.values}
    for name in Criterion.values:
        assert rows.update(**none | {f"weight_{name}": 10}, grace_minutes=1440, max_per_organization=1) == 1


def test_sql_refuses_a_state_without_what_belongs_to_it():
    now = timezone.now()
    one = make_nomination(S.SHORTLISTED)
    rows = Nomination.objects.filter(pk=one.pk)
    hours = {"invited_at": now, "expires_at": now + timedelta(hours=1)}

    for name, values in (
        ("invited_nominee_has_link_and_term", {"state": S.INVITED, **hours}),
        ("invited_nominee_has_link_and_term", {"state": S.INVITED, **hours, "token_hash": "x", "expires_at": now}),
        ("answered_nomination_has_date", {"state": S.REFUSED}),
        ("nomination_not_chosen_has_reason", {"state": S.NOT_CHOSEN, "decision_note": ""}),
        ("nomination_not_chosen_has_reason", {"state": S.NOT_CHOSEN, "decision_note": "Full.", "decided_at": None}),
        ("sent_nomination_has_consent", {"state": S.WITHDRAWN, "consent": False}),
        ("sent_nomination_has_date", {"state": S.WITHDRAWN, "submitted_at": None}),
    ):
        refused(rows, name, **values)

    assert rows.update(state=S.INVITED, token_hash="x", **hours) == 1


def test_sql_lets_an_organization_nominate_a_person_once_in_a_call_while_it_stands():
    call, organization = make_nomination_call(max_per_organization=9), OrganizationFactory()
    first = make_nomination(call=call, organization=organization, email="same@example.org")
    again = make_nomination(S.DRAFT, call, organization, email="same@example.org")
    sent = {"state": S.SUBMITTED, "submitted_at": timezone.now()}
    rows = Nomination.objects.filter(pk=again.pk)

    refused(rows, **sent)
    make_nomination(call=call, email="same@example.org")  # by another organization
    make_nomination(organization=organization, email="same@example.org")  # in another call
    Nomination.objects.filter(pk=first.pk).update(state=S.WITHDRAWN)
    assert rows.update(**sent) == 1


def test_a_link_and_a_form_belong_to_one_nomination_alone():
    call = make_nomination_call()
    one, other = make_nomination(S.DRAFT, call), make_nomination(S.DRAFT, call)
    key = uuid4()
    Nomination.objects.filter(pk=one.pk).update(token_hash="x", form_key=key)

    for values in ({"token_hash": "x"}, {"form_key": key}, {"uuid": one.uuid}):
        refused(Nomination.objects.filter(pk=other.pk), **values)


def test_points_of_each_criterion_are_bounded_and_go_with_the_nomination_but_not_with_the_coordinator():
    nomination, by = make_nomination(), CoordinatorFactory()
    deciding.score(nomination, by=by, points=POINTS)

    for name in Criterion.values:
        refused(NominationScore.objects.all(), f"points_for_{name}_bounded", **{name: 6})
        refused(NominationScore.objects.all(), **{name: -1})
    NominationScore.objects.update(by=None)
    for _again in range(2):  # those who left are not taken for one
        NominationScore.objects.create(nomination=nomination, by=None, **POINTS)
    nomination.delete()
    assert not NominationScore.objects.exists()


def test_neither_call_nor_organization_goes_while_a_nomination_points_to_it():
    nomination = make_nomination(S.DRAFT)

    for thing in (nomination.call, nomination.organization):
        with pytest.raises(ProtectedError):
            thing.delete()


@pytest.mark.parametrize(
    ("opened", "closed", "grace", "status", "begins", "arrives"),
    [
        (60, -60, 10, "confirmed", True, True),
        (-1, -60, 10, "confirmed", False, False),
        (60, 9, 10, "confirmed", False, True),
        (60, 11, 10, "confirmed", False, False),
        (60, 1, 0, "confirmed", False, False),
        (3000, 1439, 1440, "confirmed", False, True),
        (60, -60, 10, "cancelled", False, False),
        (60, -60, 10, "postponed", False, False),
    ],
)
def test_begun_until_the_deadline_and_taken_within_grace_while_the_dialogue_takes_place(
    opened, closed, grace, status, begins, arrives
):
    now = timezone.now()
    call = NominationCall(
        dialogue=DialoguePage(status=status), opens_at=now - timedelta(minutes=opened),
        closes_at=now - timedelta(minutes=closed), grace_minutes=grace,
    )  # fmt: skip

    assert (call.is_open, call.takes_nominations) == (begins, arrives)


def test_the_deadline_lies_between_the_opening_and_the_dialogue():
    now = timezone.now()
    dialogue = DialoguePage(starts_at=now + timedelta(days=2))

    for opens, closes, words in ((1, 1, "after the opening"), (0, 3, "before the dialogue")):
        call = NominationCall(
            dialogue=dialogue, opens_at=now + timedelta(days=opens), closes_at=now + timedelta(days=closes)
        )
        with pytest.raises(ValidationError) as problem:
            call.clean()
        assert words in problem.value.message_dict["closes_at"][0]
    NominationCall(dialogue=dialogue, opens_at=now, closes_at=dialogue.starts_at).clean()
