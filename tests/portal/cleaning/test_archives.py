"""ZIP packages: limits before anything is unpacked, names that stay inside, the same bytes for the same parts."""

import zipfile

import pytest

from portal.cleaning import archives
from portal.cleaning.report import Refused
from tests.factories.uploads import package

MEBIBYTE = 1024 * 1024


def reasons(content: bytes, tmp_path) -> list[str]:
    (tmp_path / "given").write_bytes(content)
    with pytest.raises(Refused) as refused:
        archives.read(tmp_path / "given")
    return refused.value.reasons


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("word/document.xml", True), ("a", True), ("a..b/c", True), ("...", True), ("", False), ("/etc/passwd", False),
        ("../a", False), ("a/../b", False), ("a/..", False), ("a\\b", False), ("C:a", False), ("a\0b", False),
    ],
)  # fmt: skip
def test_a_name_stays_inside_its_package(name, plain):
    assert archives.is_plain(name) is plain


@pytest.mark.parametrize("names", [("a", "A"), ("a/b", "A/B"), ("../a",), ("a:b",)])
def test_odd_names_and_two_parts_of_one_name_are_damage(tmp_path, names):
    assert reasons(package(dict.fromkeys(names, "x")), tmp_path) == ["damaged"]


@pytest.mark.parametrize(
    ("unpacked", "packed", "allowed"),
    [
        ([], 0, True),
        ([4 * MEBIBYTE], 1, True),
        ([4 * MEBIBYTE + 1], 1, False),
        ([20 * MEBIBYTE], 104_858, True),
        ([20 * MEBIBYTE + 1], 104_857, False),
        ([40 * MEBIBYTE], 40 * MEBIBYTE, True),
        ([40 * MEBIBYTE + 1], 40 * MEBIBYTE, False),
        ([40 * MEBIBYTE] * 3, 120 * MEBIBYTE, True),
        ([40 * MEBIBYTE] * 3 + [1], 120 * MEBIBYTE, False),
        ([5 * MEBIBYTE], 0, False),
    ],
)
def test_what_a_package_may_unpack_to(unpacked, packed, allowed):
    try:
        archives.check_size(unpacked, packed)
    except Refused as refused:
        assert refused.reasons == ["too_large_unpacked"] and not allowed
    else:
        assert allowed


@pytest.mark.parametrize(
    "spoil",
    [
        lambda it: b"", lambda it: b"PK\x03\x04", lambda it: it[:-1], lambda it: it[:40],
        lambda it: it.replace(b"stored words", b"changed word"), lambda it: it.replace(b"PK\x01\x02", b"PK\x09\x09"),
    ],
)  # fmt: skip
def test_what_is_no_whole_package_is_damage(tmp_path, spoil):
    assert reasons(spoil(package({"a": "stored words"}, packed=zipfile.ZIP_STORED)), tmp_path) == ["damaged"]


def test_folders_are_no_parts(tmp_path):
    (tmp_path / "given").write_bytes(package({"word/": "", "word/a.xml": "x"}))

    assert archives.read(tmp_path / "given") == {"word/a.xml": b"x"}


def test_a_written_package_has_its_first_part_first_and_says_no_time(tmp_path):
    parts = {"b": b"2", "mimetype": b"x", "a": b"1"}
    archives.write(tmp_path / "one", parts, first="mimetype")
    archives.write(tmp_path / "two", dict(reversed(parts.items())), first="mimetype")

    with zipfile.ZipFile(tmp_path / "one") as written:
        entries = written.infolist()
    assert [entry.filename for entry in entries] == ["mimetype", "a", "b"]
    assert entries[0].compress_type == zipfile.ZIP_STORED
    assert {(entry.date_time[0], entry.comment, entry.extra) for entry in entries} == {(1980, b"", b"")}
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert archives.read(tmp_path / "one") == parts


@pytest.mark.parametrize(
    ("content", "nested"),
    [
        (b"PK\x03\x04", True), (b"MZ\x90", True), (b"\x7fELF", True), (b"\xd0\xcf\x11\xe0", True), (b"Rar!", True),
        (b"\x1f\x8b", True), (b"<?xml", False), (b"\x89PNG", False), (b"", False),
    ],
)  # fmt: skip
def test_programs_and_packages_inside_are_known_by_their_beginning(content, nested):
    assert archives.is_nested(content) is nested
