"""What changed between two texts of a declaration: the comparison that every kind of record uses."""

from submissions.comparing import Change, Piece, compare, paragraphs

__all__ = ["Change", "Piece", "compare", "paragraphs"]
