"""Streams of a PDF: how much they unpack to, and pictures that tell more than they show."""

import base64
import zlib

import pikepdf

from portal.cleaning.jpeg import strip_metadata
from portal.cleaning.report import Refused, Report

MOST_UNPACKED = 200 * 1024 * 1024
MOST_PIXELS = 120_000_000
CHUNK = 256 * 1024
UNPACK = {
    "/FlateDecode": zlib.decompress,
    "/ASCII85Decode": lambda content: base64.a85decode(content.strip().removesuffix(b"~>")),
    "/ASCIIHexDecode": lambda content: bytes.fromhex(content.decode("ascii").strip().removesuffix(">")),
}


class Unpacked:
    """Counts what the streams of a file unpack to, without ever holding it, and stops at the limit."""

    def __init__(self) -> None:
        self.total = 0

    def count(self, stream: pikepdf.Stream) -> None:
        """Add one stream; raises Refused when all together are too large."""
        if str(stream.get("/Subtype", "")) == "/Image":
            if int(stream.get("/Width", 0)) * int(stream.get("/Height", 0)) > MOST_PIXELS:
                raise Refused("too_many_pixels")
            return
        packed = filters(stream).count("/FlateDecode")
        if packed > 1:
            raise Refused("too_large_unpacked")  # nobody packs twice but to hide how much it is
        if packed:
            self.add(stream.read_raw_bytes())

    def add(self, packed: bytes) -> None:
        """Unpack in pieces that are thrown away at once."""
        machine, rest = zlib.decompressobj(), packed
        try:
            while rest and not machine.eof:
                piece = len(machine.decompress(rest, CHUNK))
                rest = machine.unconsumed_tail
                self.total += piece
                if self.total > MOST_UNPACKED:
                    raise Refused("too_large_unpacked")
        except zlib.error:
            return  # the writer keeps such a stream as it is; readers show nothing of it


def filters(stream: pikepdf.Stream) -> list[str]:
    """The names of a stream's filters, in the order in which they are undone."""
    given = stream.get("/Filter")
    if given is None:
        return []
    return [str(one) for one in given] if isinstance(given, pikepdf.Array) else [str(given)]


def strip_pictures(stream: pikepdf.Stream, report: Report) -> None:
    """Take EXIF and the like out of a JPEG that stands in the file."""
    names = filters(stream)
    if not names or names[-1] != "/DCTDecode":
        return
    try:
        content = stream.read_raw_bytes()
        for name in names[:-1]:
            content = UNPACK[name](content)
        fresh = strip_metadata(content)
    except (KeyError, ValueError, zlib.error):
        raise Refused("damaged") from None
    if fresh != content:
        report.remove("picture_notes")
        given = stream.get("/DecodeParms")
        parameters = given if len(names) == 1 and isinstance(given, pikepdf.Dictionary) else None
        stream.write(fresh, filter=pikepdf.Name("/DCTDecode"), decode_parms=parameters)
