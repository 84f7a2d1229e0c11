"""Names of files and their kinds: what is shown is harmless, what is stored is ours, contents are believed only."""

import pytest

from portal import files
from portal.files import kinds, names, words
from portal.files.running import Outcome, _outcome

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("report.pdf", "report.pdf"),
        ("report.exe", "report.pdf"),
        ("report", "report.pdf"),
        ("a.tar.gz", "a.tar.pdf"),
        ("/etc/passwd", "passwd.pdf"),
        ("..\\..\\boot.ini", "boot.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("", "file.pdf"),
        ("...", "file.pdf"),
        ("///", "file.pdf"),
        ("\u202egpj.exe", "gpj.pdf"),
        ("a\0b\r\nc\x7f.pdf", "abc.pdf"),
        ("two   words\t.pdf", "two words.pdf"),
        ("e\u0301te\u0301.pdf", "\u00e9t\u00e9.pdf"),
        ("تقرير.pdf", "تقرير.pdf"),
        ("报告.docx", "报告.pdf"),
        ("\u2066x\u2069\ufeff.pdf", "x.pdf"),
        ('"quoted".pdf', '"quoted".pdf'),
        ("x" * 500 + ".pdf", "x" * names.LONGEST + ".pdf"),
    ],
)
def test_a_given_name_is_shown_without_path_and_tricks(given, shown):
    assert names.shown_name(given, kinds.PDF) == shown


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_a_stored_name_is_ours_and_two_of_one_content_differ(kind):
    sha256 = names.fingerprint(b"content")
    one, other = names.stored_name(sha256, kind), names.stored_name(sha256, kind)

    assert one != other
    assert one.startswith(f"{sha256[:2]}/{sha256}-") and one.endswith(kinds.KINDS[kind].suffix)
    assert len(one) <= 120


@pytest.mark.parametrize(
    ("content", "name", "found"),
    [
        (b"%PDF-1.7", "a.exe", "pdf"), (PNG, "a.pdf", "pictures"), (b"\xff\xd8\xff\xe0", "a.pdf", "pictures"),
        (b"PK\x03\x04", "a.csv", "office"), (b"a,b", "a.CSV", "tables"), (b"a,b", "a.csv.txt", "unknown"),
        (b"#!/bin/sh", "a.csv", "program"), (b"\x7fELF", "a.csv", "program"), (b"MZ", "a.csv", "program"),
        (b"<svg>", "a.csv", "svg"), (b" \xef\xbb\xbf\n<SVG>", "a.csv", "svg"), (b"<?xml?><a><svg/>", "a.csv", "svg"),
        (b"<!DOCTYPE html>", "a.csv", "html"), (b"\0\0\0\x18ftypheic", "a.jpg", "heic"),
        (b"\0\0\0\x18ftypmif1", "a.csv", "heic"), (b"GIF89a", "a.png", "unknown"), (b"\x89PNG", "a.png", "unknown"),
    ],
)  # fmt: skip
def test_a_file_is_what_its_first_bytes_say(content, name, found):
    assert kinds.beginning_of(content, name) == found


def test_every_family_and_stranger_that_can_be_found_is_known():
    found = {name for _mark, name in kinds.BEGINNINGS} | {"svg", "html", "heic", "tables"}

    assert found <= kinds.FAMILIES | set(words.STRANGERS)


def test_kinds_are_named_in_one_order_for_people_and_browsers():
    assert files.named(files.PICTURES | files.DOCUMENTS) == "PDF, DOCX, ODT, PNG, JPEG"
    assert files.suffixes(files.TABLES) == ".xlsx,.ods,.csv"
    assert set(kinds.KINDS) == files.ALL
    assert files.named(frozenset()) == files.suffixes(frozenset()) == ""


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (["too_large"], ["too_large"]),
        (["macros", "script"], ["macros", "script"]),
        (["svg"], ["svg", "not_listed"]),
        (["unknown"], ["not_listed"]),
        (["not_listed"], ["not_listed"]),
    ],
)
def test_a_refusal_says_every_reason_and_for_strangers_what_could_be_sent(codes, expected):
    error = words.refusal(codes, "PDF")

    assert [one.code for one in error.error_list] == expected
    assert all("%(" not in message for message in error.messages)
    assert any("PDF." in message for message in error.messages) is ("not_listed" in expected)


def test_what_was_removed_is_said_in_words_and_an_old_code_is_left_out():
    assert words.removed_in_words(["place", "from_another_version", "comments"]) == [
        words.REMOVED["place"], words.REMOVED["comments"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("returncode", "answer", "outcome"),
    [
        (0, b'{"kind": "k", "refused": [], "removed": ["place"]}', Outcome("k", (), ("place",))),
        (0, b'{"kind": "k", "refused": ["macros"], "removed": []}', Outcome("k", ("macros",))),
        (0, b"", Outcome("", ("damaged",))),
        (0, b"words", Outcome("", ("damaged",))),
        (0, b"[]", Outcome("", ("damaged",))),
        (0, b'{"kind": "k"}', Outcome("", ("damaged",))),
        (0, b'{"kind": "k", "refused": null, "removed": []}', Outcome("", ("damaged",))),
        (0, b"\xff", Outcome("", ("damaged",))),
        (-9, b"", Outcome("", ("too_slow",))),
        (-24, b'{"kind": "k", "refused": [], "removed": []}', Outcome("", ("too_slow",))),
        (-11, b"", Outcome("", ("damaged",))),
    ],
)
def test_of_a_cleaning_only_a_whole_report_is_believed(returncode, answer, outcome):
    assert _outcome(returncode, answer) == outcome
