"""The file of one's own record beside what others reported: nothing of theirs, and nothing that a spreadsheet runs."""

import csv
import io
import json

import pytest
from openpyxl import load_workbook

from submissions.consultations.choices import Outcome, Visibility
from submissions.consultations.models import Claim
from submissions.consultations.own_record import COLUMNS, links
from tests.factories.consultations import make_claim, make_draft, make_published_source, owner_of
from tests.factories.organizations import CoordinatorFactory, MembershipFactory, OrganizationFactory
from tests.factories.replies import make_focal_point, make_reply
from tests.undoing import undone

pytestmark = pytest.mark.django_db
S = Claim.State
FILE = "/en/desk/consultations/our-record.{}"
KINDS = ["csv", "json", "xlsx"]


def fetched(client, user, kind: str) -> bytes:
    client.force_login(user)
    return client.get(FILE.format(kind)).getvalue()


def rows_of(content: bytes, kind: str) -> list[dict]:
    """The rows of a file, by their columns."""
    if kind == "json":
        return json.loads(content)["rows"]
    if kind == "csv":
        lines = (line for line in io.StringIO(content.decode("utf-8-sig")) if not line.startswith("# "))
        return list(csv.DictReader(lines))
    head, *rows = load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def words_of(content: bytes, kind: str) -> str:
    return str(rows_of(content, kind)) if kind == "xlsx" else content.decode()


@pytest.fixture
def canaries():
    """What others reported in each visibility and each state, and what a source says."""
    said = {"account": "Canarybird", "source_note": "Canarynote"}
    for visibility in Visibility.values:
        make_draft(visibility=visibility, **said)
        make_claim(visibility=visibility, number=2, **said)
    for state in (S.PUBLISHED, S.RETRACTED, S.REJECTED, S.QUESTION):
        house = OrganizationFactory(legal_name=f"Canaryhouse {state}")
        claim = make_claim(house, state=state, visibility=Visibility.PUBLIC, **said)
    make_published_source("KEN", 1, display_name="Canarysource", account="Canarybird")
    return claim


def test_beside_ones_own_rows_there_is_nothing_of_others_in_any_format(client, canaries):
    organization = OrganizationFactory(legal_name="Our Centre")
    for number, visibility in enumerate(Visibility.values[:3], start=1):
        make_draft(organization, visibility=visibility, number=number, account="Our words.")

    for kind in KINDS:
        content = fetched(client, owner_of(organization), kind)

        assert "Canary" not in words_of(content, kind), kind
        assert [row["account"] for row in rows_of(content, kind)] == ["Our words."] * 3, kind
        assert {row["organization"] for row in rows_of(content, kind)} == {"Our Centre"}, kind


@pytest.mark.parametrize("make", [CoordinatorFactory, make_focal_point])
def test_who_may_read_reports_of_others_has_none_of_them_as_their_own(client, canaries, make):
    assert all(rows_of(fetched(client, make(), kind), kind) == [] for kind in KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_sealed_report_is_its_writers_alone_in_every_format(client, kind):
    organization = OrganizationFactory()
    make_draft(organization, visibility=Visibility.SEALED, account="Canarybird")
    colleague = MembershipFactory(organization=organization, role="owner").user

    assert "Canarybird" in words_of(fetched(client, owner_of(organization), kind), kind)
    assert "Canarybird" not in words_of(fetched(client, colleague, kind), kind)


def test_no_cell_of_the_file_is_run_by_a_spreadsheet(client):
    organization = OrganizationFactory(legal_name="=HOUSE()")

    for sign in ["=", "+", "-", "@", "\t=", "\r="]:
        with undone():
            make_draft(organization, account=f"{sign}cmd|' /C calc'!A0", source_note=f"{sign}1")
            owner = owner_of(organization)

            [row] = rows_of(fetched(client, owner, "csv"), "csv")
            assert row["organization"] == "'=HOUSE()", sign
            assert not any(cell[:1] in ("=", "+", "-", "@", "\t", "\r") for cell in row.values()), sign
            book = load_workbook(io.BytesIO(fetched(client, owner, "xlsx")))
            cells = [cell for line in book.worksheets[0].iter_rows() for cell in line]
            assert all(cell.data_type != "f" for cell in cells), sign


def test_a_reply_to_a_report_of_others_is_in_no_row_of_ours(client):
    organization = OrganizationFactory()
    make_reply(make_claim(state=S.PUBLISHED, visibility=Visibility.PUBLIC, outcome=Outcome.REFUSED), text="Canarybird")
    make_claim(organization)

    [row] = rows_of(fetched(client, owner_of(organization), "json"), "json")

    assert (row["reply_to"], row["reply_text"]) == ("", "")


@pytest.mark.parametrize("kind", KINDS)
def test_the_columns_are_those_that_the_file_says_it_has(client, kind):
    organization = OrganizationFactory()
    make_draft(organization)

    [row] = rows_of(fetched(client, owner_of(organization), kind), kind)

    assert list(row) == [column.key for column in COLUMNS] and all(column.about for column in COLUMNS)
    assert FILE.format(kind) in {name.lower(): address for name, address in links()}[kind]


def test_the_file_asks_who_it_is_and_is_only_read(client):
    assert client.get(FILE.format("csv")).status_code == 302
    client.force_login(owner_of(OrganizationFactory()))
    assert client.post(FILE.format("csv")).status_code == 405
