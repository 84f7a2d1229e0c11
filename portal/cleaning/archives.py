"""ZIP packages, read with limits on how many parts they have and how much they unpack to, and written anew."""

import zipfile
from pathlib import Path

from portal.cleaning.report import Refused

MOST_PARTS = 3000
MOST_UNPACKED = 120 * 1024 * 1024
MOST_UNPACKED_PART = 40 * 1024 * 1024
WORST_RATIO = 200  # real documents pack to a fiftieth at most
RATIO_COUNTS_FROM = 4 * 1024 * 1024
ENCRYPTED = 0x1
BEGINNING_OF_TIME = (1980, 1, 1, 0, 0, 0)  # so that the same content gives the same file
NESTED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"MZ", b"\x7fELF", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")


def read(source: Path) -> dict[str, bytes]:
    """All parts by name. Raises Refused for bombs, encryption, odd names and what is no whole ZIP."""
    try:
        with zipfile.ZipFile(source) as package:
            entries = [entry for entry in package.infolist() if not entry.is_dir()]
            check(entries)
            return {entry.filename: part(package, entry) for entry in entries}
    except (zipfile.BadZipFile, NotImplementedError, EOFError):
        raise Refused("damaged") from None


def check(entries: list[zipfile.ZipInfo]) -> None:
    """What the directory says, before anything is unpacked."""
    if len(entries) > MOST_PARTS:
        raise Refused("too_large_unpacked")
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise Refused("locked")
    names = [entry.filename.lower() for entry in entries]
    if len(set(names)) < len(names) or not all(map(is_plain, names)):
        raise Refused("damaged")
    check_size([entry.file_size for entry in entries], sum(entry.compress_size for entry in entries))


def check_size(unpacked: list[int], packed: int) -> None:
    """What the parts unpack to, one by one and together, beside what they are packed into."""
    total = sum(unpacked)
    too_dense = total > RATIO_COUNTS_FROM and total > WORST_RATIO * max(packed, 1)
    if too_dense or total > MOST_UNPACKED or max(unpacked, default=0) > MOST_UNPACKED_PART:
        raise Refused("too_large_unpacked")


def is_plain(name: str) -> bool:
    """Whether a part's name stays inside its package."""
    odd = name.startswith("/") or "\\" in name or "\0" in name or ":" in name
    return bool(name) and not odd and ".." not in name.split("/")


def part(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """One part, which may not be larger than its entry said."""
    with package.open(entry) as stream:
        content = stream.read(entry.file_size + 1)
    if len(content) != entry.file_size:
        raise Refused("too_large_unpacked")
    return content


def write(target: Path, parts: dict[str, bytes], *, first: str = "") -> None:
    """Write a package: `first` comes first and unpacked, as OpenDocument wants it; no date, no name, no comment."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(parts, key=lambda name: (name != first, name)):
            entry = zipfile.ZipInfo(name, BEGINNING_OF_TIME)
            entry.compress_type = zipfile.ZIP_STORED if name == first else zipfile.ZIP_DEFLATED
            package.writestr(entry, parts[name])


def is_nested(content: bytes) -> bool:
    """Whether a part is itself a package or a program."""
    return content.startswith(NESTED)
