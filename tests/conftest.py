"""What every test may ask for. Factories are in `tests/factories/`."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.test import TransactionTestCase
from django.utils import translation

from home.roles import COORDINATORS
from organizations.models import User
from tests.database import Copies, demo_template, plain_template
from tests.runs import (
    chromium_path,
    pytest_collection_finish,
    pytest_collection_modifyitems,
    pytest_configure,
    pytest_sessionfinish,
    pytest_terminal_summary,
)
from tools import messages

__all__ = [
    "chromium_path",
    "pytest_collection_finish",
    "pytest_collection_modifyitems",
    "pytest_configure",
    "pytest_sessionfinish",
    "pytest_terminal_summary",
]

# The languages have to be readable before anything reads them.
messages.compile_all()
messages.borrow()


@pytest.fixture(scope="session")
def database_copies(django_test_environment, django_db_blocker) -> Iterator[Copies]:
    """The copies this process works on; tests ask for `db`, `committed_db` or `demo_db` instead."""
    with django_db_blocker.unblock():
        copies = Copies()
    yield copies
    with django_db_blocker.unblock():
        copies.remove()


@pytest.fixture(scope="session")
def django_db_setup(database_copies: Copies, django_db_blocker) -> Iterator[None]:
    """Start on a copy of the template, and end every test that commits with a new copy instead of a flush."""
    with django_db_blocker.unblock():
        database_copies.restore(plain_template())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: database_copies.restore(plain_template()))
        yield


@pytest.fixture
def committed_db(transactional_db) -> None:
    """A database where commits are real, for threads and browsers; the next test gets a new copy of the template."""


@pytest.fixture
def demo_db(committed_db, database_copies: Copies) -> None:
    """A committed database with the demo content in it."""
    database_copies.restore(demo_template())


@pytest.fixture
def portal_server(committed_db, live_server, settings) -> str:
    """The address of the portal, served with its static files on the committed database, for a real browser."""
    settings.BASE_URL = settings.WAGTAILADMIN_BASE_URL = live_server.url
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    return live_server.url


@pytest.fixture(autouse=True)
def fresh_process() -> Iterator[None]:
    """Nothing remembered from the test before: the cache is empty, the language is English."""
    cache.clear()
    with translation.override("en"):
        yield


@pytest.fixture
def coordinator(db) -> User:
    """Somebody who coordinates: decides, verifies and publishes, without being an administrator."""
    user = User.objects.create_user("coordinator@portal.example", first_name="Cora", last_name="Ordina")
    user.groups.add(Group.objects.get(name=COORDINATORS))
    return user
