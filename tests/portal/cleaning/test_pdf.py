"""PDF: nothing above, beside or between the pages tells who made them, or leads back to the file that was sent."""

import io
import zlib

import pikepdf
import pytest

from portal.cleaning import pdf
from portal.cleaning.child import report_of
from tests.factories import uploads
from tests.factories.uploads import annotated


def cleaned(tmp_path, change) -> tuple[pikepdf.Pdf, dict]:
    (tmp_path / "given").write_bytes(uploads.pdf(change))
    report = report_of(pdf.clean, tmp_path / "given", tmp_path / "clean")
    assert report["refused"] == [], report
    return pikepdf.open(io.BytesIO((tmp_path / "clean").read_bytes())), report


def set_trailer(document: pikepdf.Pdf) -> None:
    document.trailer["/Owner"] = pikepdf.String("Jane Secret")
    document.trailer["/ID"] = pikepdf.Array([pikepdf.String("Jane Secret's ID"), pikepdf.String("x" * 16)])


def test_the_trailer_says_nothing_of_the_file_that_was_sent(tmp_path):
    document, _report = cleaned(tmp_path, set_trailer)

    assert "/Owner" not in document.trailer and "/Info" not in document.trailer
    assert bytes(document.trailer.ID[0]) == bytes(document.trailer.ID[1])
    assert b"Jane" not in (tmp_path / "clean").read_bytes()


@pytest.mark.parametrize(
    ("key", "removed"),
    [("/Perms", "signature"), ("/DSS", "signature"), ("/PieceInfo", "document_notes"), ("/Collection", None),
     ("/Threads", None), ("/SpiderInfo", None), ("/LastModified", "document_notes")],
)  # fmt: skip
def test_the_root_keeps_only_what_is_needed_for_reading(tmp_path, key, removed):
    def change(document):
        document.Root[key] = pikepdf.Dictionary({"/Note": "Jane Secret"})

    document, report = cleaned(tmp_path, change)

    assert key not in document.Root and (removed is None or removed in report["removed"])


@pytest.mark.parametrize("key", ["/Thumb", "/PresSteps", "/B", "/AA", "/PieceInfo", "/LastModified", "/Metadata"])
def test_a_page_keeps_nothing_beside_what_it_shows(tmp_path, key):
    def change(document):
        document.pages[0].obj[key] = pikepdf.Dictionary({"/Note": "Jane Secret"})

    document, _report = cleaned(tmp_path, change)

    assert key not in document.pages[0].obj


@pytest.mark.parametrize("subtype", ["Text", "Popup", "Highlight", "Underline", "Squiggly", "StrikeOut", "Caret"])
def test_every_kind_of_comment_goes(tmp_path, subtype):
    document, report = cleaned(tmp_path, annotated(Subtype=subtype, Contents="Jane says"))

    assert len(document.pages[0].Annots) == 0 and "comments" in report["removed"]


@pytest.mark.parametrize("subtype", ["FreeText", "Square", "Ink", "Stamp", "Line"])
def test_what_is_drawn_stays_without_its_author(tmp_path, subtype):
    telling = {"T": "Jane Secret", "M": "D:2024", "NM": "id", "CreationDate": "D:2024", "Subj": "x", "RC": "<p>"}

    document, report = cleaned(tmp_path, annotated(Subtype=subtype, Contents="Shown", **telling))

    (note,) = document.pages[0].Annots
    assert set(note.keys()) == {"/Type", "/Subtype", "/Rect", "/Contents"} and "comment_authors" in report["removed"]


@pytest.mark.parametrize(("subtype", "kept"), [("Link", True), ("Widget", True), ("FreeText", False)])
def test_the_name_of_a_field_is_no_author(tmp_path, subtype, kept):
    document, _report = cleaned(tmp_path, annotated(Subtype=subtype, T="field1", M="D:2024"))

    (note,) = document.pages[0].Annots
    assert ("/T" in note) is kept and "/M" not in note


def test_notes_that_are_no_notes_are_dropped(tmp_path):
    def change(document):
        document.pages[0].Annots = pikepdf.Array([pikepdf.String("Jane"), 7])

    document, _report = cleaned(tmp_path, change)

    assert len(document.pages[0].Annots) == 0


def test_a_link_to_a_file_names_it_no_more_and_nothing_of_it(tmp_path):
    action = {"/S": pikepdf.Name.GoToR, "/F": "C:\\Jane\\a.pdf", "/UF": "Jane", "/D": [0, pikepdf.Name.Fit]}

    document, report = cleaned(tmp_path, annotated(Subtype="Link", A=action))

    (note,) = document.pages[0].Annots
    assert dict(note.A.items()) == {"/S": pikepdf.Name.URI, "/URI": "about:blank"}
    assert "local_links" in report["removed"]


def deep(levels: int):
    """A change that nests arrays in arrays."""

    def change(document):
        inner = pikepdf.Array([])
        for _ in range(levels):
            inner = pikepdf.Array([inner])
        document.Root.Outlines = document.make_indirect(inner)

    return change


def test_what_is_nested_without_end_is_damage(tmp_path):
    (tmp_path / "given").write_bytes(uploads.pdf(deep(pdf.DEEPEST + 5)))

    assert report_of(pdf.clean, tmp_path / "given", tmp_path / "clean")["refused"] == ["damaged"]
    assert cleaned(tmp_path, deep(pdf.DEEPEST - 5))[1]["refused"] == []


def test_a_stream_that_is_packed_twice_hides_how_much_it_is(tmp_path):
    def change(document):
        content = document.make_stream(b"x")
        packed = zlib.compress(zlib.compress(b"q Q"))
        content.write(packed, filter=pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode]))
        document.pages[0].Contents = content

    target = tmp_path / "given"
    target.write_bytes(uploads.pdf(change, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False))

    assert report_of(pdf.clean, target, tmp_path / "clean")["refused"] == ["too_large_unpacked"]
