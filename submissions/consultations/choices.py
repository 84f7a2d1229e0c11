"""What a report may say, and how each choice is explained to the one who makes it. Words as data: no rule is here."""

from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class ClaimState(models.TextChoices):
    """Where a report stands."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Being checked")
    QUESTION = "question", _("More information asked")
    REJECTED = "rejected", _("Not accepted")
    VERIFIED = "verified", _("Verified")
    IN_REPLY = "in_reply", _("Put to the State")
    PUBLISHED = "published", _("On record")
    RETRACTED = "retracted", _("Retracted")


class Outcome(models.TextChoices):
    """What happened. The last three are adverse: the State is asked first."""

    CONSULTED = "consulted", _("Consulted")
    INVITED = "invited", _("Invited, did not take part")
    NO_ANSWER = "no_answer", _("Asked, without an answer")
    REFUSED = "refused", _("Asked, and refused")
    NOT_CONSULTED = "not_consulted", _("Not consulted")


ADVERSE = (Outcome.NO_ANSWER, Outcome.REFUSED, Outcome.NOT_CONSULTED)


class Level(models.IntegerChoices):
    """How far a consultation went."""

    NOT_STATED = 0, _("Not stated")
    INFORMED = 1, _("1. Informed")
    ASKED = 2, _("2. Asked for input")
    MET = 3, _("3. Met")
    DRAFT_SHARED = 4, _("4. Shared the draft")
    REFLECTED = 5, _("5. Reflected in what was published")


class Visibility(models.TextChoices):
    """Who may see the reporter. The last two never count in public."""

    PUBLIC = "public", _("Everyone")
    UNNAMED = "unnamed", _("Nobody by name")
    COORDINATORS = "coordinators", _("Only the coordinators")
    SEALED = "sealed", _("Only the safety officer")


COUNTED = (Visibility.PUBLIC, Visibility.UNNAMED)


class SourceKind(models.TextChoices):
    """Where the report comes from."""

    ORGANIZATION = "organization", _("An organization of this portal")
    PUBLICATION = "publication", _("A published report")
    OFFICIAL = "official", _("A State or an official source")


class Precision(models.TextChoices):
    """How much of the date is known."""

    NOT_STATED = "not_stated", _("Not stated")
    YEAR = "year", _("Year")
    MONTH = "month", _("Month")
    DAY = "day", _("Day")
    BEFORE = "before", _("Before this day")


@dataclass(frozen=True)
class Choice:
    """One option of a form: its words, and what choosing it means."""

    value: str | int
    words: str | Promise
    meaning: str | Promise = ""


def _reply_period() -> str:
    return ngettext(
        "For the last three, the State has %(days)d day to reply before anything is published.",
        "For the last three, the State has %(days)d days to reply before anything is published.",
        settings.REPLY_DAYS,
    ) % {"days": settings.REPLY_DAYS}


VISIBILITIES = (
    Choice(
        Visibility.PUBLIC,
        _("Everyone"),
        _(
            "Your organization is named beside the report, and the State can answer it by name. It counts at once. "
            "You can step back to “nobody by name” later, but copies may stay elsewhere."
        ),
    ),
    Choice(
        Visibility.UNNAMED,
        _("Nobody by name"),
        _(
            "The report counts, without its text and with its date rounded to the quarter. It changes the public "
            "record only once at least three organizations say the same, and at the end of a quarter; until then the "
            "page says “no public information”. The coordinators read it without your name. Only the safety officer "
            "can look your name up, and every look is recorded."
        ),
    ),
    Choice(
        Visibility.COORDINATORS,
        _("Only the coordinators"),
        _(
            "It never counts in public. The coordinators use it to see where to ask further, and to advise you. "
            "You can delete it at any time."
        ),
    ),
    Choice(
        Visibility.SEALED,
        _("Only the safety officer"),
        _(
            "One person reads it, and every reading is recorded. It changes nothing public and reaches nobody else, "
            "not even your colleagues here. You can delete it at any time."
        ),
    ),
)

OUTCOMES = (
    Choice(Outcome.CONSULTED, _("We were consulted")),
    Choice(Outcome.INVITED, _("We were invited, and could not or did not go")),
    Choice(Outcome.NO_ANSWER, _("We asked, and got no answer")),
    Choice(Outcome.REFUSED, _("We asked, and were refused")),
    Choice(Outcome.NOT_CONSULTED, _("We were not consulted"), lazy(_reply_period, str)()),
)

LEVELS = (
    Choice(Level.NOT_STATED, _("I cannot say, or we were not consulted")),
    Choice(
        Level.INFORMED,
        _("1. Told"),
        _("The ministry published that it was filling in the questionnaire; nobody could answer."),
    ),
    Choice(Level.ASKED, _("2. Asked"), _("A letter with questions and four weeks to reply.")),
    Choice(Level.MET, _("3. Met"), _("A meeting, in a room or online, at which organizations spoke.")),
    Choice(
        Level.DRAFT_SHARED,
        _("4. Saw the draft"),
        _("The answers to the questionnaire were sent round before they left the country."),
    ),
    Choice(
        Level.REFLECTED,
        _("5. Was reflected"),
        _("Something that organizations said stands in what was published."),
    ),
)


def visibility_explained(value: str) -> Choice:
    """The choice on who may see the reporter, with what it means."""
    return next(choice for choice in VISIBILITIES if choice.value == value)


# What an event of a report's history is called; moves are called by the state they lead to.
EVENTS = dict(ClaimState.choices) | {
    "read_reporter": _("The reporter was looked up"),
    "refused_reporter": _("Looking up the reporter was refused"),
    "read_sealed": _("The sealed report was opened"),
    "refused_sealed": _("Opening the sealed report was refused"),
    "open_evidence": _("A file of the report was opened"),
    "reply": _("The State replied"),
    "step_back": _("The reporter took the name off"),
    "discard": _("Deleted by the reporter"),
    "link": _("Linked to paragraphs of resolutions"),
}
