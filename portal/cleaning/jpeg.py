"""Takes what is not needed for drawing out of a JPEG without decoding it: for pictures inside PDF files."""

import re
import struct

START, SCAN, END, COMMENT, FILL = 0xD8, 0xDA, 0xD9, 0xFE, 0xFF
APPLICATIONS = range(0xE0, 0xF0)
ALONE = {0x01, *range(0xD0, 0xDA)}
# JFIF says the density, Adobe (14) how the colours are stored: without it they come out wrong.
NEEDED = {0xE0, 0xEE}
# Between pixels: a marker with something behind it. FF 00 is a pixel, FF D0 to D7 only part them.
MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def strip_metadata(content: bytes) -> bytes:
    """The same picture without EXIF, XMP, IPTC, profiles, thumbnails, comments and what follows its end.

    Raises ValueError when this is no JPEG.
    """
    if content[:2] != bytes([0xFF, START]):
        raise ValueError("no JPEG")
    kept, place = [content[:2]], 2
    while place + 4 <= len(content):
        marker, (length,) = content[place + 1], struct.unpack(">H", content[place + 2 : place + 4])
        if content[place] != 0xFF:
            raise ValueError("no marker where one has to be")
        if marker == SCAN:
            return b"".join([*kept, pixels(content[place:])])
        size = size_of(marker, length)
        if is_needed(marker):
            kept.append(content[place : place + size])
        place += size
    raise ValueError("no scan")


def size_of(marker: int, length: int) -> int:
    """How long a segment is: a fill byte, a marker that stands alone, or one with a length behind it."""
    if marker == FILL:
        return 1
    return 2 if marker in ALONE else 2 + length


def is_needed(marker: int) -> bool:
    """Whether a segment says how to draw, and not who made it."""
    return marker in NEEDED or not (marker in APPLICATIONS or marker in (COMMENT, FILL))


def pixels(scan: bytes) -> bytes:
    """What is drawn, in one scan or in several, without what follows its end: telephones put a second picture there."""
    place = 0
    while found := MARKER.search(scan, place):
        if scan[found.end() - 1] == END:
            return scan[: found.end()]
        place = found.end() + int.from_bytes(scan[found.end() : found.end() + 2], "big")
    return scan
