"""The one path on which records move, and the account of it. Shown on registrations, which every installation has."""

from inspect import signature

import pytest
from django.db import DatabaseError, IntegrityError, models, transaction
from django.test.utils import isolate_apps
from django.utils import timezone

from organizations.models import Organization
from portal import audit
from portal.models import AuditEvent
from portal.records import MOVE_WORDS, InvalidMove, Record, move
from tests.factories.organizations import OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db
State = Organization.State


@pytest.fixture
def submitted():
    return OrganizationFactory(state=State.SUBMITTED, verified_at=None)


def test_a_move_stores_the_state_and_what_belongs_to_it(submitted):
    by = UserFactory()

    moved = move(submitted, State.VERIFIED, by=by, verified_at=timezone.now(), verified_by=by)

    submitted.refresh_from_db()
    assert moved == submitted
    assert (submitted.state, submitted.verified_by) == (State.VERIFIED, by)


def test_a_move_that_is_not_allowed_says_what_stands_and_changes_nothing(submitted):
    with pytest.raises(InvalidMove, match="Being checked"):
        move(submitted, State.SUSPENDED, by=None)

    submitted.refresh_from_db()
    assert submitted.state == State.SUBMITTED
    assert not AuditEvent.objects.exists()


def test_a_move_is_decided_by_what_the_database_has_not_by_an_old_copy(submitted):
    old = Organization.objects.get(pk=submitted.pk)
    move(submitted, State.DECLINED, by=None)

    with pytest.raises(InvalidMove, match="Declined"):
        move(old, State.VERIFIED, by=None, verified_at=timezone.now())


def test_a_move_and_its_account_are_one_transaction(submitted):
    with pytest.raises(IntegrityError), transaction.atomic():
        move(submitted, State.VERIFIED, by=None)  # a verified organization has a date: the constraint refuses

    submitted.refresh_from_db()
    assert submitted.state == State.SUBMITTED
    assert not AuditEvent.objects.exists()


def test_every_state_is_reachable_and_every_follower_is_a_state():
    for state, followers in Organization.FOLLOWERS.items():
        assert state in State.values
        assert set(followers) <= set(State.values)


def test_the_account_names_verb_states_actor_and_reason(submitted):
    by = UserFactory()

    move(submitted, State.DECLINED, by=by, reason="Not an organization.", public=True)

    event = audit.history(submitted).get()
    assert (event.verb, event.before, event.after) == ("declined", "submitted", "declined")
    assert (event.actor, event.reason, event.public) == (by, "Not an organization.", True)


def test_an_account_outlives_the_person(submitted):
    by = UserFactory()
    move(submitted, State.DECLINED, by=by)

    by.delete()

    assert audit.history(submitted).get().actor is None


@pytest.mark.parametrize("sql", ["UPDATE portal_auditevent SET verb = 'forged'", "DELETE FROM portal_auditevent"])
def test_nobody_rewrites_the_account_even_by_sql(submitted, sql, django_db_blocker):
    move(submitted, State.DECLINED, by=None)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        transaction.get_connection().cursor().execute(sql)

    assert audit.history(submitted).get().verb == "declined"


def test_a_state_outside_its_list_is_refused_by_the_database(submitted):
    with pytest.raises(IntegrityError), transaction.atomic():
        Organization.objects.filter(pk=submitted.pk).update(state="invented")


@isolate_apps("portal")
def test_no_column_is_called_like_a_word_that_a_move_takes_for_itself():
    class Odd(Record):
        by = models.TextField()
        reason = models.TextField()

        class Meta:
            app_label = "portal"

    found = [problem.msg for problem in Odd.check() if problem.id == "portal.E020"]
    assert [words.split(":")[0] for words in found] == ["Odd.by", "Odd.reason"]
    assert "portal.E020" not in {problem.id for problem in Organization.check()}


def test_every_word_that_a_move_takes_is_guarded():
    words = {name for name, word in signature(move).parameters.items() if word.kind is word.KEYWORD_ONLY}

    assert words == MOVE_WORDS
