"""The front page, the desk and the overview of coordinators: computed, constant in queries, nobody else's business."""

import pytest
from django.urls import reverse

from home.desk import STATEMENT
from home.queues import queues_for
from organizations.models import Role
from tests.factories.consultations import make_claim
from tests.factories.declaration import make_declaration, sign
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import (
    CoordinatorFactory,
    MembershipFactory,
    OrganizationFactory,
    SafetyOfficerFactory,
    UserFactory,
    make_application,
)
from tests.factories.registration import make_registration
from tests.factories.statements import make_call, make_statement

pytestmark = pytest.mark.django_db
CANARY = "A canary in the draft"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_front_page_asks_the_same_for_one_row_and_for_three(client, rows, django_assert_num_queries):
    for _n in range(rows):
        make_dialogue()
        make_statement("accepted")
        sign(make_declaration())
    client.get("/en/help/")  # the site is remembered

    with django_assert_num_queries(19):
        assert client.get("/en/").status_code == 200


def test_the_front_page_of_an_empty_portal_stands(client):
    page = client.get("/en/").text

    assert "No dialogue is announced" in page
    assert "No statement has been published yet." in page
    assert "Country reviews under way, of 189 in all: 42.9%." in page


def test_the_front_page_shows_what_is_public_and_nothing_else(client):
    public = make_statement("accepted", title="What all may read")
    make_statement("draft", title=CANARY)
    make_statement("submitted", title=CANARY)

    page = client.get("/en/").text

    assert public.current.title in page
    assert CANARY not in page


def test_a_hidden_signature_is_counted_and_its_country_is_not(client):
    declaration = make_declaration()
    sign(declaration, organization_named=False)

    page = client.get("/en/").text

    assert "<b>1</b><span>Organizations that signed" in page
    assert "<b>0</b><span>Countries that they are from" in page


def test_deadlines_ahead_are_in_order(client):
    dialogue = make_dialogue(in_days=60)
    make_call(closes_in_days=10, dialogue=dialogue)

    page = client.get("/en/").text

    assert page.index("Written statements due") < page.index("Registration closes")


def test_the_desk_tells_somebody_without_an_organization_what_to_do(client):
    client.force_login(UserFactory())

    assert "Apply for your organization" in client.get(reverse("desk_overview")).text


def test_the_desk_shows_what_waits_for_this_organization_alone(client):
    organization = OrganizationFactory()
    make_statement("draft", organization=organization, title="Our own draft")
    make_statement("draft", title=CANARY)
    make_claim(organization)
    client.force_login(organization.members.get())

    page = client.get(reverse("desk_overview")).text

    assert "Our own draft" in page
    assert str(STATEMENT["draft"]) in page
    assert CANARY not in page
    assert "Which States consulted us" in page


@pytest.mark.parametrize("state", ["question", "deferred"])
def test_the_desk_asks_for_the_answer_to_a_question(client, state):
    application = make_application(state)
    client.force_login(application.members.get())

    assert "Answer a question about your application" in client.get(reverse("desk_overview")).text


def test_a_viewer_sees_the_desk_too(client):
    member = MembershipFactory(organization=OrganizationFactory(), role=Role.VIEWER)
    client.force_login(member.user)

    assert client.get(reverse("desk_overview")).status_code == 200


def test_the_queues_hold_what_waits_for_a_decision():
    make_application()
    make_statement("submitted")
    make_registration()
    make_claim()

    assert {queue.key: queue.count for queue in queues_for(CoordinatorFactory())} == {
        "organizations": 1,
        "statements": 1,
        "registrations": 1,
        "nominations": 0,
        "claims": 1,
        "corrections": 0,
    }


def test_everybody_sees_the_queues_of_their_role_only():
    make_statement("submitted")

    assert [queue.key for queue in queues_for(SafetyOfficerFactory())] == ["claims"]
    assert queues_for(UserFactory()) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_overview_asks_the_same_for_one_row_and_for_three(rows, django_assert_num_queries):
    for _n in range(rows):
        make_application()
        make_statement("submitted")
        make_registration()
    coordinator = CoordinatorFactory()
    coordinator.has_perm("organizations.verify_organization")

    with django_assert_num_queries(12):
        queues_for(coordinator)
