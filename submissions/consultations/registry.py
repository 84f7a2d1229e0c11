"""Where the floor above adds to a State's page, e.g. the statements that speak about it: the kinds know no other."""

from typing import Any

from portal.registry import Lists, Registry

# Each function gets the State, asks for what is public only, and gives a part; its template reads the part's context.
on_state: Registry[Any] = Registry()
# Functions that give what can be done about a State by when, as `windows.Window`.
on_windows: Lists[Any] = Lists()
