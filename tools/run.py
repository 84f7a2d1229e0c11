"""`make run`: from a fresh clone to the open portal, and back to nothing on Ctrl-C."""

import errno
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from tools import processes
from tools.environment import ROOT, Environment
from tools.prepare import Place, Preparation

HOST = "127.0.0.1"
PATIENCE = 120.0  # seconds the server may take to answer on a busy machine


def main(environ: Mapping[str, str] = os.environ) -> int:
    """Prepare, serve, and come back with 0 when somebody ended it, with 1 when something went wrong."""
    processes.asked.listen()
    try:
        place = Place.from_environment(Environment().python, environ)
        check_port(place.port)
        Environment().prepare()
        Preparation(place).ensure()
        serve(place)
    except processes.Stopped:
        print("\nEnded.", flush=True)
    except processes.Failed as problem:
        print(problem, file=sys.stderr, flush=True)
        return 1
    return 0


def check_port(port: int) -> None:
    """Raise Failed when nobody could listen on this port now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as problem:
            why = "is taken" if problem.errno == errno.EADDRINUSE else f"cannot be used ({problem.strerror})"
            raise processes.Failed(f"Port {port} {why}: choose another, make run PORT=8001") from None


def serve(place: Place) -> None:
    """Keep server and worker running until somebody asks to end (Stopped) or one of them dies (Failed)."""
    running: dict[str, subprocess.Popen] = {}
    log = place.data / "worker.log"
    try:
        running["server"] = processes.start(server_command(place), env=place.env, cwd=ROOT)
        wait_for_answer(place, running)
        # Only now, so that on a small machine the worker does not take the server's first seconds.
        with log.open("wb") as output:
            running["worker"] = processes.start(worker_command(place), env=place.env, cwd=ROOT, output=output)
        print(welcome(place), flush=True)
        processes.wait_for(lambda: bool(the_dead(running)))
        name = the_dead(running)
        said = f"\n{processes.last_lines(log.read_text(errors='replace'))}" if name == "worker" else ""
        raise processes.Failed(f"The {name} ended by itself, so everything was ended.{said}")
    finally:
        processes.end(*running.values())


def server_command(place: Place) -> list[str | Path]:
    """The command line of the server.

    Two processes only where they can share what they remember (PostgreSQL and a cache outside of the process):
    with a cache in each, a session that was ended in one would go on in the other.
    """
    shared = not place.on_sqlite and "CACHE_URL" in place.env
    workers, threads = ("2", "1") if shared else ("1", "4")
    return [
        place.python, "-m", "granian", "portal.wsgi:application", "--interface", "wsgi", "--no-ws",
        "--host", HOST, "--port", str(place.port), "--workers", workers, "--blocking-threads", threads,
        "--log-level", "warning",
    ]  # fmt: skip


def worker_command(place: Place) -> list[str | Path]:
    """The command line of the worker, which sends mail and fills the search index."""
    return place.manage("run_worker")


def wait_for_answer(place: Place, running: Mapping[str, subprocess.Popen]) -> None:
    """Wait until the server answers; raises Failed when it dies or takes too long."""
    progress = processes.Progress("Starting the server")
    latest = time.monotonic() + PATIENCE
    processes.wait_for(
        lambda: bool(the_dead(running)) or answers(place.port) or time.monotonic() > latest,
        progress,
    )
    if the_dead(running) or not answers(place.port):
        progress.finish("failed")
        raise processes.Failed("The server did not start.")
    progress.finish()


def answers(port: int) -> bool:
    """Whether the portal on this port says that it is well."""
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def the_dead(running: Mapping[str, subprocess.Popen]) -> str:
    """The name of a program that has ended, or an empty text while all are alive."""
    return next((name for name, process in running.items() if process.poll() is not None), "")


def welcome(place: Place) -> str:
    """What a newcomer needs: the address, the accounts, and how to end it."""
    accounts = (place.data / "demo_accounts.txt").read_text().rstrip()
    address = f"The portal is open at http://{HOST}:{place.port}/ (Ctrl-C ends it)"
    return f"\n{address}\n\nDemo accounts, with their passwords:\n{accounts}\n"


if __name__ == "__main__":
    sys.exit(main())
