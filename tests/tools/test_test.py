"""`make test` and `make test-all` as command lines of pytest."""

from pathlib import Path

from tools.test import command

PYTHON = Path("python")
START = ["python", "-m", "pytest"]
ON_TWO = ["-n", "2", "--dist", "worksteal"]


def test_the_quick_run_leaves_out_what_is_slow_or_needs_a_browser():
    assert command(PYTHON, [], cores=2) == [*START, "-m", "not slow and not browser", *ON_TWO]


def test_the_whole_run_leaves_out_nothing():
    assert command(PYTHON, ["--all"], cores=2) == [*START, *ON_TWO]


def test_a_large_machine_is_not_filled_with_databases():
    assert command(PYTHON, ["--all"], cores=64) == [*START, "-n", "4", "--dist", "worksteal"]


def test_whoever_says_what_to_run_gets_just_that():
    assert command(PYTHON, ["-k", "sign"], cores=2) == [*START, "-m", "not slow and not browser", "-k", "sign"]
    assert command(PYTHON, ["--all", "tests/tools"], cores=2) == [*START, "tests/tools"]


def test_the_rest_is_what_the_quick_run_leaves_out():
    assert command(PYTHON, ["--rest"], cores=2) == [*START, "-m", "slow or browser", *ON_TWO]
