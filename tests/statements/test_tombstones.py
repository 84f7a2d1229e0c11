"""The page in place of a statement that was public, the desk's and the coordinators' pages of taking it away."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from submissions.statements import withdrawing
from submissions.statements.models import Attachment, Statement, StatementState
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory
from tests.factories.statements import make_statement, writer_of

pytestmark = pytest.mark.django_db
S = StatementState
CANARY = "canarybird"


def planted(**fields):
    """A public statement that holds the canary everywhere."""
    organization = OrganizationFactory(legal_name=f"{CANARY} people")
    words = {"title": f"{CANARY} title", "source": f"{CANARY} text", "summary": f"{CANARY} summary"}
    return make_statement(S.ACCEPTED, organization=organization, files=1, **{**words, **fields})


def at(name, statement):
    return reverse(f"statements:desk_{name}", args=[statement.uuid])


def test_a_withdrawn_statement_keeps_its_page_with_title_dates_and_reason(client):
    statement = planted(title="Arms on board")
    withdrawing.withdraw(statement, by=writer_of(statement.organization), reason="A mistake in our figures.")

    answer = client.get(statement.get_absolute_url())

    assert (answer.status_code, answer["X-Robots-Tag"]) == (200, "noindex")
    for words in (
        statement.reference,
        "Arms on board",
        "A mistake in our figures.",
        "Withdrawn",
        statement.current.sha256,
    ):
        assert words in answer.text
    assert f"{CANARY} text" not in answer.text and f"{CANARY} summary" not in answer.text
    assert Attachment.objects.get().description not in answer.text
    assert '<meta name="robots" content="noindex">' in answer.text and "citation_title" not in answer.text
    assert "Vary" not in answer or "Cookie" not in answer["Vary"]


@pytest.mark.parametrize("shown", [False, True])
def test_a_removed_statement_is_gone_and_names_nobody_unless_that_is_safe(client, coordinator, shown):
    statement = planted()
    withdrawing.remove(statement, by=coordinator, code="person", reason="It named somebody.", keeps_title=shown)

    answer = client.get(statement.get_absolute_url())

    assert (answer.status_code, answer["X-Robots-Tag"]) == (410, "noindex")
    for words in (statement.reference, "Personal data of a third person", "It named somebody.", "Removed this year"):
        assert words in answer.text
    assert (CANARY in answer.text) == shown and f"{CANARY} text" not in answer.text
    assert (statement.current.sha256 in answer.text) == shown
    assert coordinator.get_full_name() not in answer.text


def test_every_file_of_it_is_gone(client, coordinator):
    for state in (S.WITHDRAWN, S.REMOVED):
        statement = make_statement(state, files=1)
        key = statement.current.attachments.get().key
        answer = client.get(reverse("statement_data:file", args=[statement.slug, key]), follow=True)
        assert answer.status_code == 410 and statement.current.title not in answer.text


def test_a_removal_is_counted_by_its_reason(client, coordinator):
    for code in ("court", "court", "person"):
        withdrawing.remove(make_statement(S.ACCEPTED), by=coordinator, code=code, reason="So it was ordered.")
    back = make_statement(S.REMOVED)
    withdrawing.restore(back, by=CoordinatorFactory(), reason="It was a mistake.")

    reasons = dict(client.get(Statement.objects.filter(state=S.REMOVED)[0].get_absolute_url()).context["reasons"])

    assert {str(reason): count for reason, count in reasons.items() if count} == {
        "Order of a court": 2, "Personal data of a third person": 1,
    }  # fmt: skip


def test_its_history_tells_each_step_and_nobody_by_name(client):
    statement = planted(title="Arms on board")
    owner = writer_of(statement.organization)
    for verb in ("withdraw", "undo", "withdraw"):
        given = {} if verb == "undo" else {"reason": "A mistake."}
        getattr(withdrawing, verb)(statement, by=owner, **given)

    answer = client.get(statement.get_absolute_url())

    assert [str(words) for _at, words in answer.context["steps"]] == [
        "Published", "Withdrawn", "Withdrawal taken back", "Withdrawn",
    ]  # fmt: skip
    assert owner.get_full_name() not in answer.text


@pytest.mark.parametrize("state", [S.WITHDRAWN, S.REMOVED])
def test_what_was_taken_away_under_an_embargo_never_was_there(client, state):
    statement = make_statement(state, title=CANARY, publish_at=timezone.now() + timedelta(hours=1))
    Statement.objects.filter(pk=statement.pk).update(publish_at=timezone.now() + timedelta(hours=1))

    for moment in (timedelta(hours=1), timedelta(seconds=-1)):
        stone = statement.tombstones.get()
        Statement.objects.filter(pk=statement.pk).update(publish_at=stone.at + abs(moment))
        assert client.get(statement.get_absolute_url()).status_code == 404
        assert not Statement.objects.was_public().exists()


def test_a_page_needs_the_same_queries_however_often_it_came_and_went(client, django_assert_num_queries):
    statement = make_statement(S.ACCEPTED)
    owner = writer_of(statement.organization)
    withdrawing.withdraw(statement, by=owner, reason="A mistake.")
    client.get(statement.get_absolute_url())
    with django_assert_num_queries(5):
        client.get(statement.get_absolute_url())

    for _ in range(2):
        withdrawing.undo(statement, by=owner)
        withdrawing.withdraw(statement, by=owner, reason="A mistake.")
    with django_assert_num_queries(5):
        client.get(statement.get_absolute_url())


# -- the desk


def test_the_owner_withdraws_with_a_reason_and_takes_it_back(client):
    statement = planted()
    client.force_login(writer_of(statement.organization))
    assert at("withdraw", statement) in client.get(at("detail", statement)).text

    for words in ("", "  ", "x" * 10_000):
        assert client.post(at("withdraw", statement), {"reason": words}).status_code == 422
    page = client.post(at("withdraw", statement), {"reason": "A mistake."}, follow=True).text
    assert "You can take this back for 48 hours." in page and "A mistake." in page
    again = client.post(at("withdraw", statement), {"reason": "A mistake."}, follow=True).text
    assert "Not possible now: the state is “Withdrawn”." in again

    page = client.post(at("withdraw_undo", statement), follow=True).text
    assert "It is on the record again" in page and Statement.objects.get().is_public
    assert "Not possible now" in client.post(at("withdraw_undo", statement), follow=True).text


@pytest.mark.parametrize("role", ["viewer", "editor"])
def test_colleagues_who_do_not_sign_do_not_withdraw(client, role):
    statement = planted()
    client.force_login(writer_of(statement.organization, role))

    assert at("withdraw", statement) not in client.get(at("detail", statement)).text
    assert client.post(at("withdraw", statement), {"reason": "Mine."}).status_code == 403
    assert client.post(at("withdraw_undo", statement)).status_code == 403
    assert Statement.objects.get().is_public


# -- the coordinators


def test_a_coordinator_finds_a_statement_by_its_reference_removes_it_and_another_restores(client, coordinator):
    statement = planted()
    review, remove, restore = (
        reverse(f"statement_{name}", args=[statement.uuid]) for name in ("review", "remove", "restore")
    )
    client.force_login(coordinator)
    assert client.get("/cms/statements/", {"q": statement.reference.lower()}).url == review

    assert client.post(remove, {"remove-code": "angry", "remove-reason": "x"}).status_code == 422
    page = client.post(remove, {"remove-code": "danger", "remove-reason": "It names a place."}, follow=True).text
    assert "Danger to someone’s safety" in page and Statement.objects.get().state == S.REMOVED
    answer = client.post(restore, {"restore-reason": "I was wrong."})
    assert answer.status_code == 409 and "Another coordinator has to restore it." in answer.text

    client.force_login(CoordinatorFactory())
    client.post(restore, {"restore-reason": "The place is well known."})
    assert Statement.objects.get().is_public
