"""Turn the catalogues of `locale/` into what Django reads (.po to .mo); run inside the environment, needs no msgfmt."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import polib

ROOT = Path(__file__).resolve().parents[1]


def compile_all(folder: Path = ROOT / "locale") -> list[Path]:
    """Write a .mo beside each .po that has none or an older one; gives back what was written."""
    return [compile_one(source) for source in sorted(folder.glob("*/LC_MESSAGES/*.po")) if is_due(source)]


def is_due(source: Path) -> bool:
    """Whether the catalogue is newer than what was made of it."""
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


def compile_one(source: Path) -> Path:
    """Write the .mo of one catalogue in one move, so that a reader never meets half of it, nor another writer's."""
    with TemporaryDirectory(dir=source.parent) as folder:
        half = Path(folder) / source.name
        polib.pofile(str(source)).save_as_mofile(str(half))
        return half.replace(source.with_suffix(".mo"))


if __name__ == "__main__":
    for written in compile_all():
        sys.stdout.write(f"{written.relative_to(ROOT)}\n")
