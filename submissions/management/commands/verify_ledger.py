"""Check the ledgers of declarations: the chain itself, and the texts, signatures and names that it speaks of."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from submissions.declaration import ledger
from submissions.declaration.models import Declaration


class Command(BaseCommand):
    """Says for each ledger what stands; exits with 1 when one is broken."""

    help = "Check the hash chain of one declaration, or of all."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The declaration by its name in the address, and a fingerprint that somebody kept."""
        parser.add_argument("slug", nargs="?", help="the declaration's name in its address; all when left out")
        parser.add_argument("--head", default="", help="a fingerprint that has to be in the chain (needs a slug)")

    def handle(self, *args: Any, slug: str | None, head: str, **options: Any) -> None:
        """Check, print a line for each."""
        declarations = Declaration.objects.order_by("pk")
        if slug:
            declarations = declarations.filter(slug=slug)
            if not declarations:
                raise CommandError(f"There is no declaration “{slug}”.")
        elif head:
            raise CommandError("Say which declaration the fingerprint belongs to.")
        known = ["".join(head.split()).lower()] if head else []
        broken = [one.slug for one in declarations if not self.report(one, ledger.verify(one, known))]
        if broken:
            raise CommandError(f"Broken: {', '.join(broken)}.")

    def report(self, declaration: Declaration, verdict: ledger.Verdict) -> bool:
        """Print the verdict; true when nothing is wrong."""
        if verdict.ok:
            self.stdout.write(f"{declaration.slug}: intact, {verdict.count} entries, head {verdict.head or 'none'}")
        else:
            self.stdout.write(f"{declaration.slug}: BROKEN at entry {verdict.entry}: {verdict.problem}")
        return verdict.ok
