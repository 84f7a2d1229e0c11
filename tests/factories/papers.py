"""Documents with words in them, as programs write them: DOCX, ODT and PDF, made byte by byte."""

from collections.abc import Iterable, Sequence

import pikepdf

from tests.factories import uploads

NUMBERING = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
PARTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def word_paragraph(*runs: str, level: int | None = None) -> str:
    """A paragraph of Word: `*italics*` by a star in front, `^` for a footnote, `level` of the counted list."""
    given = "" if level is None else f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    return f"<w:p>{given}{''.join(map(_word_run, runs))}</w:p>"


def _word_run(run: str) -> str:
    if run == "^":
        return '<w:r><w:footnoteReference w:id="2"/></w:r>'
    look = "<w:rPr><w:i/></w:rPr>" if run.startswith("*") else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{run.lstrip("*")}</w:t></w:r>'


def word(paragraphs: Iterable[str], note: str = "") -> bytes:
    """A DOCX whose list counts 1. (a) (i), with one footnote."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, (style, text) in enumerate([("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "(%3)")])
    )
    numbering = (
        f'<w:numbering {uploads.WORD_SPACES}><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )
    notes = (
        f'<w:footnotes {uploads.WORD_SPACES}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{word_paragraph(note)}</w:footnote></w:footnotes>'
    )
    return uploads.docx(
        "".join(paragraphs),
        links=(("rId1", "numbering", "numbering.xml"), ("rId2", "footnotes", "footnotes.xml")),
        parts={"word/numbering.xml": numbering, "word/footnotes.xml": notes},
        declared={"word/numbering.xml": NUMBERING, "word/footnotes.xml": FOOTNOTES},
    )


Placed = tuple[float, float, str, float, str]  # x, y, font, size, words


def pages(*placed: Sequence[Placed]) -> bytes:
    """A PDF whose pages have words at these places, in the fonts R (upright) and I (italics)."""

    def draw(document: pikepdf.Pdf) -> None:
        del document.pages[0]
        fonts = {
            f"/{key}": pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name(name)
            )
            for key, name in {"R": "/Times-Roman", "I": "/Times-Italic"}.items()
        }
        for one in placed:
            page = document.add_blank_page(page_size=(612, 792))
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(fonts))
            words = "".join(
                f"BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n" for x, y, font, size, text in one
            )
            page.Contents = document.make_stream(words.encode("cp1252"))

    return uploads.pdf(draw)
