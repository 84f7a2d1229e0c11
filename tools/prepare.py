"""Everything between the installed requirements and the running server, and how to know that it is done already."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tools import processes
from tools.environment import ROOT, cleaned
from tools.fingerprint import EVERYTHING, fingerprint


@dataclass(frozen=True)
class Place:
    """Where and with what the portal runs on this machine."""

    python: Path
    data: Path
    port: int
    env: Mapping[str, str]

    @classmethod
    def from_environment(cls, python: Path, environ: Mapping[str, str]) -> "Place":
        """Read PORT and DATA_DIR; raises Failed when the port is no port. Empty variables count as not given."""
        given = cleaned(environ)
        port = given.get("PORT", "8000")
        if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
            raise processes.Failed(f"PORT must be a number from 1 to 65535, not “{port}”.")
        data = Path(given.get("DATA_DIR", ROOT / "var")).resolve()
        fixed = {"DATA_DIR": str(data), "PORT": port, "DJANGO_SETTINGS_MODULE": "portal.settings.base"}
        return cls(python, data, int(port), given | fixed | {"PYTHONUNBUFFERED": "1"})

    @property
    def database(self) -> str:
        """The address of the database, as Django reads it."""
        return self.env.get("DATABASE_URL", f"sqlite:///{self.data / 'portal.sqlite3'}")

    @property
    def on_sqlite(self) -> bool:
        """Whether the database is a file of this machine."""
        return self.database.startswith("sqlite")

    def manage(self, *arguments: str) -> list[str | Path]:
        """The command line of one of Django's commands."""
        return [self.python, ROOT / "manage.py", *arguments]


class Preparation:
    """The steps before the start, done again only when something they read has changed."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.stamp = place.data / "prepared"
        self.accounts = place.data / "demo_accounts.txt"

    def ensure(self) -> None:
        """Prepare unless this very state is prepared already; raises Failed with what a step said."""
        mark = fingerprint(ROOT, EVERYTHING, self.place.database)
        if self.is_done(mark):
            return
        self.place.data.mkdir(parents=True, exist_ok=True)
        self.stamp.unlink(missing_ok=True)
        self._run()
        self.stamp.write_text(mark)

    def is_done(self, mark: str) -> bool:
        """Whether the stamp carries this mark and what it speaks of is still there."""
        stamped = self.stamp.exists() and self.stamp.read_text() == mark
        return stamped and all(path.exists() for path in self._made()) and self._database_exists()

    def _made(self) -> list[Path]:
        """What the steps leave on the disk besides the database."""
        catalogues = ROOT.glob("locale/*/LC_MESSAGES/*.po")
        manifest = self.place.data / "static" / "staticfiles.json"
        return [self.accounts, manifest, *(path.with_suffix(".mo") for path in catalogues)]

    def _database_exists(self) -> bool:
        if self.place.database.startswith("sqlite:///"):
            return Path(self.place.database.removeprefix("sqlite:///")).exists()
        check: list[str | Path] = [self.place.python, "-m", "tools.database_exists"]
        process = processes.start(check, env=self.place.env, cwd=ROOT)
        return process.wait() == 0

    def _run(self) -> None:
        """All steps in their order; the static files, which need no database, are built beside them."""
        self._step("Compiling the messages", self.place.python, "-m", "tools.messages")
        with self._begin("Building the static files", *self.place.manage("collectstatic", "--no-input")) as static:
            self._step("Making the tables", *self.place.manage("migrate", "--no-input"))
            self._step("Loading the facts", *self.place.manage("load_mechanism"))
            self._step("Making the pages", *self.place.manage("prepare_portal"))
            self._step("Loading the demo into an empty portal", *self.place.manage("load_demo", "--if-empty"))
            self.accounts.write_text(self._step("Reading the demo accounts", *self.place.manage("demo_accounts")))
            static.finish()

    def _begin(self, title: str, *command: str | Path) -> processes.Step:
        return processes.Step(title, command, env=self.place.env, cwd=ROOT)

    def _step(self, title: str, *command: str | Path) -> str:
        with self._begin(title, *command) as step:
            return step.finish()
