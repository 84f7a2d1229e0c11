"""The round of comments: verified organizations, by paragraph, until a time; each comment gets its answer in public."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from portal import limits
from portal.records import InvalidMove
from submissions.declaration import actions, commenting
from submissions.declaration.models import Declaration
from submissions.declaration.rounds import Comment
from tests.factories.declaration import make_comment, make_draft, make_locked, make_round, owner_of
from tests.factories.organizations import OrganizationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def put_out():
    """A draft that is open for comments for another day."""
    return make_round()


def test_the_whole_round_ends_in_a_public_table_and_readable_changes(put_out, client, coordinator):
    organization = OrganizationFactory(legal_name="Riverside Watch")
    client.force_login(owner_of(organization))
    address = reverse("declaration:desk_comment", args=[put_out.slug])
    assert "We ask to be heard." in client.get(address).text
    sent = {
        "organization": organization.uuid, "paragraph": 2, "words": "Say by whom.", "named": "on", "form_key": uuid4(),
    }  # fmt: skip
    for _ in range(2):  # a double click
        assert client.post(address, sent).status_code == 302
    said = Comment.objects.get()

    client.force_login(coordinator)
    answer = {"disposition": "partly", "answer": "States are named."}
    client.post(reverse("declaration_manage_comment", args=[put_out.slug, said.uuid]), answer)
    actions.add_version(put_out, language="en", text="We work.\n\nWe ask States to hear us.", by=None)
    actions.lock_text(put_out, by=None)
    client.logout()

    table = client.get(reverse("declaration:comment_list", args=[put_out.slug])).text
    for words in ("Riverside Watch", "Say by whom.", "Taken in part", "States are named."):
        assert words in table
    assert "<ins>" in client.get(reverse("declaration:change_list", args=[put_out.slug])).text


def test_before_the_text_is_locked_nothing_is_public(put_out, client):
    make_comment(put_out)

    for name in ("comment_list", "change_list"):
        assert client.get(reverse(f"declaration:{name}", args=[put_out.slug])).status_code == 404


def test_an_organization_that_wants_no_name_stays_unnamed(put_out, client):
    make_comment(put_out, OrganizationFactory(legal_name="Canary Trust"), named=False)
    make_comment(put_out, OrganizationFactory(legal_name="Canary Two", in_directory=False))
    for said in Comment.objects.all():
        commenting.dispose(said, disposition="not", answer="No.", by=None)
    actions.lock_text(put_out, by=None)

    page = client.get(reverse("declaration:comment_list", args=[put_out.slug])).text

    assert "Canary" not in page
    assert page.count("An organization that is not named here") == 2


def test_a_text_is_not_locked_while_a_comment_waits(put_out):
    said = make_comment(put_out)
    with pytest.raises(InvalidMove, match="Each comment needs its answer"):
        actions.lock_text(put_out, by=None)

    commenting.dispose(said, disposition="taken", answer="Done.", by=None)
    actions.lock_text(put_out, by=None)
    with pytest.raises(InvalidMove):
        commenting.dispose(said, disposition="not", answer="After all not.", by=None)


@pytest.mark.parametrize(("disposition", "answer"), [("taken", ""), ("maybe", "Why"), ("", "Why")])
def test_an_answer_says_what_and_why(put_out, disposition, answer):
    with pytest.raises(ValidationError):
        commenting.dispose(make_comment(put_out), disposition=disposition, answer=answer, by=None)


def test_after_the_deadline_nobody_comments(put_out):
    Declaration.objects.update(comments_until=timezone.now() - timedelta(seconds=1))

    with pytest.raises(InvalidMove, match="Comments were open until"):
        make_comment(put_out)


def test_only_verified_organizations_comment(put_out, client):
    newcomer = OrganizationFactory(state="suspended")
    with pytest.raises(InvalidMove):
        make_comment(put_out, newcomer)

    client.force_login(owner_of(newcomer))
    assert client.get(reverse("declaration:desk_comment", args=[put_out.slug])).status_code == 404


def test_a_paragraph_that_is_not_there_is_refused(put_out):
    with pytest.raises(ValidationError):
        make_comment(put_out, paragraph=3)


@pytest.mark.parametrize("make", [make_draft, make_locked])
def test_comments_need_an_open_round(make, client):
    organization = OrganizationFactory()
    declaration = make()
    with pytest.raises(InvalidMove):
        make_comment(declaration, organization)

    client.force_login(owner_of(organization))
    assert client.get(reverse("declaration:desk_comment", args=[declaration.slug])).status_code == 404


def test_a_round_needs_a_text_and_a_time_to_come():
    with pytest.raises(InvalidMove):
        commenting.put_out(make_draft(texts={"fr": "Non."}), until=timezone.now() + timedelta(days=1), by=None)
    with pytest.raises(ValidationError):
        commenting.put_out(make_draft(), until=timezone.now(), by=None)


def test_the_table_asks_as_many_questions_for_three_as_for_one(put_out, client, django_assert_num_queries):
    for _ in range(3):
        commenting.dispose(make_comment(put_out), disposition="taken", answer="Done.", by=None)
    actions.lock_text(put_out, by=None)
    address = reverse("declaration:comment_list", args=[put_out.slug])
    client.get(address)

    for left in (3, 1):
        Comment.objects.filter(pk__in=list(Comment.objects.values_list("pk", flat=True)[left:])).delete()
        with django_assert_num_queries(4):
            client.get(address)


def test_one_account_comments_so_often_a_day_and_no_oftener(put_out, client, monkeypatch):
    monkeypatch.setitem(limits.LIMITS, "messages", limits.Limit(86_400, account=2))
    organization = OrganizationFactory()
    client.force_login(owner_of(organization))
    address = reverse("declaration:desk_comment", args=[put_out.slug])

    def send(words: str) -> int:
        sent = {"organization": organization.uuid, "paragraph": 1, "words": words, "named": "on", "form_key": uuid4()}
        return client.post(address, sent).status_code

    assert send("") in (200, 422)  # what comes back with a mistake does not count
    assert [send(words) for words in ("One.", "Two.", "Three.")] == [302, 302, 429]
    assert Comment.objects.count() == 2
