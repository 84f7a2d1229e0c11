"""The coordinators' queue, the decision on a text, and calls, inside the Wagtail admin."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from organizations.models import Role
from portal import audit
from portal.dates import VIENNA, format_moment
from submissions.statements import actions, attaching, reviewing
from submissions.statements.models import Statement, StatementState
from tests.factories.accepted import accepted_file
from tests.factories.organizations import (
    CoordinatorFactory,
    MembershipFactory,
    OrganizationFactory,
    SafetyOfficerFactory,
    UserFactory,
)
from tests.factories.statements import accepted, make_call, make_reported, make_statement, some_content, writer_of

pytestmark = pytest.mark.django_db
S = StatementState
QUEUE = "/cms/statements/"
CANARY = "canarybird"
VERBS = ("claim", "release", "take_over", "accept", "return", "reject")


def at(name, statement):
    return reverse(f"statement_{name}", args=[statement.uuid])


@pytest.fixture
def desk(client, coordinator):
    """A client that is signed in as a coordinator."""
    client.force_login(coordinator)
    return client


def in_hand(by, **fields):
    """A statement that waits, and that this coordinator holds."""
    statement = make_statement(S.SUBMITTED, **fields)
    reviewing.claim(statement, by=by)
    return statement


def test_a_statement_is_read_in_full_with_its_checks(desk):
    statement = make_statement(S.SUBMITTED, title="Río", language="es", source="## Uno\n\nDos tres.")

    page = desk.get(at("review", statement)).text

    assert '<p class="p" id="para1">Dos tres.</p>' in page and 'lang="es"' in page
    assert "Text within 200 words: yes" in page and "Nobody else sent in this text." in page
    assert statement.current.sha256 in page and statement.receipt in page


def test_coordinators_see_who_did_what(desk, coordinator):
    statement = make_statement(S.REJECTED, coordinator=coordinator)
    owner = writer_of(statement.organization)

    page = desk.get(at("review", statement)).text

    for words, name in (("Draft begun", owner), ("Sent in", owner), ("Not accepted", coordinator)):
        assert f"{words}, <bdi>{name}</bdi>" in page
    assert "Which district is it?" in page


def test_the_same_text_of_somebody_else_is_pointed_out(desk):
    words = {"title": "Same", "source": "Same words."}
    first = make_statement(S.SUBMITTED, **words)
    other = make_statement(S.SUBMITTED, organization=OrganizationFactory(legal_name="Copy Cats"), **words)
    make_statement(organization=OrganizationFactory(legal_name="Only Drafting"), **words)

    page = desk.get(at("review", first)).text

    assert "The same text was sent in by:" in page and "Copy Cats" in page and "Only Drafting" not in page
    assert other.current.sha256 == first.current.sha256


def test_accepting_publishes_and_goes_back_to_the_queue(desk, client, coordinator):
    statement = in_hand(coordinator, title="In the open")

    answer = desk.post(at("accept", statement), {"accept-publish_at": ""}, follow=True)

    statement.refresh_from_db()
    assert statement.is_public and answer.redirect_chain == [(QUEUE, 302)]
    assert "In the open – Published" in answer.text
    client.logout()
    assert client.get(statement.get_absolute_url()).status_code == 200


def test_accepting_for_later_keeps_it_back_until_then_by_viennas_clock(desk, coordinator):
    statement = in_hand(coordinator)
    wanted = (timezone.now() + timedelta(days=2)).astimezone(VIENNA).replace(second=0, microsecond=0)

    answer = desk.post(at("accept", statement), {"accept-publish_at": f"{wanted:%Y-%m-%dT%H:%M}"}, follow=True)

    statement.refresh_from_db()
    assert statement.publish_at == wanted and not statement.is_public
    assert f"Nobody reads it before {format_moment(wanted)}" in answer.text and "Published" not in answer.text
    assert "Accepted, not yet public" in desk.get(at("review", statement)).text


def test_a_moment_that_makes_no_sense_is_told_at_its_field(desk, coordinator):
    statement = in_hand(coordinator)

    for typed in ("2001-01-01T10:00", "tomorrow", "9999-99-99T10:00"):
        page = desk.post(at("accept", statement), {"accept-publish_at": typed})

        assert page.status_code == 422 and f'value="{typed}"' in page.text, typed
        assert Statement.objects.get().state == S.SUBMITTED, typed


@pytest.mark.parametrize(("verb", "state"), [("return", S.RETURNED), ("reject", S.REJECTED)])
def test_handing_back_and_refusing_need_a_reason(desk, coordinator, verb, state):
    statement = in_hand(coordinator)

    for reason in ("", "  ", "x" * 2001, "a\0b"):
        assert desk.post(at(verb, statement), {f"{verb}-reason": reason, f"{verb}-code": "other"}).status_code == 422
    page = desk.post(at(verb, statement), {f"{verb}-reason": "Which district?", f"{verb}-code": "angry"})
    assert page.status_code == 422 and "Which district?" in page.text
    assert Statement.objects.get().state == S.SUBMITTED
    desk.post(at(verb, statement), {f"{verb}-reason": "Which district?", f"{verb}-code": "danger"})

    statement.refresh_from_db()
    assert (statement.state, statement.decision_note) == (state, "Which district?")
    assert statement.reviews.get().reason_code == "danger"


def test_deciding_twice_says_what_stands(desk, coordinator):
    statement = in_hand(coordinator)
    desk.post(at("accept", statement), {"accept-publish_at": ""})
    reference = Statement.objects.get().reference

    for verb in ("accept", "return", "reject"):
        typed = {f"{verb}-reason": "My long words", f"{verb}-code": "other"}
        page = desk.post(at(verb, statement), typed)
        assert page.status_code == 409 and "Not possible now: the state is “Published”." in page.text
        assert verb == "accept" or "My long words" in page.text
    assert (Statement.objects.get().reference, Statement.objects.get().state) == (reference, S.ACCEPTED)


def test_deciding_without_holding_it_changes_nothing_and_keeps_the_words(desk, coordinator):
    statement, other = make_statement(S.SUBMITTED), CoordinatorFactory()
    typed = {"reject-reason": "My long words", "reject-code": "other"}

    page = desk.post(at("reject", statement), typed)
    assert page.status_code == 409 and "Take it in hand first" in page.text and "My long words" in page.text
    reviewing.claim(statement, by=other)
    page = desk.post(at("reject", statement), typed)

    assert f"{other} holds this statement since" in page.text and "My long words" in page.text
    assert Statement.objects.get().state == S.SUBMITTED


def test_taking_in_hand_and_letting_go_is_seen_by_everybody(desk, coordinator, client):
    statement = make_statement(S.SUBMITTED)
    page = desk.get(at("review", statement)).text
    assert "Nobody has it in hand." in page and "Accept and publish" not in page

    page = desk.post(at("claim", statement), follow=True).text
    assert "You have it in hand now." in page and "Accept and publish" in page
    client.force_login(CoordinatorFactory())
    page = client.get(at("review", statement)).text
    assert f"<bdi>{coordinator}</bdi> has it in hand since" in page and "Accept and publish" not in page
    assert "holds this statement since" in client.post(at("claim", statement), follow=True).text
    assert "holds this statement since" in client.post(at("release", statement), follow=True).text

    assert client.post(at("take_over", statement), {"take_over-reason": " "}).status_code == 422
    page = client.post(at("take_over", statement), {"take_over-reason": "She is on leave."}, follow=True).text
    assert "Accept and publish" in page and "She is on leave." in page
    client.force_login(coordinator)
    assert "Accept and publish" not in client.get(at("review", statement)).text


def test_the_second_of_two_sees_the_first_and_the_moment_they_chose(client, coordinator, settings):
    settings.STATEMENTS_NEED_TWO = True
    statement, second = in_hand(coordinator), CoordinatorFactory()
    wanted = (timezone.now() + timedelta(days=2)).astimezone(VIENNA)
    client.force_login(coordinator)
    page = client.post(at("accept", statement), {"accept-publish_at": f"{wanted:%Y-%m-%dT%H:%M}"}, follow=True)
    assert "It is published when another coordinator approves it, too." in page.text
    client.post(at("claim", statement))
    assert "Another coordinator is the second." in client.get(at("review", statement)).text
    client.post(at("release", statement))
    client.force_login(second)
    page = client.post(at("claim", statement), follow=True).text

    assert f"<bdi>{coordinator}</bdi> approved it on" in page and f'value="{wanted:%Y-%m-%dT%H:%M}"' in page
    client.post(at("accept", statement), {"accept-publish_at": f"{wanted:%Y-%m-%dT%H:%M}"})
    assert Statement.objects.get().state == S.ACCEPTED


def test_what_changed_since_the_version_before_is_shown(desk):
    statement = make_statement(S.RETURNED, source="Stays as it is.\n\nThe old words are here.", title="Same")
    owner = writer_of(statement.organization)
    content = some_content(source="Stays as it is.\n\nThe new words are here.", title="Same")
    actions.save_draft(statement, content, by=owner)
    actions.submit(statement, by=owner)

    page = desk.get(at("review", statement)).text

    shown = page.partition("What changed")[2].partition("<h2>")[0]
    assert "The <del>old</del><ins>new</ins> words are here." in shown and "Stays as it is." not in shown
    assert "Which district is it?" in page.partition("Decided before")[2].partition("<h2>")[0]
    assert "What changed" not in desk.get(at("review", make_statement(S.SUBMITTED))).text


@pytest.mark.parametrize("case", ["the same", "too long"])
def test_what_cannot_be_compared_is_said(desk, case):
    words = "One **word** " * 3000 if case == "too long" else "Same words."
    statement = make_statement(S.RETURNED, source=words, call=make_call(word_limit=20_000))
    owner = writer_of(statement.organization)
    if case == "too long":
        actions.save_draft(statement, some_content(source=words + "more"), by=owner)
        actions.submit(statement, by=owner)
        page = desk.get(at("review", statement)).text
        before = page.partition("The version before")[2].partition("</details>")[0]
        assert "too long to be compared" in page and "One <strong>word</strong>" in before and "**" not in before
    else:
        content = some_content(source=words, title=statement.current.title)
        actions.save_draft(statement, content, by=owner)
        actions.submit(statement, by=owner)
        assert "the words are the same" in desk.get(at("review", statement)).text


def test_the_files_that_changed_since_the_version_before_are_named(desk):
    statement = make_statement(S.RETURNED, files=3)
    owner = writer_of(statement.organization)
    gone, told, kept = statement.current.attachments.there()
    attaching.remove(statement, gone.key, by=owner)
    attaching.describe(statement, told.key, "Better words", by=owner)
    attaching.attach(statement, accepted_file(), "The map", by=owner)
    actions.submit(statement, by=owner)

    shown = desk.get(at("review", statement)).text.partition("What changed")[2].partition("<h2>")[0]

    assert f"taken out: <del>{gone.description}</del>" in shown and "added: <ins>The map</ins>" in shown
    assert f"<del>{told.description}</del> <ins>Better words</ins>" in shown and kept.description not in shown
    assert "the words are the same" in shown


def test_a_file_that_is_not_public_is_read_on_record(desk, coordinator):
    statement = make_statement(S.SUBMITTED, files=1)
    path = reverse("statement_file", args=[statement.uuid, statement.current.attachments.get().key])

    assert desk.get(path).status_code == 200

    event = audit.history(statement).get(verb="file_read")
    assert event.actor == coordinator and "A file was opened" in desk.get(at("review", statement)).text
    accepted(statement, by=coordinator)
    desk.get(path)
    assert audit.history(statement).filter(verb="file_read").count() == 1


@pytest.mark.parametrize("state", [state for state in S if state not in (S.DRAFT, S.SUBMITTED)])
def test_what_is_decided_is_only_read(desk, state):
    statement = make_statement(state)

    page = desk.get(at("review", statement))

    assert page.status_code == 200
    assert [verb for verb in VERBS if at(verb, statement) in page.text] == []


def test_a_reported_statement_can_be_looked_at(desk):
    assert desk.get(at("review", make_reported())).status_code == 200


def test_a_draft_is_not_there_for_coordinators(desk):
    draft, returned = make_statement(title=CANARY), make_statement(S.RETURNED)
    actions.save_draft(returned, some_content(title=CANARY, source=CANARY), by=writer_of(returned.organization))

    for name in ("review", *VERBS):
        method = desk.get if name == "review" else desk.post
        for uuid in (draft.uuid, uuid4()):
            assert method(at(name, draft).replace(str(draft.uuid), str(uuid)), follow=True).status_code == 404
    assert CANARY not in desk.get(at("review", returned)).text


def test_a_colleague_of_the_author_does_not_decide(desk, coordinator):
    statement = make_statement(S.SUBMITTED)
    MembershipFactory(organization=statement.organization, user=coordinator, role=Role.VIEWER)

    page = desk.get(at("review", statement)).text

    assert "Conflict of interest" in page and "You act for this organization, so somebody else decides." in page
    assert "Take it in hand" not in page and "Accept and publish" not in page
    for name in VERBS:
        answer = desk.post(at(name, statement), {f"{name}-reason": "x"})
        assert (answer.status_code, answer.url) == (302, "/cms/")  # how the admin says 403
    assert Statement.objects.get().state == S.SUBMITTED


def test_others_have_no_queue(client):
    statement = make_statement(S.SUBMITTED, title=CANARY)
    paths = [QUEUE, *(at(name, statement) for name in ("review", *VERBS))]

    for person in (None, UserFactory(), writer_of(statement.organization), SafetyOfficerFactory()):
        client.logout()
        if person:
            client.force_login(person)
        for path in paths:
            for answer in (client.get(path), client.post(path, {"return-reason": "x", "reject-reason": "x"})):
                assert answer.status_code in (302, 403, 405)
                assert CANARY not in answer.text
    assert Statement.objects.get().state == S.SUBMITTED


def test_a_script_is_shown_as_text(desk):
    evil = "<script>alert(1)</script>"
    statement = make_statement(S.SUBMITTED, title=evil, summary=evil, source=f"## {evil}\n\n{evil}")

    for page in (desk.get(QUEUE), desk.get(at("review", statement))):
        assert evil not in page.text and "&lt;script&gt;alert(1)" in page.text


def test_the_menu_leads_to_the_queue_those_who_review(client, coordinator):
    client.force_login(coordinator)
    assert QUEUE in client.get("/cms/").text

    client.force_login(SafetyOfficerFactory())
    assert f'"{QUEUE}"' not in client.get("/cms/").text
