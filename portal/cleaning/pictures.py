"""Pictures: decoded and encoded anew, upright, with nothing but their pixels."""

import io
import warnings
from pathlib import Path
from typing import IO

from PIL import Image, ImageCms, ImageFile, ImageOps

from portal.cleaning.mixed import refuse_mixed
from portal.cleaning.report import Refused, Report

KINDS = {"PNG": "image/png", "JPEG": "image/jpeg"}
MOST_PIXELS = {"PNG": 40_000_000, "JPEG": 110_000_000}
# Larger JPEGs are decoded at half their size: a screen shows less, and the decoded picture has to fit in memory.
PLENTY_OF_PIXELS = 25_000_000
GPS = 0x8825
MARKERS = {"exif": "camera", "xmp": "picture_notes", "photoshop": "picture_notes", "comment": "picture_notes"}

Image.MAX_IMAGE_PIXELS = None  # the limits above count; Pillow would only warn at first


def clean(source: Path, target: Path, report: Report) -> None:
    """Encode a PNG or JPEG anew. Refuses what is too large, damaged, or two kinds of file at once."""
    content = source.read_bytes()
    refuse_mixed(content, report)
    report.insist()
    image_format, fresh = encode_anew(io.BytesIO(content), report)
    report.kind = KINDS[image_format]
    target.write_bytes(fresh)


def encode_anew(source: IO[bytes], report: Report) -> tuple[str, bytes]:
    """The format and the new bytes of a picture; also for pictures inside documents."""
    with warnings.catch_warnings(), Image.open(source, formats=list(KINDS)) as image:
        warnings.simplefilter("ignore")
        image_format = "PNG" if image.format == "PNG" else "JPEG"  # a JPEG with others behind it calls itself MPO
        if image.width * image.height > MOST_PIXELS[image_format]:
            raise Refused("too_many_pixels")
        if image_format == "JPEG" and image.width * image.height > PLENTY_OF_PIXELS:
            image.draft("RGB", (image.width // 2, image.height // 2))
            report.remove("pixels")
        ImageFile.LOAD_TRUNCATED_IMAGES = False  # other libraries switch it on for the whole process
        image.load()
        note(image, report)
        return image_format, encoded(upright(image), image_format)


def note(image: Image.Image, report: Report) -> None:
    """Say what the picture carries besides its pixels."""
    note_camera(image.getexif(), report)
    for name, what in MARKERS.items():
        if image.info.get(name):
            report.remove(what)
    if getattr(image, "text", None):
        report.remove("picture_notes")
    if getattr(image, "n_frames", 1) > 1:
        report.remove("animation")


def note_camera(exif: Image.Exif, report: Report) -> None:
    """Say what the camera wrote: where it was, and what it is."""
    if GPS in exif:
        report.remove("place")
    if len(exif):
        report.remove("camera")


def upright(image: Image.Image) -> Image.Image:
    """The picture as it is meant to be seen, in plain colours and without anything beside them."""
    profile = image.info.get("icc_profile")
    turned = ImageOps.exif_transpose(image)
    if profile and turned.mode in ("RGB", "RGBA", "CMYK"):
        turned = in_plain_colours(turned, profile)
    if turned.mode in ("CMYK", "YCbCr", "LAB", "HSV"):
        turned = turned.convert("RGB")
    elif turned.mode.startswith("I;16"):
        turned = turned.convert("I;16")
    transparent = turned.info.get("transparency")
    turned.info = {} if transparent is None else {"transparency": transparent}
    return turned


def in_plain_colours(image: Image.Image, profile: bytes) -> Image.Image:
    """The picture in sRGB, so that its colour profile, which names devices, is no longer needed."""
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGB" if image.mode == "CMYK" else image.mode
        return ImageCms.profileToProfile(image, given, ImageCms.createProfile("sRGB"), outputMode=mode) or image
    except (ImageCms.PyCMSError, OSError):
        return image


def encoded(image: Image.Image, image_format: str) -> bytes:
    """The bytes of a picture, the same for the same pixels."""
    target = io.BytesIO()
    if image_format == "JPEG":
        image.save(target, "JPEG", quality=90, exif=b"", icc_profile=None)
    else:
        image.save(target, "PNG", exif=b"", icc_profile=None)
    return target.getvalue()
