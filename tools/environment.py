"""The virtual environment of this checkout: made once, filled from the lock files, known by a stamp afterwards."""

import hashlib
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tools import processes

ROOT = Path(__file__).resolve().parents[1]
TO_RUN = "requirements.lock"
TO_TEST = "requirements-dev.lock"
INSTALLER = "requirements-uv.lock"
NOT_OURS = {"MAKEFLAGS", "MAKELEVEL", "MFLAGS", "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True)
class Environment:
    """The `.venv` below `root`, filled from the lock files that lie there; `step` runs a titled command."""

    root: Path = ROOT
    step: Callable[[str, list[str | Path]], str] = processes.step

    @property
    def folder(self) -> Path:
        """Where the environment is."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """Its Python."""
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    def prepare(self, *, for_tests: bool = False) -> Path:
        """Make sure that everything is installed, and give back its Python. Does nothing when all is there."""
        if not self.exists():
            self.step("Making .venv", [sys.executable, "-m", "venv", "--clear", self.folder])
        for lock in [TO_RUN, TO_TEST] if for_tests else [TO_RUN]:
            if not self.has(lock):
                self._install(lock)
                self.mark(lock)
        return self.python

    def exists(self) -> bool:
        """Whether it was made by the Python that runs now and has not lost its own."""
        made_by = self.folder / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}"
        return self.python.exists() and (os.name == "nt" or made_by.is_dir())

    def has(self, lock: str) -> bool:
        """Whether what this lock file names is installed, exactly as it stands now."""
        stamp = self._stamp(lock)
        return stamp.exists() and stamp.read_text() == self._fingerprint(lock)

    def mark(self, lock: str) -> None:
        """Note that what this lock file names is installed."""
        self._stamp(lock).write_text(self._fingerprint(lock))

    def _stamp(self, lock: str) -> Path:
        return self.folder / f"{lock}.installed"

    def _fingerprint(self, lock: str) -> str:
        return hashlib.sha256((self.root / lock).read_bytes()).hexdigest()

    def _install(self, lock: str) -> None:
        """Install with uv, which takes seconds; where it cannot be had, with pip, which takes a minute."""
        pip: list[str | Path] = [self.python, "-m", "pip", "install", "--require-hashes", "-r"]
        uv: list[str | Path] = [
            self.python,
            "-m",
            "uv",
            "pip",
            "install",
            "--python",
            self.python,
            "--require-hashes",
            "-r",
        ]
        try:
            if not self.has(INSTALLER):
                self.step("Installing uv", [*pip, self.root / INSTALLER])
                self.mark(INSTALLER)
            self.step(f"Installing {lock}", [*uv, self.root / lock])
        except processes.Failed:
            self.step(f"Installing {lock} with pip", [*pip, self.root / lock])


def cleaned(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment for our programs: empty variables count as not given, and nothing of the `make` that called us.

    Some machines forbid Python to keep what it compiled; then every start compiles all of Django again, which takes
    longer than the rest, so that is left out too.
    """
    return {name: value for name, value in environ.items() if value and name not in NOT_OURS}
