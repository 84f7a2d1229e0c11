"""`manage.py retention`: deletes what has been kept long enough; `--dry-run` only counts it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal import retention


class Command(BaseCommand):
    """Prints a line for each rule: its name and how many rows."""

    help = "Delete what has been kept long enough (the worker does it daily); --dry-run counts and changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--dry-run` counts."""
        parser.add_argument("--dry-run", action="store_true", help="count, and change nothing")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        """Count or carry out; safe to interrupt and to repeat."""
        counts = retention.count_due() if dry_run else retention.carry_out()
        for key, count in counts.items():
            self.stdout.write(f"{key:<28} {count}")
