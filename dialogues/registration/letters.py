"""The letter of attendance: for who was checked in, once the dialogue has begun; anybody who holds one can check it.

The check says only what its asker holds already: under a number that nobody guesses, and for the name that goes with
it, which dialogue it was and when. Any other pair gets one and the same answer.
"""

from datetime import datetime, timedelta
from hashlib import sha256
from textwrap import wrap

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.pages import NOT_HELD, DialoguePage
from dialogues.registration.models import Delegate
from organizations.names import name_key
from portal.dates import VIENNA
from portal.forms import PlainForm
from portal.personal import keepings


class LetterForm(PlainForm):
    """What stands on the letter in one's hand."""

    number = forms.CharField(
        label=_("Number of the letter"), max_length=40, help_text=_("With or without dashes and spaces"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}),
    )  # fmt: skip
    name = forms.CharField(label=_("Name, as the letter has it"), max_length=120)

    def found(self) -> Delegate | None:
        """The delegate whose letter has this number and this name; None for every other pair."""
        return find(self.cleaned_data["number"], self.cleaned_data["name"])


def letters() -> QuerySet[Delegate]:
    """The delegates for whom a letter can be made now."""
    came = Delegate.objects.came().filter(registration__state="approved", letter_number__isnull=False)
    held = came.exclude(registration__dialogue__status__in=NOT_HELD)
    return held.filter(registration__dialogue__starts_at__lte=timezone.now())


def checked_until(dialogue: DialoguePage) -> datetime:
    """How long a letter can be checked: as long as the names of delegates are kept."""
    rule = next(rule for rule in keepings() if rule.key == "delegates")
    return dialogue.ends_at + timedelta(days=rule.period or 0)


def check_address() -> str:
    """Where anybody checks a letter, as it is printed: without a language."""
    return f"{settings.BASE_URL}/dialogues/attendance/"


def in_words(number: str) -> str:
    """A number as it is printed: "AL-7KQ2M-9XB4T"."""
    return f"AL-{number[:5]}-{number[5:]}"


def number_meant(words: str) -> str:
    """A number as it is stored, from how somebody typed it."""
    signs = "".join(sign for sign in words.upper() if sign.isalnum())
    return signs.removeprefix("AL") if len(signs) > 10 else signs


def find(number: str, name: str) -> Delegate | None:
    """The delegate of the letter with this number, if it is theirs: case, accents and signs between do not count."""
    rows = letters().select_related("registration__dialogue", "registration__organization")
    found = rows.filter(letter_number=number_meant(number)).first()
    return found if found is not None and name_key(found.name) == name_key(name) else None


def fingerprint(delegate: Delegate) -> str:
    """SHA-256 over the number and what the letter says, each on a line, in eights; the number keeps it from guesses."""
    dialogue = delegate.registration.dialogue
    day = dialogue.starts_at.astimezone(VIENNA).date()
    lines = [delegate.letter_number or "", delegate.name, str(dialogue.translation_key), day.isoformat(), delegate.mode]
    return " ".join(wrap(sha256("\n".join(lines).encode()).hexdigest(), 8))
