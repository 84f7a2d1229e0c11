"""The library as files, feed and documents: what was filtered and nothing else, with nothing that a program runs."""

import csv
import io
import json

import pytest
from defusedxml import ElementTree
from django.utils import timezone
from openpyxl import load_workbook

from dialogues.resolutions.data import COLUMNS
from dialogues.resolutions.sheet import Piece, PieceKind
from tests.factories.resolutions import make_resolution, some_pieces

pytestmark = pytest.mark.django_db
K = PieceKind
ATOM = "{http://www.w3.org/2005/Atom}"


def as_csv(client, **query):
    text = client.get("/resolutions.csv", query).getvalue().decode("utf-8-sig")
    return list(csv.DictReader(line for line in io.StringIO(text) if not line.startswith("#")))


def as_json(client, **query):
    return json.loads(client.get("/resolutions.json", query).getvalue())["rows"]


def as_xlsx(client, **query):
    book = load_workbook(io.BytesIO(client.get("/resolutions.xlsx", query).getvalue()), read_only=True)
    header, *rows = book["data"].iter_rows()
    return [dict(zip((one.value for one in header), row, strict=True)) for row in rows]


def test_the_three_kinds_of_file_hold_the_same_texts_and_columns(client):
    kept = [make_resolution(session=81, sponsors=["Norland", "Südland"]) for _number in range(2)]
    make_resolution()

    tables = as_csv(client, session=81), as_json(client, session=81), as_xlsx(client, session=81)

    keys = [column.key for column in COLUMNS]
    assert [[list(row) == keys for row in table] for table in tables] == [[True, True]] * 3
    assert [row["slug"] for row in tables[0]] == [row["slug"] for row in tables[1]] == [one.slug for one in kept[::-1]]
    assert [row["slug"].value for row in tables[2]] == [one.slug for one in kept[::-1]]
    assert (tables[0][0]["sponsors"], tables[1][0]["sponsors"]) == ("Norland; Südland", ["Norland", "Südland"])


def test_no_cell_is_run_by_a_spreadsheet(client):
    starts = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")']
    for start in starts:
        make_resolution(title=start, body=start, agenda_item=start, number=start[:20], sponsors=[start])

    rows, cells = as_csv(client), as_xlsx(client)

    named = [{row[name] for name in ("title", "body", "agenda_item", "sponsors")} for row in rows]
    assert sorted(named, key=str) == sorted(({f"'{start}"} for start in starts), key=str)
    types = {row[name].data_type for row in cells for name in ("title", "body", "agenda_item", "number", "sponsors")}
    assert (types, len(cells)) == ({"s"}, len(starts))
    assert {row["title"] for row in as_json(client)} == set(starts)


def test_odd_signs_break_no_file(client):
    odd = ["a\x0bb", "a\x1fb", "a\ufffeb", "a\u202eb", "a,\"b\"; c"]  # fmt: skip
    for words in odd:
        make_resolution(title=words, body=words)

    assert len(as_csv(client)) == len(as_json(client)) == len(as_xlsx(client)) == len(odd)
    assert client.get("/feeds/resolutions.atom").status_code == 200


def test_an_empty_library_is_a_file_without_rows(client):
    make_resolution(published=False)

    for kind, table in {"csv": as_csv, "json": as_json, "xlsx": as_xlsx}.items():
        assert table(client) == [], kind
        named = client.get(f"/resolutions.{kind}")["Content-Disposition"]
        assert named.startswith('attachment; filename="resolutions-'), kind


def test_a_kind_of_file_that_is_none_is_not_found(client):
    assert client.get("/resolutions.exe").status_code == 404


def feed(client, **query):
    return ElementTree.fromstring(client.get("/feeds/resolutions.atom", query).text)


def test_the_feed_has_the_newest_first_under_names_that_stay(client):
    first, second = make_resolution(date="2026-01-01", precision="day"), make_resolution(title="Of <b>lamps</b> & co")

    entries = feed(client).findall(f"{ATOM}entry")

    assert [one.findtext(f"{ATOM}id") for one in entries] == [f"urn:uuid:{one.uuid}" for one in (second, first)]
    assert entries[0].findtext(f"{ATOM}title") == "Of <b>lamps</b> & co"
    assert entries[0].find(f"{ATOM}link").get("href") == second.permanent_address
    assert "&lt;b&gt;" in entries[0].findtext(f"{ATOM}summary")


def test_a_filtered_feed_knows_its_own_address(client):
    make_resolution(session=81)

    root = feed(client, session=81)

    assert root.findtext(f"{ATOM}id").endswith("/feeds/resolutions.atom?session=81")
    assert len(root.findall(f"{ATOM}entry")) == 1


def test_a_document_holds_every_word_of_its_text(client):
    pieces = [
        Piece(K.OPENING, "The Assembly,"), *some_pieces(), Piece(K.HEADING, "Part II"),
        Piece(K.OPERATIVE, "Asks all:", "7.", key="7", after="behind its parts", addressees=("States", "donors")),
        Piece(K.OPERATIVE, "early;", "(i)", 1, "i"), Piece(K.ANNEX, "Guide", "Annex"),
        Piece(K.ANNEXED, "A rule.", "1.", key="1"), Piece(K.CLOSING, "Adopted."),
    ]  # fmt: skip
    text = make_resolution(pieces, published=True)

    data = client.get(f"/resolutions/{text.slug}.json").json()

    kept = {one["anchor"]: one for one in data["paragraphs"]}
    assert list(kept) == ["PP1", "OP1", "OP2", "OP2-a", "H1", "OP7", "OP7-i", "A1", "A1-1"]
    assert (kept["OP7"]["text_after_parts"], kept["OP7"]["addressees"]) == ("behind its parts", ["States", "donors"])
    assert kept["OP7-i"]["above"] == "OP7" and kept["A1"]["mark"] == "Annex"
    assert kept["OP7-i"]["address"] == f"{text.permanent_address}#OP7-i"
    assert (data["opening"], data["closing"]) == ("The Assembly,", "Adopted.")
    assert data["published_at"] and data["lineage"] == [] and data["languages"] == {}


@pytest.mark.parametrize("address", ["/resolutions.json", "/feeds/resolutions.atom", "/resolutions/{slug}.json"])
def test_data_is_the_same_for_everybody_and_may_be_kept_for_a_minute(client, coordinator, address):
    text = make_resolution()
    make_resolution(published=False)
    address = address.format(slug=text.slug)
    public = client.get(address)
    client.force_login(coordinator)
    private = client.get(address)

    if address != "/resolutions.json":  # which says when it was made
        assert private.getvalue() == public.getvalue() if private.streaming else private.content == public.content
    assert "public" in private["Cache-Control"] and "max-age=60" in private["Cache-Control"]
    assert not private.cookies


def test_a_file_asks_as_often_for_one_text_as_for_three(client, django_assert_num_queries):
    for more, rows in ((1, 1), (2, 3)):
        for _number in range(more):
            make_resolution()

        with django_assert_num_queries(9):
            assert len(as_json(client)) == rows


@pytest.mark.parametrize("operative", [1, 40])
def test_a_document_asks_as_often_for_one_paragraph_as_for_forty(client, django_assert_num_queries, operative):
    text = make_resolution(some_pieces(operative=operative))

    with django_assert_num_queries(12):
        assert len(client.get(f"/resolutions/{text.slug}.json").json()["paragraphs"]) == operative + 2


def test_the_name_of_a_file_says_the_day(client):
    assert f"resolutions-{timezone.now():%Y-%m-%d}.csv" in client.get("/resolutions.csv")["Content-Disposition"]
