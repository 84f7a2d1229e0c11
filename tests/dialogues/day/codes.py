"""Reading the QR codes of a page as a phone reads them: drawn as a picture, and decoded by a library of others."""

import re

import zxingcpp
from PIL import Image, ImageDraw

CODE = re.compile(r'<svg viewBox="0 0 (\d+) \1"[^>]*>.*?<path fill="#000" d="([^"]*)"/></svg>', re.S)
BAR = re.compile(r"M(\d+) (\d+)h(\d+)v1h-\3z")
MODULE = 4  # pixels


def read(page: str) -> list[str]:
    """What the codes on a page say, in their order."""
    return [decoded(int(size), path) for size, path in CODE.findall(page)]


def decoded(size: int, path: str) -> str:
    """What one code says."""
    assert BAR.sub("", path) == "", "the path has more in it than bars"
    picture = Image.new("L", (size * MODULE, size * MODULE), 255)
    draw = ImageDraw.Draw(picture)
    for x, y, width in (map(int, bar) for bar in BAR.findall(path)):
        draw.rectangle([x * MODULE, y * MODULE, (x + width) * MODULE - 1, (y + 1) * MODULE - 1], fill=0)
    found = zxingcpp.read_barcode(picture)
    return found.text if found else ""
