"""JPEGs inside PDFs: the same pixels, byte by byte, and nothing beside them."""

import io

import pytest
from PIL import Image

from portal.cleaning.jpeg import strip_metadata
from tests.factories import uploads


def pixels(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content)) as image:
        return image.tobytes()


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"quality": 1}, {"optimize": True}])
def test_pixels_are_the_same_in_every_kind_of_jpeg(options):
    given = uploads.picture(size=(64, 48), comment=b"Jane Secret", **options)

    fresh = strip_metadata(given)

    assert pixels(fresh) == pixels(given) and b"Jane" not in fresh


@pytest.mark.parametrize("kind", ["L", "RGB", "CMYK"])
def test_colours_come_out_right_in_every_mode(kind):
    target = io.BytesIO()
    Image.new(kind, (9, 9), 77 if kind == "L" else None).save(target, "JPEG")

    assert pixels(strip_metadata(target.getvalue())) == pixels(target.getvalue())


@pytest.mark.parametrize(
    "behind", [b"Jane Secret", uploads.photo(), b"Jane \xff\xd9", b"\xff\xd9" * 3 + uploads.photo()]
)
@pytest.mark.parametrize("progressive", [False, True])
def test_what_follows_the_end_goes_even_a_second_photo(behind, progressive):
    picture = uploads.picture(progressive=progressive)

    assert strip_metadata(picture + behind) == strip_metadata(picture)


def test_a_clean_picture_stays_as_it_is():
    fresh = strip_metadata(uploads.photo())

    assert strip_metadata(fresh) == fresh and b"Exif" not in fresh and b"Telephone" not in fresh


def test_a_fill_byte_before_a_marker_is_no_damage():
    given = uploads.picture()

    assert strip_metadata(given[:2] + b"\xff" + given[2:]) == strip_metadata(given)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"\xff\xd8",
        b"GIF89a",
        uploads.picture()[:30],
        b"\xff\xd8abcdefgh",
        b"\xff\xd8\xff\xe1\xff\xff" * 2,
    ],
)
def test_what_is_no_whole_jpeg_is_said(content):
    with pytest.raises(ValueError, match=r"^no "):
        strip_metadata(content)


def test_a_picture_that_is_cut_off_in_its_pixels_keeps_what_there_is():
    given = uploads.picture(size=(300, 300))

    fresh = strip_metadata(given[:-40])

    assert fresh.endswith(given[-60:-40])
