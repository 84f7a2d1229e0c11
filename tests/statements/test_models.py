"""What the database keeps, and who sees what."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from organizations.models import Role
from submissions.statements import actions
from submissions.statements.models import Call, Statement, StatementState, StatementVersion
from tests.factories.organizations import (
    CoordinatorFactory,
    MembershipFactory,
    OrganizationFactory,
    SafetyOfficerFactory,
    UserFactory,
)
from tests.factories.statements import make_call, make_reported, make_statement, some_content, writer_of
from tests.undoing import undone

pytestmark = pytest.mark.django_db
S = StatementState
HIDDEN = [state for state in S if state != S.ACCEPTED]


def refused(sql, *values):
    """Whether the database itself refuses the statement."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
    except DatabaseError as problem:
        return "append-only" in str(problem)
    return False


def test_the_database_keeps_a_frozen_text():
    version = make_statement(S.SUBMITTED).current

    for column in ("title", "source", "body", "language", "sha256", "frozen_at"):
        value = timezone.now() if column == "frozen_at" else "x"
        sql = f"UPDATE submissions_statementversion SET {column} = %s WHERE id = %s"  # noqa: S608 - columns named above
        assert refused(sql, value, version.pk), column
    assert refused("DELETE FROM submissions_statementversion WHERE id = %s", version.pk)
    assert StatementVersion.objects.filter(pk=version.pk).exists()


def test_a_frozen_text_can_only_be_emptied():
    version = make_statement(S.SUBMITTED).current

    for column in ("source", "body", "body_text"):
        with undone():
            StatementVersion.objects.filter(pk=version.pk).update(**{column: None})

            version.refresh_from_db()
            assert getattr(version, column) is None, column
            assert version.sha256, column


def test_a_draft_can_be_changed_and_deleted_in_the_database():
    version = make_statement().current

    assert not refused("UPDATE submissions_statementversion SET title = %s WHERE id = %s", "x", version.pk)


def test_a_statement_has_one_working_text():
    version = make_statement().current

    with pytest.raises(IntegrityError), transaction.atomic():
        StatementVersion.objects.create(statement=version.statement, number=2)


def test_an_organization_has_one_live_statement_for_a_call():
    first = make_statement(S.SUBMITTED)

    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.create(organization=first.organization, call=first.call, dialogue=first.dialogue)


def fits(statement, **change):
    """Whether the database takes the change."""
    try:
        with transaction.atomic():
            Statement.objects.filter(pk=statement.pk).update(**change)
    except IntegrityError:
        return False
    return True


def test_a_state_needs_what_belongs_to_it():
    statement, now = make_statement(), timezone.now()

    for change in (
        {"state": "lost"},
        {"state": S.SUBMITTED},
        {"state": S.RETURNED, "receipt": "R-2222-22", "submitted_at": now},
        {"state": S.ACCEPTED, "receipt": "R-2222-22", "submitted_at": now},
        {"state": S.ACCEPTED, "reported_from": "a report", "publish_at": now},
    ):
        assert not fits(statement, **change), change
    assert fits(statement, state=S.SUBMITTED, receipt="R-2222-22", submitted_at=now)


def test_numbers_belong_to_one_statement():
    first, second = make_statement(S.ACCEPTED), make_statement(S.ACCEPTED)

    for column in ("reference", "slug", "receipt"):
        assert not fits(second, **{column: getattr(first, column)}), column


def test_a_call_closes_after_it_opens():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_call(closes_in_days=-20)


def test_calls_are_seen_from_their_opening_and_answered_until_their_deadline():
    later, over = make_call(opens_in_days=1), make_call(closes_in_days=-1)
    far, near = make_call(closes_in_days=9), make_call(closes_in_days=2)

    assert set(Call.objects.public()) == {over, far, near}
    assert list(Call.objects.open()) == [near, far]
    assert [one.is_open for one in (later, over, near)] == [False, False, True]


def test_public_is_accepted_and_past_its_embargo():
    same = {"call": make_call(), "coordinator": CoordinatorFactory()}
    public = make_statement(S.ACCEPTED, **same)
    reported = make_reported()
    make_statement(S.ACCEPTED, publish_at=timezone.now() + timedelta(minutes=1), **same)
    for state in HIDDEN:
        make_statement(state, **same)

    assert set(Statement.objects.public()) == {public, reported}
    assert set(Statement.objects.visible_to(AnonymousUser())) == {public, reported}
    assert set(Statement.objects.visible_to(UserFactory())) == {public, reported}
    assert set(Statement.objects.visible_to(SafetyOfficerFactory())) == {public, reported}


def test_members_see_their_own_in_every_state():
    same = {"call": make_call(), "coordinator": CoordinatorFactory()}
    own = [make_statement(state, **same) for state in S]
    reader = UserFactory()
    for statement in own:
        MembershipFactory(organization=statement.organization, user=reader, role=Role.VIEWER)
    make_statement(call=same["call"])

    assert set(Statement.objects.visible_to(reader)) == set(own)
    assert set(Statement.objects.own_to(reader)) == set(own)


def test_coordinators_see_all_but_drafts(coordinator):
    same = {"call": make_call(), "coordinator": CoordinatorFactory()}
    seen = {make_statement(state, **same) for state in S if state != S.DRAFT}
    make_statement(S.DRAFT, **same)

    assert set(Statement.objects.visible_to(coordinator)) == seen


def test_a_returned_statement_shows_coordinators_what_was_frozen(coordinator):
    statement = make_statement(S.RETURNED, title="As sent in")
    actions.save_draft(statement, some_content(title="Being written"), by=writer_of(statement.organization))

    seen = Statement.objects.visible_to(coordinator).get()

    assert seen.current.title == "As sent in"
    assert Statement.objects.with_latest_title().get().latest_title == "Being written"


def test_lists_do_not_read_the_long_texts(django_assert_num_queries):
    make_statement(S.ACCEPTED)

    with django_assert_num_queries(2):
        statement = Statement.objects.public().for_lists().get()
        words = (statement.current.title, statement.organization.country.name, statement.dialogue_title)
    assert all(words)
    assert {"body", "source", "body_text"} <= statement.current.get_deferred_fields()


def test_an_author_without_a_public_profile_is_not_linked():
    hidden = make_statement(S.ACCEPTED, organization=OrganizationFactory(in_directory=False))
    shown = make_statement(S.ACCEPTED)

    addresses = {one.pk: one.author_address for one in Statement.objects.for_lists()}

    assert addresses == {hidden.pk: "", shown.pk: shown.organization.get_absolute_url()}


def test_a_statement_is_named_by_its_reference_and_before_by_its_uuid():
    draft, public = make_statement(), make_statement(S.ACCEPTED)

    assert (str(draft), str(public)) == (str(draft.uuid), public.reference)
    assert draft.get_absolute_url() == f"/en/desk/statements/{draft.uuid}/"
    assert public.get_absolute_url() == f"/en/statements/{public.slug}/"
    assert str(public.current) == f"{public.reference} 1"
    assert str(public.call) == public.call.title
