"""An individual who is not named is nowhere: on no page, in no file, mail, event or list, nor by number or order."""

import json
import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from portal.models import AuditEvent, OutgoingMail
from submissions.declaration.supporters import actions, batching
from submissions.declaration.supporters.models import Supporter
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory
from tests.factories.supporters import ask, make_supporter, token

pytestmark = pytest.mark.django_db
EMAIL = "canary.quagga@xylophone.example"
CANARIES = ["canary", "quagga", "xylophone", "tuvalu", "توفالو", "tuv"]


@pytest.fixture
def hidden(declaration) -> Supporter:
    """Somebody without a name between two named ones, from a country of which nobody else is; counted and chained."""
    make_supporter(declaration, name="Amal")
    supporter = make_supporter(declaration, EMAIL, country="TUV")
    make_supporter(declaration, name="Zaid")
    ask(declaration, "canary.pending@xylophone.example", name="Quagga", country="TUV")
    batching.batch(declaration)
    supporter.refresh_from_db()
    return supporter


def secrets_of(supporter: Supporter) -> list[str]:
    """Everything that would give somebody away, but for the commitment, which says nothing."""
    links = [token(EMAIL, kind) for kind in ("own", "confirm")]
    columns = ("salt", "person_salt", "person_commitment", "email_hmac", "written_hmac", "own_hash", "confirm_hash")
    return [*CANARIES, *links, str(supporter.uuid), *(getattr(supporter, name) for name in columns)]


def addresses(declaration) -> list[str]:
    """Every public page and file that speaks of supporters or of the ledger."""
    slug = declaration.slug
    names = ("declaration_detail", "signatory_list", "signatory_countries", "receipt_find", "supporter_list")
    pages = [reverse(f"declaration:{name}", args=[slug]) for name in names]
    pages += [entry.get_absolute_url() for entry in declaration.entries.all()]
    pages += [reverse("declaration:support_sent", args=[slug]), reverse("declaration:support_withdrawn", args=[slug])]
    files = [f"/declaration/{slug}/{name}" for name in (
        "ledger.jsonl", "openings.jsonl", "head.txt", "heads.atom", "supporters.csv", "supporters.json",
        "supporters-by-country.csv", "supporters-by-country.json", "signatories.csv", "badge/en.svg",
    )]  # fmt: skip
    return [*pages, *(page.replace("/en/", "/ar/") for page in pages), *files]


def content(client, address: str) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200, address
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode().lower()


def leaks(text: str, supporter: Supporter) -> list[str]:
    """What of the supporter stands in a text."""
    return found_in(text, secrets_of(supporter))


def found_in(text: str, secrets: list[str]) -> list[str]:
    """Which of these stand in a text; three letters count as a word alone, for tokens and links hold any three."""
    patterns = {one: rf"\b{re.escape(one)}\b" if len(one) < 4 else re.escape(one) for one in secrets}
    return [secret for secret, pattern in patterns.items() if re.search(pattern, text, re.IGNORECASE)]


def test_no_page_and_no_file_gives_somebody_away_to_anybody(client, hidden):
    declaration = hidden.declaration
    staff = [
        reverse(f"declaration_{name}", args=[declaration.slug])
        for name in ("manage_detail", "manage_supporters", "manage_supporters_switch")
    ]
    for reader, asked in ((None, []), (OrganizationFactory().members.get(), []), (CoordinatorFactory(), staff)):
        if reader:
            client.force_login(reader)
        for address in [*addresses(declaration), *asked]:
            assert leaks(content(client, address), hidden) == [], address


def test_the_canary_would_be_found(client, hidden):
    declaration = hidden.declaration
    make_supporter(declaration, name="Canary Quagga", country="TUV")
    cache.clear()

    found = "".join(content(client, address) for address in addresses(declaration))

    assert {"canary", "quagga", "tuvalu", "tuv"} <= set(leaks(found, hidden))


def test_lists_and_files_are_equal_byte_for_byte_but_for_two_numbers(client, declaration):
    make_supporter(declaration, name="Amal")
    make_supporter(declaration, name="Zaid")
    listed = addresses(declaration)[4]
    before = content(client, listed), json.loads(content(client, f"/declaration/{declaration.slug}/supporters.json"))

    make_supporter(declaration, EMAIL, country="TUV")
    cache.clear()

    after = content(client, listed).replace("3 individuals", "2 individuals")
    one = "1 of them is counted without a country: too few are from there to say it."
    assert after.replace(one, "").split() == before[0].split()
    file = json.loads(content(client, f"/declaration/{declaration.slug}/supporters.json"))
    assert file["rows"] == before[1]["rows"]


def test_mails_and_events_hold_nothing_of_what_was_written(hidden):
    mails = "".join(f"{one.subject}{one.text}{one.html}" for one in OutgoingMail.objects.all()).lower()
    events = "".join(f"{one.reason}{one.data}{one.before}{one.after}" for one in AuditEvent.objects.all()).lower()

    assert found_in(mails + events, CANARIES) == []
    assert found_in(mails + events + " of Tuvalu (TUV)", CANARIES) == ["tuvalu", "tuv"]
    assert not AuditEvent.objects.filter(object_type="submissions.supporter", actor__isnull=False).exists()


def test_no_table_of_ours_holds_an_address_or_a_name_that_is_not_shown(hidden):
    rows = "".join(str(row) for row in Supporter.objects.filter(state="confirmed").values()).lower()

    assert [word for word in ("canary", "quagga", "xylophone") if word in rows] == []


def test_who_withdraws_is_gone_from_everywhere_at_once_but_for_the_sealed_hash(client, declaration):
    supporter = make_supporter(declaration, EMAIL, name="Canary Quagga", country="TUV")
    batching.batch(declaration)
    secrets = secrets_of(Supporter.objects.get(pk=supporter.pk))

    actions.withdraw(supporter)
    cache.clear()

    for address in addresses(declaration):
        text = content(client, address)
        assert [secret for secret in secrets if secret.lower() in text] == [], address
    assert supporter.commitment in content(client, f"/declaration/{declaration.slug}/openings.jsonl")
    assert not [secret for secret in secrets[6:] if secret in str(Supporter.objects.values().get(pk=supporter.pk))[50:]
                and secret != str(supporter.uuid)]  # fmt: skip
