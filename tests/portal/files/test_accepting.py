"""The door for uploads: what a file says of itself is not believed."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from portal import files
from portal.files.storing import private_storage
from tests.factories import uploads

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(autouse=True)
def only_the_database_of_tests(db):
    """accept() looks whether a transaction is open."""


def upload(content: bytes, name: str = "a.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/html")


def problems(content: bytes, name: str = "a.pdf", **options) -> str:
    with pytest.raises(ValidationError) as problem:
        files.accept(upload(content, name), **options)
    return " ".join(problem.value.messages)


def test_a_known_file_gets_a_name_of_ours():
    accepted = files.accept(upload(uploads.pdf(), "../../etc/pass\u202ewd\x00.exe"))

    assert (accepted.kind, accepted.given_name) == ("application/pdf", "passwd.pdf")
    assert accepted.name.startswith(f"{accepted.sha256[:2]}/{accepted.sha256}-") and accepted.name.endswith(".pdf")
    with private_storage().open(accepted.name) as stored:
        assert len(stored.read()) == accepted.size


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"<svg onload=alert(1)>", "a.png", "SVG"),
        (b'<?xml version="1.0"?><svg/>', "a.png", "SVG"),
        (b"\xef\xbb\xbf <html><script>", "a.pdf", "web page"),
        (b"MZ\x90", "a.docx", "program"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.docx", "old Office file"),
        (b"{\\rtf1}", "a.docx", "RTF"),
        (b"GIF89a", "a.png", "Send one of these"),
        (b"words", "a.txt", "Send one of these: PDF, DOCX, ODT, XLSX, ODS, CSV, PNG, JPEG"),
        (b"", "a.pdf", "empty"),
        (b"%PDF-1.7\nnothing", "a.pdf", "damaged"),
        (PNG + b"nothing", "a.png", "damaged"),
    ],
)
def test_what_is_not_on_the_list_is_refused_with_its_name(content, name, words):
    assert words in problems(content, name)


def test_a_kind_that_is_not_wanted_here_is_refused_with_what_is():
    assert "Send one of these: PNG, JPEG." in problems(uploads.pdf(), kinds=files.PICTURES)


def test_a_file_over_the_limit_is_refused():
    assert "10 MB" in problems(uploads.pdf() + b"x" * files.MAX_BYTES)


def test_a_windows_path_and_a_long_name_are_cut():
    assert files.shown_name("C:\\Users\\me\\" + "x" * 300, "image/png") == "x" * 120 + ".png"
