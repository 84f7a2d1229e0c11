"""Many at the same moment: one signature for an organization, one chain for all."""

from functools import partial
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from organizations.models import Role, User
from portal import limits
from submissions.declaration import actions, checking, ledger
from submissions.declaration.models import LedgerEntry
from tests.database import together
from tests.factories.declaration import make_declaration, owner_of, sign
from tests.factories.organizations import MembershipFactory, OrganizationFactory

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("committed_db")]
MANY = 20
COLLEAGUES, ROUNDS = 50, 10
ORGANIZATIONS = 80  # bench/signing.py does it with thousands


def signed_in(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def post(client: Client, declaration, organization) -> int:
    """Sign through the page; the status alone."""
    words = {
        "form_key": uuid4(), "organization": organization.uuid, "name": "Noor Haddad", "position": "Director",
        "authorised": "on", "organization_named": "on",
    }  # fmt: skip
    return client.post(reverse("declaration:desk_sign", args=[declaration.slug]), words).status_code


def test_fifty_sessions_of_one_organization_make_one_signature_in_each_of_ten_rounds(monkeypatch):
    monkeypatch.setitem(limits.LIMITS, "signing", limits.Limit(3600, account=100, network=1000))
    organization = OrganizationFactory()
    users = [MembershipFactory(organization=organization, role=Role.SIGNATORY).user for _ in range(COLLEAGUES)]
    sessions = [signed_in(user) for user in users]
    for _ in range(ROUNDS):
        declaration = make_declaration()

        statuses = together(*[partial(post, session, declaration, organization) for session in sessions])

        assert set(statuses) == {302}
        assert declaration.signatures.count() == 1
        assert declaration.entries.filter(kind=LedgerEntry.Kind.SIGN).count() == 1
        assert checking.verify(declaration).ok
    said = sessions[0].get(reverse("declaration:desk_sign", args=[declaration.slug])).text
    assert "by your organization" in said
    assert declaration.signatures.get().entry.hash in said


def test_many_organizations_that_sign_at_once_make_one_chain():
    declaration = make_declaration()
    organizations = [OrganizationFactory() for _ in range(ORGANIZATIONS)]
    calls = [partial(sign, declaration, one) for one in organizations]

    for start in range(0, ORGANIZATIONS, 40):
        together(*calls[start : start + 40])

    assert declaration.signatures.live().count() == ORGANIZATIONS
    verdict = checking.verify(declaration)
    assert (verdict.ok, verdict.count) == (True, ORGANIZATIONS + 1)


def test_signing_withdrawing_and_closing_at_once_leave_a_chain_that_holds():
    declaration = make_declaration()
    signatures = [sign(declaration) for _ in range(5)]
    newcomers = [OrganizationFactory() for _ in range(5)]
    calls = [partial(actions.withdraw, one, by=owner_of(one.organization), reason="Board") for one in signatures]
    calls += [partial(sign, declaration, one) for one in newcomers]
    calls.append(partial(actions.close, declaration, by=None))

    together(*calls)

    verdict = checking.verify(declaration)
    assert verdict.ok, verdict
    last = ledger.head(declaration)
    assert last.kind == LedgerEntry.Kind.CLOSE
    entries = declaration.entries
    standing = entries.filter(kind="sign").count() - entries.filter(kind="revoke").count()
    assert declaration.signatures.live().count() == standing
    assert f'"signatures":{standing}' in last.body


def test_one_withdrawal_sent_many_times_is_one_withdrawal():
    declaration = make_declaration()
    signature = sign(declaration)
    owner = owner_of(signature.organization)
    address = reverse("declaration:desk_withdraw", args=[signature.uuid])

    def post(client: Client) -> int:
        return client.post(address, {"reason": "Board"}).status_code

    answers = together(*[partial(post, signed_in(owner)) for _ in range(8)])

    assert sorted(answers) == [200] * 7 + [302]
    assert declaration.entries.filter(kind=LedgerEntry.Kind.REVOKE).count() == 1
    assert checking.verify(declaration).ok
