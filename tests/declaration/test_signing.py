"""Signing, withdrawing, hiding: who may, when, and that one organization has one signature."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from organizations.models import Membership, Organization, OrganizationState, Role
from portal import audit
from portal.mechanism.models import State as Country
from portal.models import AuditEvent, OutgoingMail
from portal.records import InvalidMove
from submissions.declaration import actions, checking, counting, ledger
from submissions.declaration.models import Declaration, DeclarationState, LedgerEntry, Signature
from submissions.declaration.permissions import may_sign
from tests.factories.declaration import let_time_pass, make_declaration, make_draft, owner_of, sign
from tests.factories.organizations import CoordinatorFactory, MembershipFactory, OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def declaration():
    return make_declaration()


@pytest.fixture
def organization():
    return OrganizationFactory()


def mails() -> list[tuple[str, str]]:
    return list(OutgoingMail.objects.order_by("pk").values_list("template", "to"))


def test_a_signature_comes_with_its_person_and_its_entry(declaration, organization):
    owner = owner_of(organization)

    signature = sign(declaration, organization, name="  Noor \n Haddad ", person_named=True)

    entry = ledger.head(declaration)
    assert (signature.state, signature.entry, signature.signed_at) == (Signature.State.LIVE, entry, entry.created_at)
    assert (signature.organization_name, signature.country_code) == (organization.legal_name, "KEN")
    assert signature.version.language == declaration.authentic_language
    person = signature.signatory
    assert (person.user, person.name, person.position, person.named) == (owner, "Noor Haddad", "Director", True)
    body = json.loads(entry.body)
    assert body["text"] == signature.version.sha256
    assert body["commitment"] == ledger.commitment(signature.salt, **ledger.committed_facts(signature))
    assert checking.verify(declaration).ok
    assert [(event.verb, event.actor) for event in audit.history(signature)] == [("sign", owner)]


def test_the_signer_gets_a_receipt_and_each_colleague_a_note(declaration, organization):
    owner = owner_of(organization)
    colleague = MembershipFactory(organization=organization, role=Role.VIEWER).user
    MembershipFactory(organization=organization, state=Membership.State.ENDED, ended_at=timezone.now())
    MembershipFactory(organization=organization, user=UserFactory(is_active=False))

    signature = sign(declaration, organization)

    assert mails() == [("declaration/email/receipt", owner.email), ("declaration/email/signed", colleague.email)]
    receipt, note = OutgoingMail.objects.order_by("pk")
    assert signature.entry.hash in receipt.text
    assert signature.version.sha256 in receipt.text
    assert f"/declaration/{declaration.slug}/receipt/{signature.entry.hash}/" in receipt.text
    assert f"{declaration.slug}/{signature.entry.seq}" in note.text
    for mail in (receipt, note):
        assert organization.legal_name not in mail.subject + mail.text + mail.html
        assert "Haddad" not in mail.text


def test_a_mail_is_written_in_the_language_of_its_reader(declaration, organization):
    colleague = MembershipFactory(organization=organization, user=UserFactory(language="fr")).user

    sign(declaration, organization)

    assert OutgoingMail.objects.get(to=colleague.email).language == "fr"


def test_signing_again_gives_what_stands_and_changes_nothing(declaration, organization):
    colleague = MembershipFactory(organization=organization, role=Role.SIGNATORY).user
    first = sign(declaration, organization)
    before = (declaration.entries.count(), OutgoingMail.objects.count(), AuditEvent.objects.count())

    assert sign(declaration, organization) == first
    assert sign(declaration, organization, by=colleague, name="Another", organization_named=False) == first

    assert before == (declaration.entries.count(), OutgoingMail.objects.count(), AuditEvent.objects.count())
    assert declaration.signatures.get().signatory.name == "Noor Haddad"


def test_the_same_form_sent_after_a_withdrawal_does_not_sign_again(declaration, organization):
    key = uuid4()
    first = sign(declaration, organization, form_key=key)
    actions.withdraw(first, by=owner_of(organization), reason="By mistake")

    assert sign(declaration, organization, form_key=key) == first
    assert not declaration.signatures.live().exists()

    again = sign(declaration, organization, form_key=uuid4())
    assert again != first
    assert sign(declaration, organization, form_key=key) == again


def test_a_form_key_of_somebody_else_makes_no_signature(declaration, organization):
    key = uuid4()
    sign(declaration, form_key=key)
    entries = declaration.entries.count()

    with pytest.raises(InvalidMove, match="used before"):
        sign(declaration, organization, form_key=key)

    assert not declaration.signatures.filter(organization=organization).exists()
    assert declaration.entries.count() == entries
    assert checking.verify(declaration).ok


def test_the_database_itself_refuses_a_second_live_signature(declaration, organization):
    first = sign(declaration, organization)
    entry = ledger.append(declaration, "sign", text=first.version.sha256, version=1, commitment="0" * 64)

    with pytest.raises(IntegrityError, match=r"one_live_signature|declaration_id"), transaction.atomic():
        Signature.objects.create(
            declaration=declaration, organization=organization, version=first.version, entry=entry,
            signed_at=timezone.now(),
        )  # fmt: skip


def test_one_organization_signs_each_declaration_on_its_own(organization):
    assert sign(make_declaration(), organization) != sign(make_declaration(), organization)


@pytest.mark.parametrize("role", Role)
def test_only_owners_and_signatories_sign(declaration, organization, role):
    user = MembershipFactory(organization=organization, role=role).user

    if role in (Role.OWNER, Role.SIGNATORY):
        assert sign(declaration, organization, by=user).signatory.user == user
    else:
        with pytest.raises(InvalidMove, match="owner or a signatory"):
            sign(declaration, organization, by=user)
        assert not declaration.signatures.exists()


@pytest.mark.parametrize("state", [s for s in OrganizationState if s != OrganizationState.MERGED])
def test_only_a_verified_organization_signs(declaration, organization, state):
    Organization.objects.filter(pk=organization.pk).update(state=state)

    if state == OrganizationState.VERIFIED:
        assert sign(declaration, organization)
    else:
        with pytest.raises(InvalidMove, match="verified organization"):
            sign(declaration, organization)
        assert not declaration.signatures.exists()


@pytest.mark.parametrize("user", [UserFactory, CoordinatorFactory])
def test_nobody_signs_for_an_organization_that_is_not_theirs(declaration, organization, user):
    with pytest.raises(InvalidMove):
        sign(declaration, organization, by=user())

    assert not declaration.signatures.exists()


def test_a_membership_that_ended_signs_nothing(organization):
    membership = organization.memberships.get()
    assert may_sign(membership.user, organization)

    Membership.objects.filter(pk=membership.pk).update(state=Membership.State.ENDED, ended_at=timezone.now())

    assert not may_sign(membership.user, organization)


@pytest.mark.parametrize("state", [state for state in DeclarationState if state != DeclarationState.OPEN])
def test_only_an_open_declaration_is_signed(declaration, organization, state):
    Declaration.objects.filter(pk=declaration.pk).update(state=state)

    with pytest.raises(InvalidMove, match="Signing"):
        sign(declaration, organization)

    assert not declaration.signatures.exists()


def test_the_clock_of_the_server_decides_not_the_state(organization):
    with pytest.raises(InvalidMove, match="Signing opens on"):
        sign(make_declaration(opened=timedelta(days=-1)), organization)
    with pytest.raises(InvalidMove, match="Signing ended on"):
        sign(let_time_pass(make_declaration()), organization)
    with pytest.raises(InvalidMove, match="Signing has not opened"):
        sign(make_draft(), organization)

    assert not Signature.objects.exists()


def test_after_the_end_a_second_signing_still_shows_what_stands(declaration, organization):
    first = sign(declaration, organization)

    assert sign(let_time_pass(declaration), organization) == first


def test_a_person_is_named_only_with_the_organization(declaration):
    signature = sign(declaration, organization_named=False, person_named=True)

    assert not signature.signatory.named
    assert signature not in Signature.objects.public()


def test_a_suspended_organization_keeps_its_signature(declaration, organization):
    signature = sign(declaration, organization)
    Organization.objects.filter(pk=organization.pk).update(state=OrganizationState.SUSPENDED)

    signature = Signature.objects.public().get(pk=signature.pk)
    assert signature.is_suspended
    assert counting.count(declaration).signed == 1


def test_a_withdrawn_signature_leaves_the_list_and_stays_in_the_chain(declaration, organization):
    owner = owner_of(organization)
    colleague = MembershipFactory(organization=organization).user
    signature = sign(declaration, organization)
    OutgoingMail.objects.all().delete()

    signature = actions.withdraw(signature, by=owner, reason="The board decided so")

    entry = ledger.head(declaration)
    assert (signature.state, signature.revoke_entry, signature.revoked_at) == (
        Signature.State.WITHDRAWN, entry, entry.created_at,
    )  # fmt: skip
    assert json.loads(entry.body)["of"] == signature.entry.hash
    assert (entry.kind, declaration.entries.count()) == (LedgerEntry.Kind.REVOKE, 3)
    assert counting.count(declaration).signed == 0
    assert checking.verify(declaration).ok
    assert mails() == [
        ("declaration/email/withdrawn", owner.email),
        ("declaration/email/withdrawn", colleague.email),
    ]


def test_the_reason_of_a_withdrawal_stays_with_the_organization(declaration, organization):
    signature = actions.withdraw(sign(declaration, organization), by=owner_of(organization), reason="canary-reason")

    assert signature.revoke_reason == "canary-reason"
    assert "canary-reason" not in "".join(declaration.entries.values_list("body", flat=True))
    assert "canary-reason" not in "".join(OutgoingMail.objects.values_list("text", flat=True))
    assert not AuditEvent.objects.filter(reason__contains="canary").exists()


def test_withdrawing_twice_says_when_it_was_withdrawn(declaration, organization):
    signature, owner = sign(declaration, organization), owner_of(organization)
    actions.withdraw(signature, by=owner, reason="Once")

    with pytest.raises(InvalidMove, match="was withdrawn on"):
        actions.withdraw(signature, by=owner, reason="Twice")

    assert declaration.entries.filter(kind=LedgerEntry.Kind.REVOKE).count() == 1


@pytest.mark.parametrize("end", [let_time_pass, lambda declaration: actions.close(declaration, by=None)])
def test_after_the_end_a_signature_stands(declaration, organization, end):
    signature = sign(declaration, organization)
    end(declaration)

    with pytest.raises(InvalidMove, match="so the signature stands"):
        actions.withdraw(Signature.objects.get(pk=signature.pk), by=owner_of(organization), reason="Late")

    assert declaration.signatures.live().count() == 1


@pytest.mark.parametrize("role", [Role.VIEWER, Role.EDITOR])
@pytest.mark.parametrize(
    "act", [lambda s, by: actions.withdraw(s, by=by, reason="No"), lambda s, by: actions.hide(s, by=by)]
)
def test_others_neither_withdraw_nor_hide(declaration, organization, role, act):
    signature = sign(declaration, organization)
    for user in (MembershipFactory(organization=organization, role=role).user, UserFactory(), CoordinatorFactory()):
        with pytest.raises(InvalidMove, match="owner or a signatory"):
            act(signature, user)

    signature.refresh_from_db()
    assert (signature.state, signature.organization_named) == (Signature.State.LIVE, True)


def test_a_suspended_organization_may_still_withdraw_and_hide(declaration, organization):
    signature, owner = sign(declaration, organization), owner_of(organization)
    Organization.objects.filter(pk=organization.pk).update(state=OrganizationState.SUSPENDED)

    assert not actions.hide(signature, by=owner).organization_named
    assert actions.withdraw(signature, by=owner, reason="Yes").state == Signature.State.WITHDRAWN


def test_hiding_takes_the_names_away_and_leaves_chain_and_count(declaration, organization):
    colleague = MembershipFactory(organization=organization).user
    signature = sign(declaration, organization, person_named=True)
    head = ledger.head(declaration)
    OutgoingMail.objects.all().delete()

    actions.hide(signature, by=owner_of(organization))

    signature = Signature.objects.get(pk=signature.pk)
    assert (signature.organization_named, signature.signatory.named) == (False, False)
    assert list(ledger.openings(signature)) == []
    tally = counting.count(declaration)
    assert (tally.signed, tally.hidden, tally.countries) == (1, 1, 0)
    assert ledger.head(declaration) == head
    assert checking.verify(declaration).ok
    assert mails() == [("declaration/email/hidden", colleague.email)]


def test_hiding_twice_is_hiding_once(declaration, organization):
    signature, owner = sign(declaration, organization), owner_of(organization)
    actions.hide(signature, by=owner)
    events = AuditEvent.objects.count()

    actions.hide(signature, by=owner)

    assert AuditEvent.objects.count() == events


def test_names_can_be_hidden_after_the_end(declaration, organization):
    signature = sign(declaration, organization)
    actions.close(declaration, by=None)

    assert not actions.hide(signature, by=owner_of(organization)).organization_named


def test_a_hidden_signature_is_its_organizations_business_alone(declaration, organization):
    signature = sign(declaration, organization, organization_named=False)
    colleague = MembershipFactory(organization=organization, role=Role.VIEWER).user

    assert signature in Signature.objects.visible_to(colleague)
    assert signature in Signature.objects.own(colleague)
    for user in (CoordinatorFactory(), owner_of(OrganizationFactory())):
        assert signature not in Signature.objects.visible_to(user)
        assert signature not in Signature.objects.own(user)


def test_countries_are_counted_without_the_hidden_ones(declaration):
    sign(declaration)
    sign(declaration)
    sign(declaration, OrganizationFactory(country=Country.objects.get(iso3="FRA")), organization_named=False)

    tally = counting.count(declaration)

    assert (tally.signed, tally.named, tally.hidden, tally.countries) == (3, 2, 1, 1)
