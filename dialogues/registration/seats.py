"""Seats of a dialogue, counted in delegates, apart for each way of taking part. Call it under the dialogue's lock."""

from collections import Counter
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
    approved = Delegate.objects.filter(
        registration__dialogue_id=dialogue.pk, registration__state=RegistrationState.APPROVED
    )
    taken = dict(approved.order_by().values_list("mode").annotate(Count("pk")))
    totals = {Mode.ON_SITE: dialogue.seats_on_site, Mode.ONLINE: dialogue.seats_online}
    return {mode.value: Seats(mode.value, mode.label, totals[mode], taken.get(mode.value, 0)) for mode in Mode}


def fits(dialogue: DialoguePage, registration: Registration) -> bool:
    """Whether every delegate of this registration finds a free seat; a delegation is not torn apart."""
    wanted = Counter(registration.delegates.values_list("mode", flat=True))
    seats = of_dialogue(dialogue)
    return all(seats[mode].free is None or count <= seats[mode].free for mode, count in wanted.items())
