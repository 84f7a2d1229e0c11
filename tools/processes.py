"""Start other programs, show how long they take, and end them with everything they started.

Each runs in a session of its own: Ctrl-C in the terminal reaches only the tool, and the tool decides what ends when.
A signal only sets a flag that the waiting loops read, so none can strike between starting a program and knowing it.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import IO

GRACE = 8.0  # seconds a program may take to end by itself
PAUSE = 0.05


class Stopped(Exception):
    """Somebody asked the tool to end (Ctrl-C, SIGTERM, a closed terminal)."""


class Failed(Exception):
    """A program ended with an error; the text is what to show."""


class Asked:
    """Whether somebody asked the tool to end."""

    def __init__(self) -> None:
        self.to_end = False

    def listen(self) -> None:
        """Turn the signals that mean "end" into the flag, also where they came in switched off."""
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), self._note)

    def _note(self, *_signal: object) -> None:
        self.to_end = True


asked = Asked()


def start(
    command: Iterable[str | Path],
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    output: IO[bytes] | None = None,
) -> subprocess.Popen:
    """Start a program in its own session; what it says goes to `output`, or to the terminal."""
    return subprocess.Popen(
        [str(part) for part in command],
        env=None if env is None else dict(env),
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output else None,
        start_new_session=True,
    )


def end(*processes: subprocess.Popen, grace: float = GRACE) -> None:
    """End these programs and all that they started: asked first, killed after `grace` seconds."""
    for number, patience in ((signal.SIGTERM, grace), (signal.SIGKILL, 2.0)):
        for process in processes:
            _signal(process, number)
        latest = time.monotonic() + patience
        while time.monotonic() < latest and any(_lives(process) for process in processes):
            time.sleep(PAUSE)


def _signal(process: subprocess.Popen, number: int) -> bool:
    try:
        os.killpg(process.pid, number)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def _lives(process: subprocess.Popen) -> bool:
    """Whether the program or anything it started is still there."""
    process.poll()
    return _signal(process, 0)


class Step:
    """A program that runs to its end; what it says is kept and shown only when it fails.

    As a context it never outlives its block: leaving early ends it.
    """

    def __init__(
        self,
        title: str,
        command: Iterable[str | Path],
        *,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        self.title = title
        self.output = tempfile.TemporaryFile()  # noqa: SIM115 closed with the step
        self.process = start(command, env=env, cwd=cwd, output=self.output)

    def __enter__(self) -> "Step":
        return self

    def __exit__(self, *_problem: object) -> None:
        if self.process.poll() is None:
            end(self.process)
        self.output.close()

    def finish(self) -> str:
        """Wait for its end with a dot a second and give back what it said.

        Raises Failed with its last lines, and Stopped when somebody asks the tool to end meanwhile.
        """
        progress = Progress(self.title)
        wait_for(lambda: self.process.poll() is not None, progress)
        progress.finish("failed" if self.process.returncode else None)
        self.output.seek(0)
        text = self.output.read().decode(errors="replace")
        if self.process.returncode:
            raise Failed(f"{self.title} failed:\n{last_lines(text)}")
        return text


def step(
    title: str, command: Iterable[str | Path], *, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> str:
    """Run one long step to its end and give back what it said; raises as `Step.finish` does."""
    with Step(title, command, env=env, cwd=cwd) as running:
        return running.finish()


def wait_for(condition: Callable[[], bool], progress: "Progress | None" = None) -> None:
    """Come back as soon as the condition holds; raises Stopped when somebody asks the tool to end."""
    while not condition():
        if asked.to_end:
            raise Stopped
        time.sleep(PAUSE)
        if progress:
            progress.tick()


class Progress:
    """One line of a long step: its title, a dot for each second, and how long it took."""

    def __init__(self, title: str, out: IO[str] | None = None) -> None:
        self.out = out or sys.stdout
        self.since = time.monotonic()
        self.dots = 0
        self._write(f"{title} ")

    def tick(self) -> None:
        """Show a dot for each second that has passed."""
        while self.dots < int(time.monotonic() - self.since):
            self.dots += 1
            self._write(".")

    def finish(self, problem: str | None = None) -> None:
        """End the line with the seconds, or with what went wrong."""
        self._write(f" {problem or f'{time.monotonic() - self.since:.1f} s'}\n")

    def _write(self, text: str) -> None:
        self.out.write(text)
        self.out.flush()


def last_lines(text: str, count: int = 25) -> str:
    """The end of a long output: where programs say what went wrong."""
    return "\n".join(text.rstrip().splitlines()[-count:])
