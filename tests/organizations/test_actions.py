"""Applying, deciding, suspending: what happens when it happens, and what is refused."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from organizations import actions
from organizations.models import Membership, Organization, Role, VerificationCase
from portal import audit
from portal.mechanism.models import State
from portal.models import AuditEvent, OutgoingMail
from portal.records import InvalidMove
from tests.factories.organizations import (
    CoordinatorFactory,
    MembershipFactory,
    OrganizationFactory,
    UserFactory,
    make_application,
    profile,
)
from tests.undoing import undone

pytestmark = pytest.mark.django_db
S = Organization.State


def mails() -> list[tuple[str, str]]:
    """To whom which mail is waiting."""
    return [(mail.to, mail.template.rpartition("/")[2]) for mail in OutgoingMail.objects.order_by("pk")]


def verbs(organization) -> list[str]:
    """What the account says was done with it."""
    return list(audit.history(organization).values_list("verb", flat=True))


# --- registering ---------------------------------------------------------------------------------------------------


def test_registering_makes_a_draft_that_its_registrant_owns():
    user = UserFactory()

    organization = actions.register(profile(legal_name="Lakeside"), by=user)

    stored = Organization.objects.get(legal_name="Lakeside")
    assert stored == organization
    assert (stored.state, stored.registered_by) == (S.DRAFT, user)
    assert list(stored.memberships.values_list("user", "role", "state")) == [(user.pk, Role.OWNER, "active")]
    assert verbs(stored) == ["register"]
    assert mails() == []


def test_the_address_of_a_draft_says_nothing():
    assert "lakeside" not in make_application(S.DRAFT, legal_name="Lakeside").slug


def test_the_same_form_twice_makes_one_organization():
    user, key = UserFactory(), uuid4()

    first = actions.register(profile(), by=user, form_key=key)
    second = actions.register(profile(), by=user, form_key=key)

    assert first == second
    assert Organization.objects.count() == 1
    assert Membership.objects.count() == 1


def test_a_form_key_of_somebody_else_gives_nothing_away():
    key = uuid4()
    theirs = actions.register(profile(legal_name="CANARY"), by=UserFactory(), form_key=key)

    with pytest.raises(ValidationError):
        actions.register(profile(legal_name="Mine"), by=UserFactory(), form_key=key)

    assert list(Organization.objects.all()) == [theirs]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"country": None}, "__all__"),
        ({"legal_name": ""}, "legal_name"),
        ({"legal_name": "x" * 201}, "legal_name"),
        ({"kind": "government"}, "kind"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"contact_email": "nobody"}, "contact_email"),
        ({"ecosoc_status": "special"}, "__all__"),
    ],
)
def test_registering_names_what_does_not_fit_and_makes_nothing(wrong, field):
    with pytest.raises(ValidationError) as problem:
        actions.register(profile(**wrong), by=UserFactory())

    assert field in problem.value.message_dict
    assert not Organization.objects.exists()
    assert not AuditEvent.objects.exists()


def test_only_the_profile_can_be_filled_in():
    with pytest.raises(TypeError, match="state"):
        actions.register(profile(state=S.VERIFIED), by=UserFactory())


# --- sending -------------------------------------------------------------------------------------------------------


def test_sending_opens_a_case_and_gives_a_receipt_to_everyone_who_writes():
    organization = make_application(S.DRAFT)
    owner, editor = organization.members.get(), UserFactory()
    MembershipFactory(organization=organization, user=editor, role=Role.EDITOR)
    MembershipFactory(organization=organization, role=Role.VIEWER)
    MembershipFactory(organization=organization, user=UserFactory(is_active=False), role=Role.OWNER)

    actions.submit(organization, by=owner, note="We are in the register of Kisumu.")

    case = VerificationCase.objects.get(organization=organization)
    assert Organization.objects.get().state == S.SUBMITTED
    assert (case.applicant_note, case.decision) == ("We are in the register of Kisumu.", "")
    assert mails() == [(owner.email, "application_received"), (editor.email, "application_received")]
    assert case.receipt in OutgoingMail.objects.first().text


def test_a_mail_says_that_something_happened_and_not_what():
    organization = make_application(S.QUESTION, legal_name="CANARY Watch", mandate="CANARY mandate")
    actions.submit(organization, by=organization.registered_by, note="CANARY answer")

    assert OutgoingMail.objects.count() == 3
    for mail in OutgoingMail.objects.all():
        assert "CANARY" not in mail.subject + mail.text + mail.html
        assert "Which register?" not in mail.text
        assert f"/desk/organizations/{organization.uuid}/" in mail.text


def test_sending_twice_says_what_stands_and_changes_nothing():
    organization = make_application(S.SUBMITTED)

    with pytest.raises(InvalidMove, match="Being checked"):
        actions.submit(organization, by=organization.registered_by)

    assert organization.cases.count() == 1
    assert len(mails()) == 1


def test_an_answer_keeps_the_old_place_in_the_queue():
    organization = make_application(S.QUESTION)
    asked = organization.cases.get()
    VerificationCase.objects.update(waiting_since=timezone.now() - timedelta(days=5))

    actions.submit(organization, by=organization.registered_by, note="The one of Kisumu.")

    answered = organization.cases.exclude(pk=asked.pk).get()
    assert timezone.now() - answered.waiting_since > timedelta(days=4)
    assert timezone.now() - answered.opened_at < timedelta(minutes=1)


def test_what_was_deferred_goes_to_the_end_of_the_queue():
    organization = make_application(S.DEFERRED)
    VerificationCase.objects.update(waiting_since=timezone.now() - timedelta(days=5))

    actions.submit(organization, by=organization.registered_by)

    assert timezone.now() - organization.cases.last().waiting_since < timedelta(minutes=1)


# --- editing -------------------------------------------------------------------------------------------------------


def test_a_verified_organization_changes_its_work_at_once():
    organization = make_application(S.VERIFIED)

    actions.edit(organization, {"mandate": "We train judges."}, by=organization.registered_by)

    stored = Organization.objects.get()
    assert (stored.state, stored.mandate) == (S.VERIFIED, "We train judges.")
    assert audit.history(stored).last().data == {"fields": ["mandate"]}


@pytest.mark.parametrize(
    "changes", [{"legal_name": "Lakeside Mediators and Judges"}, {"country": "UGA"}], ids=["name", "country"]
)
def test_a_new_name_or_country_sends_a_verified_organization_back(changes):
    organization = make_application(S.VERIFIED)
    if "country" in changes:
        changes = {"country": State.objects.get(iso3=changes["country"])}

    actions.edit(organization, changes, by=organization.registered_by)

    stored = Organization.objects.get()
    assert stored.state == S.SUBMITTED
    assert stored.cases.filter(decided_at=None).count() == 1
    assert mails()[-1] == (organization.registered_by.email, "verification_reopened")
    known = {"legal_name": "Lakeside Mediators", "country": "Kenya", "fields": [*changes]}
    assert audit.history(stored).last().data == known


def test_a_draft_takes_a_new_name_without_more_ado():
    organization = make_application(S.DRAFT)

    actions.edit(organization, {"legal_name": "Lakeside"}, by=organization.registered_by)

    stored = Organization.objects.get()
    assert (stored.state, stored.legal_name, stored.name_key) == (S.DRAFT, "Lakeside", "lakeside")


def test_saving_without_a_change_does_nothing():
    organization = make_application(S.VERIFIED)
    before = verbs(organization)

    actions.edit(organization, profile(), by=organization.registered_by)

    assert verbs(organization) == before
    assert Organization.objects.get().state == S.VERIFIED


def test_an_edit_that_does_not_fit_changes_nothing():
    organization = make_application(S.VERIFIED)

    with pytest.raises(ValidationError):
        actions.edit(organization, {"ecosoc_status": "special", "mandate": "new"}, by=organization.registered_by)

    assert Organization.objects.get().mandate == "We train mediators."


def test_who_wants_to_be_found_later_gets_a_readable_address_then():
    organization = make_application(S.VERIFIED, in_directory=False, legal_name="Lakeside")
    assert "lakeside" not in organization.slug

    actions.edit(organization, {"in_directory": True}, by=organization.registered_by)

    assert Organization.objects.get().slug == "lakeside"


# --- deciding ------------------------------------------------------------------------------------------------------


def test_verifying_dates_and_signs_it_closes_the_case_and_tells_its_people():
    organization, coordinator = make_application(S.SUBMITTED, legal_name="Lakeside"), CoordinatorFactory()

    actions.decide(organization, S.VERIFIED, by=coordinator)

    stored, case = Organization.objects.get(), VerificationCase.objects.get()
    assert (stored.state, stored.verified_by, stored.slug) == (S.VERIFIED, coordinator, "lakeside")
    assert timezone.now() - stored.verified_at < timedelta(minutes=1)
    assert (case.decision, case.decided_by) == ("verified", coordinator)
    assert mails()[-1] == (organization.registered_by.email, "application_verified")
    assert audit.history(stored).filter(public=True).count() == 1


@pytest.mark.parametrize("decision", [S.QUESTION, S.DEFERRED, S.DECLINED])
def test_any_other_answer_keeps_its_reason_for_those_who_applied(decision):
    organization, coordinator = make_application(S.SUBMITTED), CoordinatorFactory()

    actions.decide(organization, decision, by=coordinator, reason="The register has another name.")

    case = VerificationCase.objects.get()
    assert Organization.objects.get().state == decision
    assert (case.decision, case.reason) == (decision, "The register has another name.")
    assert mails()[-1] == (organization.registered_by.email, f"application_{decision}")
    assert not audit.history(organization).filter(public=True).exists()


@pytest.mark.parametrize("decision", [S.QUESTION, S.DEFERRED, S.DECLINED])
def test_an_answer_without_a_reason_is_refused(decision):
    organization = make_application(S.SUBMITTED)

    with pytest.raises(ValidationError) as problem:
        actions.decide(organization, decision, by=CoordinatorFactory(), reason="  ")

    assert "reason" in problem.value.message_dict
    assert Organization.objects.get().state == S.SUBMITTED


def test_nobody_decides_on_what_they_registered():
    coordinator = CoordinatorFactory()
    organization = make_application(S.SUBMITTED, by=coordinator)

    with pytest.raises(InvalidMove, match="Somebody else"):
        actions.decide(organization, S.VERIFIED, by=coordinator)

    assert Organization.objects.get().state == S.SUBMITTED


def test_nobody_decides_on_an_organization_they_act_for():
    organization = make_application(S.SUBMITTED)
    coordinator = CoordinatorFactory()
    MembershipFactory(organization=organization, user=coordinator, role=Role.VIEWER)

    with pytest.raises(InvalidMove, match="Somebody else"):
        actions.decide(organization, S.VERIFIED, by=coordinator)


def test_a_second_verified_organization_of_a_name_is_refused_with_words():
    OrganizationFactory(legal_name="LAKESIDE, Mediators")
    organization = make_application(S.SUBMITTED, legal_name="Lakeside Mediators")

    with pytest.raises(ValidationError) as problem:
        actions.decide(organization, S.VERIFIED, by=CoordinatorFactory())

    assert problem.value.message_dict == {"decision": [actions.NAME_TAKEN]}
    organization.refresh_from_db()
    assert organization.state == S.SUBMITTED
    assert organization.cases.filter(decided_at=None).exists()


def test_namesakes_in_two_countries_are_both_verified_at_two_addresses():
    make_application(S.VERIFIED, legal_name="Lakeside")

    other = make_application(S.VERIFIED, legal_name="Lakeside", country=State.objects.get(iso3="UGA"))

    assert other.slug == "lakeside-uga"


def test_an_address_is_never_given_twice():
    OrganizationFactory(legal_name="Left", slug="lakeside")
    OrganizationFactory(legal_name="Left too", slug="lakeside-ken")

    assert make_application(S.VERIFIED, legal_name="Lakeside").slug.startswith("lakeside-")


def test_who_asks_not_to_be_listed_gets_no_readable_address():
    organization = make_application(S.VERIFIED, legal_name="CANARY", in_directory=False)

    assert "canary" not in organization.slug


def test_an_unknown_decision_is_refused():
    with pytest.raises(ValueError, match="merged"):
        actions.decide(make_application(), "merged", by=CoordinatorFactory())


# --- suspending ----------------------------------------------------------------------------------------------------


def test_suspending_and_reinstating_are_told_with_their_reasons_on_the_account():
    organization, coordinator = make_application(S.VERIFIED), CoordinatorFactory()
    owner = organization.registered_by

    actions.suspend(organization, by=coordinator, reason="Nobody answers.")
    assert Organization.objects.get().state == S.SUSPENDED
    actions.reinstate(organization, by=coordinator, reason="They answered.")

    assert Organization.objects.get().state == S.VERIFIED
    assert mails()[-2:] == [(owner.email, "organization_suspended"), (owner.email, "organization_reinstated")]
    reasons = list(audit.history(organization).values_list("reason", flat=True))
    assert reasons[-2:] == ["Nobody answers.", "They answered."]


@pytest.mark.parametrize("action", [actions.suspend, actions.reinstate])
def test_suspending_and_reinstating_need_a_reason(action):
    organization = make_application(S.VERIFIED if action is actions.suspend else S.SUSPENDED)

    with pytest.raises(ValidationError) as problem:
        action(organization, by=CoordinatorFactory(), reason=" ")

    assert "reason" in problem.value.message_dict


# --- every state, every move ---------------------------------------------------------------------------------------

MOVES = {
    "edit": (
        lambda one, by: actions.edit(one, {"mandate": "Another one."}, by=by),
        {S.DRAFT, S.QUESTION, S.DEFERRED, S.VERIFIED},
    ),
    "submit": (lambda one, by: actions.submit(one, by=by), {S.DRAFT, S.QUESTION, S.DEFERRED}),
    "verify": (lambda one, by: actions.decide(one, S.VERIFIED, by=by), {S.SUBMITTED}),
    "question": (lambda one, by: actions.decide(one, S.QUESTION, by=by, reason="Why?"), {S.SUBMITTED}),
    "defer": (lambda one, by: actions.decide(one, S.DEFERRED, by=by, reason="Later."), {S.SUBMITTED}),
    "decline": (lambda one, by: actions.decide(one, S.DECLINED, by=by, reason="No."), {S.SUBMITTED}),
    "identify": (lambda one, by: actions.identify(one, None, by=by), {S.SUBMITTED}),
    "suspend": (lambda one, by: actions.suspend(one, by=by, reason="Silence."), {S.VERIFIED}),
    "reinstate": (lambda one, by: actions.reinstate(one, by=by, reason="Answer."), {S.SUSPENDED}),
}
STATES = [S.LISTED, S.DRAFT, S.SUBMITTED, S.QUESTION, S.DEFERRED, S.DECLINED, S.VERIFIED, S.SUSPENDED, S.MERGED]


def in_state(state) -> Organization:
    """An organization in this state, by the way that leads there."""
    if state == S.LISTED:
        return actions.list_named("Lakeside", source="A report", country=State.objects.get(iso3="KEN"))
    if state == S.MERGED:
        return OrganizationFactory(state=state, verified_at=None, merged_into=OrganizationFactory())
    return make_application(state)


@pytest.mark.parametrize("state", STATES)
def test_a_move_happens_where_it_may_and_is_refused_everywhere_else(coordinator, state):
    made = in_state(state)
    events, sent = AuditEvent.objects.count(), OutgoingMail.objects.count()

    for move, (act, allowed) in MOVES.items():
        organization = Organization.objects.get(pk=made.pk)
        if state in allowed:
            with undone():
                act(organization, coordinator)
            continue
        with pytest.raises(InvalidMove) as refusal:
            act(organization, coordinator)

        assert organization.get_state_display() in str(refusal.value), move
        assert Organization.objects.get(pk=made.pk).state == state, move
        assert (AuditEvent.objects.count(), OutgoingMail.objects.count()) == (events, sent), move
