"""Turn the catalogues of `locale/` into what Django reads (.po to .mo); run inside the environment, needs no msgfmt.

Libraries that have one of our languages under another code than Django's are borrowed from, into `locale/borrowed/`.
"""

import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import polib

ROOT = Path(__file__).resolve().parents[1]
MESSAGES = Path("LC_MESSAGES", "django.mo")
# Library, the code that it has, and Django's code.
BORROWED = (("django_filters", "zh_CN", "zh_Hans"),)


def compile_all(folder: Path = ROOT / "locale") -> list[Path]:
    """Write a .mo beside each .po that has none or an older one; gives back what was written."""
    return written((source, source.with_suffix(".mo")) for source in sorted(folder.glob("*/LC_MESSAGES/*.po")))


def borrow(folder: Path = ROOT / "locale" / "borrowed") -> list[Path]:
    """Write what libraries say in our languages, under the codes by which Django looks for it."""
    found = [(find_spec(library), code, folder / ours / MESSAGES) for library, code, ours in BORROWED]
    places = [(Path(spec.origin).parent / "locale" / code / MESSAGES, to) for spec, code, to in found if spec.origin]
    return written((source.with_suffix(".po"), target) for source, target in places)


def written(pairs: Iterable[tuple[Path, Path]]) -> list[Path]:
    """Compile every catalogue that is newer than what was made of it; gives back what was made."""
    return [compile_one(source, target) for source, target in pairs if is_due(source, target)]


def is_due(source: Path, target: Path) -> bool:
    """Whether the catalogue is newer than what was made of it."""
    return not target.exists() or target.stat().st_mtime < source.stat().st_mtime


def compile_one(source: Path, target: Path) -> Path:
    """Write the .mo of one catalogue in one move, so that a reader never meets half of it, nor another writer's."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=target.parent) as folder:
        half = Path(folder) / source.name
        polib.pofile(str(source)).save_as_mofile(str(half))
        return half.replace(target)


if __name__ == "__main__":
    for made in [*compile_all(), *borrow()]:
        sys.stdout.write(f"{made.relative_to(ROOT)}\n")
