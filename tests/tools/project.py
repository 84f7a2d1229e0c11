"""A project in miniature: the real tools around programs that only pretend, to see `make run` from outside."""

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from tools.environment import INSTALLER, ROOT, TO_RUN, Environment, cleaned
from tools.serve_check import free_port, left_over

MANAGE = """
import os, pathlib, subprocess, sys, time
command, data = sys.argv[1], pathlib.Path(os.environ["DATA_DIR"])
with (data / "commands.log").open("a") as log:
    log.write(" ".join(sys.argv[1:]) + "\\n")
if command == os.environ.get("BREAK"):
    sys.exit("broken on purpose")
if command == os.environ.get("HANG"):
    time.sleep(60)
if command == "migrate":
    (data / "portal.sqlite3").touch()
if command == "collectstatic":
    (data / "static").mkdir(exist_ok=True)
    (data / "static/staticfiles.json").touch()
if command == "demo_accounts":
    print("reader@ngo.example  a password")
if command == "run_worker":
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    time.sleep(float(os.environ.get("WORKER_LIVES", 60)))
    child.kill()
    sys.exit("the worker had enough")
"""
SERVER = """
def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"ok"]
"""


@dataclass
class Project:
    """The miniature in `root`, and how to start and end its `make run`."""

    root: Path
    port: int = field(default_factory=free_port)

    def __post_init__(self) -> None:
        """Write the files, with an environment that counts as installed."""
        for name in ("tools", "Makefile", TO_RUN, INSTALLER):
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
            copy(ROOT / name, self.root / name)
        for name, text in {"manage.py": MANAGE, "portal/__init__.py": "", "portal/wsgi.py": SERVER}.items():
            (self.root / name).parent.mkdir(exist_ok=True)
            (self.root / name).write_text(text)
        environment = Environment(self.root)
        (environment.folder / f"lib/python{sys.version_info.major}.{sys.version_info.minor}").mkdir(parents=True)
        environment.python.parent.mkdir()
        environment.python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
        environment.python.chmod(0o755)
        environment.mark(TO_RUN)

    @property
    def ours(self) -> dict[str, str]:
        """The environment of the tests without what says where their database is."""
        return {name: value for name, value in cleaned(os.environ).items() if name not in ("DATABASE_URL", "CACHE_URL")}

    @property
    def data(self) -> Path:
        """Its data folder, with a space in its name."""
        return self.root / "my data"

    def start(self, **env: str) -> subprocess.Popen:
        """`make run` as from a terminal of its own; what it says can be read from it."""
        return subprocess.Popen(
            ["make", "run"],
            cwd=self.root,
            env=self.ours | {"DATA_DIR": str(self.data), "PORT": str(self.port)} | env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def run(self, until: str, number: int = signal.SIGINT, **env: str) -> str:
        """Start, wait until it says this or ends, send the signal as a terminal does; gives back all it said."""
        process = self.start(**env)
        said = ""
        for line in process.stdout:
            said += line
            if until in line:
                os.killpg(process.pid, number)
        process.wait()
        return said

    def commands(self) -> list[str]:
        """The commands that prepared something, in their order; the log is empty afterwards."""
        log = self.data / "commands.log"
        lines = log.read_text().splitlines() if log.exists() else []
        log.unlink(missing_ok=True)
        return [line for line in lines if not line.startswith("run_worker")]

    def left_over(self) -> list[str]:
        """Processes that still work for it, after a moment for those that are just going."""
        latest = time.monotonic() + 2
        while left_over(self.data) and time.monotonic() < latest:
            time.sleep(0.05)
        return left_over(self.data)
