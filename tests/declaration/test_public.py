"""What the public takes along: lists by country, files, badge, announcement, receipt on paper; and nobody hidden."""

import io
import json
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pikepdf
import pytest
from bs4 import BeautifulSoup
from defusedxml import ElementTree
from django.core.cache import cache
from django.urls import reverse

from portal import pdf
from portal.mechanism.models import State as Country
from submissions.declaration import checking, counting, ledger
from submissions.declaration.models import Signature
from submissions.declaration.tasks import check_ledgers
from tests.factories.declaration import make_declaration, owner_of, sign
from tests.factories.organizations import MembershipFactory, OrganizationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def declaration():
    return make_declaration()


def signed_from(declaration, iso3: str, **words) -> Signature:
    return sign(declaration, OrganizationFactory(country=Country.objects.get(iso3=iso3)), **words)


def data(name: str, declaration, *args: str) -> str:
    return reverse(f"declaration_data:{name}", args=[declaration.slug, *args])


def body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def words_of(answer) -> str:
    """What stands in a PDF's metadata, the title among it."""
    with pikepdf.open(io.BytesIO(answer.content)) as document:
        return document.Root.Metadata.read_bytes().decode()


def test_the_roll_and_the_table_count_countries_by_region_without_the_hidden(client, declaration):
    for iso3 in ("KEN", "KEN", "FRA"):
        signed_from(declaration, iso3)
    signed_from(declaration, "TUV", organization_named=False)

    page = client.get(reverse("declaration:signatory_countries", args=[declaration.slug])).text

    assert page.index("African States") < page.index("Western European and other States")
    assert "Kenya: 2" in page
    assert "France: 1" in page
    assert "TUV" not in page
    assert "Tuvalu" not in page


def test_counting_asks_one_question_and_repeats_it_for_ten_seconds(declaration, django_assert_num_queries):
    signed_from(declaration, "KEN")
    with django_assert_num_queries(1):
        first = counting.tally(declaration)
    sign(declaration)
    with django_assert_num_queries(0):
        assert counting.tally(declaration) == first

    cache.clear()
    assert counting.tally(declaration).signed == 2


def test_the_list_never_lags(client, declaration):
    address = reverse("declaration:signatory_list", args=[declaration.slug])
    client.get(address)
    signature = sign(declaration)

    assert signature.organization_name in client.get(address).text


@pytest.mark.parametrize("kind", ["csv", "json", "xlsx"])
def test_the_files_have_the_named_ones_and_nobody_else(client, declaration, kind):
    named = sign(declaration, OrganizationFactory(legal_name="=Evil(1)"), person_named=True)
    hidden = sign(declaration, OrganizationFactory(legal_name="Canary Trust"), organization_named=False)

    answer = client.get(data("signatories", declaration, kind))

    content = body(answer)
    assert answer.status_code == 200
    assert hidden.organization_name.encode() not in content
    if kind == "csv":
        assert b",'=Evil(1)," in content
    if kind == "json":
        (row,) = json.loads(content)["rows"]
        assert (row["organization"], row["fingerprint"], row["person"]) == (
            "=Evil(1)", named.entry.hash, "Noor Haddad",
        )  # fmt: skip


def test_a_file_is_narrowed_as_its_page_is(client, declaration):
    signed_from(declaration, "KEN")
    signed_from(declaration, "FRA")

    rows = json.loads(body(client.get(data("signatories", declaration, "json"), {"country": "fra"})))["rows"]

    assert [row["country"] for row in rows] == ["FRA"]
    assert client.get(data("signatories", declaration, "exe")).status_code == 404


def test_the_badge_is_a_picture_with_a_number_and_no_script(client, declaration):
    sign(declaration, organization_named=False)

    answer = client.get(data("badge", declaration, "fr"))

    root = ElementTree.fromstring(answer.content)
    assert root.tag.endswith("svg")
    assert {one.tag.rpartition("}")[2] for one in root.iter()} == {"svg", "title", "rect", "text"}
    assert "1 organization has signed" in answer.text
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Set-Cookie" not in answer.headers
    assert client.get(data("badge", declaration, "xx")).status_code == 404


def test_what_is_passed_on_opens_in_the_readers_own_language(client, settings):
    settings.BASE_URL = "https://record.example"
    title = "Nous & vous : « Palerme »"
    declaration = make_declaration(title=title)
    short = f"https://record.example/declaration/{declaration.slug}/"

    page = BeautifulSoup(client.get(f"/fr/declaration/{declaration.slug}/").text, "html.parser").select_one("#share")
    mail = urlsplit(page.select_one("a[href^=mailto]")["href"])
    picture = BeautifulSoup(page.select_one("code.hash").text, "html.parser").img

    assert page.select_one("code").text == short
    assert parse_qs(mail.query) == {"subject": [title], "body": [short]}
    assert (picture["alt"], picture["src"]) == (title, f"{short}badge/fr.svg")
    assert client.get(urlsplit(picture["src"]).path)["Content-Type"].startswith("image/svg+xml")
    answer = client.get(urlsplit(short).path, headers={"accept-language": "ar"})
    assert answer["Location"] == f"/ar/declaration/{declaration.slug}/"


@pytest.mark.paper
@pytest.mark.parametrize("language", ["en", "ar", "zh-hans"])
def test_the_announcement_is_a_pdf_in_each_language(client, declaration, language):
    answer = client.get(data("announcement", declaration, language))

    assert answer.headers["Content-Type"] == "application/pdf"
    assert declaration.title in words_of(answer)


@pytest.mark.paper
def test_the_receipt_on_paper_is_for_those_who_act_for_the_organization(client, declaration):
    signature = sign(declaration)
    address = reverse("declaration:desk_receipt", args=[signature.uuid])
    viewer = MembershipFactory(organization=signature.organization, role="viewer").user

    client.force_login(viewer)
    answer = client.get(address)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store, private" or "no-store" in answer.headers["Cache-Control"]

    client.force_login(owner_of(OrganizationFactory()))
    assert client.get(address).status_code == 404


def test_without_pango_no_pdf_is_offered_and_the_address_says_why(client, declaration, monkeypatch):
    monkeypatch.setattr(pdf, "_weasyprint", lambda: None)

    assert "announcement" not in client.get(declaration.get_absolute_url()).text
    assert client.get(data("announcement", declaration, "en")).status_code == 501


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=9, minutes=1), "9 days are left."),
        (timedelta(days=1, minutes=1), "1 day is left."),
        (timedelta(hours=5, minutes=1), "5 hours are left."),
        (timedelta(minutes=20), "Less than an hour is left."),
    ],
)
def test_the_time_that_is_left_stands_in_words(client, left, words):
    assert words in client.get(make_declaration(closes=left).get_absolute_url()).text


def test_a_long_ledger_is_checked_by_the_worker_and_not_by_pages(client, declaration, monkeypatch):
    monkeypatch.setattr(checking, "CHECKED_BY_PAGES", 0)
    sign(declaration)
    assert "This server has not checked the chain yet." in client.get(declaration.get_absolute_url()).text

    check_ledgers.call()
    cache.clear()

    assert "Entries 1 to 2" in client.get(declaration.get_absolute_url()).text
    assert checking.kept(declaration).head == ledger.head(declaration).hash
