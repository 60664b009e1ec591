"""Scans and photos made small enough to be kept for years, and still to be read: A4 at 200 dots per inch, greyed or not.

Orientation is applied, and what a camera writes beside the picture (place, time, device) is not kept. What is
hostile or damaged is refused before its pixels are unfolded.
"""

import io
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO

from PIL import Image, ImageOps, ImageSequence

from kazanlak_case.domain.attachment_errors import (
    AttachmentUnreadableError,
    PhonePictureError,
    TooManyPagesError,
)
from kazanlak_case.domain.exchange import Progress, no_progress

DOTS = 200
"""To the inch: small print on A4 is readable."""
SHORT_SIDE, LONG_SIDE = 1654, 2339
"""A4 in dots."""
QUALITY = 75
MOST_PIXELS = 120_000_000
"""An A3 page at 600 dots per inch has 70 million; what says it has more is a mistake or a trap."""
MOST_PAGES = 60
THUMBNAIL = 160
POINTS = 72

PICTURE_ENDINGS = frozenset(
    {".jpg", ".jpeg", ".jpe", ".png", ".tif", ".tiff", ".bmp", ".gif", ".webp", ".heic", ".heif"}
)
_FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "GIF", "WEBP", "MPO")
_PHONE_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
"""How HEIC says what it is. There are wheels that read it (pi-heif), and they are left out: a whole video decoder in C++,
under the LGPL and patents besides, would stand open to every picture somebody sends; phones write JPEG when asked to."""


def pages_of(source: BinaryIO, name: str) -> Iterator[bytes]:
    """Give each page of a picture file as a small JPEG; a TIFF may hold several.

    Raises:
        AttachmentUnreadableError: It is damaged, hostile, or of a kind that cannot be read here.
        PhonePictureError: It is HEIC, as some phones write.
        TooManyPagesError: It has more pages than one document.
    """
    with _opened(source, name) as image:
        count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
        if count > MOST_PAGES:
            raise TooManyPagesError(count=count, limit=MOST_PAGES)
        for at, frame in enumerate(ImageSequence.Iterator(image)):
            if at == count:
                break
            _check_size(frame, name)
            yield _as_jpeg(frame)


def as_pdf(pages: Sequence[bytes], *, progress: Progress = no_progress) -> bytes:
    """Bind JPEG pages into one PDF, each at its own size; the pictures go in as they are."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, invariant=True, pageCompression=True)
    for at, page in enumerate(pages):
        progress(at, len(pages))
        reader = ImageReader(io.BytesIO(page))
        width, height = (side * POINTS / DOTS for side in reader.getSize())
        canvas.setPageSize((width, height))
        canvas.drawImage(reader, 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def thumbnail_of(source: BinaryIO, name: str) -> bytes:
    """Give a small picture of the first page, as PNG.

    Raises:
        AttachmentUnreadableError: As `pages_of` says.
    """
    with _opened(source, name) as image:
        image.draft("RGB", (THUMBNAIL, THUMBNAIL))
        small = ImageOps.exif_transpose(image).convert("RGB")
        small.thumbnail((THUMBNAIL, THUMBNAIL))
        out = io.BytesIO()
        _bare(small).save(out, "PNG")
        return out.getvalue()


@contextmanager
def _opened(source: BinaryIO, name: str) -> Iterator[Image.Image]:
    """Open a picture, and say in our own error what is wrong with it: libraries raise almost anything here."""
    try:
        _refuse_heic(source, name)
        with warnings.catch_warnings():
            # how large it may be is judged below
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(source, formats=_FORMATS) as image:
                _check_size(image, name)
                yield image
    except (AttachmentUnreadableError, PhonePictureError, TooManyPagesError):
        raise
    except (
        OSError,
        ValueError,
        ArithmeticError,
        LookupError,
        TypeError,
        SyntaxError,
        AttributeError,
        EOFError,
        MemoryError,
        Image.DecompressionBombError,
    ) as error:
        raise AttachmentUnreadableError(path=name) from error


def _refuse_heic(source: BinaryIO, name: str) -> None:
    """Tell HEIC by how it begins: names lie, also a .jpg may be one."""
    source.seek(0)
    start = source.read(12)
    source.seek(0)
    if start[4:8] == b"ftyp" and start[8:12] in _PHONE_BRANDS:
        raise PhonePictureError(path=name)


def _check_size(image: Image.Image, name: str) -> None:
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise AttachmentUnreadableError(path=name)


def _as_jpeg(frame: Image.Image) -> bytes:
    # lets the decoder unfold a large photo at a fraction of its size
    frame.draft("RGB", (2 * LONG_SIDE, 2 * LONG_SIDE))
    upright = ImageOps.exif_transpose(frame)
    plain = _on_white(upright)
    box = (LONG_SIDE, SHORT_SIDE) if plain.width > plain.height else (SHORT_SIDE, LONG_SIDE)
    plain.thumbnail(box, Image.Resampling.LANCZOS, reducing_gap=2.0)
    out = io.BytesIO()
    _bare(plain).save(out, "JPEG", quality=QUALITY, optimize=True, dpi=(DOTS, DOTS))
    return out.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    """Give the picture in grey or colours, what is see-through on white."""
    if image.mode in {"1", "L"}:
        return image.convert("L")
    if image.mode.startswith("I") or image.mode == "F":
        return image.convert("L")
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        layer = image.convert("RGBA")
        ground = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(ground, layer).convert("RGB")
    return image.convert("RGB")


def _bare(image: Image.Image) -> Image.Image:
    """Leave out whatever stood beside the pixels: comments, place, time, the camera."""
    image.info = {}
    return image
