"""A text of the library as reference managers read it. What is not printed on it is left out and never made up."""

from django.conf import settings
from django.utils.encoding import force_str

from dialogues.resolutions.models import Kind, Resolution, Standing
from portal.citing import Work, language_tag, one_line
from portal.mechanism.models import Precision

# By what it is and how far it had come.
GENRES = {
    (Kind.RESOLUTION, Standing.DRAFT): "Draft resolution",
    (Kind.RESOLUTION, Standing.REVISED): "Revised draft resolution",
    (Kind.DECISION, Standing.DRAFT): "Draft decision",
    (Kind.DECISION, Standing.REVISED): "Revised draft decision",
    (Kind.DECISION, Standing.ADOPTED): "Decision",
    (Kind.DECISION, Standing.UNKNOWN): "Decision",
}
KNOWN = {Precision.DAY: 3, Precision.MONTH: 2, Precision.YEAR: 1, Precision.UNDATED: 0}
SUMMARY = "Summary by the portal, not the official text."


def work_of(resolution: Resolution) -> Work:
    """The facts of a text: whose it is, its symbol or number as printed, and as much of its date as is known."""
    day = resolution.date
    return Work(
        key=force_str(resolution.slug),
        genre=GENRES.get((Kind(resolution.kind), Standing(resolution.standing)), "Resolution"),
        title=one_line(resolution.title),
        author=one_line(resolution.body),
        reference=one_line(resolution.symbol or resolution.number),
        issued=(day.year, day.month, day.day)[: KNOWN[Precision(resolution.precision)]] if day else (),
        language=language_tag(resolution.language),
        event=one_line(_session(resolution)),
        note=SUMMARY if resolution.is_summary else "",
        address=resolution.permanent_address,
        publisher=force_str(settings.PORTAL_NAME),
    )


def _session(resolution: Resolution) -> str:
    number = f"Session {resolution.session}" if resolution.session else ""
    return resolution.session_name or number
