"""PDF: tagged, in the fonts of six scripts, from our own files; and politely absent where it cannot be made."""

import io

import pikepdf
import pytest

from portal import pdf

WORDS = {"ar": "نحن المنظمات", "zh-hans": "我们直接要求", "en": "We ask", "fr": "Été", "ru": "Мы просим", "es": "Año"}
FONTS = {"ar": "Noto-Naskh-Arabic", "zh-hans": "Noto-Sans-CJK-SC"}


def made(language: str, words: str) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf.pdf("tests/pdf.html", {"words": words}, language)))


def fonts(document: pikepdf.Pdf) -> set[str]:
    named = [o["/BaseFont"] for o in document.objects if isinstance(o, pikepdf.Dictionary) and "/BaseFont" in o]
    return {str(name).partition("+")[2] for name in named}


@pytest.mark.paper
def test_this_machine_can_make_one():
    assert pdf.available()


@pytest.mark.paper
@pytest.mark.parametrize("language", WORDS)
def test_a_pdf_is_tagged_says_its_language_and_uses_the_fonts_of_its_script(language):
    document = made(language, WORDS[language])

    assert bool(document.Root.MarkInfo.Marked)
    assert str(document.Root.Lang).lower() == language
    assert "pdfuaid" in document.Root.Metadata.read_bytes().decode()
    assert FONTS.get(language, "Noto-Sans") in fonts(document)


def test_nothing_but_our_own_static_files_is_fetched():
    assert pdf.fetch("static:print/pdf.css")["string"].startswith(b"/*")
    for address in ("https://portal.example/x.png", "file:///etc/passwd", "static:../manage.py", "static:print/no.css"):
        with pytest.raises((pdf.NotOurs, Exception)) as refused:
            pdf.fetch(address)
        assert refused.type.__name__ in ("NotOurs", "SuspiciousFileOperation")


def test_a_machine_without_pango_says_so_in_words(db, rf, monkeypatch):
    monkeypatch.setattr(pdf, "_weasyprint", lambda: None)

    answer = pdf.respond(rf.get("/x.pdf"), "tests/pdf.html", {}, "en", "x")

    assert not pdf.available()
    assert answer.status_code == 501
    assert "cannot make PDF files" in answer.content.decode()
    with pytest.raises(RuntimeError):
        pdf.pdf("tests/pdf.html", {}, "en")
