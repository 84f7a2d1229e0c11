"""Every verb in every state, by those who may and those who may not; and what the database keeps."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from dialogues.models import Nomination, NominationScore
from dialogues.nominations import actions, deciding, inviting
from organizations.models import Organization, Role
from portal import audit
from portal.models import OutgoingMail
from portal.records import InvalidMove
from tests.factories.dialogues import make_dialogue, make_panel
from tests.factories.nominations import POINTS, make_nomination, make_nomination_call, nominee
from tests.factories.organizations import CoordinatorFactory, MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.registration import owner_of

pytestmark = pytest.mark.django_db

S = Nomination.State
INVALID, FORBIDDEN, DELETED = "invalid", "forbidden", "deleted"
SIGNING, WRITING, COORDINATOR = {"owner"}, {"owner", "editor"}, {"coordinator"}


def discard(nomination, by):
    actions.discard(nomination, by=by)
    nomination.state = DELETED
    return nomination


def score(nomination, by):
    return deciding.score(nomination, by=by, points=POINTS).nomination


VERBS = {
    "save": (WRITING, {S.DRAFT: S.DRAFT}, lambda one, by: actions.save_draft(one, by=by, values=nominee())),
    "submit": (SIGNING, {S.DRAFT: S.SUBMITTED}, lambda one, by: actions.submit(one, by=by)),
    "discard": (WRITING, {S.DRAFT: DELETED}, discard),
    "withdraw": (SIGNING, {S.SUBMITTED: S.WITHDRAWN}, lambda one, by: actions.withdraw(one, by=by)),
    "score": (COORDINATOR, {S.SUBMITTED: S.SUBMITTED, S.SHORTLISTED: S.SHORTLISTED}, score),
    "shortlist": (COORDINATOR, {S.SUBMITTED: S.SHORTLISTED}, lambda one, by: deciding.shortlist(one, by=by)),
    "not_choose": (
        COORDINATOR, dict.fromkeys((S.SUBMITTED, S.SHORTLISTED), S.NOT_CHOSEN),
        lambda one, by: deciding.not_choose(one, by=by, reason="The panel is full."),
    ),
    "invite": (
        COORDINATOR, {S.SHORTLISTED: S.INVITED},
        lambda one, by: inviting.invite(one, make_panel(one.call.dialogue), by=by),
    ),
    "resend": (COORDINATOR, {S.INVITED: S.INVITED}, lambda one, by: inviting.resend(one, by=by)),
    "revoke": (COORDINATOR, {S.INVITED: S.SHORTLISTED}, lambda one, by: inviting.revoke(one, by=by)),
}  # fmt: skip
NOMINEE = {(S.INVITED, S.ACCEPTED), (S.INVITED, S.REFUSED)}


def outcome(nomination, act, user):
    """What comes of it: the new state, or why not. Everything is rolled back."""
    with transaction.atomic():
        try:
            return act(nomination, user).state
        except PermissionDenied:
            return FORBIDDEN
        except InvalidMove:
            return INVALID
        finally:
            transaction.set_rollback(True)


@pytest.mark.parametrize("state", S.values)
def test_every_verb_in_every_state_by_everybody(state):
    nomination = make_nomination(state)
    NominationScore.objects.get_or_create(nomination=nomination, by=UserFactory(), **POINTS)
    people = {
        "owner": owner_of(nomination.organization),
        "editor": MembershipFactory(organization=nomination.organization, role=Role.EDITOR).user,
        "stranger": UserFactory(),
        "coordinator": CoordinatorFactory(),
    }

    for verb, (who, moves, act) in VERBS.items():
        expected = moves.get(state, INVALID)
        found = {name: outcome(nomination, act, user) for name, user in people.items()}
        assert found == {name: expected if name in who else FORBIDDEN for name in people}, verb


def test_the_table_of_moves_is_that_of_the_model():
    by_the_model = {(before, after) for before, followers in Nomination.FOLLOWERS.items() for after in followers}
    moves = [moves for _who, moves, _act in VERBS.values()]
    by_the_verbs = {(a, b) for table in moves for a, b in table.items() if b not in (a, DELETED)}

    assert by_the_verbs | NOMINEE == by_the_model


@pytest.mark.parametrize(
    "values",
    [
        {"state": "lost"},
        {"state": S.SUBMITTED},
        {"state": S.SUBMITTED, "submitted_at": timezone.now(), "consent": False},
        {"state": S.NOT_CHOSEN, "submitted_at": timezone.now(), "decided_at": timezone.now()},
        {"state": S.INVITED, "submitted_at": timezone.now()},
        {"state": S.ACCEPTED, "submitted_at": timezone.now()},
        {"email": "Upper@example.org"},
    ],
)
def test_the_database_keeps_nominations_in_order(values):
    nomination = make_nomination(S.DRAFT)

    with pytest.raises(IntegrityError), transaction.atomic():
        Nomination.objects.filter(pk=nomination.pk).update(**values)


def test_points_are_0_to_5_and_one_row_for_each_coordinator(coordinator):
    nomination = make_nomination()
    deciding.score(nomination, by=coordinator, points=POINTS)
    deciding.score(nomination, by=coordinator, points={**POINTS, "clarity": 5}, note="Clear.")

    given = NominationScore.objects.get()
    assert (given.clarity, given.note) == (5, "Clear.")
    with pytest.raises(ValidationError):
        deciding.score(nomination, by=coordinator, points={**POINTS, "clarity": 6})
    with pytest.raises(IntegrityError), transaction.atomic():
        NominationScore.objects.update(clarity=6)
    with pytest.raises(IntegrityError), transaction.atomic():
        NominationScore.objects.create(nomination=nomination, by=coordinator, **POINTS)


def test_what_is_sent_is_whole_in_time_within_the_number_and_of_a_verified_organization():
    call = make_nomination_call(max_per_organization=1)
    first = make_nomination(call=call, email="same@example.org")
    owner, organization = owner_of(first.organization), first.organization

    def sending(call=call, **values):
        draft = actions.start_draft(call, organization, by=owner, values=nominee(**values))
        with pytest.raises(ValidationError) as problem:
            actions.submit(draft, by=owner)
        return problem.value

    bare = {"email": "", "languages": [], "country": None, "kind": "", "expertise": "", "consent": False}
    assert set(sending(**bare).message_dict) == set(bare)
    assert "email" in sending(email="same@example.org").message_dict
    assert "1 person" in str(sending())
    over = make_nomination_call(closes_at=timezone.now() - timezone.timedelta(minutes=11))
    assert "closed on" in str(sending(over))
    in_grace = make_nomination_call(closes_at=timezone.now() - timezone.timedelta(minutes=9))
    assert make_nomination(call=in_grace, organization=organization).state == S.SUBMITTED
    Organization.objects.filter(pk=organization.pk).update(state="suspended")
    with pytest.raises(ValidationError, match="verified"):
        actions.start_draft(call, organization, by=owner, values=nominee())


def test_nobody_scores_for_their_own_organization(coordinator):
    nomination = make_nomination()
    MembershipFactory(organization=nomination.organization, user=coordinator, role=Role.VIEWER)

    with pytest.raises(PermissionDenied):
        deciding.score(nomination, by=coordinator, points=POINTS)


def test_nobody_comes_on_the_shortlist_unread_nor_on_a_panel_of_another_dialogue(coordinator):
    with pytest.raises(InvalidMove, match="points"):
        deciding.shortlist(make_nomination(), by=coordinator)
    with pytest.raises(InvalidMove, match="another dialogue"):
        inviting.invite(make_nomination(S.SHORTLISTED), make_panel(make_dialogue()), by=coordinator)


def test_each_step_is_recorded_and_told_without_a_name():
    nomination = make_nomination(S.NOT_CHOSEN, name="CANARY")

    mails = OutgoingMail.objects.order_by("pk")
    templates = [mail.template.rpartition("/")[2] for mail in mails]
    assert templates == ["nomination_received", "nomination_decided"]
    assert not [mail for mail in mails if "CANARY" in mail.text or "panel is full" in mail.text]
    assert [event.after for event in audit.history(nomination) if event.after] == ["draft", "submitted", "not_chosen"]


def test_the_same_form_twice_makes_one_nomination():
    call, organization = make_nomination_call(), OrganizationFactory()
    owner = owner_of(organization)
    key = "0b3c5f1e-0000-4000-8000-000000000001"

    first = actions.start_draft(call, organization, by=owner, values=nominee(), form_key=key)
    again = actions.start_draft(call, organization, by=owner, values=nominee(name="Other"), form_key=key)

    assert (again.pk, again.name, Nomination.objects.count()) == (first.pk, "Other", 1)
