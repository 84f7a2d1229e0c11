"""Takes what is not needed for drawing out of a JPEG without decoding it: for pictures inside PDF files."""

import struct

START, SCAN, END = 0xD8, 0xDA, 0xD9
ALONE = {0x01, *range(0xD0, 0xDA)}
# JFIF says the density, Adobe (14) how the colours are stored: without it they come out wrong.
NEEDED = {0xE0, 0xEE}


def strip_metadata(content: bytes) -> bytes:
    """The same picture without EXIF, XMP, IPTC, profiles, thumbnails, comments and what follows its end.

    Raises ValueError when this is no JPEG.
    """
    if content[:2] != bytes([0xFF, START]):
        raise ValueError("no JPEG")
    kept, place = [content[:2]], 2
    while place + 4 <= len(content):
        if content[place] != 0xFF:
            raise ValueError("no marker where one has to be")
        marker = content[place + 1]
        if marker == 0xFF:  # fill bytes
            place += 1
            continue
        if marker in ALONE:
            kept.append(content[place : place + 2])
            place += 2
            continue
        (length,) = struct.unpack(">H", content[place + 2 : place + 4])
        if marker == SCAN:
            end = content.rfind(bytes([0xFF, END]))
            return b"".join([*kept, content[place : end + 2] if end > place else content[place:]])
        if not (0xE0 <= marker <= 0xEF or marker == 0xFE) or marker in NEEDED:
            kept.append(content[place : place + 2 + length])
        place += 2 + length
    raise ValueError("no scan")
