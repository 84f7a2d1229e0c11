"""Write the individuals who support a declaration into its ledger, now instead of within fifteen minutes."""

from typing import Any

from django.core.management.base import BaseCommand

from submissions.declaration.supporters import batching


class Command(BaseCommand):
    """Repeatable; may run beside the worker."""

    help = "Write who supports the declarations into their ledgers, many at once."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say how many entries that made."""
        self.stdout.write(f"{batching.batch_all()} entries")
