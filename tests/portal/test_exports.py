"""Lists as files: the same rows in each format, nothing that a spreadsheet would run, nothing held in memory."""

import csv
import io
import json
import tracemalloc
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from django.http import Http404
from django.test import RequestFactory
from openpyxl import load_workbook

from portal.exports import Column, Export, as_text, respond
from portal.mechanism.models import State

REQUEST = RequestFactory().get("/")
HOSTILE = ["=HYPERLINK(1)", "+1", "-1", "@sum", "\tx", "\rx"]


def content(export: Export, kind: str) -> bytes:
    """The bytes of a file."""
    return b"".join(respond(REQUEST, export, kind).streaming_content)


def lines(export: Export) -> list[list[str]]:
    """The lines of a CSV file below what it says of itself."""
    text = content(export, "csv").decode("utf-8-sig")
    return [line for line in csv.reader(io.StringIO(text)) if not line[0].startswith("# ")]


def of(*values: object) -> Export:
    """A list of one column."""
    return Export("words", (Column("word", lambda row: row, "A word"),), values, query="q=a")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""), (True, "yes"), (0, "0"), (["a", "b"], "a; b"), ("ا", "ا"), ("a\x00b\ufffe", "ab"),
        (date(2024, 4, 5), "2024-04-05"),
        (datetime(2024, 4, 5, 10, tzinfo=timezone(timedelta(hours=2))), "2024-04-05T08:00:00Z"),
        *((value, f"'{value}") for value in HOSTILE),
    ],
)  # fmt: skip
def test_a_value_becomes_text_that_runs_nowhere(value, text):
    assert as_text(value) == text


def test_a_csv_file_says_where_it_comes_from_and_has_one_line_of_keys():
    text = content(of("a", 'b "c", d\ne'), "csv").decode()

    assert text.startswith("\ufeff# list: words\r\n# query: q=a\r\n# publisher: ")
    assert lines(of("a", 'b "c", d\ne')) == [["word"], ["a"], ['b "c", d\ne']]


def test_what_was_asked_for_stays_one_cell_of_text():
    text = content(Export("words", (), (), query='a,=1\n"=2";=3'), "csv").decode()

    assert "# query: a =1 =2 =3\r\n" in text


def test_a_spreadsheet_keeps_dates_and_numbers_and_runs_nothing():
    moment = datetime(2024, 4, 5, 8, tzinfo=UTC)
    book = load_workbook(io.BytesIO(content(of(*HOSTILE[:4], 7, moment, date(2024, 4, 5)), "xlsx")))

    cells = [row[0] for row in book["data"].iter_rows()]
    assert [cell.value for cell in cells][5:] == [7, datetime(2024, 4, 5, 8), datetime(2024, 4, 5)]
    assert {cell.data_type for cell in cells[:5]} == {"s"}
    assert ("query", "q=a") in list(book["about"].values)


def test_json_holds_the_exact_words_and_what_each_column_says():
    data = json.loads(content(of("=1", "ا"), "json"))

    assert data["rows"] == [{"word": "=1"}, {"word": "ا"}]
    assert data["about"]["columns"] == [{"name": "word", "type": "text", "description": "A word"}]
    assert json.loads(content(of(), "json"))["rows"] == []


def test_a_file_is_offered_for_saving_and_only_what_is_public_is_kept_by_caches():
    public, own = (respond(REQUEST, of("a"), "csv", public=one) for one in (True, False))

    assert public["Content-Disposition"].startswith('attachment; filename="words-2')
    assert (public["Cache-Control"], own["Cache-Control"]) == ("public, max-age=60", "private, no-store")


def test_an_unknown_kind_does_not_exist():
    with pytest.raises(Http404):
        respond(REQUEST, of("a"), "html")


@pytest.mark.parametrize("kind", ["csv", "json", "xlsx"])
def test_a_list_of_rows_is_read_with_one_query(db, django_assert_num_queries, kind):
    export = Export("states", (Column("code", lambda row: row.iso3),), State.objects.order_by("iso3"))

    with django_assert_num_queries(1):
        assert len(content(export, kind)) > 1_000


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["csv", "json"])
def test_a_long_list_does_not_fill_the_memory(kind):
    def peak(rows: int) -> int:
        export = Export("words", (Column("word", str),), range(rows))
        tracemalloc.start()
        for _part in respond(REQUEST, export, kind).streaming_content:
            pass
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    peak(10)
    assert peak(20_000) < 2 * peak(1_000)
