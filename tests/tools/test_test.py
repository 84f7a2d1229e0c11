"""`make test` and `make test-all` as command lines of pytest."""

from pathlib import Path

from tools.test import command


def test_the_quick_run_leaves_out_what_is_slow_or_needs_a_browser():
    assert command(Path("python"), []) == ["python", "-m", "pytest", "-m", "not slow and not browser"]


def test_the_whole_run_leaves_out_nothing():
    assert command(Path("python"), ["--all"]) == ["python", "-m", "pytest"]


def test_everything_else_reaches_pytest():
    assert command(Path("python"), ["-k", "sign"])[-2:] == ["-k", "sign"]
    assert command(Path("python"), ["--all", "tests/tools"]) == ["python", "-m", "pytest", "tests/tools"]
