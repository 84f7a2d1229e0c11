"""Every test here works where the portal lets individuals support declarations, unless it says otherwise."""

import pytest

from submissions.declaration.models import Declaration
from tests.factories.supporters import make_supportable


@pytest.fixture(autouse=True)
def allowed(settings) -> None:
    """The operator switched it on."""
    settings.SUPPORTERS = True
    settings.FORM_SECONDS = 0


@pytest.fixture
def declaration(db) -> Declaration:
    """One that individuals may support now."""
    return make_supportable()
