"""The coordinators' queue, the decision on a text, and calls, inside the Wagtail admin."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from organizations.models import Role
from portal.dates import VIENNA
from submissions.statements import actions
from submissions.statements.coordination import CallViewSet
from submissions.statements.models import Call, Statement, StatementState
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import MembershipFactory, OrganizationFactory, SafetyOfficerFactory, UserFactory
from tests.factories.statements import make_call, make_reported, make_statement, some_content, writer_of

pytestmark = pytest.mark.django_db
S = StatementState
QUEUE = "/cms/statements/"
CANARY = "canarybird"


def at(name, statement):
    return reverse(f"statement_{name}", args=[statement.uuid])


@pytest.fixture
def desk(client, coordinator):
    """A client that is signed in as a coordinator."""
    client.force_login(coordinator)
    return client


def test_the_queue_shows_what_waits_the_longest_waiting_first(desk):
    late, early = (make_statement(S.SUBMITTED, title=title) for title in ("Came late", "Came early"))
    Statement.objects.filter(pk=early.pk).update(submitted_at=timezone.now() - timedelta(days=3))
    for state in S:
        if state != S.SUBMITTED:
            make_statement(state, title=CANARY)

    page = desk.get(QUEUE).text

    assert page.index("Came early") < page.index("Came late")
    assert CANARY not in page and late.receipt in page and at("review", early) in page


def test_an_empty_queue_says_so(desk):
    assert "Nothing waits." in desk.get(QUEUE).text


def test_the_queue_has_pages(desk):
    call = make_call()
    for _ in range(21):
        make_statement(S.SUBMITTED, call=call)

    assert len(desk.get(QUEUE).context["page_obj"]) == 20
    assert len(desk.get(QUEUE, {"page": 2}).context["page_obj"]) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_queues_queries_do_not_grow(desk, django_assert_num_queries, count):
    for _ in range(count):
        make_statement(S.SUBMITTED)
    desk.get(QUEUE)

    with django_assert_num_queries(11):
        desk.get(QUEUE)


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


def test_accepting_publishes_and_goes_back_to_the_queue(desk, client):
    statement = make_statement(S.SUBMITTED, title="In the open")

    answer = desk.post(at("accept", statement), {"accept-publish_at": ""}, follow=True)

    statement.refresh_from_db()
    assert statement.is_public and answer.redirect_chain == [(QUEUE, 302)]
    assert "In the open – Published" in answer.text
    client.logout()
    assert client.get(statement.get_absolute_url()).status_code == 200


def test_accepting_for_later_keeps_it_back_until_then_by_viennas_clock(desk):
    statement = make_statement(S.SUBMITTED)
    wanted = (timezone.now() + timedelta(days=2)).astimezone(VIENNA).replace(second=0, microsecond=0)

    desk.post(at("accept", statement), {"accept-publish_at": f"{wanted:%Y-%m-%dT%H:%M}"})

    statement.refresh_from_db()
    assert statement.publish_at == wanted and not statement.is_public


@pytest.mark.parametrize("typed", ["2001-01-01T10:00", "tomorrow", "9999-99-99T10:00"])
def test_a_moment_that_makes_no_sense_is_told_at_its_field(desk, typed):
    statement = make_statement(S.SUBMITTED)

    page = desk.post(at("accept", statement), {"accept-publish_at": typed})

    assert page.status_code == 422 and f'value="{typed}"' in page.text
    assert Statement.objects.get().state == S.SUBMITTED


@pytest.mark.parametrize(("verb", "state"), [("return", S.RETURNED), ("reject", S.REJECTED)])
def test_handing_back_and_refusing_need_a_reason(desk, verb, state):
    statement = make_statement(S.SUBMITTED)

    for reason in ("", "  ", "x" * 2001, "a\0b"):
        assert desk.post(at(verb, statement), {f"{verb}-reason": reason}).status_code == 422
    assert Statement.objects.get().state == S.SUBMITTED
    desk.post(at(verb, statement), {f"{verb}-reason": "Which district?"})

    statement.refresh_from_db()
    assert (statement.state, statement.decision_note) == (state, "Which district?")


def test_deciding_twice_says_what_stands(desk):
    statement = make_statement(S.SUBMITTED)
    desk.post(at("accept", statement), {"accept-publish_at": ""})
    reference = Statement.objects.get().reference

    for verb, field in (("accept", "publish_at"), ("return", "reason"), ("reject", "reason")):
        value = "" if verb == "accept" else "Again"
        page = desk.post(at(verb, statement), {f"{verb}-{field}": value}, follow=True).text
        assert "Not possible now: the state is “Published”." in page
    assert (Statement.objects.get().reference, Statement.objects.get().state) == (reference, S.ACCEPTED)


@pytest.mark.parametrize("state", [state for state in S if state not in (S.DRAFT, S.SUBMITTED)])
def test_what_is_decided_is_only_read(desk, state):
    page = desk.get(at("review", make_statement(state)))

    assert page.status_code == 200 and "<button" not in page.text.partition("Decide")[2].partition("What happened")[0]
    assert at("accept", Statement.objects.get()) not in page.text


def test_a_reported_statement_can_be_looked_at(desk):
    assert desk.get(at("review", make_reported())).status_code == 200


def test_a_draft_is_not_there_for_coordinators(desk):
    draft, returned = make_statement(title=CANARY), make_statement(S.RETURNED)
    actions.save_draft(returned, some_content(title=CANARY, source=CANARY), by=writer_of(returned.organization))

    for name in ("review", "accept", "return", "reject"):
        method = desk.get if name == "review" else desk.post
        for uuid in (draft.uuid, uuid4()):
            assert method(at(name, draft).replace(str(draft.uuid), str(uuid)), follow=True).status_code == 404
    assert CANARY not in desk.get(at("review", returned)).text


def test_a_colleague_of_the_author_does_not_decide(desk, coordinator):
    statement = make_statement(S.SUBMITTED)
    MembershipFactory(organization=statement.organization, user=coordinator, role=Role.VIEWER)

    page = desk.get(at("review", statement)).text

    assert "You act for this organization, so somebody else decides." in page and "Accept and publish" not in page
    for name in ("accept", "return", "reject"):
        answer = desk.post(at(name, statement), {f"{name}-reason": "x"})
        assert (answer.status_code, answer.url) == (302, "/cms/")  # how the admin says 403
    assert Statement.objects.get().state == S.SUBMITTED


def test_others_have_no_queue(client):
    statement = make_statement(S.SUBMITTED, title=CANARY)
    paths = [QUEUE, *(at(name, statement) for name in ("review", "accept", "return", "reject"))]

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


# -- calls


def test_a_coordinator_opens_a_call(desk):
    dialogue = make_dialogue()
    add = reverse(CallViewSet.model.snippet_viewset.get_url_name("add"))
    typed = {
        "title": "Statements for June", "dialogue": dialogue.pk, "opens_at": "2024-01-01 00:00",
        "closes_at": "2034-01-01 00:00", "word_limit": 1500, "max_attachments": 5,
        "reference_stem": "2034/TA/WS", "slug": "",
    }  # fmt: skip

    assert desk.get(add).status_code == 200
    desk.post(add, typed)
    again = desk.post(add, typed)
    wrong = desk.post(add, {**typed, "reference_stem": "x-y", "closes_at": "2023-01-01 00:00"})

    call = Call.objects.get()
    assert (call.slug, call.word_limit, call.is_open) == ("2034-ta-ws", 1500, True)
    assert again.status_code == 200 and "already exists" in again.text
    assert "Write capital letters" in wrong.text
    assert "Statements for June" in desk.get(reverse(Call.snippet_viewset.get_url_name("list"))).text


def test_a_deadline_before_the_opening_is_refused_in_words(desk):
    call = make_call()
    edit = reverse(Call.snippet_viewset.get_url_name("edit"), args=[call.pk])

    page = desk.post(edit, {
        "title": call.title, "dialogue": call.dialogue_id, "opens_at": "2024-01-02 00:00", "slug": call.slug,
        "closes_at": "2024-01-01 00:00", "word_limit": 10, "max_attachments": 5, "reference_stem": call.reference_stem,
    })  # fmt: skip

    assert "The deadline has to come after the opening." in page.text


# -- pages of dialogues


@pytest.fixture
def administrator(client, django_user_model):
    """A client that may do everything in the admin."""
    client.force_login(django_user_model.objects.create_superuser("admin@portal.example"))
    return client


@pytest.mark.parametrize("row", ["call", "statement", "reported"])
def test_the_page_of_a_dialogue_with_statements_stays(administrator, row):
    dialogue = make_dialogue()
    if row == "call":
        make_call(dialogue=dialogue)
    elif row == "statement":
        make_statement(call=make_call(dialogue=dialogue))
    else:
        make_reported(dialogue=dialogue)
    many = f"/cms/bulk/wagtailcore/page/delete/?id={dialogue.pk}"

    one = administrator.post(reverse("wagtailadmin_pages:delete", args=[dialogue.pk]), follow=True)
    administrator.post(many, {"next": "/cms/"})

    assert "cannot be deleted: it has statements or a call for them" in one.text
    assert type(dialogue).objects.filter(pk=dialogue.pk).exists()


def test_the_page_of_a_dialogue_without_statements_goes(administrator):
    one, other = make_dialogue(), make_dialogue()

    administrator.post(reverse("wagtailadmin_pages:delete", args=[one.pk]))
    administrator.post(f"/cms/bulk/wagtailcore/page/delete/?id={other.pk}", {"next": "/cms/"})

    assert not type(one).objects.filter(pk__in=[one.pk, other.pk]).exists()


def test_the_menu_leads_to_the_queue_those_who_review(client, coordinator):
    client.force_login(coordinator)
    assert QUEUE in client.get("/cms/").text

    client.force_login(SafetyOfficerFactory())
    assert f'"{QUEUE}"' not in client.get("/cms/").text
