"""Open data: the three files of a list say the same, row by row, with the types that the dictionary promises."""

import csv
import io
import json
from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from home.datasets import DATASETS, KINDS, of_declaration, of_supported
from portal.mechanism.data import CONTRADICTIONS, FIGURES, number
from portal.mechanism.models import Contradiction, Figure
from tests.factories.mechanism import (
    ContradictionFactory,
    FigureFactory,
    FocalPointFactory,
    PartyFactory,
    ReviewFactory,
    SourceFactory,
    StateFactory,
)

pytestmark = pytest.mark.django_db
OF_SOURCES = ("country-reviews", "parties", "focal-points", "figures", "contradictions")
HOSTILE = '=HYPERLINK("http://a.example";"x"),\nnew line'


def files_of(key: str) -> dict[str, str]:
    return dict(next(one for one in DATASETS if one.key == key).files())


def read_csv(client, key: str) -> list[dict[str, str]]:
    text = client.get(files_of(key)["csv"]).getvalue().decode("utf-8-sig")
    lines = text.splitlines(keepends=True)
    return list(csv.DictReader(io.StringIO("".join(line for line in lines if not line.startswith("# ")), newline="")))


def read_json(client, key: str) -> list[dict]:
    return json.loads(client.get(files_of(key)["json"]).getvalue())["rows"]


def read_xlsx(client, key: str) -> list[dict]:
    rows = list(load_workbook(io.BytesIO(client.get(files_of(key)["xlsx"]).getvalue()))["data"].iter_rows())
    head, *rows = rows
    assert all(cell.data_type != "f" for row in rows for cell in row), "no cell is a formula"
    return [dict(zip([cell.value for cell in head], [cell.value for cell in row], strict=True)) for row in rows]


def plain(value: object) -> str:
    """A cell of any of the three files as the same words: what a spreadsheet would run begins with an apostrophe."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith("=") else text


@pytest.fixture
def facts(db):
    """A fact of each kind, one of them hostile, and one that says as little as it may."""
    source = SourceFactory(citation=HOSTILE, url="https://a.example/r")
    state = StateFactory()
    PartyFactory(state=state, source=source, kind="accession", date=date(2004, 6, 16), note="Zürich, “Genève”")
    PartyFactory(state=state, kind="signature", signed_on=date(2000, 12, 12), as_of=None, precision="undated")
    FocalPointFactory(source=source, contact="office@a.example")
    ReviewFactory(source=source, phase="feedback", phase_as_of=date(2024, 1, 2), focal_point_named=False)
    FigureFactory(source=source, topic="zz-a", value="1.5", of=3, qualifier=HOSTILE)
    FigureFactory(source=source, topic="zz-b", value=None, of=None, as_of=None, precision="undated")
    ContradictionFactory(topic=HOSTILE, as_of_a="2024-05", claim_b="")


def test_the_three_files_of_a_list_agree_cell_by_cell(client, facts):
    for key in OF_SOURCES:
        as_csv, as_json, as_xlsx = (read(client, key) for read in (read_csv, read_json, read_xlsx))

        columns = [column.key for column in next(one for one in DATASETS if one.key == key).columns]
        assert len(as_csv) == len(as_json) == len(as_xlsx) >= 1, key
        for one, two, three in zip(as_csv, as_json, as_xlsx, strict=True):
            assert list(one) == list(two) == list(three) == columns, key
            assert one == {name: plain(value) for name, value in two.items()}, key
            assert one == {name: plain(value) for name, value in three.items()}, key


def test_a_figure_stands_as_a_number_with_its_computed_share_or_empty(client, facts):
    rows = {row["topic"]: row for row in read_json(client, "figures")}

    first, empty = rows["zz-a"], rows["zz-b"]
    assert (first["value"], first["of"], first["percent"], first["as_of"]) == (1.5, 3, 50, "2024-04-05")
    assert (empty["value"], empty["percent"], empty["as_of"], empty["precision"]) == (None, None, None, "undated")
    assert first["source"] == HOSTILE and len(rows) <= Figure.objects.count() == len(read_json(client, "figures"))
    assert [repr(number(value)) for value in (None, 3, 0)] == ["None", "3", "0"]


def test_two_sources_that_differ_are_two_rows_of_the_file(client, facts):
    before = len(read_json(client, "parties"))
    row = PartyFactory(kind="ratification", date=date(2004, 6, 17))
    PartyFactory(state=row.state, instrument=row.instrument, kind="accession", date=date(2004, 6, 18))

    assert len(read_json(client, "parties")) == before + 2


@pytest.mark.parametrize(
    "key, make",
    [
        ("figures", FigureFactory), ("contradictions", ContradictionFactory), ("parties", PartyFactory),
        ("focal-points", FocalPointFactory), ("country-reviews", ReviewFactory),
    ],
)  # fmt: skip
def test_a_file_asks_the_database_as_often_for_three_rows_as_for_one(client, key, make):
    counts = []
    for more in (1, 2):
        for _ in range(more):
            make()
        client.get(files_of(key)["json"]).getvalue()
        with CaptureQueriesContext(connection) as queries:
            client.get(files_of(key)["json"]).getvalue()
        counts.append(len(queries))
    assert counts[0] == counts[1], counts


def test_another_kind_of_file_does_not_exist_and_a_file_is_only_read(client):
    for address in ("/figures.xml", "/contradictions.html", "/figures.", "/figures.CSV"):
        assert client.get(address).status_code == 404, address
    assert client.post("/figures.csv").status_code == 405
    page = client.get("/figures.csv")
    assert page.headers["Content-Disposition"].startswith('attachment; filename="figures-')
    assert page.headers["X-Content-Type-Options"] == "nosniff" and "public" in page.headers["Cache-Control"]


def test_the_page_of_contradictions_asks_once_however_many_there_are(client):
    Contradiction.objects.all().delete()
    counts = []
    for more in (1, 2):
        for n in range(more):
            ContradictionFactory(subject=("texts", "people")[n])
        client.get("/en/contradictions/")
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/en/contradictions/")
        counts.append(len(queries))
    assert counts[0] == counts[1] and page.context["total"] == 3
    assert [len(subject.rows) for subject in page.context["subjects"]] == [1, 2], "those of the page's order with rows"


def test_keys_and_columns_of_the_catalogue_are_plain_names_that_stand_once():
    keys = [one.key for one in DATASETS]
    assert len(set(keys)) == len(keys) and KINDS == ("csv", "json", "xlsx")
    for one in DATASETS:
        names = [column.key for column in one.columns]
        assert len(set(names)) == len(names) and all(name.isidentifier() and name.islower() for name in names), one.key
    assert {"source", "trust", "as_of"} <= {column.key for column in FIGURES}
    assert {"source_a", "trust_a", "source_b", "trust_b"} <= {column.key for column in CONTRADICTIONS}
    assert of_declaration() == of_supported() == {}
