"""Why a text is refused, why words were left out, and why a person should look: codes, and their words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: Mapping[str, Promise] = {
    "empty": _("There is no text in it."),
    "too_long": _(
        "This text is longer than 2,000,000 characters or 150,000 lines. No resolution is: bring only its text."
    ),
    "no_opening": _(
        "This does not read like a resolution: no line names the body that speaks, as “The General Assembly,” does."
    ),
    "no_paragraphs": _("This does not read like a resolution: after the name of the body there are no paragraphs."),
}
WHY: Mapping[str, Promise] = {
    "page": _("A header, footer or page number"),
    "job": _("The number or bar code of the printing job"),
    "letterhead": _("A letterhead"),
    "hyphen": _("A hyphen at the end of a line"),
    "marks": _("Marks of formatting or of a link"),
    "control": _("Signs that steer a machine"),
    "unknown": _("Words whose part in the text is not known"),
    "by_hand": _("Left out by a person"),
}
# What a line of the heading is.
LINES: Mapping[str, Promise] = {
    "symbol": _("Symbol"),
    "letterhead": _("A letterhead"),
    "distribution": _("Distribution"),
    "language": _("Language of the original"),
    "printed_in": _("Language"),
    "date": _("Date"),
    "place": _("Place and days"),
    "meeting": _("Meeting"),
    "committee": _("Committee"),
    "session": _("Session"),
    "sponsors": _("Sponsors"),
    "adopted": _("Who adopted it"),
    "number": _("Number"),
    "report": _("Report"),
    "body": _("Body"),
    "agenda_item": _("Agenda item"),
    "agenda_title": _("Title of the agenda item"),
    "title": _("Title"),
}
DOUBTS: Mapping[str, Promise] = {
    "no_lead": _("This paragraph begins with no verb that is known."),
    "number": _("This number does not follow the one before it."),
    "label": _("This letter or number does not follow the one before it."),
    "roman": _("This may be a letter or a Roman numeral."),
    "no_number": _("This operative paragraph has no number in the text."),
    "joined": _("These words were joined to the paragraph before them."),
    "after": _("These words were taken as the end of the paragraph above its parts."),
    "hyphen": _("The hyphen at the end of a line may belong to the word."),
    "no_note": _("There is no footnote with this mark."),
    "no_mark": _("Nothing in the text has the mark of this footnote."),
    "same_mark": _("Two footnotes have this mark."),
    "no_title": _("No title was found."),
    "no_status": _("The text does not say whether it is a draft."),
    "unknown": _("The part of these words in the text is not known."),
    "subheading": _("This was taken as a heading between paragraphs."),
    "columns": _("This page was read as two columns."),
    "date": _("No calendar has this day; the date is empty."),
    "structure": _(
        "Of this language only the structure is read: numbers, letters and empty lines part the paragraphs. Look at "
        "each of them; verbs, strength and addressees are yours to fill in."
    ),
    "notes": _("Footnotes were found by their plain numbers."),
    "deep": _("This is deeper than any list: it stands at the deepest place."),
}


class NotAResolution(ValueError):
    """The text is no resolution; its words say why, `code` is one of REFUSALS."""

    def __init__(self, code: str) -> None:
        super().__init__(REFUSALS[code])
        self.code = code

    def __str__(self) -> str:
        return str(self.args[0])
