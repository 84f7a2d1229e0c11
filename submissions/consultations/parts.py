"""What the tracker adds to the page of a dialogue: how far the reviews were on that day, and have come since."""

from datetime import date
from typing import Any

from portal.mechanism.models import Figure
from portal.registry import Part
from submissions.consultations.timetable import PROGRESSING


def of_dialogue(dialogue: Any) -> Part | None:
    """The share of reviews under way that the dialogue was told of, and each later one; None where it was told none.

    The tracker has the figure of the dialogue for the same day. Nothing is asked where the dialogue has no share.
    """
    told = {(row.as_of, row.value, row.of) for row in dialogue.figures.all() if row.of}
    if not told:
        return None
    shares = list(Figure.objects.for_charts().shares(PROGRESSING))
    days = [one.as_of for one in shares if one.as_of and (one.as_of, one.value, one.of) in told]
    return Part("consultations/_of_dialogue.html", {"shares": since(shares, min(days))}) if days else None


def since(shares: list[Figure], day: date) -> list[Figure]:
    """Those of this day and later, the oldest first."""
    return [one for one in reversed(shares) if one.as_of and one.as_of >= day]
