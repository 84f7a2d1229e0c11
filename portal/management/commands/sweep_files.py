"""`manage.py sweep_files`: deletes files that no row names and that are older than a day."""

from typing import Any

from django.core.management.base import BaseCommand

from portal import files


class Command(BaseCommand):
    """Prints the names of what it deleted."""

    help = "Delete stored files without a row, older than a day (the worker does it daily)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Sweep; safe to interrupt and to repeat."""
        for name in files.sweep():
            self.stdout.write(name)
