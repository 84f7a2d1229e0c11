"""The directory narrowed and as files: exactly what every reader may know, in the same order."""

import csv
import json

import pytest
from django.utils import timezone

from organizations.identity import put_away_name
from organizations.models import Organization
from portal.mechanism.models import Theme
from submissions.models import Claim
from tests.factories import consultations, declaration, dialogues, statements
from tests.factories.organizations import OrganizationFactory

pytestmark = pytest.mark.django_db
S = Organization.State
LIST = "/en/organizations/"


def rows(client, **query) -> list[dict]:
    """The rows of the directory as JSON."""
    return json.loads(b"".join(client.get("/organizations.json", query).streaming_content))["rows"]


def names(client, **query) -> list[str]:
    """The names in the file, which are those of the page."""
    found = [row["name"] for row in rows(client, **query)]
    text = client.get(LIST, query).text
    assert found == [name for name in found if f">{name}</a></h3>" in text]
    assert f"{len(found)} organization" in text
    return found


def test_a_field_of_work_narrows_the_list(client):
    mediators = OrganizationFactory(legal_name="Mediators")
    mediators.themes.add(Theme.objects.get(code="justice"), Theme.objects.get(code="victims"))
    OrganizationFactory(legal_name="Elsewhere")

    assert names(client, theme="justice") == ["Mediators"]
    assert names(client, theme="drugs") == []
    assert "Cybercrime" not in client.get(LIST).text  # nobody works on it


@pytest.fixture
def deeds():
    """One organization that signed, one that signed unnamed, one that spoke, one that wrote, one that did nothing."""
    text = declaration.make_declaration()
    declaration.sign(text, OrganizationFactory(legal_name="Signed"))
    declaration.sign(text, OrganizationFactory(legal_name="Signed unnamed"), organization_named=False)
    panel = dialogues.make_panel(dialogues.make_dialogue())
    dialogues.make_panelist(panel, organization=OrganizationFactory(legal_name="On a panel"))
    dialogues.make_intervention(
        dialogues.make_dialogue(), organization=OrganizationFactory(legal_name="From the floor")
    )
    statements.make_statement("accepted", organization=OrganizationFactory(legal_name="Wrote"))
    OrganizationFactory(legal_name="Did nothing")


def test_what_organizations_did_in_public_narrows_the_list(client, deeds):
    for did, found in [
        ("signed", ["Signed"]),
        ("spoke", ["From the floor", "On a panel"]),
        ("wrote", ["Wrote"]),
        (["signed", "wrote"], ["Signed", "Wrote"]),
    ]:
        assert names(client, did=did) == found, did


def test_the_boxes_count_what_they_find_and_not_the_unnamed(client, deeds):
    text = client.get(LIST).text

    assert '<span class="n">1</span>Signed the declaration' in text
    assert '<span class="n">2</span>Spoke at a dialogue' in text


def test_the_files_hold_what_the_profile_says_and_no_word_more(client):
    organization = OrganizationFactory(
        legal_name="=HYPERLINK(1)", acronym="LM", languages=["sw", "en"], contact_email="canary@lake.example"
    )
    organization.identifiers.create(scheme="lei", value="529900T8BM49AURSDO55", key="529900T8BM49AURSDO55")
    OrganizationFactory(legal_name="CANARY hidden", in_directory=False)
    OrganizationFactory(legal_name="CANARY draft", state=S.DRAFT, verified_at=None)

    text = b"".join(client.get("/organizations.csv").streaming_content).decode()

    table = list(csv.DictReader(line for line in text.removeprefix("\ufeff").splitlines() if line[0] != "#"))
    assert len(table) == 1
    assert table[0]["name"] == "'=HYPERLINK(1)"
    assert table[0]["identifiers"] == "lei:529900T8BM49AURSDO55"
    assert table[0]["languages"] == "sw; en"
    assert "canary" not in text.lower()
    assert client.get("/organizations.xlsx").status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        {"country": "xxx"}, {"theme": "nothing"}, {"did": "members__user__password__startswith"},
        {"kind": "x" * 10_000}, {"q": "a\0b"}, {"standing": "draft"},
    ],
    ids=["country", "theme", "lookup", "long", "NUL", "state"],
)  # fmt: skip
def test_a_filter_that_cannot_be_read_is_refused_in_files_and_said_on_the_page(client, query):
    OrganizationFactory()

    assert client.get("/organizations.csv", query).status_code == 400
    assert client.get(LIST, query).status_code in (200, 400)


@pytest.mark.parametrize("kind", ["exe", "csv2", "html"])
def test_other_kinds_of_file_do_not_exist(client, kind):
    assert client.get(f"/organizations.{kind}").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_file_asks_as_often_for_one_as_for_three(client, count, django_assert_num_queries):
    for _ in range(count):
        OrganizationFactory().themes.add(Theme.objects.first())

    with django_assert_num_queries(5):
        rows(client)


# --- the profile ---------------------------------------------------------------------------------------------------


def test_a_former_name_is_shown_where_it_was_public(client):
    organization = OrganizationFactory(legal_name="Lakeside")
    put_away_name(organization, "Harbour Youth", was_public=True)
    put_away_name(organization, "CANARY", was_public=False)

    text = client.get(organization.get_absolute_url()).text

    assert "Formerly <bdi>Harbour Youth</bdi>" in text
    assert "CANARY" not in text


def test_a_profile_names_fields_of_work_languages_numbers_and_when_the_status_was_compared(client):
    organization = OrganizationFactory(
        acronym="LM", languages=["sw"], ecosoc_status="roster", ecosoc_year=2019, ecosoc_source="E/2025/INF/4",
        ecosoc_checked_at=timezone.now().date(),
    )  # fmt: skip
    organization.themes.add(Theme.objects.get(code="victims"))
    organization.identifiers.create(scheme="register", value="GB-CHC-1134566", key="GBCHC1134566")

    text = client.get(organization.get_absolute_url()).text

    for words in ("LM", "Swahili", "Help and protection of victims", "GB-CHC-1134566", "E/2025/INF/4"):
        assert words in text


def test_a_profile_shows_consultations_reported_under_its_name_only(client):
    organization = OrganizationFactory()
    named = consultations.make_claim(organization, state=Claim.State.PUBLISHED, visibility="public", iso3="UGA")
    consultations.make_claim(organization, state=Claim.State.PUBLISHED, visibility="unnamed", iso3="BEL")
    consultations.make_claim(organization, visibility="sealed", iso3="FRA")

    text = client.get(organization.get_absolute_url()).text

    assert "Consultations it reported" in text
    assert str(named.country) in text
    assert "Belgium" not in text
    assert "France" not in text


# --- merged ones ---------------------------------------------------------------------------------------------------


def test_the_address_of_a_merged_organization_leads_to_its_heir_for_ever(client):
    heir = OrganizationFactory(slug="heir")
    middle = OrganizationFactory(slug="middle", state=S.MERGED, verified_at=None, merged_into=heir)
    OrganizationFactory(slug="first", state=S.MERGED, verified_at=None, merged_into=middle)

    response = client.get("/en/organizations/first/")

    assert (response.status_code, response["Location"]) == (301, "/en/organizations/heir/")


@pytest.mark.parametrize("fields", [{"in_directory": False}, {"slug": None}], ids=["hidden", "never public"])
def test_a_merged_organization_that_nobody_could_read_of_leads_nowhere(client, fields):
    merged = OrganizationFactory(
        slug="gone", state=S.MERGED, verified_at=None, merged_into=OrganizationFactory(), in_directory=True
    )
    Organization.objects.filter(pk=merged.pk).update(**fields | ({"slug": merged.uuid.hex} if "slug" in fields else {}))
    merged.refresh_from_db()

    assert client.get(merged.get_absolute_url()).status_code == 404


def test_the_list_links_its_files_with_the_same_filters_in_every_language(client):
    OrganizationFactory()
    for language in ("en", "ar"):
        text = client.get(f"/{language}/organizations/", {"kind": "ngo"}).text
        for kind in ("csv", "xlsx", "json"):
            assert f'href="/organizations.{kind}?kind=ngo"' in text
