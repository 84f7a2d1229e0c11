"""How a floor adds to what stands below it, without being imported there.

The floor below owns a `Registry` and runs through it; the floors above put functions in, in their `AppConfig.ready`:

    on_dialogue.register(statements_of_dialogue)

A part is shown by `{% show_part part %}` (dialogues/templatetags): its template knows the names in `context`, and those
of the page.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

ThingT = TypeVar("ThingT")


@dataclass(frozen=True)
class Part:
    """One more part of a page: a partial template and what it needs."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


class Registry(Generic[ThingT]):
    """Functions that each look at a thing and give a part for its page, or None when they have nothing to say."""

    def __init__(self) -> None:
        self._functions: list[Callable[[ThingT], Part | None]] = []

    def register(self, function: Callable[[ThingT], Part | None]) -> Callable[[ThingT], Part | None]:
        """Ask `function` from now on, after those that are here already; a second time changes nothing."""
        if function not in self._functions:
            self._functions.append(function)
        return function

    def forget(self, function: Callable[[ThingT], Part | None]) -> None:
        """Ask `function` no more."""
        self._functions.remove(function)

    def parts(self, thing: ThingT) -> list[Part]:
        """What the registered functions give for this thing, in the order in which they were registered."""
        return [part for function in self._functions if (part := function(thing)) is not None]


class Lists(Generic[ThingT]):
    """Functions that each give any number of items about a thing."""

    def __init__(self) -> None:
        self._functions: list[Callable[[ThingT], Iterable[Any]]] = []

    def register(self, function: Callable[[ThingT], Iterable[Any]]) -> None:
        """Ask `function` from now on; a second time changes nothing."""
        if function not in self._functions:
            self._functions.append(function)

    def items(self, thing: ThingT) -> list[Any]:
        """All items, in the order in which the functions were registered."""
        return [item for function in self._functions for item in function(thing)]


# Parts of a dialogue's page, e.g. its written statements. The thing is the dialogue in the default language, the page
# that rows of other tables point to; functions ask for what is public only, and put no question about the reader.
on_dialogue: Registry[Any] = Registry()
# Paragraphs for the first draft of a summary, e.g. the statements to the dialogue. The thing is a page as above, of a
# dialogue or of a panel; the template gives clean HTML.
on_summary: Registry[Any] = Registry()

# What is due for a person, for their own calendar. The thing is the user, the items are Deadlines
# (dialogues.registration.subscriptions).
on_calendar: Lists[Any] = Lists()

# What else is on record about the paragraphs of a resolution, e.g. statements that cite one. The thing is the
# resolution; the items are pairs of an anchor ("OP4-c") and a portal.threads.Link, of what is public only.
beside_paragraphs: Lists[Any] = Lists()
