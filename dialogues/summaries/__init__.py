"""Summaries of dialogues and panels: drafted, provisional, corrected on record, final."""
