"""The words of a document as plain text with light marks, for reading and never for showing.

`*…*` are italics, ¹ is the mark of a footnote, and at the end stand the footnotes, each behind its mark. A blank line
parts paragraphs, a form feed parts pages. Numbers that a program counts by itself are written out: 1. (a) (i).
"""
