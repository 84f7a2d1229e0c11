"""The desk: sending in, who sees what, and that others see nothing."""

from datetime import timedelta
from itertools import product
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from organizations.models import Role
from submissions.statements import actions
from submissions.statements.models import Statement, StatementState
from tests.factories.organizations import CoordinatorFactory, MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.statements import close, make_call, make_reported, make_statement, some_content, writer_of

pytestmark = pytest.mark.django_db
S = StatementState
LIST = "/en/desk/statements/"
CANARY = "canarybird"
TYPED = {"title": "Typed title", "language": "en", "source": "First.", "summary": "", "instruments": ["FIREARMS"]}


def at(name, statement):
    return reverse(f"statements:desk_{name}", args=[statement.uuid])


@pytest.fixture
def owner(client):
    """Somebody who is signed in and owns an organization: `owner.organization`."""
    organization = OrganizationFactory()
    user = writer_of(organization)
    user.organization = organization
    client.force_login(user)
    return user


# -- sending


def test_sending_twice_shows_the_same_receipt(client, owner):
    statement = make_statement(organization=owner.organization)

    client.post(at("submit", statement), {"stamp": "1.1"})
    receipt = Statement.objects.get().receipt
    page = client.post(at("submit", statement), {"stamp": "1.1"}, follow=True).text

    assert f"Your receipt number is {receipt}." in page
    assert client.get(at("submit", statement)).url == at("detail", statement)


def test_a_text_that_a_colleague_changed_is_read_again_before_it_is_sent(client, owner):
    statement = make_statement(organization=owner.organization)
    actions.save_draft(statement, some_content(title="Changed"), by=owner)

    page = client.post(at("submit", statement), {"stamp": "1.1"}, follow=True).text

    assert "Somebody saved this text" in page and "Changed" in page
    assert Statement.objects.get().state == S.DRAFT


def test_sending_without_a_stamp_sends_nothing(client, owner):
    statement = make_statement(organization=owner.organization)

    assert client.post(at("submit", statement), {}).url == at("submit", statement)
    assert Statement.objects.get().state == S.DRAFT


def test_after_the_deadline_nothing_is_sent(client, owner):
    statement = make_statement(organization=owner.organization)
    close(statement.call)

    page = client.post(at("submit", statement), {"stamp": "1.1"}, follow=True).text

    assert "The deadline was" in page and "Send it in" not in page
    assert Statement.objects.get().state == S.DRAFT


@pytest.mark.parametrize("state", [S.ACCEPTED, S.REJECTED, S.WITHDRAWN])
def test_what_is_decided_is_not_sent_again(client, owner, state):
    statement = make_statement(state, organization=owner.organization)

    page = client.post(at("submit", statement), {"stamp": "1.1"}, follow=True).text

    assert "Not possible now" in page
    assert Statement.objects.get().state == state


# -- who


@pytest.mark.parametrize(
    ("role", "edit", "submit"),
    [(Role.VIEWER, 403, 403), (Role.EDITOR, 302, 403), (Role.SIGNATORY, 302, 302), (Role.OWNER, 302, 302)],
)
def test_what_a_role_may_do(client, role, edit, submit):
    statement = make_statement()
    client.force_login(MembershipFactory(organization=statement.organization, role=role).user)

    assert client.post(at("edit", statement), {**TYPED, "stamp": "1.1"}).status_code == edit
    stamp = actions.latest(statement).stamp
    assert client.post(at("submit", statement), {"stamp": stamp}).status_code == submit
    for name in ("detail", "preview"):
        assert client.get(at(name, statement)).status_code == 200


def test_an_editor_is_told_who_sends_it_in(client):
    statement = make_statement()
    client.force_login(writer_of(statement.organization, Role.EDITOR))

    page = client.get(at("submit", statement)).text

    assert "An owner or a signatory of your organization sends it in" in page and "Send it in</button>" not in page


@pytest.mark.parametrize("who", ["stranger", "coordinator"])
def test_the_statements_of_others_are_not_there(client, who):
    """In no state: every answer is that of an address which somebody made up."""
    call, judge = make_call(), CoordinatorFactory()
    statements = {state: make_statement(state, call=call, coordinator=judge) for state in S}
    client.force_login(UserFactory() if who == "stranger" else CoordinatorFactory())
    made_up = Statement(uuid=uuid4())

    for name, method in product(("detail", "edit", "preview", "submit"), ("get", "head", "post")):
        fake = _without_keys(getattr(client, method)(at(name, made_up)), made_up)
        assert fake[0] in (404, 405)
        for state, statement in statements.items():
            real = _without_keys(getattr(client, method)(at(name, statement)), statement)
            assert real == fake, (name, method, state)


def _without_keys(answer, statement):
    return answer.status_code, answer.content.replace(str(statement.uuid).encode(), b"")


@pytest.mark.parametrize("name", ["detail", "edit", "preview", "submit"])
def test_a_visitor_is_asked_to_sign_in(client, name):
    statement = make_statement()

    for path in (at(name, statement), LIST, f"/en/desk/statements/new/{statement.call.slug}/"):
        assert client.get(path).url.startswith("/en/accounts/login/")


def test_the_list_shows_ones_own_in_every_state_and_nobody_elses(client, owner):
    judge = CoordinatorFactory()
    for state in S:
        make_statement(state, organization=owner.organization, title=f"Ours, {state}", coordinator=judge)
    make_statement(S.ACCEPTED, title=CANARY)
    make_statement(organization=owner.organization, title="", call=make_call())
    page = client.get(LIST).text

    assert all(f"Ours, {state}" in page for state in S)
    assert "Without a title" in page and CANARY not in page


def test_an_embargoed_statement_is_accepted_and_not_yet_public(client, owner):
    statement = make_statement(
        S.ACCEPTED, organization=owner.organization, publish_at=timezone.now() + timedelta(days=2)
    )

    page = client.get(at("detail", statement)).text

    assert "Accepted, not yet public" in page and "Public from" in page and statement.reference in page
    assert "The public page" not in page
    assert "Accepted, not yet public" in client.get(LIST).text


def test_a_reported_statement_stands_on_the_desk_of_an_organization_that_came_later(client):
    statement = make_reported()
    client.force_login(writer_of(statement.organization, Role.VIEWER))

    assert client.get(at("detail", statement)).status_code == 200
    assert statement.reference in client.get(LIST).text
    assert client.get(at("submit", statement)).url == at("detail", statement)


def test_colleagues_are_named_in_the_history_and_coordinators_are_not(client, owner):
    coordinator = CoordinatorFactory(first_name="Cora Canary")
    statement = make_statement(S.REJECTED, organization=owner.organization, coordinator=coordinator)

    page = client.get(at("detail", statement)).text

    assert str(owner) in page and "A coordinator" in page and "Cora Canary" not in page
    assert "The coordinators say:" in page


def test_a_script_is_shown_as_text_everywhere_on_the_desk(client, owner):
    evil = "<script>alert(1)</script>"
    statement = make_statement(organization=owner.organization, title=evil, summary=evil, source=evil)

    stale = client.post(at("edit", statement), {**TYPED, "title": evil, "stamp": "1.0"}).text
    pages = [
        client.get(path).text for path in (LIST, *(at(n, statement) for n in ("detail", "edit", "preview", "submit")))
    ]

    for page in [stale, *pages]:
        assert "<script>" not in page and "&lt;script&gt;" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_queries_do_not_grow(client, owner, django_assert_num_queries, count):
    for _ in range(count):
        make_statement(organization=owner.organization)
    client.get(LIST)

    with django_assert_num_queries(9):
        client.get(LIST)
