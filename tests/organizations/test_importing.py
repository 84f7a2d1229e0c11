"""A table of organizations: everything wrong with it is named first, and nothing is listed before it is confirmed."""

import io
import zipfile
from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from organizations import importing
from organizations.models import Organization, OrganizationImport
from portal import audit, retention, sheets
from portal.records import InvalidMove
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory

pytestmark = pytest.mark.django_db
S = Organization.State
GOOD = [
    ["legal_name", "acronym", "country", "kind", "ecosoc_status", "ecosoc_year", "source"],
    ["Institute of Peace", "IOP", "Kenya", "NGO", "special", "2004", "Report of 2024, page 3"],
    ["Réseau Rivage", "", "FRA", "", "", "", "Report of 2024, page 4"],
]


def as_csv(rows, delimiter=",") -> SimpleUploadedFile:
    """The rows as people save them."""
    text = "\n".join(delimiter.join(f'"{cell}"' if "," in cell else cell for cell in row) for row in rows)
    return SimpleUploadedFile("table.csv", text.encode("utf-8-sig"))


def as_xlsx(rows) -> SimpleUploadedFile:
    """The same as a spreadsheet."""
    book, target = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(target)
    return SimpleUploadedFile("table.xlsx", target.getvalue())


@pytest.mark.parametrize("form", [as_csv, as_xlsx, lambda rows: as_csv(rows, ";")], ids=["csv", "xlsx", "semicolons"])
def test_a_clean_table_is_listed_when_it_is_confirmed(form):
    coordinator = CoordinatorFactory()

    brought = importing.dry_run(form(GOOD), by=coordinator)
    assert (brought.problems, Organization.objects.count()) == ([], 0)
    count = importing.confirm(brought, by=coordinator, reason="The report is public.")

    assert count == 2
    listed = Organization.objects.get(legal_name="Institute of Peace")
    assert (listed.state, listed.country.iso3, listed.acronym, listed.ecosoc_year) == (S.LISTED, "KEN", "IOP", 2004)
    assert listed.source == "Report of 2024, page 3"
    assert audit.history(brought).get().reason == "The report is public."


FAULTS = [
    (["", "", "Kenya", "ngo", "", "", "Report"], "column legal_name: is empty"),
    (["Name", "", "Kenya", "ngo", "", "", ""], "column source: is empty"),
    (["Name", "", "Atlantis", "ngo", "", "", "Report"], "column country: no State has the name or code “Atlantis”"),
    (
        ["Name", "", "EUE", "ngo", "", "", "Report"],
        "Row 4, column country: “European Union” is no country in which",
    ),
    (["Name", "", "EU", "ngo", "", "", "Report"], "column country: “European Union” is no country in which"),
    (["Name", "=1+1", "Kenya", "ngo", "", "", "Report"], "column acronym: write the name in words"),
    (["Name", "", "", "club", "", "", "Report"], "column kind"),
    (["Name", "", "", "", "special", "", "Report"], "column ecosoc_year"),
    (["Name", "", "", "", "special", "long ago", "Report"], "column ecosoc_year: is not a year"),
    (["=HYPERLINK(1)", "", "", "", "", "", "Report"], "column legal_name: write the name in words"),
    (["Peace\u202eNow", "", "", "", "", "", "Report"], "column legal_name"),
    (["x" * 201, "", "", "", "", "", "Report"], "column legal_name"),
    (["Name", "x" * 31, "", "", "", "", "Report"], "column acronym"),
    (["Name", "", "", "", "knighted", "2004", "Report"], "column ecosoc_status"),
    (["Name", "", "", "", "special", "1945", "Report"], "column ecosoc_year: is not a year"),
    (["Name", "", "", "", "special", "2999", "Report"], "column ecosoc_year: is not a year"),
    (["Name", "", "", "", "special", "-4", "Report"], "column ecosoc_year: is not a year"),
    (["Name", "", "", "", "special", "9" * 5000, "Report"], "column ecosoc_year: is not a year"),
    (["!!!", "", "", "", "", "", "Report"], "column legal_name: write the name in words"),
    (["-Name", "", "", "", "", "", "Report"], "column legal_name: write the name in words"),
    (["INSTITUTE of peace", "", "KEN", "", "", "", "Report"], "column legal_name: row 2 names it already"),
]


def test_every_fault_is_named_by_row_and_column_and_nothing_is_listed():
    coordinator = CoordinatorFactory()

    for row, problem in FAULTS:
        brought = importing.dry_run(as_csv([*GOOD, row]), by=coordinator)

        assert len(brought.problems) == 1, problem
        assert brought.problems[0].startswith("Row 4, "), problem
        assert problem in brought.problems[0], problem
        with pytest.raises(InvalidMove):
            importing.confirm(brought, by=coordinator, reason="Why not.")
        assert not Organization.objects.exists(), problem


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe\x00", "UTF-8"),
        (b"PK\x03\x04 broken", "spreadsheet that can be read"),
        (b"", "Missing: legal_name, source"),
        (b"name,source\nA,B", "Missing: legal_name"),
        (b"legal_name,source,is_staff\nA,B,1", "does not know these columns: is_staff"),
        (b"legal_name,source\n" + b"A,B\n" * 2001, "more than 2,000 rows"),
        (b"x" * (2 * 1024 * 1024 + 1), "larger than 2 MB"),
    ],
    ids=["binary", "broken", "empty", "column", "unknown", "long", "large"],
)
def test_what_is_no_table_is_refused_in_words(content, words):
    with pytest.raises(ValidationError, match=words):
        importing.dry_run(SimpleUploadedFile("t.csv", content), by=CoordinatorFactory())


def test_what_is_here_already_stays_as_it_is():
    coordinator = CoordinatorFactory()
    OrganizationFactory(legal_name="INSTITUTE of Peace", acronym="own")

    brought = importing.dry_run(as_csv(GOOD), by=coordinator)

    assert importing.confirm(brought, by=coordinator, reason="Why.") == 1
    assert Organization.objects.get(acronym="own").state == S.VERIFIED


def test_a_table_is_brought_once_and_its_rows_are_forgotten_after_a_week():
    coordinator = CoordinatorFactory()
    brought = importing.dry_run(as_csv(GOOD), by=coordinator)
    importing.confirm(brought, by=coordinator, reason="Why.")

    with pytest.raises(InvalidMove):
        importing.confirm(brought, by=coordinator, reason="Again.")
    OrganizationImport.objects.update(created_at="2020-01-01T00:00Z")
    retention.carry_out()
    assert not OrganizationImport.objects.exists()
    assert Organization.objects.count() == 2


def test_the_pages_lead_from_the_table_to_the_list(client):
    client.force_login(CoordinatorFactory())

    checked = client.post(reverse("organization_import"), {"file": as_csv(GOOD)}, follow=True)
    assert "Réseau Rivage" in checked.text
    assert "List 2 organizations" in checked.text
    done = client.post(checked.redirect_chain[-1][0], {"reason": "The report."}, follow=True)

    assert "Listed: 2 organizations" in done.text
    faulty = client.post(reverse("organization_import"), {"file": as_csv([*GOOD, ["", "", "", "", "", "", ""]])})
    assert faulty.status_code == 302


def test_a_faulty_table_shows_no_button(client):
    client.force_login(CoordinatorFactory())

    text = client.post(
        reverse("organization_import"), {"file": as_csv([*GOOD, ["", "", "Kenya", "", "", "", "R"]])}, follow=True
    ).text

    assert "1 cell is at fault; nothing was listed" in text
    assert "Row 4, column legal_name" in text
    assert "List 3" not in text


def test_another_coordinators_table_does_not_exist(client):
    brought = importing.dry_run(as_csv(GOOD), by=CoordinatorFactory())
    client.force_login(CoordinatorFactory())

    assert client.get(reverse("organization_import_check", args=[brought.uuid])).status_code == 404


def test_coordinators_take_all_they_see_away_and_no_drafts(client):
    OrganizationFactory(legal_name="Hidden", in_directory=False, contact_email="a@hidden.example")
    OrganizationFactory(legal_name="CANARY", state=S.DRAFT, verified_at=None)
    client.force_login(CoordinatorFactory())

    response = client.get(reverse("organization_export", args=["csv"]))

    text = b"".join(response.streaming_content).decode()
    assert "a@hidden.example" in text
    assert "CANARY" not in text
    assert "no-store" in response["Cache-Control"]


HEAD = ["legal_name", "country", "ecosoc_status", "ecosoc_year", "source"]


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        (2004, None),
        (2004.0, None),
        ("2004", None),
        (date(2004, 5, 1), "is not a year"),
        (datetime(2004, 5, 1, 12), "is not a year"),
        (20.5, "is not a year"),
        (True, "is not a year"),
        ("=1900+104", "Say since which year"),  # no value was stored with the formula
    ],
    ids=str,
)
def test_a_cell_of_a_spreadsheet_is_read_as_what_it_shows(cell, problem):
    brought = importing.dry_run(
        as_xlsx([HEAD, ["Institute", "KEN", "special", cell, "Report"]]), by=CoordinatorFactory()
    )

    assert len(brought.problems) == (1 if problem else 0)
    if problem:
        assert brought.problems[0].startswith("Row 2, column ecosoc_year")
        assert problem in brought.problems[0]


@pytest.mark.parametrize("column", [0, 4], ids=["legal_name", "source"])
def test_a_formula_is_no_name_and_no_source(column):
    row = ["Institute", "KEN", "none", "", "Report"]
    row[column] = '=HYPERLINK("https://evil.example")'

    brought = importing.dry_run(as_xlsx([HEAD, row]), by=CoordinatorFactory())

    assert brought.problems == [f"Row 2, column {HEAD[column]}: is empty"]


def test_all_faults_of_all_rows_are_named_in_their_order():
    rows = [
        *GOOD,
        ["", "", "Atlantis", "club", "", "", ""],
        ["", "", "", "", "", "", ""],
        ["A", "", "", "", "", "", ""],
    ]

    problems = importing.dry_run(as_csv(rows), by=CoordinatorFactory()).problems

    found = [tuple(problem.partition(":")[0].split(", column ")) for problem in problems]
    assert sorted(found) == [
        ("Row 4", "country"), ("Row 4", "kind"), ("Row 4", "legal_name"), ("Row 4", "source"), ("Row 6", "source"),
    ]  # fmt: skip
    assert [row for row, _column in found] == sorted(row for row, _column in found)


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1", "cp1251", "shift_jis"])
def test_another_encoding_is_refused_and_not_guessed(encoding):
    word = {"cp1251": "Сеть", "shift_jis": "平和"}.get(encoding, "Réseau")
    table = SimpleUploadedFile("t.csv", f"legal_name,source\n{word},R".encode(encoding))

    with pytest.raises(ValidationError, match="UTF-8"):
        importing.dry_run(table, by=CoordinatorFactory())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("legal_name,source\r\nA,R\r\nB,R\r\n", ["A", "B"]),
        ("LEGAL_NAME , Source\nA,R", ["A"]),
        ('legal_name;source\n"A; B";R', ["A; B"]),
        ('legal_name,source\n"A\nB",R', ["A B"]),
        ("legal_name,source,\nA,R,,,,", ["A"]),
        ("source,legal_name\nR,A", ["A"]),
        ("legal_name,source\n\n\n  ,\nA,R", ["A"]),
        ("legal_name,source\nA\0B,R", ["AB"]),
    ],
    ids=["CRLF", "capitals", "semicolons", "two lines", "more cells", "order", "empty rows", "NUL"],
)
def test_a_table_is_read_however_it_was_saved(text, names):
    brought = importing.dry_run(SimpleUploadedFile("t.csv", text.encode()), by=CoordinatorFactory())

    assert brought.problems == []
    assert [row["legal_name"] for row in brought.rows] == names


def test_a_spreadsheet_that_unpacks_too_large_is_not_opened():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"0" * (sheets.MOST_UNPACKED + 1))

    with pytest.raises(ValidationError, match="too large when it is unpacked"):
        importing.dry_run(SimpleUploadedFile("t.xlsx", target.getvalue()), by=CoordinatorFactory())


def test_namesakes_in_two_countries_are_two_rows():
    rows = [GOOD[0], ["Institute", "", "KEN", "", "", "", "R"], ["Institute", "", "UGA", "", "", "", "R"]]
    coordinator = CoordinatorFactory()

    brought = importing.dry_run(as_csv(rows), by=coordinator)

    assert brought.problems == []
    assert importing.confirm(brought, by=coordinator, reason="Why.") == 2


def test_a_table_without_rows_lists_nothing():
    coordinator = CoordinatorFactory()
    brought = importing.dry_run(as_csv(GOOD[:1]), by=coordinator)

    with pytest.raises(InvalidMove):
        importing.confirm(brought, by=coordinator, reason="Why.")
