"""Who chose not to be named is nowhere: on no page, in no file, filter, mail of others, order or gap."""

import json
import re
from uuid import UUID

import pytest
from django.urls import reverse

from portal.mechanism.models import State as Country
from portal.models import AuditEvent, OutgoingMail
from submissions.declaration import actions
from submissions.declaration.models import Declaration, Signature
from tests.factories.declaration import make_declaration, owner_of, sign
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def hidden() -> Signature:
    """A hidden signature between two named ones: a name, country and person that stand nowhere else."""
    declaration = make_declaration()
    sign(declaration)
    organization = OrganizationFactory(
        legal_name="Canary Xylophone Trust", slug="canary-xylophone", country=Country.objects.get(iso3="TUV"),
        uuid=UUID("cafecafe-cafe-4afe-8afe-cafecafecafe"),
    )  # fmt: skip
    signature = sign(
        declaration, organization, name="Zebulon Quagga", position="Zookeeper", organization_named=False,
        person_named=True,
    )  # fmt: skip
    sign(declaration, person_named=True)
    return signature


def canaries(signature: Signature) -> list[str]:
    """Everything that would give the organization away."""
    return [
        "xylophone", "cafecafe", "zebulon", "zookeeper", "tuvalu", "توفالو", "tuv", signature.salt,
        signature.person_commitment, signature.signatory.salt, str(signature.uuid),
        owner_of(signature.organization).email,
    ]  # fmt: skip


def public_addresses(declaration: Declaration) -> list[str]:
    """Every page and file of the declaration, in two languages, every receipt and every filter."""
    slug = declaration.slug
    pages = [
        reverse("declaration:declaration_current"),
        reverse("declaration:declaration_detail", args=[slug]),
        reverse("declaration:signatory_list", args=[slug]),
        reverse("declaration:receipt_find", args=[slug]),
        *(entry.get_absolute_url() for entry in declaration.entries.all()),
    ]
    pages += [page.replace("/en/", "/ar/") for page in pages]
    files = [reverse(f"declaration_data:{name}", args=[slug]) for name in ("ledger", "openings", "head")]
    return pages + files


def content(client, address: str) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200, address
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode().lower()


def without_address(text: str, *words: str) -> str:
    """A page without the words that were asked for, which it repeats in its form and its links."""
    for word in words:
        text = text.replace(word.lower(), "")
    return re.sub(r"\d\d:\d\d utc", "", text)


def readers(signature: Signature) -> list:
    """Nobody, another signatory, and a coordinator."""
    other = signature.declaration.signatures.public().first().organization
    return [None, owner_of(other), CoordinatorFactory()]


def test_no_page_and_no_file_gives_a_hidden_signatory_away(client, hidden):
    for reader in readers(hidden):
        if reader:
            client.force_login(reader)
        for address in public_addresses(hidden.declaration):
            text = content(client, address)
            found = [canary for canary in canaries(hidden) if canary.lower() in text.replace(hidden.entry.hash, "")]
            assert not found, (address, found)


def test_the_canary_would_be_found(client, hidden):
    Signature.objects.filter(pk=hidden.pk).update(organization_named=True)

    pages = "".join(content(client, address) for address in public_addresses(hidden.declaration))

    assert "xylophone" in pages
    assert "tuvalu" in pages


def test_desks_and_queues_of_others_do_not_show_it(client, hidden):
    declaration = hidden.declaration
    for reader in readers(hidden)[1:]:
        client.force_login(reader)
        addresses = [
            reverse("declaration:desk_list"),
            reverse("declaration:desk_sign", args=[declaration.slug]),
            reverse("declaration_manage"),
            reverse("declaration_manage_detail", args=[declaration.slug]),
        ]
        for address in addresses:
            text = client.get(address).text.lower()
            assert not [canary for canary in canaries(hidden) if canary.lower() in text], address


def test_asking_for_a_hidden_signatory_is_like_asking_for_a_made_up_one(client, hidden):
    for real, made_up in [
        ({"q": "Canary Xylophone Trust"}, {"q": "Sparrow Glockenspiel Union"}),
        ({"q": "xylo"}, {"q": "gloc"}),
        ({"country": "TUV"}, {"country": "QQQ"}),
        ({"q": "canary", "country": "TUV"}, {"q": "sparrow", "country": "QQQ"}),
    ]:
        address = reverse("declaration:signatory_list", args=[hidden.declaration.slug])

        answers = [
            without_address(
                client.get(address, asked).text.lower(), *asked.values(), *(v.replace(" ", "+") for v in asked.values())
            )
            for asked in (real, made_up)
        ]

        assert answers[0] == answers[1], real


def test_a_hidden_signature_changes_two_numbers_and_nothing_else_on_the_list(client):
    declaration = make_declaration(goal=None)
    sign(declaration)
    sign(declaration)
    address = reverse("declaration:signatory_list", args=[declaration.slug])
    before = client.get(address).text

    sign(declaration, OrganizationFactory(country=Country.objects.get(iso3="TUV")), organization_named=False)

    after = client.get(address).text
    after = after.replace("3 organizations have signed.", "2 organizations have signed.")
    after = after.replace("1 of them chose not to be named.", "")
    assert after.split() == before.split()


def test_receipts_of_hidden_and_withdrawn_signatures_read_alike(client, hidden):
    declaration = hidden.declaration
    withdrawn = sign(declaration)
    sign(declaration)
    actions.withdraw(withdrawn, by=owner_of(withdrawn.organization), reason="Board")

    for signature in (hidden, withdrawn):
        text = client.get(signature.entry.get_absolute_url()).text
        assert "An organization that is not named here" in text
        assert signature.organization_name not in text


def test_entries_of_hidden_signatures_look_like_all_others(hidden):
    bodies = [json.loads(entry.body) for entry in hidden.declaration.entries.filter(kind="sign")]

    assert {tuple(sorted(body)) for body in bodies} == {("at", "commitment", "kind", "seq", "text", "version")}
    assert len({(body["text"], body["version"]) for body in bodies}) == 1


def test_mails_and_events_hold_no_name(hidden):
    mails = "".join(mail.subject + mail.text + mail.html for mail in OutgoingMail.objects.all()).lower()
    events = "".join(f"{event.reason}{event.data}" for event in AuditEvent.objects.all()).lower()

    for canary in ("xylophone", "zebulon", "tuvalu"):
        assert canary not in mails
        assert canary not in events


def test_who_asks_to_be_hidden_is_gone_from_everywhere_at_once(client, hidden):
    declaration = hidden.declaration
    named = declaration.signatures.public().last()
    addresses = public_addresses(declaration)
    assert any(named.organization_name.lower() in content(client, address) for address in addresses)

    actions.hide(named, by=owner_of(named.organization))

    for address in addresses:
        text = content(client, address)
        assert named.organization_name.lower() not in text, address
        assert named.salt not in text, address
        assert "noor haddad" not in text, address
