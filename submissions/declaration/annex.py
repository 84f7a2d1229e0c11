"""The annex: the list of signatories as it was when signing ended, as CSV whose hash stands in the ledger."""

import csv
from datetime import datetime
from io import StringIO
from typing import NamedTuple

from django.db import transaction

from portal.exports import as_text
from portal.mechanism.models import State
from submissions.chain import stamp
from submissions.declaration import counting, ledger
from submissions.declaration.handed import Annex
from submissions.declaration.models import Declaration, LedgerEntry
from submissions.verify_ledger import sha256

ABOVE = 3  # lines above the head
HEAD = ("number", "organization", "country", "signed_at", "version", "person", "position", "entry", "fingerprint")


def written(declaration: Declaration) -> str:
    """The list as it stands: the same rows give the same bytes. Late signatures are not in it, hidden ones counted."""
    tally = counting.count(declaration)
    file = StringIO()
    write = csv.writer(file).writerow
    write(["# declaration", as_text(declaration.title)])
    write(["# organizations", tally.signed])
    write(["# of them not named", tally.hidden])
    write(HEAD)
    rows = declaration.signatures.public().filter(late=False).select_related("entry", "version", "signatory")
    for number, one in enumerate(rows.order_by("entry__seq"), 1):
        facts = (one.organization_name, one.country_code, stamp(one.signed_at), one.version.number, *one.named_person)
        write([number, *map(as_text, facts), one.entry.seq, one.entry.hash])
    return file.getvalue()


def read(content: str) -> tuple[counting.Tally, list[list[str]]]:
    """How many signed and how many of them are named, and the rows, as a frozen list has them."""
    lines = list(csv.reader(StringIO(content)))
    said = {line[0]: line[1] for line in lines[:ABOVE]}
    signed = int(said["# organizations"])
    return counting.Tally(signed, signed - int(said["# of them not named"])), lines[ABOVE + 1 :]


class Line(NamedTuple):
    """A row of the list as it is read: the country by its name in the active language, or a code that no State has."""

    number: str
    organization: str
    country: State | str
    signed_at: datetime
    person: str
    position: str


def readable(rows: list[list[str]]) -> list[Line]:
    """The rows of `read` in the order of the list."""
    states = {state.iso3: state for state in State.objects.all()}
    return [
        Line(number, name, states.get(code, code), datetime.fromisoformat(at), person, position)
        for number, name, code, at, _version, person, position, *_entry in rows
    ]


@transaction.atomic
def freeze(declaration: Declaration, entry: LedgerEntry, content: str) -> Annex:
    """Keep the content whose hash the entry holds; the content of an older annex is erased."""
    declaration.annexes.update(content=None)
    return Annex.objects.create(
        declaration=declaration,
        number=declaration.annexes.count() + 1,
        content=content,
        sha256=sha256(content),
        entry=entry,
    )


@transaction.atomic
def renew(declaration: Declaration) -> Annex | None:
    """Freeze a new annex when the one that stands names what may no longer be named so; None when nothing changed."""
    standing = declaration.annexes.order_by("-number").first()
    if standing is None:
        return None
    content = written(declaration)
    if sha256(content) == standing.sha256:
        return None
    return freeze(declaration, ledger.append(declaration, LedgerEntry.Kind.AMEND, annex=sha256(content)), content)


def newest(declaration: Declaration) -> Annex | None:
    """The annex that stands."""
    return declaration.annexes.order_by("-number").select_related("entry").first()
