"""Reading the demo's files."""

import csv
import tomllib
from pathlib import Path
from typing import Any

from portal.mechanism import topics

FOLDER = Path(__file__).parent


def toml(name: str) -> dict[str, Any]:
    """The content of `<name>.toml`."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def rows(name: str) -> list[dict[str, str]]:
    """The rows of `<name>.csv`, values stripped."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [{key: (value or "").strip() for key, value in row.items()} for row in csv.DictReader(file)]


def articles(names: list[str]) -> list[Any]:
    """Articles of the treaties by their names, e.g. "TIP-9"."""
    return topics.rows_of(f"article:{name}" for name in names)["article"]
