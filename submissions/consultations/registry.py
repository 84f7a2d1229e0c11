"""Where the other kinds and the floor above add to a State's page, e.g. the statements that speak about it."""

from portal.mechanism.models import State
from portal.registry import Registry

# Each function asks for what is public only, and gives a part; its template reads the part's context.
on_state: Registry[State] = Registry()
