"""Seats of a dialogue, counted in delegates, apart for each way of taking part. Call it under the dialogue's lock."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db.models import Count
from django.utils.functional import Promise

from dialogues.pages import DialoguePage
from dialogues.registration.models import Delegate, Registration, RegistrationState

Mode = Delegate.Mode


class Seats(NamedTuple):
    """The seats of one mode: its name, how many there are (None: no limit), and how many are taken."""

    mode: str
    label: str | Promise
    total: int | None
    taken: int

    @property
    def free(self) -> int | None:
        """How many are left; None without a limit. Never negative, also when a limit was lowered later."""
        return None if self.total is None else max(0, self.total - self.taken)


def of_dialogue(dialogue: DialoguePage) -> dict[str, Seats]:
    """The seats of a dialogue by mode; delegates of approved registrations hold them."""
    return of_dialogues([dialogue])[dialogue.pk]


def of_dialogues(dialogues: Iterable[DialoguePage]) -> dict[int, dict[str, Seats]]:
    """The seats of several dialogues, by key and mode, with one question to the database."""
    wanted = {dialogue.pk: dialogue for dialogue in dialogues}
    approved = Delegate.objects.filter(
        registration__dialogue__in=list(wanted), registration__state=RegistrationState.APPROVED
    )
    counted = approved.order_by().values_list("registration__dialogue_id", "mode").annotate(Count("pk"))
    taken = {(key, mode): count for key, mode, count in counted}
    return {key: {one.value: _seats(dialogue, one, taken) for one in Mode} for key, dialogue in wanted.items()}


def _seats(dialogue: DialoguePage, mode: Delegate.Mode, taken: Mapping[tuple[int, str], int]) -> Seats:
    total = dialogue.seats_on_site if mode == Mode.ON_SITE else dialogue.seats_online
    return Seats(mode.value, mode.label, total, taken.get((dialogue.pk, mode.value), 0))


def fits(dialogue: DialoguePage, registration: Registration) -> bool:
    """Whether every delegate of this registration finds a free seat; a delegation is not torn apart."""
    wanted = Counter(registration.delegates.values_list("mode", flat=True))
    seats = of_dialogue(dialogue)
    return all(seats[mode].free is None or count <= seats[mode].free for mode, count in wanted.items())
