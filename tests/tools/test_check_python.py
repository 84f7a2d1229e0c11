"""The one line for a Python that cannot build the portal."""

import subprocess
import sys
from importlib.util import find_spec

from tools.check_python import problem
from tools.environment import ROOT


def without(*modules):
    return lambda name: None if name in modules else find_spec(name)


def test_a_python_that_is_too_old_is_told_so_in_one_line():
    sentence = problem((3, 10, 12), find_spec)

    assert "needs Python 3.11 or newer, this is 3.10" in sentence
    assert "\n" not in sentence


def test_a_python_without_venv_is_told_what_to_install():
    assert "python3-venv" in problem((3, 11, 2), without("ensurepip"))
    assert "python3-venv" in problem((3, 13, 0), without("venv"))


def test_a_python_that_will_do_hears_nothing():
    assert problem((3, 11, 0), find_spec) == ""
    assert problem((4, 0, 0), find_spec) == ""


def test_the_command_says_nothing_and_ends_well_on_this_python():
    run = subprocess.run([sys.executable, "tools/check_python.py"], cwd=ROOT, capture_output=True, text=True)

    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_make_stops_with_one_line_when_there_is_no_python():
    run = subprocess.run(["make", "run", "PYTHON=no-such-python"], cwd=ROOT, capture_output=True, text=True)

    assert run.returncode != 0
    assert run.stdout == ""
    assert len(run.stderr.strip().splitlines()) == 1
    assert "there is no no-such-python here" in run.stderr
