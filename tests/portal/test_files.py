"""The door for uploads: what a file says of itself is not believed."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.files import MAX_BYTES, accept, shown_name

PDF = b"%PDF-1.7\n..."


def test_a_known_file_gets_a_name_of_ours():
    accepted = accept(SimpleUploadedFile("../../etc/pass\u202ewd\x00.pdf", PDF, content_type="text/html"))

    assert accepted.kind == "application/pdf"
    assert accepted.name == f"{accepted.sha256}.pdf"
    assert accepted.size == len(PDF)
    assert accepted.given_name == "passwd.pdf"


@pytest.mark.parametrize("content", [b"<svg onload=alert(1)>", b"<html>", b"PK\x03\x04", b"MZ", b""])
def test_what_is_not_on_the_list_is_refused_with_a_reason(content):
    with pytest.raises(ValidationError, match="PDF, PNG or JPEG"):
        accept(SimpleUploadedFile("a.pdf", content, content_type="application/pdf"))


def test_a_file_over_the_limit_is_refused():
    with pytest.raises(ValidationError, match="10 MB"):
        accept(SimpleUploadedFile("a.pdf", PDF + b"x" * MAX_BYTES))


def test_a_windows_path_and_a_long_name_are_cut():
    assert shown_name("C:\\Users\\me\\" + "x" * 300) == "x" * 120
