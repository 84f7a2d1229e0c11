"""One short text that changes as soon as one of many files does."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

APPS = ["portal", "organizations", "dialogues", "submissions", "home"]
# What the content of a freshly prepared database depends on.
DATABASE = [
    "requirements.lock",
    *[f"{app}/**/migrations/*.py" for app in APPS],
    *[f"{app}/**/management/**/*.py" for app in APPS],
    *[f"{app}/**/data/**/*" for app in APPS],
    "portal/mechanism/*.py",
    # Rules that the database keeps by triggers, and what every portal begins with.
    *[f"{app}/apps.py" for app in APPS],
    "portal/triggers.py",
    "home/site.py",
    "home/roles.py",
    "home/pages/**/*",
]
# What `make run` turns into something else besides: demo content, languages, static files.
EVERYTHING = [*DATABASE, "home/demo/**/*", "locale/**/*.po", "static/**/*", "portal/settings/*.py"]


def fingerprint(root: Path, patterns: Iterable[str], *also: str) -> str:
    """The fingerprint of all files below `root` that match, by name and content, and of the texts in `also`."""
    digest = hashlib.sha256()
    for path in files(root, patterns):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(root).as_posix()} {content}\n".encode())
    for text in also:
        digest.update(f"{text}\n".encode())
    return digest.hexdigest()


def files(root: Path, patterns: Iterable[str]) -> Iterator[Path]:
    """The matching files, each once, in a steady order; what Python and the caches of tools leave is not one."""
    found = {path for pattern in patterns for path in root.glob(pattern) if path.is_file()}
    yield from sorted(path for path in found if "__pycache__" not in path.parts)
