"""What becomes of a verb that somebody tries: for tables of roles, states and verbs in one world."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError

from portal.records import InvalidMove
from tests.undoing import undone

DONE = "done"


def outcome(act: Callable[[], Any], facts: Callable[[], Any]) -> tuple[Any, str]:
    """DONE, or the kind and the words of the refusal, after which `facts` have to be as before. Then it is undone."""
    before = facts()
    with undone():
        try:
            act()
        except (ValidationError, InvalidMove) as refusal:
            assert facts() == before, "what was refused changed something"
            return type(refusal), str(refusal)
        assert facts() != before, "what was done changed nothing"
    return DONE, ""
