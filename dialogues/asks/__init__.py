"""Calls to action: what a text asks of whom, how strongly, until when, and what became of it."""
