"""Rules for whole runs: a missing browser is said or is an error, and nothing is skipped. Used by conftest."""

import os
import shutil

import pytest

CHROMIUM = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
HINT = (
    "Browser tests are left out: no Chromium here. Get one with `apt-get install chromium`, or name it, CHROMIUM=path."
)


def pytest_configure(config: pytest.Config) -> None:
    """Refuse to start without a browser that is required."""
    if os.environ.get("REQUIRE_BROWSER") == "1" and lacks_browser(config):
        raise pytest.UsageError("REQUIRE_BROWSER=1, but there is no Chromium here: `apt-get install chromium`.")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs a browser where there is none."""
    if lacks_browser(config):
        in_browser = [item for item in items if item.get_closest_marker("browser")]
        config.hook.pytest_deselected(items=in_browser)
        items[:] = [item for item in items if not item.get_closest_marker("browser")]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what was left out and what nobody may leave out."""
    if lacks_browser(config):
        terminalreporter.write_line(HINT)
    if not_run(config):
        terminalreporter.write_line(f"Not run as it stands: {not_run(config)} tests. No test may be skipped or xfail.")


def lacks_browser(config: pytest.Config) -> bool:
    """Whether this run should have a browser and has none; one that asks for no browser tests lacks nothing."""
    return "not browser" not in config.option.markexpr and not chromium_path()


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
