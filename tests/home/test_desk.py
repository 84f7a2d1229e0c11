"""The desk: what each kind of member is asked to do, in which order, and what is nobody else's business."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from home import desk
from home.desk import Task
from organizations.models import Membership, Organization, Role
from submissions.models import Claim, Statement
from tests.factories.consultations import make_claim
from tests.factories.declaration import make_declaration, make_draft, sign
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import MembershipFactory, OrganizationFactory, UserFactory, make_application
from tests.factories.registration import make_draft as make_registration_draft
from tests.factories.registration import make_registration
from tests.factories.statements import make_call, make_reported, make_statement

pytestmark = pytest.mark.django_db
CANARY = "A canary that sings alone"


def tasks_of(*, organizations=(), statements=(), registrations=(), claims=(), asked=()) -> list[Task]:
    return desk.tasks(organizations, statements, registrations, claims, asked)


def context_of(client, user) -> dict:
    client.force_login(user)
    return client.get(reverse("desk_overview")).context


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("draft", "Finish and send your application"),
        ("submitted", None),
        ("question", "Answer a question about your application"),
        ("deferred", "Answer a question about your application"),
        ("declined", None),
        ("verified", None),
        ("suspended", None),
    ],
)
def test_an_application_asks_for_something_in_the_states_where_its_people_act(state, words):
    application = make_application(state)

    found = tasks_of(organizations=[application])

    assert [str(task.words) for task in found] == ([words] if words else [])
    assert all(str(application.uuid) in task.address and task.about == application.legal_name for task in found)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (Statement.State.DRAFT, "Complete and send your statement"),
        (Statement.State.SUBMITTED, None),
        (Statement.State.RETURNED, "Answer the questions about your statement"),
        (Statement.State.ACCEPTED, None),
        (Statement.State.REJECTED, None),
        (Statement.State.WITHDRAWN, None),
        (Statement.State.REMOVED, None),
    ],
)
def test_a_statement_asks_for_something_until_it_is_decided(state, words):
    statement = make_statement(state)

    found = tasks_of(statements=[statement])

    assert [(str(task.words), task.due) for task in found] == ([(words, statement.call.closes_at)] if words else [])


@pytest.mark.parametrize("state", ["draft", "submitted", "forwarded", "approved", "waiting", "declined", "cancelled"])
def test_a_registration_asks_for_something_while_it_is_a_draft(state):
    registration = make_registration(state)

    found = tasks_of(registrations=[registration])

    closes = registration.dialogue.registration_closes_at
    expected = [(closes, registration.dialogue.title, registration.get_absolute_url())] if state == "draft" else []
    assert [(task.due, task.about, task.address) for task in found] == expected


@pytest.mark.parametrize("state", Claim.State.values)
def test_a_report_asks_for_something_when_it_was_asked_about(state):
    claim = make_claim(state=state, visibility="public")

    found = tasks_of(claims=[claim])

    assert [task.about for task in found] == (["Kenya"] if state == Claim.State.QUESTION else [])


def test_the_nearest_deadline_comes_first_and_what_has_none_last():
    question = make_application("question")
    late, soon = (make_statement(call=make_call(closes_in_days=days), title=f"In {days} days") for days in (20, 3))
    between = make_registration_draft(make_dialogue(in_days=11))

    found = tasks_of(organizations=[question], statements=[late, soon], registrations=[between])

    dues = [task.due for task in found]
    assert dues == [soon.call.closes_at, between.dialogue.registration_closes_at, late.call.closes_at, None]


def test_a_statement_without_a_call_has_no_deadline():
    reported = make_reported()
    reported.state = Statement.State.RETURNED

    assert [task.due for task in tasks_of(statements=[reported])] == [None]


def test_every_role_sees_what_waits_for_its_organization(client):
    organization = OrganizationFactory()
    make_statement(organization=organization)

    for role in Role.values:
        member = MembershipFactory(organization=organization, role=role).user

        context = context_of(client, member)

        assert [str(task.words) for task in context["tasks"]] == [str(desk.STATEMENT["draft"])], role
        assert context["may_act"], role


def test_who_has_left_sees_nothing_of_the_organization(client):
    organization = OrganizationFactory()
    make_statement(organization=organization, title=CANARY)
    make_claim(organization, account=CANARY)
    make_registration(organization=organization)
    membership = MembershipFactory(organization=organization, role=Role.EDITOR)
    Membership.objects.filter(pk=membership.pk).update(state=Membership.State.ENDED, ended_at=timezone.now())

    context = context_of(client, membership.user)

    for name in ("organizations", "statements", "registrations", "signatures", "claims", "tasks"):
        assert context[name] == [], name


def test_a_sealed_report_stands_on_the_desk_of_its_writer_alone(client):
    organization = OrganizationFactory()
    writer = organization.members.get()
    colleague = MembershipFactory(organization=organization, role=Role.OWNER).user
    sealed = make_claim(organization, state="question", visibility="sealed")

    assert context_of(client, writer)["claims"] == [sealed]
    seen = context_of(client, colleague)
    assert (seen["claims"], seen["tasks"]) == ([], [])


@pytest.mark.parametrize(("state", "may_act"), [("submitted", False), ("verified", True), ("suspended", False)])
def test_only_a_verified_organization_can_act(client, state, may_act):
    application = make_application(state)

    assert context_of(client, application.members.get())["may_act"] is may_act


def test_the_organization_that_somebody_acts_for_comes_first(client):
    person = UserFactory()
    first, second = (OrganizationFactory(owner=person) for _number in range(2))
    client.force_login(person)
    client.post(reverse("organizations:acting_choose"), {"organization": second.uuid})

    assert client.get(reverse("desk_overview")).context["organizations"] == [second, first]


def test_a_list_on_the_desk_ends_after_ten_and_the_newest_stay(client):
    organization = OrganizationFactory()
    made = [make_registration_draft(organization=organization) for _number in range(desk.SHOWN + 1)]

    shown = context_of(client, organization.members.get())["registrations"]

    assert shown == made[:0:-1]


def test_an_open_call_is_offered_until_it_is_answered():
    now = timezone.now()
    answered, urgent, later = make_statement(), make_call(closes_in_days=2), make_call(closes_in_days=9)
    make_call(closes_in_days=-1)
    make_call(opens_at=now + timedelta(days=1))

    assert desk.open_calls([answered]) == [urgent, later]
    assert desk.open_calls([]) == [urgent, later, answered.call]


def test_three_calls_are_enough_for_the_desk():
    calls = [make_call(closes_in_days=days) for days in (5, 4, 3, 2)]

    assert desk.open_calls([]) == calls[:0:-1]


def test_the_open_declaration_is_offered_until_it_is_signed():
    make_draft()
    declaration = make_declaration()

    assert desk.unsigned_declaration([]) == declaration
    assert desk.unsigned_declaration([sign(declaration)]) is None


def test_a_draft_of_somebody_else_is_on_nobody_elses_desk(client):
    make_statement(title=CANARY, organization=OrganizationFactory(legal_name=CANARY))
    make_registration_draft(expertise=CANARY)
    Organization.objects.filter(pk=make_application("question").pk).update(legal_name=CANARY)
    client.force_login(OrganizationFactory().members.get())

    assert CANARY not in client.get(reverse("desk_overview")).text
