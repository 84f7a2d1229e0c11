"""Tables of facts as people really make them: merged cells, empty rows, other letters, long cells, ten dates."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from wagtail.models import ModelLogEntry

from portal.mechanism import bringing
from portal.mechanism.models import FactTable, Party, Source
from portal.records import InvalidMove
from tests.factories.mechanism import SourceFactory

pytestmark = pytest.mark.django_db
HEAD = ["state", "instrument", "kind", "date", "source", "as_of", "note"]
KENYA = ["KEN", "UNTOC", "accession", "2004-06-16", "A gazette", "2024", ""]


@pytest.fixture
def gazette(loaded) -> Source:
    return SourceFactory(citation="A gazette")


def as_csv(*rows: list[str], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=delimiter).writerows(rows)
    return target.getvalue().encode(encoding)


def as_xlsx(*rows: list[Any], merged: str = "") -> bytes:
    book, target = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    if merged:
        book.active.merge_cells(merged)
    book.save(target)
    return target.getvalue()


def bring(content: bytes, kind: str = "parties") -> FactTable:
    return bringing.dry_run(SimpleUploadedFile("facts", content), kind, by=None)


def with_cell(column: str, cell: Any) -> list[Any]:
    return [cell if name == column else old for name, old in zip(HEAD, KENYA, strict=True)]


FORMS = {
    "commas": as_csv(HEAD, KENYA),
    "semicolons": as_csv(HEAD, KENYA, delimiter=";"),
    "a mark of order": as_csv(HEAD, KENYA, encoding="utf-8-sig"),
    "both": as_csv(HEAD, KENYA, delimiter=";", encoding="utf-8-sig"),
    "empty rows": as_csv(HEAD, [], [""] * 7, KENYA, [" "] * 7, []),
    "trailing columns": as_csv([*HEAD, "", ""], [*KENYA, "", "mine"], [""] * 9),
    "longer rows": as_csv(HEAD, [*KENYA, "", "mine"]),
    "shorter rows": as_csv(HEAD, KENYA[:6]),
    "columns in another order": as_csv(HEAD[::-1], KENYA[::-1]),
    "heads in capitals": as_csv([f" {name.upper()} " for name in HEAD], KENYA),
    "blanks around": as_csv(HEAD, [f"\t{cell}\u00a0 " for cell in KENYA]),
    "a sheet": as_xlsx(HEAD, KENYA),
    "a sheet with empty rows and columns": as_xlsx([*HEAD, None], [], [None] * 9, [*KENYA, None, "mine"], []),
    "a sheet with a merged cell at its end": as_xlsx(HEAD, KENYA, merged="G2:I2"),
}


@pytest.mark.parametrize("name", FORMS)
def test_however_it_is_written_it_is_the_same_row(gazette, name):
    found = bring(FORMS[name])

    assert found.problems == [] and found.rows == [dict(zip(HEAD, KENYA, strict=True))]


def test_a_merged_cell_speaks_for_its_first_row_alone(gazette):
    rows = [HEAD, KENYA, with_cell("state", "BEL")]

    found = bring(as_xlsx(*rows, merged="E2:E3"))

    assert found.problems == ["Row 3, column source: is empty"]
    with pytest.raises(InvalidMove):
        bringing.confirm(found, by=None, reason="All the same.")
    assert not Party.objects.exists()


def test_the_number_of_a_row_is_that_of_the_file_behind_empty_ones(gazette):
    for content in (
        as_csv(HEAD, [], [""] * 7, with_cell("state", "X")),
        as_xlsx(HEAD, [], [], with_cell("state", "X")),
    ):
        assert [one.split(",")[0] for one in bring(content).problems] == ["Row 4"]


DATES = {
    "2004-06-16": date(2004, 6, 16),
    "2004-6-16": date(2004, 6, 16),
    "2004-02-29": date(2004, 2, 29),
    "": None,
    "2003-02-29": "wrong",
    "16.06.2004": "wrong",
    "06/16/2004": "wrong",
    "16/06/04": "wrong",
    "04-06-16": "wrong",
    "20040616": "wrong",
    "16 June 2004": "wrong",
    "2004-06": "wrong",
    "2004": "wrong",
    "2004-06-16T00:00": "wrong",
    "38154": "wrong",
    "undated": "wrong",
}


@pytest.mark.parametrize("cell", DATES)
def test_a_day_is_written_as_year_month_and_day_or_is_refused_at_its_column(gazette, cell):
    expected = DATES[cell]

    found = bring(as_csv(HEAD, with_cell("date", cell)))

    if expected == "wrong":
        assert len(found.problems) == 1 and found.problems[0].startswith("Row 2, column date: no valid date")
    else:
        assert found.problems == []
        bringing.confirm(found, by=None, reason="New.")
        assert Party.objects.get().date == expected


AS_OF = {
    "2024": "2024", "2024-03": "March 2024", "2024-03-01": "1 March 2024", "undated": "undated", "UNDATED": "undated",
    "2024-3-1": "1 March 2024", "24": "", "2024-00": "", "March 2024": "", "2024-": "", "2024-03-": "", "about": "",
    "2024-W10": "", "2O24": "",
}  # fmt: skip


@pytest.mark.parametrize("cell", AS_OF)
def test_how_exactly_a_date_is_known_is_told_by_how_it_is_written_or_it_is_refused(gazette, cell):
    found = bring(as_csv(HEAD, with_cell("as_of", cell)))

    if AS_OF[cell]:
        bringing.confirm(found, by=None, reason="New.")
        assert Party.objects.get().as_of_text == AS_OF[cell]
    else:
        assert [one.partition(":")[0] for one in found.problems] == ["Row 2, column as_of"]


@pytest.mark.parametrize("make", [as_csv, as_xlsx])
def test_a_cell_of_ten_thousand_signs_is_kept_whole_where_words_may_be_long(gazette, make):
    words = "réserve " * 1250

    found = bring(make(HEAD, with_cell("note", words)))

    assert bringing.confirm(found, by=None, reason="New.") == 1
    assert Party.objects.get().note == words.strip()


@pytest.mark.parametrize("column", ["state", "instrument", "kind", "date", "source", "as_of"])
def test_a_cell_of_ten_thousand_signs_is_refused_in_its_column_elsewhere(gazette, column):
    found = bring(as_csv(HEAD, with_cell(column, "x" * 10_240)))

    assert [one.partition(":")[0] for one in found.problems] == [f"Row 2, column {column}"]


SPELLINGS = ["a GAZETTE", "A  Gazette", " a gazette ", "Á gazétte", "A\u00a0gazette", "A\ngazette"]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_source_in_other_letters_is_the_same_source(gazette, spelling):
    found = bring(as_csv(HEAD, with_cell("source", spelling)))
    assert found.problems == []
    bringing.confirm(found, by=None, reason="New.")

    assert Party.objects.get().source == gazette
    twin = bring(as_csv(["citation", "trust"], [spelling, "tertiary"]), "sources")
    assert [one.is_new for one in bringing.differences(twin)] == [False]


@pytest.mark.parametrize("stored", ["A  report", "Report\u00a0no. 5", "A report\nin two lines"])
def test_a_source_that_stands_here_with_other_blanks_is_found_by_its_words(loaded, stored):
    source = SourceFactory(citation=stored)

    found = bring(as_csv(HEAD, with_cell("source", " ".join(stored.split()))))

    assert found.problems == [] and bringing.confirm(found, by=None, reason="New.") == 1
    assert Party.objects.get().source == source


TWINS = [
    ("state", "Kenya"), ("state", "kenya"), ("state", "ken"), ("instrument", "untoc"), ("source", "A GAZETTE"),
    ("kind", "ratification"), ("as_of", "2025"), ("note", "Other words."),
]  # fmt: skip


@pytest.mark.parametrize(("column", "cell"), TWINS)
def test_a_row_that_says_of_the_same_thing_is_a_twin_whatever_it_says(gazette, column, cell):
    found = bring(as_csv(HEAD, KENYA, with_cell(column, cell)))

    assert found.problems == ["Row 3, column state: row 2 says it already"]


@pytest.mark.parametrize(("column", "cell"), [("state", "BEL"), ("instrument", "TIP"), ("source", "A bulletin")])
def test_a_row_on_another_thing_is_no_twin(gazette, column, cell):
    SourceFactory(citation="A bulletin")

    found = bring(as_csv(HEAD, KENYA, with_cell(column, cell)))

    assert found.problems == [] and bringing.confirm(found, by=None, reason="Both.") == 2


def test_a_table_brought_twice_changes_nothing_and_leaves_no_trace_in_the_history(gazette):
    for stored in (1, 0):
        assert bringing.confirm(bring(as_csv(HEAD, KENYA)), by=None, reason="News.") == stored
    assert ModelLogEntry.objects.for_instance(Party.objects.get()).count() == 1


def test_a_row_at_fault_among_good_ones_keeps_all_of_them_out(gazette):
    found = bring(as_csv(HEAD, KENYA, with_cell("state", "BEL"), with_cell("state", "Atlantis")))

    assert len(found.problems) == 1 and len(found.rows) == 3
    with pytest.raises(InvalidMove):
        bringing.confirm(found, by=None, reason="Most are right.")
    assert not Party.objects.exists()


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_what_a_spreadsheet_would_run_is_kept_as_words_and_written_as_words(client, gazette, cell):
    bringing.confirm(bring(as_csv(HEAD, with_cell("note", cell))), by=None, reason="New.")

    assert Party.objects.get().note == cell
    text = client.get("/consultations/parties.csv").getvalue().decode()
    assert f"'{cell}" in text and f",{cell}" not in text
