"""What the front page shows: computed from the public record, the same for every reader."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dialogues.models import DialoguePage
from dialogues.pages import DialogueStatus
from submissions.declaration import counting
from submissions.models import Call, Declaration, Statement

LATEST = 4
DATES_AHEAD = 5


@dataclass(frozen=True)
class DateAhead:
    """A date that readers may have to act by, with where it leads."""

    at: datetime
    words: str | Promise
    about: str
    address: str
    due: bool = False
    language: str = settings.LANGUAGE_CODE  # that of `about`


@dataclass(frozen=True)
class Progress:
    """How far a declaration is: all live signatures, and the countries of those that are named."""

    declaration: Declaration
    signatures: int
    countries: int


def dialogues():
    """Published dialogues in the default language: the pages that carry the facts."""
    return DialoguePage.objects.live().filter(locale__language_code="en")


def next_dialogue() -> DialoguePage | None:
    """The next dialogue that takes place, as far as is known."""
    coming = dialogues().exclude(status=DialogueStatus.CANCELLED).filter(ends_at__gt=timezone.now())
    return coming.order_by("starts_at").first()


def last_dialogue() -> DialoguePage | None:
    """The newest dialogue with a summary on record."""
    return dialogues().filter(ends_at__lte=timezone.now()).exclude(summary="").order_by("-starts_at").first()


def latest_statements() -> list[Statement]:
    """The newest public statements, ready for a list."""
    return list(Statement.objects.public().for_lists().order_by("-publish_at", "-pk")[:LATEST])


def declaration_progress() -> Progress | None:
    """The newest public declaration and how far it is."""
    declaration = Declaration.objects.public().order_by("-pk").first()
    if declaration is None:
        return None
    tally = counting.tally(declaration)
    return Progress(declaration, signatures=tally.signed, countries=tally.countries)


def dates_ahead(dialogue: DialoguePage | None, progress: Progress | None) -> list[DateAhead]:
    """Deadlines and days to come, nearest first."""
    found = [*calls_ahead(), *dialogue_ahead(dialogue), *signing_ahead(progress)]
    now = timezone.now()
    return sorted((one for one in found if one.at > now), key=lambda one: one.at)[:DATES_AHEAD]


def calls_ahead() -> list[DateAhead]:
    """Until when statements can be sent."""
    calls = Call.objects.open().select_related("dialogue").order_by("closes_at")[:DATES_AHEAD]
    words = _("Written statements due")
    return [DateAhead(call.closes_at, words, call.dialogue.title, call.dialogue.address, due=True) for call in calls]


def dialogue_ahead(dialogue: DialoguePage | None) -> list[DateAhead]:
    """The day of the next dialogue, and until when one can register for it."""
    if dialogue is None:
        return []
    about, closes = (dialogue.title, dialogue.address), dialogue.registration_closes_at
    found = [DateAhead(dialogue.starts_at, _("Constructive dialogue"), *about)]
    if closes and dialogue.registration_open:
        found.append(DateAhead(closes, _("Registration closes"), *about, due=True))
    return found


def signing_ahead(progress: Progress | None) -> list[DateAhead]:
    """Until when the declaration can be signed."""
    declaration = progress.declaration if progress else None
    if declaration is None or declaration.state != Declaration.State.OPEN or declaration.closes_at is None:
        return []
    return [DateAhead(declaration.closes_at, _("Signing closes"), declaration.title, "", due=True,
                      language=declaration.authentic_language)]  # fmt: skip
