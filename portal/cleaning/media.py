"""Pictures inside documents: encoded anew, in the format that the document says they have."""

import io
import warnings

from PIL import Image

from portal.cleaning.pictures import encode_anew, upright
from portal.cleaning.report import Refused, Report

FORMATS = {
    "image/png": "PNG", "image/jpeg": "JPEG", "image/jpg": "JPEG", "image/pjpeg": "JPEG", "image/gif": "GIF",
    "image/bmp": "BMP", "image/tiff": "TIFF",
}  # fmt: skip
MOST_PIXELS = 40_000_000


def clean_media(content: bytes, kind: str, report: Report) -> bytes | None:
    """The picture without anything but its pixels; None for one that cannot be read, which then goes."""
    try:
        if content.startswith((b"\x89PNG", b"\xff\xd8\xff")):
            return encode_anew(io.BytesIO(content), report)[1]
        return converted(content, FORMATS.get(kind, ""))
    except Refused:
        raise
    except Exception:
        report.remove("other_pictures")
        return None


def converted(content: bytes, image_format: str) -> bytes | None:
    """A GIF, BMP or TIFF written anew in its format."""
    if not image_format:
        return None
    with warnings.catch_warnings(), Image.open(io.BytesIO(content), formats=["GIF", "BMP", "TIFF"]) as image:
        warnings.simplefilter("ignore")
        if image.width * image.height > MOST_PIXELS:
            raise Refused("too_many_pixels")
        image.load()
        target = io.BytesIO()
        upright(image).save(target, str(image.format))
        return target.getvalue()
