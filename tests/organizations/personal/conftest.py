"""For tests of what is held about a person: every kind of it is there, also what an operator can switch off."""

import pytest


@pytest.fixture(autouse=True)
def everything_is_on(settings):
    """Individuals may support declarations."""
    settings.SUPPORTERS = True
