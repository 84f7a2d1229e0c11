"""Rules for whole runs: what a machine lacks is said or is an error, and nothing is skipped. Used by conftest.

The portal runs and passes its tests with Python alone. What needs more (a browser, Node, Pango) carries a marker and is
left out, with a line that says how to get it; with REQUIRE_BROWSER=1, as in CI, its absence is an error.
"""

import gc
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

CHROMIUM = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
LONGEST = ("test_walk.py", "test_matrix.py", "test_public_pages.py")  # files with tests of half a minute
SCRIPTS = Path(__file__).parent / "js"
HINT = "Browser tests need a Chromium: `apt-get install chromium`, or name yours, CHROMIUM=path."


@dataclass(frozen=True)
class Need:
    """What tests with this marker need: whether it is here, and how to get it."""

    marker: str
    is_here: Callable[[], bool]
    hint: str

    def is_missing(self, config: pytest.Config) -> bool:
        """Whether this run should have it and has not; one that asks for no browser tests lacks no browser."""
        asked = self.marker == "paper" or "not browser" not in config.option.markexpr
        return asked and not self.is_here()


def pytest_configure(config: pytest.Config) -> None:
    """Refuse to start without what is required."""
    if os.environ.get("REQUIRE_BROWSER") == "1" and (lacking := missing(config)):
        raise pytest.UsageError("REQUIRE_BROWSER=1: " + " ".join(need.hint for need in lacking))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs something that is not here, and begin with what takes longest.

    So that at the end no process waits for another that has just begun with a long one.
    """
    markers = [need.marker for need in missing(config)]
    left_out = [item for item in items if any(item.get_closest_marker(marker) for marker in markers)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
    items.sort(key=lambda item: item.path.name not in LONGEST)


def pytest_collection_finish() -> None:
    """Keep what was imported out of each search for garbage: a fifth of the time of a run went there."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what was left out and what nobody may leave out."""
    for need in missing(config):
        terminalreporter.write_line(need.hint)
    if not_run(config):
        terminalreporter.write_line(f"Not run as it stands: {not_run(config)} tests. No test may be skipped or xfail.")


def missing(config: pytest.Config) -> list[Need]:
    """What this run lacks."""
    return [need for need in NEEDS if need.is_missing(config)]


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


def has_scripts() -> bool:
    """Whether Node and what tests/js/package.json names are here."""
    return shutil.which("node") is not None and (SCRIPTS / "node_modules" / "ical.js").is_dir()


def has_pango() -> bool:
    """Whether WeasyPrint finds its library of the system."""
    try:
        import weasyprint  # noqa: F401  half a second, for those runs alone that ask
    except (ImportError, OSError):
        return False
    return True


NEEDS = (
    Need(
        "browser",
        lambda: chromium_path() is not None,
        HINT,
    ),
    Need("node", has_scripts, "Reading calendars with ical.js needs Node and `npm ci --prefix tests/js`."),
    Need("paper", has_pango, "Making PDF needs Pango: `apt-get install libpango-1.0-0 libpangoft2-1.0-0`."),
)
