"""Tables that people bring: the same rows from CSV and XLSX, with the numbers of the file, within hard limits."""

import csv
import io
import struct
import zipfile
from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from portal import sheets
from portal.cleaning import tables
from portal.cleaning.report import Report
from tests.factories.uploads import package

KNOWN = ("name", "note", "number")


def read(content: bytes, *, required=("name",)):
    return list(sheets.read(SimpleUploadedFile("t", content), KNOWN, required))


def as_xlsx(*rows) -> bytes:
    book, target = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(target)
    return target.getvalue()


ROWS = [["Name", "note", "number"], ["Kenya", "a  note", "3"], ["", "", ""], ["Côte d’Ivoire", "", "10"]]
FOUND = [
    (2, {"name": "Kenya", "note": "a note", "number": "3"}),
    (4, {"name": "Côte d’Ivoire", "note": "", "number": "10"}),
]


@pytest.mark.parametrize(
    "content",
    [
        "\r\n".join(",".join(row) for row in ROWS).encode(),
        "\n".join(";".join(row) for row in ROWS).encode("utf-8-sig"),
        as_xlsx(*ROWS),
        as_xlsx(ROWS[0], ["Kenya", "a  note", 3], [], ["Côte d’Ivoire", None, 10]),
    ],
    ids=["commas", "semicolons with a mark", "spreadsheet", "spreadsheet with numbers"],
)
def test_the_same_table_gives_the_same_rows_and_numbers_in_every_format(content):
    assert [tuple(line) for line in read(content)] == FOUND


@pytest.mark.parametrize("full", [sheets.MOST_ROWS, sheets.MOST_ROWS + 1])
def test_only_rows_that_hold_something_count_towards_the_most(full):
    half = full // 2
    content = b"name,note\n" + b"x,1\n" * half + b",\n" * 3_000 + b"x,1\n" * (full - half)

    if full > sheets.MOST_ROWS:
        with pytest.raises(ValidationError, match="more than 2,000 rows"):
            read(content)
    else:
        assert [len(read(content)), read(content)[-1].number] == [full, full + 3_001]


def test_a_table_of_endless_empty_rows_is_refused(monkeypatch):
    monkeypatch.setattr(sheets, "MOST_LINES", 50)

    with pytest.raises(ValidationError, match="most of them empty"):
        read(b"name,note\n" + b",\n" * 60)


@pytest.mark.parametrize(
    "content, says",
    [
        (b"", "Missing: name"),
        (b"note,number\nx,1", "Missing: name"),
        (b"name,colour,size\nx,1,2", "does not know these columns: colour, size"),
        (b"name,note,Note,NAME\nx,1,2,y", "stand more than once: name, note"),
        (b"name\n\xff\xfe", "neither a spreadsheet"),
        (b"x" * (sheets.MOST_BYTES + 1), "larger than 2 MB"),
        (b"name\n" + b"x\n" * (sheets.MOST_ROWS + 1), "more than 2,000 rows"),
        (b"PK\x03\x04", "spreadsheet that can be read"),
        (package({"readme.txt": "no workbook"}), "spreadsheet that can be read"),
        (as_xlsx(["note"]), "Missing: name"),
    ],
    ids=[
        *("nothing", "missing", "unknown", "twice", "no text", "large", "rows", "broken", "another zip"),
        "spreadsheet without the column",
    ],
)
def test_what_is_no_such_table_is_refused_with_the_reason(content, says):
    with pytest.raises(ValidationError, match=says):
        read(content)


def test_the_largest_table_is_read_whole_and_empty_rows_count_for_nothing_but_their_number():
    lines = read(b"name\n" + b"x\n" * sheets.MOST_ROWS)

    assert (len(lines), lines[-1].number) == (sheets.MOST_ROWS, sheets.MOST_ROWS + 1)
    assert [line.number for line in read(b"name\n\n\nx\n")] == [4]


def test_a_cell_too_many_or_too_few_and_columns_without_a_name_do_no_harm():
    lines = read(b"name,,note\nKenya\nBelgium,left out,said,too much\n")

    assert [line.cells for line in lines] == [
        {"name": "Kenya", "note": ""},
        {"name": "Belgium", "note": "said"},
    ]


def test_a_character_that_no_database_holds_is_left_out():
    assert read(b"name\nKe\0nya\n")[0].cells == {"name": "Kenya"}


def test_a_package_that_unpacks_to_too_much_is_not_opened_even_where_it_lies_about_its_size():
    content = package({"xl/workbook.xml": b" " * (sheets.MOST_UNPACKED + 1)})
    with pytest.raises(ValidationError, match="too large when it is unpacked"):
        read(content)

    true, lie = struct.pack("<I", sheets.MOST_UNPACKED + 1), struct.pack("<I", 10)
    assert content.count(true) == 2
    with pytest.raises(ValidationError, match="spreadsheet that can be read"):
        read(content.replace(true, lie))


def test_a_spreadsheet_with_entities_is_refused():
    bomb = '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;">]>'
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_xlsx(*ROWS))) as old, zipfile.ZipFile(target, "w") as new:
        for part in old.infolist():
            text = old.read(part).decode()
            if part.filename == "xl/worksheets/sheet1.xml":
                text = bomb + text[text.index("<worksheet") :].replace("<v>0</v>", "<v>&y;</v>")
            new.writestr(part.filename, text)

    with pytest.raises(ValidationError, match="spreadsheet that can be read"):
        read(target.getvalue())


def test_a_date_in_a_spreadsheet_is_written_as_in_a_csv_file():
    content = as_xlsx(ROWS[0], [datetime(2024, 4, 5), date(2000, 12, 12), datetime(2024, 4, 5, 9, 30)])

    assert read(content)[0].cells == {"name": "2024-04-05", "note": "2000-12-12", "number": "2024-04-05 09:30:00"}


def test_what_is_cleaned_elsewhere_moves_no_limit_of_a_table(tmp_path):
    before = csv.field_size_limit()
    (tmp_path / "given").write_bytes(b"a,b")
    tables.clean(tmp_path / "given", tmp_path / "clean", Report())

    assert csv.field_size_limit() == before
    with pytest.raises(ValidationError, match="CSV file that can be read"):
        read(b"name\n" + b"x" * (before + 1))
