"""Badges: the QR code that a helper's phone reads, the list of who gets one, and the sheets to print."""

from collections.abc import Iterator
from itertools import groupby
from math import ceil
from typing import NamedTuple

from django.conf import settings
from django.db.models import QuerySet
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from dialogues.pages import DialoguePage
from dialogues.registration.models import Delegate
from portal.exports import Column, Export

ON_A_PAGE = 8
# One file has so many badges: making more takes longer than people wait.
ON_A_SHEET = 80
QUIET = 4  # modules of white around a code, as its standard asks


class Code(NamedTuple):
    """A QR code as one path: `size` modules wide and high, white border included."""

    size: int
    path: str


class Badge(NamedTuple):
    """One badge: whose, and the code that leads to checking them in."""

    delegate: Delegate
    code: Code


def address_of(delegate: Delegate) -> str:
    """Where the code of a badge leads: an address without a language, since nobody knows whose phone reads it."""
    return f"{settings.BASE_URL}/desk/check-in/{delegate.uuid}/"


def code_of(text: str) -> Code:
    """The text as a QR code that a fold or a stain does not spoil (level M: 15 % may be lost)."""
    made = QRCode(border=QUIET, error_correction=ERROR_CORRECT_M)
    made.add_data(text)
    made.make(fit=True)
    rows = made.get_matrix()
    return Code(len(rows), "".join(run for y, row in enumerate(rows) for run in _runs(y, row)))


def _runs(y: int, row: list[bool]) -> Iterator[str]:
    """The dark modules of a row, those side by side as one bar."""
    x = 0
    for dark, modules in groupby(row):
        width = len(list(modules))
        if dark:
            yield f"M{x} {y}h{width}v1h-{width}z"
        x += width


def badge(delegate: Delegate) -> Badge:
    """The badge of one delegate."""
    return Badge(delegate, code_of(address_of(delegate)))


def on_site(dialogue: DialoguePage) -> QuerySet[Delegate]:
    """Those who get a badge: the approved delegates on site, by name."""
    return Delegate.objects.expected_at(dialogue).filter(mode=Delegate.Mode.ON_SITE).with_organization()


def sheets(count: int) -> list[tuple[int, int, int]]:
    """The files in which so many badges are printed: number, first badge, last badge."""
    numbers = range(1, ceil(count / ON_A_SHEET) + 1)
    return [(n, (n - 1) * ON_A_SHEET + 1, min(n * ON_A_SHEET, count)) for n in numbers]


def pages_of(dialogue: DialoguePage, sheet: int) -> list[list[Badge]]:
    """The badges of one file, ON_A_PAGE to a page; none beyond the last one."""
    first = (sheet - 1) * ON_A_SHEET
    made = [badge(delegate) for delegate in on_site(dialogue)[first : first + ON_A_SHEET]]
    return [made[start : start + ON_A_PAGE] for start in range(0, len(made), ON_A_PAGE)]


def _country(delegate: Delegate) -> str:
    country = delegate.registration.organization.country
    return country.iso3 if country else ""


COLUMNS = (
    Column("name", lambda one: one.name, "Name, as on the badge"),
    Column("organization", lambda one: one.registration.organization.legal_name, "Organization"),
    Column("country", _country, "Country of the organization (ISO 3166-1, three letters)"),
    Column("kind", lambda one: one.registration.organization.kind, "Kind of organization"),
    Column("mode", lambda one: one.mode, "How the person takes part: on_site or online"),
    Column("check_in", address_of, "What the QR code of the badge says: where the person is checked in"),
)


def badge_list(dialogue: DialoguePage) -> Export:
    """Every approved delegate of a dialogue, for a printer of badges. Never public."""
    rows = Delegate.objects.expected_at(dialogue).with_organization()
    return Export(f"badges-{dialogue.slug}", COLUMNS, rows)
