"""The desk of those who write: who sees what, what is kept, what is refused."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from organizations.models import Organization, Role
from portal import dates
from submissions.statements import actions
from submissions.statements.models import Call, Statement, StatementState
from tests.factories.organizations import CoordinatorFactory, MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.statements import make_call, make_reported, make_statement, some_content, writer_of

pytestmark = pytest.mark.django_db
S = StatementState
LIST = "/en/desk/statements/"
CANARY = "canarybird"
TYPED = {
    "title": "Typed title",
    "language": "en",
    "source": "First.\n\nSecond.",
    "summary": "In short.",
    "instruments": ["FIREARMS"],
    "countries": ["KEN", "MEX"],
}


def at(name, statement):
    return reverse(f"statements:desk_{name}", args=[statement.uuid])


def new(call):
    return reverse("statements:desk_create", args=[call.slug])


def first_save(author, **fields):
    return {**TYPED, "organization": author.uuid, "form_key": uuid4(), **fields}


def close(call):
    Call.objects.filter(pk=call.pk).update(closes_at=timezone.now() - timedelta(minutes=1))


@pytest.fixture
def owner(client):
    """Somebody who is signed in and owns an organization: `owner.organization`."""
    organization = OrganizationFactory()
    user = writer_of(organization)
    user.organization = organization
    client.force_login(user)
    return user


# -- the whole way


def test_from_the_call_to_the_receipt(client, owner):
    call = make_call()
    page = client.get(new(call))
    assert page.status_code == 200 and dates.format_moment(call.closes_at) in page.text

    answer = client.post(new(call), first_save(owner.organization))
    statement = Statement.objects.get()
    assert answer.url == at("edit", statement)
    page = client.get(answer.url).text
    assert "Your draft is saved" in page and "2 of 200 words" in page
    assert '<option value="KEN" selected>' in page and 'value="FIREARMS"' in page

    answer = client.post(at("edit", statement), {**TYPED, "title": "Better", "stamp": "1.1", "submit": ""})
    assert answer.url == at("submit", statement)
    page = client.get(answer.url).text
    assert "Better" in page and '<p class="p" id="para2">Second.</p>' in page and "Send it in" in page

    answer = client.post(at("submit", statement), {"stamp": "1.2"})
    statement.refresh_from_db()
    assert (answer.url, statement.state) == (at("detail", statement), S.SUBMITTED)
    page = client.get(answer.url).text
    assert f"Your receipt number is {statement.receipt}." in page
    assert statement.current.sha256 in page and "Being checked" in page and "Sent in" in page


def test_saving_can_lead_to_the_preview(client, owner):
    answer = client.post(new(make_call()), first_save(owner.organization, preview=""))
    statement = Statement.objects.get()

    assert answer.url == at("preview", statement)
    assert '<p class="p" id="para1">First.</p>' in client.get(answer.url).text


def test_a_draft_can_wait_for_its_text(client, owner):
    client.post(new(make_call()), first_save(owner.organization, source="", instruments=[], countries=[], summary=""))
    statement = Statement.objects.get()

    page = client.get(at("edit", statement)).text
    assert page.count("(missing)") == 3 and page.count("(done)") == 1
    page = client.get(at("submit", statement)).text
    assert "Write the text." in page and "Choose at least one instrument" in page and "Send it in" not in page


# -- starting


def test_a_double_click_makes_one_draft(client, owner):
    call, typed = make_call(), first_save(owner.organization)

    first, second = client.post(new(call), typed), client.post(new(call), typed)

    assert first.url == second.url
    assert Statement.objects.count() == 1


def test_a_second_statement_is_refused_shows_the_first_and_keeps_what_was_typed(client, owner):
    there = make_statement(organization=owner.organization)

    page = client.post(new(there.call), first_save(owner.organization, title="Second try"))

    assert page.status_code == 200 and "has a statement for this call already" in page.text
    assert at("detail", there) in page.text and 'value="Second try"' in page.text
    assert "<title>Error:" in page.text
    assert Statement.objects.count() == 1


def test_whoever_has_a_statement_is_led_to_it(client, owner):
    there = make_statement(organization=owner.organization)

    assert client.get(new(there.call)).url == at("detail", there)


def test_a_person_of_two_organizations_chooses(client, owner):
    other = MembershipFactory(user=owner, role=Role.EDITOR, organization=OrganizationFactory()).organization
    stranger = OrganizationFactory()
    call = make_call()

    page = client.get(new(call)).text
    client.post(new(call), first_save(other))
    refused = client.post(new(call), first_save(stranger))

    assert str(other.uuid) in page and str(owner.organization.uuid) in page and str(stranger.uuid) not in page
    assert Statement.objects.get().organization == other
    assert "Select a valid choice" in refused.text


@pytest.mark.parametrize("value", ["", "x", "1 OR 1", str(uuid4())])
def test_an_organization_that_is_none_is_refused_at_its_field(client, owner, value):
    page = client.post(new(make_call()), first_save(owner.organization, organization=value))

    assert page.status_code == 200 and "There is a problem" in page.text
    assert not Statement.objects.exists()


@pytest.mark.parametrize("state", [None, Organization.State.SUBMITTED, Organization.State.SUSPENDED])
def test_without_a_verified_organization_the_page_explains(client, state):
    user = UserFactory()
    if state:
        MembershipFactory(user=user, organization=OrganizationFactory(state=state))
    client.force_login(user)
    call = make_call()

    for page in (client.get(new(call)), client.post(new(call), first_save(OrganizationFactory())), client.get(LIST)):
        assert reverse("organizations:desk_list") in page.text and "You have no such role yet" in page.text
    assert not Statement.objects.exists()


def test_after_the_deadline_the_page_says_so(client, owner):
    call = make_call(closes_in_days=-1)

    page = client.get(new(call)).text

    assert dates.format_moment(call.closes_at) in page and f"{call.closes_at:%H:%M} UTC" in page
    assert "<textarea" not in page


def test_a_deadline_that_passes_while_typing_keeps_what_was_typed(client, owner):
    call = make_call()
    client.get(new(call))
    close(call)

    page = client.post(new(call), first_save(owner.organization)).text

    assert "The deadline was" in page and "Nothing was changed" in page and "Second." in page
    assert not Statement.objects.exists()


def test_a_call_that_opens_later_is_not_there(client, owner):
    assert client.get(new(make_call(opens_in_days=1))).status_code == 404
    assert client.get("/en/desk/statements/new/no-such-call/").status_code == 404


# -- writing on


def test_two_tabs_overwrite_nothing_and_show_both_texts(client, owner):
    statement = make_statement(organization=owner.organization)
    client.post(at("edit", statement), {**TYPED, "title": "First tab", "stamp": "1.1"})

    page = client.post(at("edit", statement), {**TYPED, "title": "Second tab", "source": "Mine.", "stamp": "1.1"})

    assert "Somebody saved this text after you opened it" in page.text
    assert "First tab" in page.text and 'value="Second tab"' in page.text and "Mine." in page.text
    assert statement.versions.get().title == "First tab"
    assert '<input type="hidden" name="stamp" value="1.2"' in page.text

    client.post(at("edit", statement), {**TYPED, "title": "Second tab", "stamp": "1.2"})
    assert statement.versions.get().title == "Second tab"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"title": ""}, "This field is required"),
        ({"title": "t" * 121}, "at most 120 characters"),
        ({"summary": "s" * 401}, "at most 400 characters"),
        ({"source": "x" * 60_001}, "too long"),
        ({"source": "<" * 60_000}, "too long"),
        ({"language": "tlh"}, "Select a valid choice"),
        ({"instruments": ["NOPE"]}, "Select a valid choice"),
        ({"countries": ["XXX"]}, "Select a valid choice"),
        ({"title": "a\0b"}, "cannot be stored"),
        ({"source": "a\0b"}, "cannot be stored"),
        ({"stamp": ""}, "This field is required"),
    ],
)
def test_a_mistake_is_told_at_its_field_and_keeps_what_was_typed(client, owner, typed, words):
    statement = make_statement(organization=owner.organization, title="As it was")

    page = client.post(at("edit", statement), {**TYPED, "stamp": "1.1", **typed})

    assert page.status_code == 200 and "There is a problem" in page.text
    assert words in page.text or "Null characters" in page.text
    assert "In short." in page.text or "summary" in typed
    assert statement.versions.get().title == "As it was"


def test_a_returned_statement_shows_the_questions_and_goes_on(client, owner):
    statement = make_statement(S.RETURNED, organization=owner.organization)

    page = client.get(at("edit", statement)).text
    client.post(at("edit", statement), {**TYPED, "title": "Answered", "stamp": statement.current.stamp})
    client.post(at("submit", statement), {"stamp": "2.1"})

    statement.refresh_from_db()
    assert "The coordinators ask:" in page and "Which district is it?" in page
    assert (statement.state, statement.current.title, statement.current.number) == (S.SUBMITTED, "Answered", 2)
    assert "Which district is it?" in client.get(at("detail", statement)).text


@pytest.mark.parametrize("state", [S.SUBMITTED, S.ACCEPTED, S.REJECTED, S.WITHDRAWN])
def test_what_was_sent_in_is_not_edited(client, owner, state):
    statement = make_statement(state, organization=owner.organization)

    for answer in (client.get(at("edit", statement)), client.post(at("edit", statement), {**TYPED, "stamp": "1.1"})):
        assert answer.url == at("detail", statement)
    assert statement.versions.get().title != "Typed title"
    assert "Not possible now" in client.get(at("detail", statement)).text


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


@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("who", ["stranger", "coordinator"])
@pytest.mark.parametrize("name", ["detail", "edit", "preview", "submit"])
def test_the_statements_of_others_are_not_there(client, state, who, name):
    statement = make_statement(state)
    client.force_login(UserFactory() if who == "stranger" else CoordinatorFactory())
    made_up = uuid4()

    for method in ("get", "head", "post"):
        real = getattr(client, method)(at(name, statement))
        fake = getattr(client, method)(at(name, statement).replace(str(statement.uuid), str(made_up)))
        assert (real.status_code, fake.status_code) in ((404, 404), (405, 405))
        assert _without_keys(real, statement.uuid) == _without_keys(fake, made_up)


def _without_keys(answer, uuid):
    return answer.content.replace(str(uuid).encode(), b"")


@pytest.mark.parametrize("name", ["detail", "edit", "preview", "submit"])
def test_a_visitor_is_asked_to_sign_in(client, name):
    statement = make_statement()

    for path in (at(name, statement), LIST, new(statement.call)):
        assert client.get(path).url.startswith("/en/accounts/login/")


def test_the_list_shows_ones_own_in_every_state_and_nobody_elses(client, owner):
    for state in S:
        make_statement(state, organization=owner.organization, title=f"Ours, {state}")
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
        assert "<script" not in page and "&lt;script&gt;" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_queries_do_not_grow(client, owner, django_assert_num_queries, count):
    for _ in range(count):
        make_statement(organization=owner.organization)
    client.get(LIST)

    with django_assert_num_queries(9):
        client.get(LIST)
