"""Check hash chains: of declarations, and of statements; each with what it speaks of in the database."""

from argparse import ArgumentParser
from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal import triggers
from submissions.declaration import checking as ledgers
from submissions.declaration.models import Declaration
from submissions.statements import checking as chains
from submissions.statements.models import ReferenceSeries
from submissions.verdicts import Verdict

EVERY = 10_000
Check = Callable[..., Verdict]


class Command(BaseCommand):
    """Says for each chain what stands; exits with 1 when one is broken, or a trigger that guards it is gone."""

    help = "Check the hash chain of one declaration or of one call's statements, or all of them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The chain by its name in the address, and a fingerprint that somebody kept."""
        parser.add_argument("slug", nargs="?", help="the chain's name in its address; all when left out")
        parser.add_argument("--head", default="", help="a fingerprint that has to be in the chain (needs a slug)")

    def handle(self, *args: Any, slug: str | None, head: str, **options: Any) -> None:
        """Check, print a line for each."""
        if head and not slug:
            raise CommandError("Say which declaration the fingerprint belongs to.")
        known = ["".join(head.split()).lower()] if head else []
        broken = [name for name, total, check in named(slug) if not self.report(name, total, partial(check, known))]
        self.conclude(broken)

    def conclude(self, broken: list[str]) -> None:
        """Say which triggers are gone. Raises CommandError when one is, or a chain is broken."""
        dropped = triggers.missing()
        for name in dropped:
            self.stdout.write(f"The trigger {name} is gone: rows it guards can be changed. Run manage.py migrate.")
        if broken:
            raise CommandError(f"Broken: {', '.join(broken)}.")
        if dropped:
            raise CommandError("Triggers are missing.")

    def report(self, name: str, total: int, check: Check) -> bool:
        """Check one chain and print the verdict; true when nothing is wrong."""

        def progress(number: int) -> None:
            if number % EVERY == 0:
                self.stderr.write(f"{name}: {number:,} of {total:,}")

        verdict = check(progress)
        erased = f", {verdict.withheld} withheld" if verdict.withheld else ""
        if verdict.ok:
            head = verdict.head or "none"
            self.stdout.write(f"{name}: intact, {verdict.count} entries{erased}, head {head}")
        else:
            self.stdout.write(f"{name}: BROKEN at entry {verdict.entry}: {verdict.problem}")
        return verdict.ok


def named(slug: str | None) -> list[tuple[str, int, Check]]:
    """The chains with this name in their address, or all without one: name, number of entries, how it is checked.

    Raises CommandError when there is none.
    """
    declarations, series = Declaration.objects.order_by("pk"), ReferenceSeries.objects.order_by("pk")
    found: list[tuple[str, int, Check]] = [
        *((one.slug, one.entries.count(), partial(ledgers.verify, one)) for one in declarations),
        *((one.slug, one.entries.count(), partial(chains.verify, one)) for one in series),
    ]
    chosen = [one for one in found if slug in (None, one[0])]
    if slug and not chosen:
        raise CommandError(f"There is no declaration “{slug}”.")
    return chosen
