"""The command that loads the facts of the treaty and its review."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.mechanism.loading import DATA, BrokenFacts, load


class Command(BaseCommand):
    """Loads all files or none; a second run changes nothing and says so."""

    help = "Load the facts of the treaty and its review from CSV files. When one line is broken, nothing is loaded."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--data` names another folder than the one that ships."""
        parser.add_argument("--data", type=Path, default=DATA, metavar="DIR", help="the folder of the CSV files")

    def handle(self, *args: Any, data: Path, verbosity: int = 1, **options: Any) -> None:
        """Print what was created, updated and left alone, a line for each model."""
        try:
            tallies = load(data)
        except BrokenFacts as broken:
            raise CommandError(f"Nothing was loaded.\n{broken}") from broken
        if verbosity < 1:
            return
        for tally in tallies:
            name = tally.model._meta.object_name
            counts = f"{tally.created} created, {tally.updated} updated, {tally.unchanged} unchanged"
            self.stdout.write(f"{name}: {counts}")
        if not any(tally.created or tally.updated for tally in tallies):
            self.stdout.write("Nothing changed: the database says what the files say.")
