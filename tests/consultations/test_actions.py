"""The verbs of a report: what each does, and what each refuses."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from organizations.models import Organization
from portal import audit
from portal.models import AuditEvent, OutgoingMail
from portal.records import InvalidMove
from submissions.consultations import actions
from submissions.consultations.choices import ADVERSE, Outcome, SourceKind, Visibility
from submissions.consultations.models import Claim, ClaimQuestion, ClaimReporter, ClaimVerification
from tests.factories.consultations import (
    claim_fields,
    country,
    lead_to,
    let_reply_pass,
    make_claim,
    make_draft,
    make_published_source,
    owner_of,
)
from tests.factories.organizations import MembershipFactory, OrganizationFactory, UserFactory
from tests.undoing import undone

pytestmark = pytest.mark.django_db
S = Claim.State
PUBLIC, UNNAMED = Visibility.PUBLIC, Visibility.UNNAMED
KEPT_BACK = [Visibility.COORDINATORS, Visibility.SEALED]


@pytest.fixture
def organization():
    return OrganizationFactory()


@pytest.fixture
def owner(organization):
    return owner_of(organization)


def test_a_report_begins_as_a_draft_with_its_reporter_beside_it(organization, owner):
    claim = actions.report(claim_fields("KEN", 1, account="A letter came."), organization=organization, by=owner)

    claim.refresh_from_db()
    link = ClaimReporter.objects.get(claim=claim)
    assert (claim.state, claim.country.iso3, claim.cluster.number, claim.receipt) == (S.DRAFT, "KEN", 1, None)
    assert (link.organization, link.user) == (organization, owner)


def test_only_a_verified_organization_reports(owner):
    applicant = OrganizationFactory(state=Organization.State.SUBMITTED, verified_at=None)

    with pytest.raises(ValidationError):
        actions.report(claim_fields(), organization=applicant, by=owner)

    assert Claim.objects.count() == 0


def test_the_same_form_sent_twice_makes_one_report(organization, owner):
    key = uuid4()

    first = actions.report(claim_fields(), organization=organization, by=owner, form_key=key)
    second = actions.report(claim_fields(), organization=organization, by=owner, form_key=key)

    assert first == second
    assert Claim.objects.count() == 1


def test_the_key_of_somebody_elses_form_opens_nothing(organization, owner):
    key = uuid4()
    theirs = actions.report(claim_fields(), organization=organization, by=owner, form_key=key)
    other = OrganizationFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        actions.report(claim_fields(), organization=other, by=owner_of(other), form_key=key)

    assert ClaimReporter.objects.get().claim == theirs


@pytest.mark.parametrize("number", [1, None])
def test_one_live_report_for_each_state_and_cluster(organization, number):
    first = make_draft(organization, number=number)

    with pytest.raises(actions.DuplicateClaim) as refused:
        make_draft(organization, number=number, visibility=PUBLIC)

    assert refused.value.existing == first
    assert Claim.objects.count() == 1


def test_other_clusters_states_and_organizations_are_no_duplicates(organization):
    for iso3, number in [("KEN", 1), ("KEN", 2), ("KEN", None), ("BEL", 1)]:
        make_draft(organization, iso3=iso3, number=number)
    make_draft(OrganizationFactory())

    assert Claim.objects.count() == 5


@pytest.mark.parametrize("state", [S.REJECTED, S.RETRACTED])
def test_after_a_rejected_or_retracted_report_another_one_may_follow(organization, state):
    make_claim(organization, state=state, visibility=PUBLIC)

    assert make_draft(organization).state == S.DRAFT


def test_a_colleagues_sealed_report_stands_in_nobodys_way(organization):
    colleague = MembershipFactory(organization=organization, role="editor").user
    sealed = make_draft(organization, by=colleague, visibility=Visibility.SEALED)

    mine = make_draft(organization, visibility=Visibility.SEALED)
    open_one = make_draft(organization, visibility=PUBLIC)

    assert len({sealed, mine, open_one}) == 3
    with pytest.raises(actions.DuplicateClaim):
        make_draft(organization, visibility=Visibility.SEALED)


def test_a_draft_can_be_changed_and_its_uniqueness_moves_with_it(organization, owner):
    claim = make_draft(organization, iso3="KEN")

    actions.save_draft(claim, claim_fields("BEL", 2, visibility=PUBLIC), by=owner)

    claim.refresh_from_db()
    assert (claim.country.iso3, claim.cluster.number, claim.visibility) == ("BEL", 2, PUBLIC)
    make_draft(organization, iso3="KEN")
    with pytest.raises(actions.DuplicateClaim):
        make_draft(organization, iso3="BEL", number=2)


def test_a_draft_cannot_be_changed_into_a_duplicate(organization, owner):
    standing = make_draft(organization, iso3="BEL")
    claim = make_draft(organization, iso3="KEN")

    with pytest.raises(actions.DuplicateClaim) as refused:
        actions.save_draft(claim, claim_fields("BEL"), by=owner)

    claim.refresh_from_db()
    assert (refused.value.existing, claim.country.iso3) == (standing, "KEN")


def test_who_wrote_last_is_the_writer(organization):
    colleague = MembershipFactory(organization=organization, role="editor").user
    claim = make_draft(organization)

    actions.save_draft(claim, claim_fields(visibility=Visibility.SEALED), by=colleague)

    assert ClaimReporter.objects.get(claim=claim).user == colleague


@pytest.mark.parametrize("state", [S.SUBMITTED, S.REJECTED, S.VERIFIED, S.IN_REPLY, S.PUBLISHED, S.RETRACTED])
def test_what_was_sent_is_frozen(state):
    claim = make_claim(state=state, visibility=PUBLIC, outcome=Outcome.REFUSED)

    with pytest.raises(InvalidMove):
        actions.save_draft(claim, claim_fields("BEL"), by=UserFactory())

    claim.refresh_from_db()
    assert claim.country.iso3 == "KEN"


def test_a_report_with_a_question_can_be_changed_but_not_emptied(organization, owner):
    claim = make_claim(organization, state=S.QUESTION)

    actions.save_draft(claim, claim_fields(account="It was in May."), by=owner)
    with pytest.raises(ValidationError):
        actions.save_draft(claim, claim_fields(outcome=""), by=owner)

    claim.refresh_from_db()
    assert (claim.account, claim.outcome) == ("It was in May.", Outcome.CONSULTED)


def test_sending_gives_a_receipt_and_the_day_alone(organization, owner):
    claim = actions.submit(make_draft(organization), by=owner)

    assert claim.state == S.SUBMITTED
    assert claim.receipt.startswith("R-") and len(claim.receipt) == 11
    assert claim.submitted_on == timezone.now().astimezone(UTC).date()
    assert claim.created_at.time() == datetime.min.time()


def test_a_report_that_does_not_say_what_happened_is_not_sent(organization, owner):
    draft = make_draft(organization, outcome="")

    with pytest.raises(ValidationError):
        actions.submit(draft, by=owner)

    draft.refresh_from_db()
    assert draft.state == S.DRAFT


def test_a_suspended_organization_sends_nothing(organization, owner):
    draft = make_draft(organization)
    Organization.objects.filter(pk=organization.pk).update(state=Organization.State.SUSPENDED)

    with pytest.raises(ValidationError):
        actions.submit(draft, by=owner)


def test_sending_twice_says_what_stands_and_keeps_the_receipt(organization, owner):
    draft = make_draft(organization)
    sent = actions.submit(draft, by=owner)

    with pytest.raises(InvalidMove):
        actions.submit(draft, by=owner)

    sent.refresh_from_db()
    assert sent.receipt and OutgoingMail.objects.count() == 1


def test_a_question_is_asked_answered_and_asked_again(organization, owner, coordinator):
    claim = make_claim(organization)
    receipt = claim.receipt

    claim = actions.ask_question(claim, by=coordinator, reason="Which month?")
    assert claim.state == S.QUESTION
    claim = actions.answer(claim, text="In May.", by=owner)
    assert claim.state == S.SUBMITTED
    claim = actions.ask_question(claim, by=coordinator, reason="Which year?")
    claim = actions.answer(claim, text="In 2023.", by=owner)

    assert list(ClaimQuestion.objects.values_list("question", "answer")) == [
        ("Which month?", "In May."),
        ("Which year?", "In 2023."),
    ]
    assert claim.receipt == receipt


def test_an_answer_needs_words_and_a_question(organization, owner):
    claim = make_claim(organization, state=S.QUESTION)
    with pytest.raises(ValidationError):
        actions.answer(claim, text="  ", by=owner)
    actions.answer(claim, text="In May.", by=owner)

    with pytest.raises(InvalidMove):
        actions.answer(claim, text="Once more.", by=owner)
    with pytest.raises(InvalidMove):
        actions.answer(make_draft(), text="To what?", by=owner)


def test_a_rejected_report_keeps_its_reason(coordinator):
    claim = actions.reject(make_claim(), by=coordinator, reason="This was another review.")

    assert (claim.state, claim.decision_note) == (S.REJECTED, "This was another review.")


def test_verifying_notes_who_and_how(coordinator):
    claim = actions.verify(make_claim(), by=coordinator, method="second_source", note="Minutes of the ministry")

    check = ClaimVerification.objects.get()
    assert claim.state == S.VERIFIED and claim.verified_at is not None
    assert (check.claim, check.by, check.method, check.note) == (
        claim,
        coordinator,
        "second_source",
        "Minutes of the ministry",
    )


def test_nobody_verifies_a_report_of_their_own_organization(organization, coordinator):
    MembershipFactory(organization=organization, user=coordinator, role="viewer")
    claim = make_claim(organization)

    with pytest.raises(InvalidMove):
        actions.verify(claim, by=coordinator, method="document")

    claim.refresh_from_db()
    assert (claim.state, ClaimVerification.objects.count()) == (S.SUBMITTED, 0)


@pytest.mark.parametrize("outcome", [Outcome.CONSULTED, Outcome.INVITED])
def test_what_is_not_critical_is_published_right_after_the_check(organization, coordinator, outcome):
    claim = make_claim(organization, state=S.VERIFIED, visibility=PUBLIC, outcome=outcome)

    claim = actions.publish(claim, by=coordinator)

    assert claim.state == S.PUBLISHED and claim.published_at <= timezone.now()
    assert claim.display_name == organization.legal_name


def test_an_unnamed_report_is_published_without_a_name(coordinator):
    claim = actions.publish(make_claim(state=S.VERIFIED, visibility=UNNAMED), by=coordinator)

    assert (claim.state, claim.display_name) == (S.PUBLISHED, "")


@pytest.mark.parametrize("visibility", KEPT_BACK)
def test_what_the_reporter_keeps_back_is_neither_published_nor_put_to_a_state(visibility, coordinator):
    claim = make_claim(state=S.VERIFIED, visibility=visibility, outcome=Outcome.REFUSED)

    for act in (actions.publish, actions.put_to_state):
        with pytest.raises(InvalidMove):
            act(claim, by=coordinator)

    claim.refresh_from_db()
    assert (claim.state, claim.published_at, claim.reply_until) == (S.VERIFIED, None, None)


@pytest.mark.parametrize("visibility", KEPT_BACK)
def test_the_database_itself_refuses_to_publish_what_is_kept_back(visibility):
    claim = make_claim(state=S.VERIFIED, visibility=visibility)

    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(state=S.PUBLISHED, published_at=timezone.now())


@pytest.mark.parametrize("outcome", ADVERSE)
def test_a_critical_report_is_put_to_the_state_first(outcome, coordinator, settings):
    settings.REPLY_DAYS = 21
    claim = make_claim(state=S.VERIFIED, visibility=PUBLIC, outcome=outcome)
    with pytest.raises(InvalidMove):
        actions.publish(claim, by=coordinator)

    claim = actions.put_to_state(claim, by=coordinator)

    assert claim.state == S.IN_REPLY
    assert abs(claim.reply_until - timezone.now() - timedelta(days=21)) < timedelta(minutes=1)
    with pytest.raises(InvalidMove, match="The State may reply until"):
        actions.publish(claim, by=coordinator)


def test_a_critical_report_is_published_once_the_time_to_reply_is_over(coordinator):
    claim = make_claim(state=S.IN_REPLY, visibility=PUBLIC, outcome=Outcome.REFUSED)
    Claim.objects.filter(pk=claim.pk).update(reply_until=timezone.now() - timedelta(seconds=1))

    assert actions.publish(claim, by=coordinator).state == S.PUBLISHED


def test_what_is_not_critical_is_put_to_no_state(coordinator):
    claim = make_claim(state=S.VERIFIED, visibility=PUBLIC)

    with pytest.raises(InvalidMove, match="Only a critical report"):
        actions.put_to_state(claim, by=coordinator)


def test_an_unnamed_critical_report_waits_for_two_others(coordinator):
    made = [
        make_claim(state=S.VERIFIED, visibility=UNNAMED, outcome=outcome)
        for outcome in (Outcome.REFUSED, Outcome.NO_ANSWER)
    ]
    make_claim(state=S.VERIFIED, visibility=UNNAMED, outcome=Outcome.CONSULTED)
    make_claim(state=S.VERIFIED, visibility=UNNAMED, outcome=Outcome.REFUSED, number=2)
    make_claim(state=S.SUBMITTED, visibility=UNNAMED, outcome=Outcome.REFUSED)
    make_claim(state=S.VERIFIED, visibility=PUBLIC, outcome=Outcome.REFUSED)
    with pytest.raises(InvalidMove, match="three organizations"):
        actions.put_to_state(made[0], by=coordinator)

    make_claim(state=S.VERIFIED, visibility=UNNAMED, outcome=Outcome.NOT_CONSULTED)

    assert actions.put_to_state(made[0], by=coordinator).state == S.IN_REPLY
    assert actions.put_to_state(made[1], by=coordinator).state == S.IN_REPLY


def test_a_retracted_report_loses_name_text_and_source(coordinator):
    claim = make_claim(state=S.PUBLISHED, visibility=PUBLIC, account="We met Mr N.", source_note="A letter")

    claim = actions.retract(claim, by=coordinator, reason="It named a person.")

    claim.refresh_from_db()
    assert (claim.state, claim.decision_note) == (S.RETRACTED, "It named a person.")
    assert (claim.display_name, claim.account, claim.source_note) == ("", "", "")
    assert claim.retracted_at is not None and claim.published_at is not None


def test_stepping_back_takes_the_name_off_and_starts_the_quarter_anew(organization):
    claim = make_claim(organization, state=S.PUBLISHED, visibility=PUBLIC)
    Claim.objects.filter(pk=claim.pk).update(published_at=datetime(2024, 4, 18, tzinfo=UTC))

    claim = actions.step_back(claim)

    claim.refresh_from_db()
    assert (claim.state, claim.visibility, claim.display_name) == (S.PUBLISHED, UNNAMED, "")
    assert timezone.now() - claim.published_at < timedelta(minutes=1)


def test_stepping_back_before_publication_leaves_the_name_unsaid(organization, coordinator):
    stale = make_claim(organization, state=S.VERIFIED, visibility=PUBLIC)
    actions.step_back(Claim.objects.get(pk=stale.pk))

    published = actions.publish(stale, by=coordinator)  # the page of the coordinator was older

    assert (published.visibility, published.display_name) == (UNNAMED, "")


@pytest.mark.parametrize("visibility", [UNNAMED, *KEPT_BACK])
def test_who_is_not_named_has_nothing_to_step_back_from(visibility):
    with pytest.raises(InvalidMove):
        actions.step_back(make_claim(visibility=visibility))


@pytest.mark.parametrize("state", [S.REJECTED, S.RETRACTED])
def test_what_is_over_needs_no_step_back(state):
    with pytest.raises(InvalidMove):
        actions.step_back(make_claim(state=state, visibility=PUBLIC))


@pytest.mark.parametrize(
    "state, visibility", [(S.DRAFT, PUBLIC), (S.QUESTION, Visibility.SEALED), (S.VERIFIED, Visibility.COORDINATORS)]
)
def test_drafts_and_what_was_kept_back_can_be_deleted(state, visibility):
    claim = make_claim(state=state, visibility=visibility)

    actions.discard(claim)

    assert (Claim.objects.count(), ClaimReporter.objects.count(), ClaimQuestion.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize("state", [S.SUBMITTED, S.VERIFIED, S.PUBLISHED, S.RETRACTED, S.REJECTED])
def test_what_may_count_is_not_deleted(state):
    claim = make_claim(state=state, visibility=UNNAMED)

    with pytest.raises(InvalidMove):
        actions.discard(claim)

    assert Claim.objects.count() == 1


MOVES = {
    "submit": (lambda claim, by: actions.submit(claim, by=by), {S.DRAFT}),
    "ask": (lambda claim, by: actions.ask_question(claim, by=by, reason="Which month?"), {S.SUBMITTED}),
    "answer": (lambda claim, by: actions.answer(claim, text="In May.", by=by), {S.QUESTION}),
    "reject": (lambda claim, by: actions.reject(claim, by=by, reason="No."), {S.SUBMITTED}),
    "verify": (lambda claim, by: actions.verify(claim, by=by, method="document"), {S.SUBMITTED}),
    "put to the State": (lambda claim, by: actions.put_to_state(claim, by=by), {S.VERIFIED}),
    "publish": (lambda claim, by: actions.publish(claim, by=by), {S.IN_REPLY}),
    "retract": (lambda claim, by: actions.retract(claim, by=by, reason="No."), {S.PUBLISHED}),
}


@pytest.mark.parametrize("state", S.values)
def test_each_verb_works_from_its_states_only(coordinator, state):
    claim = make_claim(state=state, visibility=PUBLIC, outcome=Outcome.REFUSED)
    if state == S.IN_REPLY:
        let_reply_pass(claim)
    before = AuditEvent.objects.count(), OutgoingMail.objects.count()

    for name, (act, allowed) in MOVES.items():
        with undone():
            try:
                act(Claim.objects.get(), coordinator)
                moved = True
            except InvalidMove:
                moved = False
                assert before == (AuditEvent.objects.count(), OutgoingMail.objects.count()), name
            assert moved == (state in allowed), name
            assert Claim.objects.get().state in (Claim.FOLLOWERS[state] if moved else [state]), name


def test_a_published_source_goes_on_record_without_a_reporter(coordinator):
    claim = make_published_source("MEX", happened_on=date(2022, 3, 24), happened_until=date(2022, 3, 25),
                                  precision="day", source_kind=SourceKind.OFFICIAL, by=coordinator)  # fmt: skip

    claim.refresh_from_db()
    assert (claim.state, claim.visibility, claim.receipt) == (S.PUBLISHED, PUBLIC, None)
    assert claim.when == "24 March 2022 to 25 March 2022"
    assert ClaimReporter.objects.count() == 0
    assert ClaimVerification.objects.get().method == ClaimVerification.Method.PUBLICATION
    assert audit.history(claim).get().actor == coordinator


def test_the_same_source_is_recorded_once_for_each_cell():
    first = make_published_source("BEL")

    assert make_published_source("BEL", display_name="GLOBAL INITIATIVE") == first
    make_published_source("BEL", 2)
    make_published_source("CAN")
    make_published_source("BEL", source_note="Another report")
    assert Claim.objects.count() == 4


@pytest.mark.parametrize(
    "wrong",
    [
        {"source_kind": SourceKind.ORGANIZATION},
        {"display_name": ""},
        {"source_note": ""},
        {"published_at": None},
        {"published_at": datetime(2999, 1, 1, tzinfo=UTC)},
    ],
)
def test_a_published_source_says_who_where_and_since_when(wrong):
    with pytest.raises(ValidationError):
        make_published_source(**wrong)

    assert Claim.objects.count() == 0


@pytest.mark.parametrize(
    "broken",
    [
        {"outcome": Outcome.REFUSED, "level": 3},
        {"precision": "day"},
        {"visibility": "friends"},
        {"outcome": "unknown", "level": 0},
        {"display_name": "Too early"},
        {"level": 6},
        {"happened_on": date(2024, 5, 2), "precision": "day", "happened_until": date(2024, 5, 1)},
    ],
)
def test_the_database_keeps_what_holds_for_every_report(broken):
    claim = make_claim()

    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(**broken)


def test_every_state_of_a_report_can_be_reached():
    for state in S.values:
        assert lead_to(make_draft(visibility=PUBLIC, outcome=Outcome.REFUSED), state).state == state


def test_a_report_is_known_by_its_receipt_or_uuid():
    draft = make_draft()

    assert str(draft) == str(draft.uuid)
    sent = actions.submit(draft, by=ClaimReporter.objects.get().user)
    assert str(sent) == sent.receipt
    assert country("KEN") == sent.country
