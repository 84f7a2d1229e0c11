"""CSV: what a spreadsheet would run becomes text, numbers stay numbers, what is no table is said."""

import pytest

from portal.cleaning import tables
from portal.cleaning.report import Refused, Report


def cleaned(tmp_path, content: bytes) -> str:
    (tmp_path / "given").write_bytes(content)
    tables.clean(tmp_path / "given", tmp_path / "clean", Report())
    return (tmp_path / "clean").read_bytes().decode("utf-8-sig")


@pytest.mark.parametrize(
    "cell", ["=1+1", "@SUM(A1)", "+A1", "-A1", "-1+1", "  =1", "\u00a0=1", "\n=1", "+-1", "=\u0661"]
)
def test_a_cell_that_would_run_becomes_text(cell):
    report = Report()

    assert tables.as_text(cell, report) == f"'{cell}" and report.removed == {"formulas"}


@pytest.mark.parametrize(
    "cell", ["-5", "+3,5%", "-1 234.50", "+43 1 26060", "-", "+", "=", "", "a=b", "'=1", "a@example.org", "- ", "5-3"]
)
def test_a_number_a_sign_and_words_stay(cell):
    report = Report()

    assert tables.as_text(cell, report) == cell and not report.removed


@pytest.mark.parametrize(
    ("text", "sign"), [("a,b", ","), ("a;b;c,d", ";"), ("a\tb", "\t"), ("a|b", "|"), ("words", ","), ("", ",")]
)
def test_cells_are_parted_by_the_most_frequent_sign(text, sign):
    assert tables.delimiter_of(text) == sign


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xef\xbb\xbf", "empty"),
        (b"\n\n \t", "empty"),
        (b"a,b\x07", "unreadable_table"),
        (b"a\x1b[31m,b", "unreadable_table"),
        (b"a" * (tables.LONGEST_CELL + 1), "unreadable_table"),
        (b"," * tables.MOST_COLUMNS, "unreadable_table"),
        (b"a,b\xff", "not_utf8"),
        (b"\xff\xfea", "not_utf8"),
        (b"a,<IFRAME src=x>", "html"),
        ("<!doctype html>".encode("utf-16"), "html"),
    ],
)
def test_what_is_no_table_is_refused_with_its_reason(tmp_path, content, reason):
    with pytest.raises(Refused) as refused:
        cleaned(tmp_path, content)

    assert refused.value.reasons == [reason] and not (tmp_path / "clean").exists()


@pytest.mark.parametrize(
    ("given", "copy"),
    [
        ("a,b", "a,b\r\n"), ("a\rb", "a\r\nb\r\n"), ('"a""b",c', '"a""b",c\r\n'), ('"a;b";c;d', '"a;b";c;d\r\n'),
        ("," * (tables.MOST_COLUMNS - 1), "," * (tables.MOST_COLUMNS - 1) + "\r\n"), ("a" * 900, "a" * 900 + "\r\n"),
    ],
)  # fmt: skip
def test_cells_come_through_whole(tmp_path, given, copy):
    assert cleaned(tmp_path, given.encode()) == copy
