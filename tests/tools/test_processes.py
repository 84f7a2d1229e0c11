"""Programs are started, shown and ended, with everything they started themselves."""

import io
import os
import signal
import sys
import time
from pathlib import Path

import pytest

from tools import processes
from tools.processes import Failed, Progress, Step, Stopped, end, last_lines, start, step, wait_for

# A program with a child of its own that both ignore being asked to end; it says the child's number.
STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(child.pid, flush=True)
time.sleep(60)
"""


@pytest.fixture
def asked():
    """The flag of the tool, lowered again afterwards."""
    processes.asked.to_end = False
    yield processes.asked
    processes.asked.to_end = False


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_step_gives_back_what_the_program_said_and_shows_its_title_and_time(capsys):
    said = step("Counting", [sys.executable, "-c", "print('one, two')"])

    assert said == "one, two\n"
    shown = capsys.readouterr().out
    assert shown.startswith("Counting ")
    assert shown.endswith(" s\n")


def test_a_step_that_fails_says_what_the_program_said_last(capsys):
    with pytest.raises(Failed, match=r"Counting failed:\nthree\nfour"):
        step("Counting", [sys.executable, "-c", "import sys; print('three'); sys.exit('four')"])

    assert capsys.readouterr().out == "Counting  failed\n"


def test_a_step_ends_its_program_when_somebody_asks_to_end(asked):
    asked.to_end = True
    since = time.monotonic()

    with pytest.raises(Stopped), Step("Sleeping", [sys.executable, "-c", "import time; time.sleep(60)"]) as running:
        running.finish()

    assert running.process.poll() is not None
    assert time.monotonic() - since < 30


def test_a_program_is_ended_with_its_children_even_against_its_will(tmp_path):
    with (tmp_path / "said").open("w+b") as said:
        process = start([sys.executable, "-c", STUBBORN], output=said)
        wait_for(lambda: (tmp_path / "said").read_text().strip() != "")
    child = int((tmp_path / "said").read_text())

    end(process, grace=0.3)

    assert process.returncode == -signal.SIGKILL
    assert not is_alive(child)


def test_ending_what_has_ended_already_is_no_error():
    process = start([sys.executable, "-c", ""])
    process.wait()

    end(process)

    assert process.returncode == 0


def test_the_signals_that_mean_end_raise_the_flag_and_waiting_stops(asked):
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        for number in before:
            asked.to_end = False
            asked.listen()
            os.kill(os.getpid(), number)
            with pytest.raises(Stopped):
                wait_for(lambda: False)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def test_progress_shows_a_dot_for_every_second():
    out = io.StringIO()
    progress = Progress("Building", out)
    progress.since -= 3.2

    progress.tick()
    progress.tick()
    progress.finish()

    assert out.getvalue() == "Building ... 3.2 s\n"


def test_of_a_long_output_the_end_is_shown():
    assert last_lines("\n".join(map(str, range(100))), 3) == "97\n98\n99"
