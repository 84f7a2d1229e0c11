"""Finding a State by what files call it."""

from portal.mechanism.models import State
from portal.mechanism.models.states import sort_key


def states_by_name() -> dict[str, State]:
    """States and unions by their codes and the English names that files use, without accents and in one case.

    Ask with `sort_key(name)`. One query.
    """
    found: dict[str, State] = {}
    for state in State.objects.all():
        for name in (state.iso3, state.name_en, *state.aliases):
            found[sort_key(name)] = state
    return found
