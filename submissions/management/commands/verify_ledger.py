"""Check the ledgers of declarations: the chain itself, and the texts, signatures and names that it speaks of."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet

from portal import triggers
from submissions.declaration import checking
from submissions.declaration.models import Declaration

EVERY = 10_000


class Command(BaseCommand):
    """Says for each ledger what stands; exits with 1 when one is broken, or a trigger that guards it is gone."""

    help = "Check the hash chain of one declaration, or of all."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The declaration by its name in the address, and a fingerprint that somebody kept."""
        parser.add_argument("slug", nargs="?", help="the declaration's name in its address; all when left out")
        parser.add_argument("--head", default="", help="a fingerprint that has to be in the chain (needs a slug)")

    def handle(self, *args: Any, slug: str | None, head: str, **options: Any) -> None:
        """Check, print a line for each."""
        if head and not slug:
            raise CommandError("Say which declaration the fingerprint belongs to.")
        known = ["".join(head.split()).lower()] if head else []
        broken = [one.slug for one in named(slug) if not self.report(one, known)]
        self.conclude(broken)

    def conclude(self, broken: list[str]) -> None:
        """Say which triggers are gone. Raises CommandError when one is, or a ledger is broken."""
        dropped = triggers.missing()
        for name in dropped:
            self.stdout.write(f"The trigger {name} is gone: rows it guards can be changed. Run manage.py migrate.")
        if broken:
            raise CommandError(f"Broken: {', '.join(broken)}.")
        if dropped:
            raise CommandError("Triggers are missing.")

    def report(self, declaration: Declaration, known: list[str]) -> bool:
        """Check one ledger and print the verdict; true when nothing is wrong."""
        total = declaration.entries.count()

        def progress(number: int) -> None:
            if number % EVERY == 0:
                self.stderr.write(f"{declaration.slug}: {number:,} of {total:,}")

        verdict = checking.verify(declaration, known, progress)
        erased = f", {verdict.withheld} withheld" if verdict.withheld else ""
        if verdict.ok:
            head = verdict.head or "none"
            self.stdout.write(f"{declaration.slug}: intact, {verdict.count} entries{erased}, head {head}")
        else:
            self.stdout.write(f"{declaration.slug}: BROKEN at entry {verdict.entry}: {verdict.problem}")
        return verdict.ok


def named(slug: str | None) -> QuerySet[Declaration]:
    """The declaration with this name in its address, or all without one. Raises CommandError when there is none."""
    declarations = Declaration.objects.order_by("pk")
    if not slug:
        return declarations
    if not declarations.filter(slug=slug).exists():
        raise CommandError(f"There is no declaration “{slug}”.")
    return declarations.filter(slug=slug)
