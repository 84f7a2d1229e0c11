"""What holds for whole runs: nothing is skipped, and a missing browser is said or is an error."""

import pytest

from tests.runs import HINT

pytest_plugins = ["pytester"]

CONFTEST = """
from tests.runs import (
    pytest_collection_modifyitems, pytest_configure, pytest_sessionfinish, pytest_terminal_summary
)
"""


@pytest.fixture
def run(pytester, monkeypatch):
    """Run a test file under the hooks of the project, on a machine with or without Chromium."""
    pytester.makeconftest(CONFTEST)

    def run(source, *arguments, chromium="python3", **environ):
        monkeypatch.setenv("CHROMIUM", chromium)
        for name, value in environ.items():
            monkeypatch.setenv(name, value)
        pytester.makepyfile(source)
        return pytester.runpytest(*arguments, "-W", "ignore::pytest.PytestUnknownMarkWarning")

    monkeypatch.delenv("REQUIRE_BROWSER", raising=False)
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    return run


IN_BROWSER = """
import pytest

@pytest.mark.browser
def test_page(): pass

def test_rule(): pass
"""


def test_with_a_browser_everything_runs(run):
    result = run(IN_BROWSER)

    result.assert_outcomes(passed=2)
    assert HINT not in result.outlines


def test_the_longest_tests_come_first(run, pytester):
    pytester.makepyfile(test_walk="def test_long(): pass")

    result = run("def test_short(): pass", "-v", "-p", "no:cacheprovider")

    ran = [line.partition("::")[2].split()[0] for line in result.outlines if "PASSED" in line]
    assert ran == ["test_long", "test_short"]


def test_without_a_browser_its_tests_are_left_out_and_one_line_says_how_to_get_one(run):
    result = run(IN_BROWSER, chromium="no-such-browser")

    result.assert_outcomes(passed=1, deselected=1)
    assert result.ret == pytest.ExitCode.OK
    assert result.outlines.count(HINT) == 1
    assert "apt-get install chromium" in HINT


def test_without_a_browser_that_is_required_nothing_runs(run):
    result = run(IN_BROWSER, chromium="no-such-browser", REQUIRE_BROWSER="1")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*REQUIRE_BROWSER=1: Browser tests need a Chromium*"])


def test_a_run_that_asks_for_no_browser_tests_hears_nothing_of_browsers(run):
    result = run(IN_BROWSER, "-m", "not browser", chromium="no-such-browser", REQUIRE_BROWSER="1")

    result.assert_outcomes(passed=1, deselected=1)
    assert HINT not in result.outlines


@pytest.mark.parametrize(
    "source",
    [
        "import pytest\n@pytest.mark.skip\ndef test_rule(): pass",
        "import pytest\n@pytest.mark.xfail\ndef test_rule(): assert False",
        "import pytest\n@pytest.mark.xfail\ndef test_rule(): pass",
        "import pytest\ndef test_rule(): pytest.skip('not today')",
    ],
)
def test_a_test_that_did_not_run_as_it_stands_fails_the_run(run, source):
    result = run(source)

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["*Not run as it stands: 1*"])
