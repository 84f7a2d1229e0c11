"""Files that are two kinds at once: harmless in one program, harmful in another."""

from portal.cleaning.report import Report

BEGINNING = 1024  # as far as browsers and PDF readers look for a beginning
END = 66_000  # as far as ZIP readers look for the directory: its own size and the longest comment
MARKUP = (b"<html", b"<!doctype html", b"<script", b"<svg", b"<body", b"<iframe", b"<?php")
ZIP_DIRECTORY = b"PK\x05\x06"


def refuse_mixed(content: bytes, report: Report) -> None:
    """Note a refusal when a file that is no ZIP also works as a web page, or as a ZIP."""
    if holds_markup(content) or ZIP_DIRECTORY in content[-END:]:
        report.refuse("mixed")


def holds_markup(content: bytes) -> bool:
    """Whether a browser that guesses could take this for a web page."""
    beginning = content[:BEGINNING].lower()
    return any(mark in beginning for mark in MARKUP)
