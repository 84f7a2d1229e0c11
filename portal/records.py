"""What every record of the domain shares: a state, the moves it allows, and the one path on which it moves."""

from collections.abc import Callable, Mapping, Set
from typing import Any, ClassVar, Self, TypeVar

from django.core import checks
from django.db import models, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from portal import audit

# Words of `move` beside the record's own columns: a column of such a name could never be changed by a move.
MOVE_WORDS = frozenset({"by", "reason", "public", "data"})


class InvalidMove(Exception):
    """The record's state does not allow this; the message says what stands, for people."""


class Record(models.Model):
    """A record with a state. Subclasses name their states, what may follow what, and how a state looks."""

    FOLLOWERS: ClassVar[Mapping[str, Set[str]]] = {}
    # on: done and good, half: under way, stop: refused or removed, none: quiet; absent: an empty ring.
    SHAPES: ClassVar[Mapping[str, str]] = {}

    state = models.CharField(_("state"), max_length=16, editable=False)
    created_at = models.DateTimeField(_("created"), db_default=Now(), editable=False)

    class Meta:
        abstract = True

    get_state_display: Callable[[], str]  # Django makes it, in the subclasses that have choices

    @classmethod
    def check(cls, **kwargs: Any) -> list[checks.CheckMessage]:
        """As Django checks every model, and that no column is called like a word of `move`."""
        taken = sorted(MOVE_WORDS.intersection(field.name for field in cls._meta.get_fields()))
        words = "%s.%s: move() takes this word for itself. Give the column another name."
        return super().check(**kwargs) + [
            checks.Error(words % (cls.__name__, name), obj=cls, id="portal.E020") for name in taken
        ]

    def move_to(self, state: str) -> None:
        """Set the state, or raise InvalidMove with the state that stands."""
        if state not in self.FOLLOWERS.get(self.state, frozenset()):
            raise InvalidMove(_("Not possible now: the state is “%s”.") % self.get_state_display())
        self.state = state

    @property
    def state_shape(self) -> str:
        """The shape that stands beside the words of the state (see SHAPES)."""
        return self.SHAPES.get(self.state, "")

    def locked(self) -> Self:
        """This record as the database has it now, locked until the transaction ends."""
        return type(self)._default_manager.select_for_update().get(pk=self.pk)


RecordT = TypeVar("RecordT", bound=Record)


def known_state(states: type[models.TextChoices], name: str) -> models.CheckConstraint:
    """The constraint that keeps a state column inside its list."""
    return models.CheckConstraint(condition=models.Q(state__in=states.values), name=name)


@transaction.atomic
def move(
    record: RecordT, state: str, *, by: Any, reason: str = "", public: bool = False,
    data: dict[str, Any] | None = None, **changes: Any,
) -> RecordT:  # fmt: skip
    """Lock the record, move it, store `changes` with it, write the audit event; all or nothing.

    Returns the record as stored. `by` is the acting user or None for the portal itself; `public` makes the event part
    of the record's public history, and `data`, which says nothing about persons, is kept with it. `reason` goes into
    the account and into no column. Raises InvalidMove when the state does not allow it; then nothing has changed.
    """
    record = record.locked()
    before = record.state
    record.move_to(state)
    for name, value in changes.items():
        setattr(record, name, value)
    record.save(update_fields=["state", *changes])
    audit.record(record, state, by=by, before=before, after=state, reason=reason, public=public, data=data)
    return record
