"""The coordinators' pages: who gets in, what they can decide, and whose name they see."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from organizations.models import User
from portal.models import AuditEvent
from submissions.consultations import actions, reporters
from submissions.consultations.choices import Outcome, Visibility
from submissions.consultations.models import Claim, ClaimQuestion, ClaimVerification
from tests.factories.consultations import make_claim, make_draft, make_published_source, owner_of
from tests.factories.organizations import (
    CoordinatorFactory,
    MembershipFactory,
    OrganizationFactory,
    SafetyOfficerFactory,
    UserFactory,
)
from tests.undoing import undone

pytestmark = pytest.mark.django_db
S = Claim.State
QUEUE, RECORD = "/cms/consultations/", "/cms/consultations/record/"
DECISIONS = {
    "verify": {"verify-method": "document", "verify-note": "Seen on paper"},
    "question": {"question-reason": "Which month?"},
    "reject": {"reject-reason": "This was another review."},
    "put_to_state": {},
    "publish": {},
    "retract": {"retract-reason": "It named a person."},
    "reporter": {},
}
ALLOWED = {
    "verify": ({S.SUBMITTED}, S.VERIFIED),
    "question": ({S.SUBMITTED}, S.QUESTION),
    "reject": ({S.SUBMITTED}, S.REJECTED),
    "put_to_state": ({S.VERIFIED}, S.IN_REPLY),
    "publish": (set(), S.PUBLISHED),  # in reply, but its time is not over
    "retract": ({S.PUBLISHED}, S.RETRACTED),
}


def at(name: str, claim: Claim) -> str:
    """A page or a decision about a report."""
    return reverse(f"claim_{name}", args=[claim.uuid])


def refused(answer) -> bool:
    """Whether Wagtail sent somebody back to its home, as it answers a 403."""
    return answer.status_code == 302 and answer.headers["Location"] == "/cms/"


@pytest.fixture
def desk(client, coordinator):
    """The browser of a coordinator."""
    client.force_login(coordinator)
    return client


@pytest.fixture
def safety(client):
    """The browser of the safety officer."""
    client.force_login(SafetyOfficerFactory())
    return client


def test_nobody_without_a_role_gets_in(client):
    claim = make_claim()
    for user in (UserFactory(), owner_of(OrganizationFactory())):
        client.force_login(user)
        for address in (QUEUE, RECORD, at("review", claim)):
            assert client.get(address).status_code == 302, "Wagtail sends away who may not enter the admin"
        for name, form in DECISIONS.items():
            assert client.post(at(name, claim), form).status_code == 302
    claim.refresh_from_db()
    assert claim.state == S.SUBMITTED


def test_staff_that_checks_no_reports_is_refused(desk, coordinator):
    claim = make_claim()
    group = coordinator.groups.get()
    group.permissions.remove(group.permissions.get(codename="verify_claim"))

    assert all(refused(desk.get(address)) for address in (QUEUE, RECORD, at("review", claim)))
    assert all(refused(desk.post(at(name, claim), form)) for name, form in DECISIONS.items())
    claim.refresh_from_db()
    assert claim.state == S.SUBMITTED


def test_the_queue_names_only_who_chose_to_be_named(desk):
    for visibility in (Visibility.PUBLIC, Visibility.UNNAMED, Visibility.COORDINATORS):
        make_claim(OrganizationFactory(legal_name=f"Canary {visibility}"), visibility=visibility)

    page = desk.get(QUEUE).text

    assert "Canary public" in page
    assert "Canary unnamed" not in page and "Canary coordinators" not in page
    assert page.count("Name withheld") == 2


def test_a_sealed_report_is_there_for_the_safety_officer_alone(client, coordinator):
    sealed = make_claim(visibility=Visibility.SEALED, iso3="BRA")
    for user in (coordinator, User.objects.create_superuser("admin@portal.example")):
        client.force_login(user)
        assert "Brazil" not in client.get(QUEUE).text
        assert client.get(at("review", sealed), follow=True).status_code == 404
        for name, form in DECISIONS.items():
            assert client.post(at(name, sealed), form, follow=True).status_code == 404

    client.force_login(SafetyOfficerFactory())
    assert "Brazil" in client.get(QUEUE).text
    assert client.get(at("review", sealed)).status_code == 200


def test_every_opening_of_a_sealed_report_is_recorded(safety):
    sealed, other = make_claim(visibility=Visibility.SEALED), make_claim(visibility=Visibility.COORDINATORS)

    safety.get(at("review", sealed))
    safety.get(at("review", other))

    event = AuditEvent.objects.get(verb="read_sealed")
    assert event.object_key == str(sealed.uuid) and event.actor is not None


def test_a_draft_and_a_made_up_report_are_not_there(desk):
    draft, nowhere = make_draft(), Claim(uuid=uuid4())

    for claim in (draft, nowhere):
        assert desk.get(at("review", claim), follow=True).status_code == 404
        assert desk.post(at("verify", claim), DECISIONS["verify"], follow=True).status_code == 404


def test_the_queue_takes_as_many_queries_for_one_report_as_for_three(desk, django_assert_max_num_queries):
    make_claim(visibility=Visibility.PUBLIC)
    desk.get(QUEUE)
    with django_assert_max_num_queries(15) as one:
        desk.get(QUEUE)
    make_claim(visibility=Visibility.UNNAMED)
    make_claim(visibility=Visibility.PUBLIC)
    with django_assert_max_num_queries(15) as three:
        desk.get(QUEUE)

    assert len(one) == len(three)


def test_the_queue_shows_days_and_no_moments(desk):
    claim = make_claim()

    page = desk.get(QUEUE).text

    assert f'<time datetime="{claim.submitted_on.isoformat()}">' in page
    assert f'datetime="{claim.submitted_on.isoformat()}T' not in page


def test_the_pages_stand_in_wagtails_admin_and_say_when_nothing_waits(desk):
    assert "Nothing waits." in desk.get(QUEUE).text


@pytest.mark.parametrize("state", [state for state in S.values if state != S.DRAFT])
def test_each_decision_works_from_its_states_only(desk, state):
    claim = make_claim(state=state, visibility=Visibility.PUBLIC, outcome=Outcome.REFUSED)

    for name, (allowed, becomes) in ALLOWED.items():
        with undone():
            answer = desk.post(at(name, claim), DECISIONS[name], follow=True)

            assert answer.status_code == 200, name
            assert Claim.objects.get().state == (becomes if state in allowed else state), name


def test_verifying_keeps_method_and_note(desk, coordinator):
    claim = make_claim()

    desk.post(at("verify", claim), DECISIONS["verify"])

    check = ClaimVerification.objects.get()
    assert (check.method, check.note, check.by) == ("document", "Seen on paper", coordinator)


def test_a_decision_without_its_words_comes_back(desk):
    claim = make_claim()

    for name, form, words in (
        ("verify", {}, "Choose how it was checked."),
        ("verify", {"verify-method": "magic"}, "Choose how it was checked."),
        ("question", {"question-reason": " "}, "This field is required."),
        ("reject", {}, "This field is required."),
    ):
        answer = desk.post(at(name, claim), form)

        claim.refresh_from_db()
        assert answer.status_code == 422 and words in answer.text and claim.state == S.SUBMITTED, (name, form)


def test_a_retraction_says_why(desk):
    claim = make_claim(state=S.PUBLISHED, visibility=Visibility.PUBLIC)

    assert desk.post(at("retract", claim), {}).status_code == 422
    claim.refresh_from_db()
    assert claim.state == S.PUBLISHED


def test_who_belongs_to_the_organization_does_not_verify_its_report(desk, coordinator):
    organization = OrganizationFactory()
    MembershipFactory(organization=organization, user=coordinator, role="viewer")
    claim = make_claim(organization)

    answer = desk.post(at("verify", claim), DECISIONS["verify"], follow=True)

    claim.refresh_from_db()
    assert claim.state == S.SUBMITTED and "Somebody who does not belong" in answer.text


def test_publishing_too_early_says_until_when_the_state_may_reply(desk):
    claim = make_claim(state=S.IN_REPLY, visibility=Visibility.PUBLIC, outcome=Outcome.REFUSED)

    assert "The State may reply until" in desk.post(at("publish", claim), follow=True).text
    Claim.objects.filter(pk=claim.pk).update(reply_until=timezone.now() - timedelta(minutes=1))
    desk.post(at("publish", claim))

    claim.refresh_from_db()
    assert claim.state == S.PUBLISHED


def test_what_is_kept_back_offers_no_way_to_the_public(desk):
    claim = make_claim(state=S.VERIFIED, visibility=Visibility.COORDINATORS)

    page = desk.get(at("review", claim)).text

    assert at("publish", claim) not in page and at("put_to_state", claim) not in page
    assert "its reporter keeps it from the public" in page
    desk.post(at("publish", claim))
    claim.refresh_from_db()
    assert claim.state == S.VERIFIED


BUTTONS = {
    (S.SUBMITTED, Outcome.CONSULTED): {"verify", "question", "reject"},
    (S.QUESTION, Outcome.CONSULTED): set(),
    (S.VERIFIED, Outcome.CONSULTED): {"publish"},
    (S.VERIFIED, Outcome.REFUSED): {"put_to_state"},
    (S.IN_REPLY, Outcome.REFUSED): {"publish"},
    (S.PUBLISHED, Outcome.CONSULTED): {"retract"},
    (S.REJECTED, Outcome.CONSULTED): set(),
    (S.RETRACTED, Outcome.CONSULTED): set(),
}


def test_the_page_offers_what_can_be_decided_and_nothing_else(desk):
    for state, outcome in BUTTONS:
        with undone():
            claim = make_claim(state=state, visibility=Visibility.PUBLIC, outcome=outcome)

            page = desk.get(at("review", claim)).text

            assert {name for name in ALLOWED if at(name, claim) in page} == BUTTONS[state, outcome], (state, outcome)


def test_questions_answers_and_checks_are_shown_without_a_name(desk):
    organization = OrganizationFactory(legal_name="Canary")
    claim = make_claim(organization, state=S.QUESTION, visibility=Visibility.UNNAMED)
    ClaimQuestion.objects.update(answer="In May.", answered_on=claim.submitted_on)

    page = desk.get(at("review", claim)).text

    assert "Which month was it?" in page and "In May." in page
    assert "Canary" not in page and owner_of(organization).email not in page


def test_the_history_is_told_in_words_and_names_staff_alone(desk, coordinator):
    claim = make_claim(state=S.QUESTION, visibility=Visibility.COORDINATORS)
    desk.post(at("reporter", claim))

    page = desk.get(at("review", claim)).text
    told = page[page.index("What happened</h2>") :]

    for words in ("Draft", "Being checked", "More information asked", "The reporter was looked up"):
        assert words in told
    assert str(coordinator) in told and "read_reporter" not in told


def test_every_verb_of_a_history_has_words(safety):
    claim = actions.step_back(make_claim(state=S.PUBLISHED, visibility=Visibility.PUBLIC))
    coordinator = CoordinatorFactory()
    with pytest.raises(PermissionDenied):
        reporters.reporter_of(claim, by=coordinator)

    page = safety.get(at("review", claim)).text

    assert "The reporter took the name off" in page and "Looking up the reporter was refused" in page


def test_looking_up_a_reporter_shows_the_name_once_and_is_recorded(desk, coordinator):
    organization = OrganizationFactory(legal_name="Canary")
    claim = make_claim(organization, visibility=Visibility.COORDINATORS)

    assert "Canary" not in desk.get(at("review", claim)).text
    assert "Canary" in desk.post(at("reporter", claim)).text
    assert "Canary" not in desk.get(at("review", claim)).text

    assert AuditEvent.objects.get(verb="read_reporter").actor == coordinator


def test_the_reporter_who_wants_no_name_is_not_looked_up_by_a_coordinator(desk):
    claim = make_claim(visibility=Visibility.UNNAMED)

    assert refused(desk.post(at("reporter", claim)))
    assert not AuditEvent.objects.filter(verb="read_reporter").exists()


def test_a_published_source_has_no_reporter_to_look_up(desk):
    claim = make_published_source()

    assert at("reporter", claim) not in desk.get(at("review", claim)).text
    assert "Nobody reported this" in desk.post(at("reporter", claim), follow=True).text


def source(**values) -> dict:
    """What a coordinator types about a published source."""
    return {
        "source_kind": "official", "display_name": "Ministry of Justice", "source_note": "Note of 2 May 2024",
        "published_on": "2024-05-02", "country": "KEN", "cluster": "1", "when": "April 2024", "outcome": "consulted",
        "level": "2", "account": "The ministry wrote to twelve organizations.", **values,
    }  # fmt: skip


def test_a_states_answer_is_recorded_and_stands_beside_the_report(desk, coordinator):
    make_claim(state=S.PUBLISHED, visibility=Visibility.PUBLIC, outcome=Outcome.NOT_CONSULTED)

    answer = desk.post(RECORD, source(), follow=True)

    page = desk.get("/en/consultations/ken/").text
    assert "On record: Kenya." in answer.text
    assert "The ministry wrote to twelve organizations." in page and "Disputed" in page and "2 May 2024" in page


def test_the_same_source_is_not_recorded_twice(desk):
    desk.post(RECORD, source())
    desk.post(RECORD, source())

    assert Claim.objects.count() == 1


def test_a_source_without_its_facts_is_not_recorded(desk):
    for wrong in (
        {"source_kind": "organization"}, {"display_name": ""}, {"source_note": ""}, {"published_on": "2999-01-01"},
        {"published_on": "soon"}, {"country": "XXX"}, {"outcome": ""}, {"outcome": "refused"}, {"when": "2999"},
    ):  # fmt: skip
        answer = desk.post(RECORD, source(**wrong))

        assert answer.status_code == 422 and Claim.objects.count() == 0, wrong
        assert "Note of 2 May 2024" in answer.text or "source_note" in wrong, wrong


def test_the_form_for_sources_opens_empty(desk):
    answer = desk.get(RECORD)

    assert answer.status_code == 200 and "Error:" not in answer.text


def test_a_get_decides_nothing(desk):
    claim = make_claim()

    assert {name: desk.get(at(name, claim)).status_code for name in DECISIONS} == dict.fromkeys(DECISIONS, 405)


def test_the_menu_leads_to_the_queue_also_when_nothing_waits(client):
    editor = UserFactory()
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    for user, found in ((CoordinatorFactory(), True), (SafetyOfficerFactory(), True), (editor, False)):
        client.force_login(user)

        assert ('"/cms/consultations/"' in client.get("/cms/").text) == found


def test_the_home_of_the_admin_counts_what_this_person_may_check(client):
    make_claim(visibility=Visibility.SEALED)
    make_claim(OrganizationFactory(legal_name="Canary"), visibility=Visibility.COORDINATORS)

    client.force_login(CoordinatorFactory())
    page = client.get("/cms/").text
    assert "Consultation reports to check</a> (1)" in page and "Canary" not in page
    client.force_login(SafetyOfficerFactory())
    assert "Consultation reports to check</a> (2)" in client.get("/cms/").text
