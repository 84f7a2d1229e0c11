"""The desk of those who write: from the call to the receipt, what is kept, what is refused."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.html import escape

from organizations.models import Organization, Role
from portal import dates
from submissions.statements.models import Statement, StatementState
from tests.factories.organizations import MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.statements import close, make_call, make_statement, writer_of

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
    "topics": ["state:KEN", "state:MEX", "article:UNTOC-20"],
}


def at(name, statement):
    return reverse(f"statements:desk_{name}", args=[statement.uuid])


def new(call):
    return reverse("statements:desk_create", args=[call.slug])


def first_save(author, **fields):
    return {**TYPED, "organization": author.uuid, "form_key": uuid4(), **fields}


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
    assert 'value="state:KEN" checked' in page and 'value="FIREARMS"' in page

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


def test_the_stored_text_has_a_preview(client, owner):
    client.post(new(make_call()), first_save(owner.organization))
    statement = Statement.objects.get()

    assert '<p class="p" id="para1">First.</p>' in client.get(at("preview", statement)).text


def test_a_draft_can_wait_for_its_text(client, owner):
    client.post(new(make_call()), first_save(owner.organization, source="", instruments=[], topics=[], summary=""))
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
    page = client.get(reverse("statements:desk_list")).text
    assert "See the statement that stands" in page and new(there.call) not in page


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


def test_an_organization_that_is_none_is_refused_at_its_field(client, owner):
    call = make_call()

    for value in ("", "x", "1 OR 1", "00000000-0000-4000-8000-000000000000"):
        page = client.post(new(call), first_save(owner.organization, organization=value))

        assert page.status_code == 200 and "There is a problem" in page.text, value
        assert not Statement.objects.exists(), value


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


MISTAKES = [
    ({"title": ""}, "This field is required"),
    ({"title": "t" * 121}, "at most 120 characters"),
    ({"summary": "s" * 401}, "at most 400 characters"),
    ({"source": "x" * 60_001}, "too long"),
    ({"source": "<" * 60_000}, "too long"),
    ({"language": "tlh"}, "This call takes texts in these languages"),
    ({"instruments": ["NOPE"]}, "Select a valid choice"),
    ({"topics": [f"state:{number}" for number in range(61)]}, "Choose 60 at most"),
    ({"title": "a\0b"}, "cannot be stored"),
    ({"source": "a\0b"}, "cannot be stored"),
    ({"stamp": ""}, "This field is required"),
]


def test_a_mistake_is_told_at_its_field_and_keeps_what_was_typed(client, owner):
    statement = make_statement(organization=owner.organization, title="As it was")

    for typed, words in MISTAKES:
        page = client.post(at("edit", statement), {**TYPED, "stamp": "1.1", **typed})

        assert page.status_code == 200 and "There is a problem" in page.text, words
        assert words in page.text or "Null characters" in page.text, words
        assert "In short." in page.text or "summary" in typed, words
        assert statement.versions.get().title == "As it was", words


def test_topics_are_found_by_words_and_nothing_typed_is_lost_meanwhile(client, owner):
    statement = make_statement(organization=owner.organization, title="As it was")
    typed = {**TYPED, "stamp": "1.1", "topics": ["state:KEN"], "topics_find": "cluster 2"}

    page = client.post(at("edit", statement), {**typed, "find": ""}).text
    assert 'value="cluster:2">' in page and 'value="state:KEN" checked' in page and "Typed title" in page
    assert statement.versions.get().title == "As it was", "looking stores nothing"
    assert 'value="cluster:2">' in client.post(at("edit", statement), {**typed, "save": ""}).text, (
        "words wait for an answer"
    )

    client.post(at("edit", statement), {**typed, "topics": ["state:KEN", "cluster:2"], "topics_found": "cluster 2"})
    statement.refresh_from_db()
    assert [topic.key for topic in statement.topics] == ["state:KEN", "cluster:2"]
    assert statement.versions.get().title == "Typed title"


def test_a_returned_statement_shows_the_questions_and_goes_on(client, owner):
    statement = make_statement(S.RETURNED, organization=owner.organization)

    page = client.get(at("edit", statement)).text
    client.post(at("edit", statement), {**TYPED, "title": "Answered", "stamp": statement.current.stamp})
    client.post(at("submit", statement), {"stamp": "2.1"})

    statement.refresh_from_db()
    assert "The coordinators ask:" in page and "Which district is it?" in page
    assert escape(statement.reviews.get(decided_at__isnull=False).get_reason_code_display()) in page
    assert (statement.state, statement.current.title, statement.current.number) == (S.SUBMITTED, "Answered", 2)
    assert "Which district is it?" in client.get(at("detail", statement)).text


@pytest.mark.parametrize("state", [S.SUBMITTED, S.ACCEPTED, S.REJECTED, S.WITHDRAWN])
def test_what_was_sent_in_is_not_edited(client, owner, state):
    statement = make_statement(state, organization=owner.organization)

    for answer in (client.get(at("edit", statement)), client.post(at("edit", statement), {**TYPED, "stamp": "1.1"})):
        assert answer.url == at("detail", statement)
    assert statement.versions.get().title != "Typed title"
    assert "Not possible now" in client.get(at("detail", statement)).text
