"""The portal as a process of its own on the test's database, so that a test can kill it."""

import os
import signal
import socket
import sys
import time
from pathlib import Path

from django.conf import settings
from django.db import connection

from tools import processes

PATIENCE = 60.0


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def database_address() -> str:
    """The test's database, as a server of its own finds it."""
    one = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{one['NAME']}"
    return f"postgres://{one['USER']}:{one['PASSWORD']}@{one['HOST']}:{one['PORT']}/{one['NAME']}"


class Server:
    """Starts at the same address again after it was killed."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = folder / "server.log"
        self.start()

    def start(self) -> None:
        env = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.test", "DATABASE_URL": database_address()}
        command = [sys.executable, "manage.py", "runserver", "--insecure", "--noreload", f"127.0.0.1:{self.port}"]
        with self.log.open("ab") as output:
            self.process = processes.start(command, env=env, cwd=settings.BASE_DIR, output=output)
        self.wait()

    def wait(self) -> None:
        latest = time.monotonic() + PATIENCE
        while time.monotonic() < latest:
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.1)
        raise AssertionError(self.log.read_text())

    def kill(self) -> None:
        """As a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
