"""Starts the process that cleans a file (portal/cleaning), waits for it, and believes nothing but its report."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

SECONDS = 10
AT_ONCE = 2
_places = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Outcome:
    """What a cleaning said: the kind of the file, and reasons to refuse it or what is gone from the copy (codes)."""

    kind: str
    refused: tuple[str, ...]
    removed: tuple[str, ...] = ()


def clean(family: str, source: Path, target: Path) -> Outcome:
    """Clean `source` into `target`, by the rules of a family (portal/cleaning). Takes ten seconds at most.

    Only so many run at once in one server process, so that a crowd of uploads cannot take the machine's memory.
    """
    if not _places.acquire(timeout=SECONDS):
        return Outcome("", ("busy",))
    try:
        return _run(family, source, target)
    finally:
        _places.release()


def _run(family: str, source: Path, target: Path) -> Outcome:
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and module, paths of our own
        [sys.executable, "-E", "-s", "-m", "portal.cleaning", family, str(source), str(target)],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"},  # no secret of ours is in there
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        answer, _nothing = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return Outcome("", ("too_slow",))
    return _outcome(process.returncode, answer)


def _outcome(returncode: int, answer: bytes) -> Outcome:
    """The report; or, of a process that the system ended, what ended it."""
    if returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return Outcome("", ("too_slow",))
    try:
        report = json.loads(answer)
        return Outcome(str(report["kind"]), tuple(report["refused"]), tuple(report["removed"]))
    except (ValueError, KeyError, TypeError):
        return Outcome("", ("damaged",))
