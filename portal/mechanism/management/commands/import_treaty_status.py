"""The command that reads the depositary's status of a treaty."""

from argparse import ArgumentTypeError
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.mechanism.depositing import Comparison, compare, in_words, instrument_of, is_older, store
from portal.mechanism.models import Instrument
from portal.mechanism.treaty_status import MOST_BYTES, BrokenStatus, TreatyStatus, read_status


def a_day(text: str) -> date:
    """A day of an option."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError("a day such as 2024-04-05") from None


def left_alone(found: Comparison) -> Iterator[str]:
    """What is not stored, or stands beside what another source says, a line each."""
    for row in found.missing:
        yield f"no longer in the file, left as it is: {row.state.name_en}: {in_words(row)}"
    for words in found.disputed:
        yield f"another source says otherwise, both stand: {words}"
    for name in found.unknown:
        yield f"no State is called so here, left out: {name}"
    for name in found.unclear:
        yield f"named twice with different dates, or deposited before it was signed, left out: {name}"


class Command(BaseCommand):
    """Says what differs; stores it with --apply. A second run changes nothing and says so."""

    help = "Compare who is party to a treaty with the status of the UN Treaty Collection (XML), and store it."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and what it may not say itself."""
        parser.add_argument("file", type=Path, metavar="FILE", help="the status as XML, downloaded from the depositary")
        parser.add_argument("--apply", action="store_true", help="store it; without this, only say what differs")
        parser.add_argument("--instrument", metavar="CODE", help="of which treaty, where the file is silent")
        parser.add_argument("--as-of", type=a_day, metavar="DAY", help="of which day, where the file is silent")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Read, compare, print, and store if that was asked."""
        try:
            with file.open("rb") as opened:
                status = read_status(opened.read(MOST_BYTES + 1))
        except OSError as problem:
            raise CommandError(f"{file} cannot be read: {problem.strerror}.") from problem
        except BrokenStatus as problem:
            raise CommandError(f"Nothing was stored. {problem}") from problem
        as_of = options["as_of"] or status.as_of
        if as_of is None:
            raise CommandError("The file does not say of which day it is. Give --as-of.")
        instrument = self.instrument(status, options["instrument"])
        if is_older(instrument, as_of):
            raise CommandError("Nothing was stored. A newer status of this treaty is here already.")
        found = compare(status, instrument, as_of)
        self.tell(found, as_of)
        if options["apply"]:
            store(found)
            self.stdout.write("Stored.")
        else:
            self.stdout.write("Nothing was stored. Run it again with --apply to store this.")

    def instrument(self, status: TreatyStatus, code: str | None) -> Instrument:
        """The treaty that was named, or that the file is of."""
        found = Instrument.objects.filter(code=code.upper()).first() if code else instrument_of(status)
        if found is None:
            codes = ", ".join(Instrument.objects.values_list("code", flat=True))
            raise CommandError(f"Which treaty is this? Give --instrument, one of: {codes}.")
        return found

    def tell(self, found: Comparison, as_of: date) -> None:
        """What differs, a line each, and how much is the same."""
        self.stdout.write(f"{found.instrument.code}, status of {as_of}")
        for row in found.added:
            self.stdout.write(f"new: {row.state.name_en}: {in_words(row)}")
        for row, before in found.changed:
            self.stdout.write(f"changed: {row.state.name_en}: {in_words(row)} (before: {before})")
        for words in left_alone(found):
            self.stdout.write(words)
        self.stdout.write(f"{len(found.added)} new, {len(found.changed)} changed, {len(found.same)} the same.")
