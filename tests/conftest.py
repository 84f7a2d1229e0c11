"""What every test may ask for. Factories are in `tests/factories/`."""

import os
import shutil
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.test import TransactionTestCase
from django.utils import translation

from home.roles import COORDINATORS
from organizations.models import User
from tests.database import Copies, demo_template, plain_template
from tools import messages

CHROMIUM = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
HINT = (
    "Browser tests are left out: no Chromium here. Get one with `apt-get install chromium`, or name it, CHROMIUM=path."
)
LEFT_OUT = pytest.StashKey[int]()


def pytest_configure() -> None:
    """Make the languages readable before anything is imported that reads them."""
    messages.compile_all()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave browser tests out where there is no browser; with REQUIRE_BROWSER=1 that is an error."""
    in_browser = [item for item in items if item.get_closest_marker("browser")]
    if not in_browser or chromium_path():
        return
    if os.environ.get("REQUIRE_BROWSER") == "1":
        raise pytest.UsageError("REQUIRE_BROWSER=1, but there is no Chromium here: `apt-get install chromium`.")
    config.stash[LEFT_OUT] = len(in_browser)
    config.hook.pytest_deselected(items=in_browser)
    items[:] = [item for item in items if item not in in_browser]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what was left out and what nobody may leave out."""
    if config.stash.get(LEFT_OUT, 0):
        terminalreporter.write_line(HINT)
    if not_run(config):
        terminalreporter.write_line(f"Not run as it stands: {not_run(config)} tests. No test may be skipped or xfail.")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """A skipped test is a failed run: what nobody runs proves nothing."""
    if session.exitstatus == pytest.ExitCode.OK and not_run(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def not_run(config: pytest.Config) -> int:
    """How many tests were skipped or are expected to fail."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return sum(len(reporter.stats.get(outcome, ())) for outcome in ("skipped", "xfailed", "xpassed")) if reporter else 0


def chromium_path() -> str | None:
    """The Chromium that CHROMIUM names, or the first that the machine has."""
    named = os.environ.get("CHROMIUM")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, CHROMIUM)), None)


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
