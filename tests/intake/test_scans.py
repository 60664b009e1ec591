"""Scans and photos are made small and bare; what is damaged or hostile is refused, and kindly."""

import io
import struct
import zlib
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from kazanlak_case.domain.attachment_errors import (
    AttachmentUnreadableError,
    PhonePictureError,
    TooManyPagesError,
)
from kazanlak_case.intake.scans import (
    LONG_SIDE,
    MOST_PAGES,
    SHORT_SIDE,
    as_pdf,
    pages_of,
    thumbnail_of,
)

ORIENTATION, GPS, CAMERA = 0x0112, 0x8825, 0x0110


def a_photo(size: tuple[int, int] = (4000, 3000), *, turned: bool = False) -> bytes:
    """A photo as a phone writes it: large, with place and camera beside it."""
    image = Image.new("RGB", size, "white")
    image.paste("black", (0, 0, size[0] // 2, size[1] // 2))
    exif = Image.Exif()
    exif[CAMERA] = "TelefonZaNablyudenie"
    exif[ORIENTATION] = 6 if turned else 1
    exif.get_ifd(GPS)[1] = "N"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, comment=b"tayna belezhka")
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def test_photo_is_upright_small_and_bare() -> None:
    [page] = pages_of(io.BytesIO(a_photo(turned=True)), "снимка.jpg")
    image = opened(page)
    assert image.size == (SHORT_SIDE, 2205)
    assert max(image.size) <= LONG_SIDE
    assert len(page) < 300_000
    assert not image.getexif()
    for trace in (b"TelefonZaNablyudenie", b"tayna", b"Exif"):
        assert trace not in page
    # the dark quarter was at the upper left, and is at the upper right once it is turned
    assert image.getpixel((image.width - 20, 20))[0] < 60 < image.getpixel((20, 20))[0]


def test_every_page_of_a_tiff_is_taken_and_bound() -> None:
    frames = [Image.new("1", (1700, 2200), shade) for shade in (1, 0, 1)]
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:], compression="group4")
    pages = list(pages_of(out, "скан.tiff"))
    assert [opened(page).mode for page in pages] == ["L", "L", "L"]
    document = pypdfium2.PdfDocument(as_pdf(pages))
    assert len(document) == 3
    width, height = document[0].get_size()
    assert 0.76 < width / height < 0.78
    assert width <= 596
    document.close()


def test_see_through_stands_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(out, "PNG")
    [page] = pages_of(out, "знак.png")
    assert opened(page).getpixel((20, 20)) == (255, 255, 255)


def a_bomb() -> bytes:
    """A PNG of a few bytes that says it is forty thousand dots wide and high."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(9)))


@pytest.mark.parametrize(
    "content",
    [
        a_bomb(),
        a_photo()[:4000],
        b"",
        b"GIF89a",
        b"\xff\xd8\xff\xe0" + bytes(64),
        b"not a picture at all",
    ],
    ids=["bomb", "cut", "empty", "gif head", "jpeg head", "text"],
)
def test_hostile_and_damaged_pictures_are_refused(content: bytes) -> None:
    with pytest.raises(AttachmentUnreadableError) as refused:
        list(pages_of(io.BytesIO(content), "скан.png"))
    assert refused.value.facts["path"] == "скан.png"
    with pytest.raises(AttachmentUnreadableError):
        thumbnail_of(io.BytesIO(content), "скан.png")


@pytest.mark.parametrize("name", ["IMG_0001.HEIC", "снимка.jpg"])
def test_picture_of_a_phone_is_refused_for_what_it_is(name: str) -> None:
    heic = io.BytesIO(b"\x00\x00\x00\x24ftypheic\x00\x00\x00\x00mif1heic" + bytes(64))
    with pytest.raises(PhonePictureError):
        list(pages_of(heic, name))


def test_book_is_refused(tmp_path: Path) -> None:
    frames = [Image.new("1", (8, 8))] * (MOST_PAGES + 1)
    path = tmp_path / "book.tiff"
    frames[0].save(path, save_all=True, append_images=frames[1:])
    with path.open("rb") as file, pytest.raises(TooManyPagesError):
        list(pages_of(file, path.name))


def test_thumbnail_is_small() -> None:
    small = opened(thumbnail_of(io.BytesIO(a_photo()), "снимка.jpg"))
    assert max(small.size) == 160
