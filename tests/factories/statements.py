"""Calls and statements for tests, in any state; what they hold went through the same functions as in real life."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from organizations.models import Membership, Organization, Role, User
from portal.mechanism.models import Instrument
from portal.models import AuditEvent, OutgoingMail
from submissions.statements import actions, attaching, reviewing, withdrawing
from submissions.statements.models import Call, ReferenceSeries, Statement, StatementState
from submissions.statements.reviews import Reason
from submissions.statements.texts import Content
from submissions.statements.tombstones import RemovalReason
from tests.factories.accepted import accepted_file
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import CoordinatorFactory, MembershipFactory, OrganizationFactory

S = StatementState
_numbers = iter(range(1, 1_000_000))


def make_call(*, closes_in_days: int = 20, opens_in_days: int = -10, **fields: Any) -> Call:
    """A call that is open for twenty days more (negative days: its deadline has passed)."""
    number = next(_numbers)
    now = timezone.now()
    values = {
        "title": f"Statements, call {number}",
        "reference_stem": f"2024/T{number}/WS",
        "opens_at": now + timedelta(days=opens_in_days),
        "closes_at": now + timedelta(days=closes_in_days),
        "word_limit": 200,
        "grace_minutes": 0,
        **fields,
    }
    return Call.objects.create(**{"dialogue": values.pop("dialogue", None) or make_dialogue(), **values})


def some_content(**fields: Any) -> Content:
    """A whole content: nothing is missing for sending it in."""
    number = next(_numbers)
    values = {
        "title": f"What border districts see, part {number}",
        "source": f"## What we see\n\nParts carry no number ({number}).\n\nWe ask States to describe them alike.",
        "summary": "Printed parts cannot be traced.",
        "instruments": list(Instrument.objects.filter(code="FIREARMS")),
        **fields,
    }
    return Content(**values)


def make_statement(
    state: str = S.DRAFT,
    *,
    organization: Organization | None = None,
    call: Call | None = None,
    coordinator: User | None = None,
    files: int = 0,
    **fields: Any,
) -> Statement:
    """A statement in this state, of a new organization for a new call; `publish_at` counts for accepted ones.

    `files` are attached to it. Other fields are those of its content, e.g. make_statement(S.ACCEPTED, title="…").
    """
    publish_at = fields.pop("publish_at", None)
    organization = organization or OrganizationFactory()
    owner = writer_of(organization)
    call = call or make_call()
    statement = actions.start(call, organization, by=owner, content=some_content(**fields))
    for number in range(files):
        attaching.attach(statement, accepted_file(), f"Seized parts, table {number + 1}", by=owner)
    if state == S.DRAFT:
        return statement
    statement = actions.submit(statement, by=owner)
    if state == S.SUBMITTED:
        return statement
    judge = coordinator or CoordinatorFactory()
    if state == S.ACCEPTED:
        return accepted(statement, by=judge, publish_at=publish_at)
    if state in (S.WITHDRAWN, S.REMOVED):
        return taken_away(accepted(statement, by=judge, publish_at=publish_at), state, by=judge)
    reviewing.claim(statement, by=judge)
    decide = {S.RETURNED: reviewing.return_with_questions, S.REJECTED: reviewing.reject}[state]
    return decide(statement, by=judge, code=Reason.OTHER, reason="Which district is it?")


def accepted(statement: Statement, *, by: User | None = None, publish_at: Any = None) -> Statement:
    """A submitted statement after somebody took it in hand and accepted it."""
    judge = by or CoordinatorFactory()
    reviewing.claim(statement, by=judge)
    return reviewing.accept(statement, by=judge, publish_at=publish_at)


def rejected(statement: Statement) -> Statement:
    """A submitted statement after somebody took it in hand and decided against it."""
    judge = CoordinatorFactory()
    reviewing.claim(statement, by=judge)
    return reviewing.reject(statement, by=judge, code=Reason.OTHER, reason="No.")


def taken_away(statement: Statement, state: str, *, by: User | None = None) -> Statement:
    """An accepted statement after its organization withdrew it, or a coordinator removed it."""
    if state == S.WITHDRAWN:
        owner = writer_of(statement.organization)
        return withdrawing.withdraw(statement, by=owner, reason="We found a mistake in our figures.")
    judge = by or CoordinatorFactory()
    return withdrawing.remove(statement, by=judge, code=RemovalReason.PERSON, reason="It named a person.")


def writer_of(organization: Organization, role: str = Role.OWNER) -> User:
    """The first person with this role; a new one where there is none."""
    found = organization.memberships.filter(role=role, state=Membership.State.ACTIVE).first()
    return (found or MembershipFactory(organization=organization, role=role)).user


def make_reported(**fields: Any) -> Statement:
    """A statement that is known only from a published source, of an organization that a source names."""
    organization = fields.pop("organization", None) or OrganizationFactory(
        owner=False, state=Organization.State.LISTED, verified_at=None
    )
    values = {
        "dialogue": fields.pop("dialogue", None) or make_dialogue(in_days=-30),
        "reported_from": fields.pop("reported_from", "Report of a conference, page 3"),
        "publish_at": fields.pop("publish_at", timezone.now()),
        "by": fields.pop("by", None) or CoordinatorFactory(),
    }
    return actions.record_reported(organization, content=some_content(**fields), **values)


def close(call: Call) -> None:
    """Let the deadline of a call pass."""
    Call.objects.filter(pk=call.pk).update(closes_at=timezone.now() - timedelta(minutes=1))


def snapshot(statement: Statement) -> tuple[Any, ...]:
    """Everything that a refused verb must leave alone."""
    return (
        Statement.objects.filter(pk=statement.pk).values().get(),
        list(statement.versions.values()),
        AuditEvent.objects.count(),
        OutgoingMail.objects.count(),
        list(ReferenceSeries.objects.values("stem", "last")),
    )
