"""Calls to action, made through the actions."""

from datetime import date
from typing import Any

from dialogues.asks import actions
from dialogues.asks.actions import About
from dialogues.asks.models import CallStatus, CallToAction
from tests.factories.organizations import CoordinatorFactory
from tests.factories.resolutions import make_resolution

_numbers = iter(range(1, 1_000_000))


def make_call_to_action(paragraph: Any = None, *, page: Any = None, about: About | None = None, **fields: Any):
    """A call of a published resolution, of this paragraph, or of this page."""
    if paragraph is None and page is None:
        paragraph = make_resolution().paragraphs.get(anchor="OP1")
    words = {"text": f"Light post {next(_numbers)}", "strength": 6, **fields}
    call = CallToAction(paragraph=paragraph, page=page, **words)
    return actions.make(call, about or About(["states"]), by=CoordinatorFactory())


def add_status(call: CallToAction, progress: str = "in progress", as_of: date = date(2026, 5, 1), **fields: Any):
    """What became of it, with what shows it."""
    words = {"evidence": "A lamp was seen.", "source": "Report of the lamplighters", **fields}
    status = CallStatus(progress=progress, as_of=as_of, **words)
    return actions.add_status(call, status, by=CoordinatorFactory())
