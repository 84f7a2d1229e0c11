"""All signs of a text, and all signs of what was read from it: nothing may be missing, nothing may be made up."""

import unicodedata
from collections import Counter

from dialogues.resolutions.reading.structure import Resolution, Words


def signs(*texts):
    """How often each sign stands in these texts; blanks do not count, a raised ¹ is a 1."""
    plain = (unicodedata.normalize("NFKD", sign) for text in texts for sign in text)
    return Counter(sign for signs in plain for sign in signs if not sign.isspace())


def printed(resolution: Resolution):
    """Every text that a resolution keeps."""
    heading, notes = resolution.heading.fields, resolution.notes
    kept = [*(field.words for field in heading), resolution.opening, *(one.words for one in resolution.subheadings)]
    for annex in resolution.annexes:
        yield annex.label
        kept.append(annex.title)
    yield from (piece for words in kept for piece in in_words(words))
    for note in notes:
        yield from (note.mark, *in_words(note.words))
    paragraphs = [*resolution.preambular, *resolution.operative]
    paragraphs += [one for annex in resolution.annexes for one in annex.paragraphs]
    for paragraph in paragraphs:
        yield from in_paragraph(paragraph)
    yield from (one.text for one in resolution.left_out)


def in_paragraph(paragraph):
    yield from (paragraph.label, *in_words(paragraph.words), *in_words(paragraph.after))
    for part in paragraph.parts:
        yield from in_paragraph(part)


def in_words(words: Words):
    yield words.text
    yield from (mark.mark for mark in words.marks)


def missing_and_made_up(text, resolution):
    """The difference between a text and what was read from it; both are empty."""
    before, after = signs(text), signs(*printed(resolution))
    return before - after, after - before
