"""Many at the same moment: one signature for an organization, one chain for all."""

from functools import partial
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from organizations.models import Role, User
from portal.models import OutgoingMail
from submissions.declaration import actions, checking, ledger
from submissions.declaration.models import LedgerEntry, Signature
from tests.database import together
from tests.factories.declaration import make_declaration, owner_of, sign
from tests.factories.organizations import MembershipFactory, OrganizationFactory

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("committed_db")]
MANY = 20


def signed_in(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def send(client: Client, declaration, organization) -> tuple[int, str]:
    """Sign through the page, and read what it leads to."""
    words = {
        "form_key": uuid4(), "organization": organization.uuid, "name": "Noor Haddad", "position": "Director",
        "authorised": "on", "organization_named": "on",
    }  # fmt: skip
    address = reverse("declaration:desk_sign", args=[declaration.slug])
    answer = client.post(address, words, follow=True)
    return answer.status_code, answer.text


def test_twenty_colleagues_who_sign_at_once_make_one_signature():
    declaration, organization = make_declaration(), OrganizationFactory()
    colleagues = [MembershipFactory(organization=organization, role=Role.SIGNATORY).user for _ in range(MANY)]
    calls = [partial(send, signed_in(user), declaration, organization) for user in colleagues]

    answers = together(*calls)

    signature = Signature.objects.get()
    assert LedgerEntry.objects.filter(kind=LedgerEntry.Kind.SIGN).count() == 1
    assert [answer[0] for answer in answers] == [200] * MANY
    assert all(signature.entry.hash in answer[1] for answer in answers)
    assert all("by your organization" in answer[1] for answer in answers)
    assert OutgoingMail.objects.filter(template="declaration/email/receipt").count() == 1
    assert checking.verify(declaration).ok


def test_many_organizations_that_sign_at_once_make_one_chain():
    declaration = make_declaration()
    organizations = [OrganizationFactory() for _ in range(MANY)]
    calls = [partial(send, signed_in(owner_of(one)), declaration, one) for one in organizations]

    answers = together(*calls)

    assert [answer[0] for answer in answers] == [200] * MANY
    assert declaration.signatures.live().count() == MANY
    verdict = checking.verify(declaration)
    assert (verdict.ok, verdict.count) == (True, MANY + 1)


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
