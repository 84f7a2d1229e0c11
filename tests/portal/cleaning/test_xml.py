"""XML of documents: read without entities, changed without losing a word."""

import pytest

from portal.cleaning import xml
from portal.cleaning.report import Refused

DTD = '<!DOCTYPE a [<!ENTITY x "y">]>'


def reasons(content: bytes) -> list[str]:
    with pytest.raises(Refused) as refused:
        xml.parse(content)
    return refused.value.reasons


@pytest.mark.parametrize(
    "content",
    [
        f"{DTD}<a>&x;</a>".encode(), b"<!DOCTYPE a><a/>", b'<!DOCTYPE a SYSTEM "http://evil/a.dtd"><a/>',
        f'\ufeff<?xml version="1.0"?>{DTD}<a/>'.encode(),
        f'<?xml version="1.0" encoding="UTF-16"?>{DTD}<a/>'.encode("utf-16"),
        b'<!DOCTYPE a [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]><a/>',
    ],
)  # fmt: skip
def test_a_dtd_is_refused_in_every_encoding(content):
    assert reasons(content) == ["entities"]


@pytest.mark.parametrize(
    "content",
    [
        b"", b" ", b"<a>", b"<a></b>", b"a", b"<a/><a/>", b"<a>&x;</a>", b"<a>\0</a>", b"<a \xff='1'/>",
        b"<a><b:c/></a>",
        b'<?xml version="1.0" encoding="UTF-7"?><a/>', b'<?xml version="1.0" encoding="cp037"?><a/>',
        b"<?xml version='1.0' encoding='rot13'?><a/>",
    ],
)  # fmt: skip
def test_what_cannot_be_read_or_hides_its_letters_is_damaged(content):
    assert reasons(content) == ["damaged"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_usual_encodings_are_read_and_written_as_utf8(encoding):
    root = xml.parse(f'<?xml version="1.0" encoding="{encoding}"?><a>é</a>'.encode(encoding))

    assert xml.serialize(root).endswith("<a>é</a>".encode())


def test_remarks_and_instructions_to_programs_are_not_kept():
    root = xml.parse(b"<a>x<!-- Jane --><?run evil?>y</a>")

    assert xml.serialize(root).endswith(b"<a>xy</a>")


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ("<a>1<x>2</x>3</a>", "<a>13</a>"),
        ("<a><b/>1<x/>2</a>", "<a><b/>12</a>"),
        ("<a><x/></a>", "<a/>"),
        ("<a><x/>1<x>2<x/>3</x>4</a>", "<a>14</a>"),
    ],
)
def test_dropping_an_element_keeps_the_text_behind_it(given, left):
    root = xml.parse(given.encode())
    for one in xml.elements(root, "x"):
        xml.drop(one)

    assert xml.serialize(root).endswith(left.encode())


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ("<a>1<x>2</x>3</a>", "<a>123</a>"),
        ("<a>1<x>2<b/>3</x>4</a>", "<a>12<b/>34</a>"),
        ("<a><b/><x><c/><d/></x><e/></a>", "<a><b/><c/><d/><e/></a>"),
        ("<a><x><x>1</x></x></a>", "<a>1</a>"),
    ],
)
def test_unwrapping_an_element_keeps_what_is_in_it_in_order(given, left):
    root = xml.parse(given.encode())
    for one in xml.elements(root, "x"):
        xml.unwrap(one)

    assert xml.serialize(root).endswith(left.encode())


def test_the_root_itself_is_never_taken_out():
    root = xml.parse(b"<a>1</a>")
    xml.drop(root)
    xml.unwrap(root)

    assert xml.serialize(root).endswith(b"<a>1</a>")


def test_names_count_without_their_namespace():
    root = xml.parse(b'<a xmlns:n="n"><n:x/><x/><n:y/></a>')

    assert [xml.local(one) for one in xml.elements(root, "x")] == ["x", "x"]
