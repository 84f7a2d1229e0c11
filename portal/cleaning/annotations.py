"""Notes on the pages of a PDF: comments go, what is drawn stays without its author, links and fields stay."""

import pikepdf

from portal.cleaning.report import Report

COMMENTS = {"/Text", "/Popup", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Caret", "/Redact"}
# Of whom, when, about what, in answer to which; for links and fields /T is the field's own name.
ABOUT_AUTHORS = ("/T", "/M", "/NM", "/CreationDate", "/Subj", "/IRT", "/Popup", "/RC")
WITHOUT_AUTHOR = {"/Link", "/Widget"}


def clean_annotations(page: pikepdf.Object, report: Report) -> None:
    """Keep on a page what is part of the document."""
    notes = page.get("/Annots")
    if not isinstance(notes, pikepdf.Array):
        return
    kept = []
    for note in notes:
        if not isinstance(note, pikepdf.Dictionary):
            continue
        if str(note.get("/Subtype", "")) in COMMENTS:
            report.remove("comments")
            continue
        clean_annotation(note, report)
        kept.append(note)
    page["/Annots"] = pikepdf.Array(kept)


def clean_annotation(note: pikepdf.Object, report: Report) -> None:
    """One note that stays, without what tells of people; a signature loses its certificate, being broken anyway."""
    if str(note.get("/FT", "")) == "/Sig" and "/V" in note:
        del note["/V"]
        report.remove("signature")
    telling = ("/M", "/NM") if str(note.get("/Subtype", "")) in WITHOUT_AUTHOR else ABOUT_AUTHORS
    there = set(telling).intersection(note.keys())
    if "/T" in there:
        report.remove("comment_authors")
    for key in there:
        del note[key]
