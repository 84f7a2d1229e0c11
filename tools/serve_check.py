"""Prove `make run` as a newcomer meets it: start, read the public pages, start again soon, end without a trace.

python3 -m tools.serve_check      uses a free port and a data folder of its own
"""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tools.environment import ROOT
from tools.processes import Failed
from tools.run import HOST, answers, check_port

USUAL, TRACKER = 16 * 1024, 34 * 1024  # what the HTML of a page may weigh, in bytes
PAGES = {
    "/": USUAL,
    "/en/": USUAL,
    "/en/dialogues/": USUAL,
    "/en/statements/": USUAL,
    "/en/declaration/": USUAL,
    "/en/consultations/": TRACKER,
    "/en/organizations/": USUAL,
    "/en/help/": USUAL,
    "/ar/": USUAL,
}
# The dialogue of 5 April 2024 is found where a reader finds it: as a link of the list.
# The one script that readers get: their own time beside the times of a dialogue. The page says the same without it.
ZONES = re.compile(rb'<script src="/static/js/zone[.0-9a-f]*\.js" data-words="[^"<>]*" defer></script>')
APRIL = re.compile(rb'href="(?:https?://[^/"]+)?(/en/dialogues/[^"/]*(?:2024-04|april-2024)[^"/]*/)"')
FIRST_START, LATER_START, ENDING = 300.0, 5.0, 15.0  # seconds


class Checks:
    """Says how each check went and counts what does not hold, instead of stopping at the first."""

    def __init__(self) -> None:
        self.broken = 0

    def expect(self, holds: bool, sentence: str) -> None:
        """Say the sentence, and whether it holds."""
        self.broken += not holds
        print(f"  {'holds' if holds else 'DOES NOT HOLD'}: {sentence}", flush=True)


@dataclass(frozen=True)
class Answer:
    """What a reader without cookies gets in the end, after redirects within the portal."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


def main() -> int:
    """Run all checks in a data folder that goes away; 0 when everything holds."""
    checks = Checks()
    with tempfile.TemporaryDirectory(prefix="portal check ") as folder:
        data, port = Path(folder), free_port()
        with portal(checks, data, port, FIRST_START):
            check_pages(checks, port)
        with portal(checks, data, port, LATER_START):
            checks.expect(fetch(port, "/en/").status == 200, "the front page is there after a second start")
    print(f"{checks.broken} checks do not hold." if checks.broken else "The portal runs as it should.")
    return 1 if checks.broken else 0


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


@contextmanager
def portal(checks: Checks, data: Path, port: int, limit: float) -> Iterator[None]:
    """`make run` for the length of the block; checks that it answers within `limit` seconds and leaves nothing."""
    env = os.environ | {"DATA_DIR": str(data), "PORT": str(port)}
    since = time.monotonic()
    process = subprocess.Popen(["make", "run"], cwd=ROOT, env=env, stdin=subprocess.DEVNULL, start_new_session=True)
    try:
        while not answers(port) and process.poll() is None and time.monotonic() - since < FIRST_START:
            time.sleep(0.05)
        seconds = time.monotonic() - since
        checks.expect(answers(port) and seconds <= limit, f"answers within {limit:.0f} s ({seconds:.1f} s)")
        yield
    finally:
        interrupt(process)
    checks.expect(not left_over(data), "Ctrl-C ends everything that was started")
    checks.expect(is_free(port), "the port is free again")


def interrupt(process: subprocess.Popen) -> None:
    """Do what Ctrl-C in a terminal does, to everything in the foreground; harder when that does not help."""
    for number in (signal.SIGINT, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
            process.wait(ENDING)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            continue


def left_over(data: Path) -> list[str]:
    """The processes that work with this data folder, known by their environment (on Linux)."""
    mark, found = f"DATA_DIR={data}".encode(), []
    for environ in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark in environ.read_bytes():
                found.append(environ.parent.name)
        except OSError:
            continue  # gone meanwhile, or somebody else's
    return found


def is_free(port: int) -> bool:
    """Whether another portal could start here."""
    try:
        check_port(port)
    except Failed:
        return False
    return True


def check_pages(checks: Checks, port: int) -> None:
    """Read every public page, and the dialogue of April 2024 that the list links to."""
    april = APRIL.search(fetch(port, "/en/dialogues/").body)
    checks.expect(april is not None, "the list of dialogues links to the one of April 2024")
    weights = PAGES | ({april[1].decode(): USUAL} if april else {})
    for path, weight in weights.items():
        check_page(checks, path, fetch(port, path), weight)


def check_page(checks: Checks, path: str, page: Answer, weight: int) -> None:
    """Check that a page is there, light, without cookie and without script, but for times of dialogues."""
    size = len(page.body)
    checks.expect(page.status == 200, f"{path} is there ({page.status})")
    checks.expect(0 < size <= weight, f"{path} has content and weighs at most {weight} bytes ({size})")
    checks.expect("Set-Cookie" not in page.headers, f"{path} sets no cookie")
    checks.expect(b"<script" not in ZONES.sub(b"", page.body.lower(), count=1), f"{path} has no script")


def fetch(port: int, path: str) -> Answer:
    """Read one address as a reader without cookies; follows at most three redirects, only within the portal."""
    for _ in range(4):
        connection = http.client.HTTPConnection(HOST, port, timeout=30)
        connection.request("GET", path, headers={"Accept-Language": "en"})
        response = connection.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        connection.close()
        path = urlsplit(answer.headers.get("Location", "")).path
        if answer.status not in (301, 302) or not path:
            break
    return answer


if __name__ == "__main__":
    sys.exit(main())
