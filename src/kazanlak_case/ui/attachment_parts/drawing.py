"""Pages of a document as pictures on the screen: a PDF page by page, a photo as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QTransform

from kazanlak_case.intake import pdf_pages
from kazanlak_case.intake.attaching import JPEG, PDF

if TYPE_CHECKING:
    from kazanlak_case.services.attachments import OpenedAttachment

POINTS = 72
MOST_PIXELS = 40_000_000
"""A page is never drawn larger than this, however far one zooms in."""


class Pages(Protocol):
    """Draws one page at a time; nothing of it leaves memory."""

    count: int

    def draw(self, at: int, *, dots: float, turned: int) -> QImage:
        """Draw a page at so many dots to the inch, turned by quarters clockwise."""

    def close(self) -> None:
        """Let go of the content."""


class PdfPages:
    """The pages of a PDF."""

    def __init__(self, content: bytes) -> None:
        self._document = pdf_pages.PdfPages(content)
        self.count = self._document.count

    def draw(self, at: int, *, dots: float, turned: int) -> QImage:
        """Draw a page."""
        width, height = self._document.size(at)
        scale = dots / POINTS
        most = (MOST_PIXELS / max(1.0, width * height)) ** 0.5
        drawn = self._document.draw(at, scale=min(scale, most), turned=turned)
        image = QImage(
            drawn.rgb, drawn.width, drawn.height, 3 * drawn.width, QImage.Format.Format_RGB888
        )
        return image.copy()  # the bytes go

    def close(self) -> None:
        """Let go of the content."""
        self._document.close()


class PicturePages:
    """One photo, taken as a page of A4 at 200 dots to the inch, as it was made small."""

    DOTS = 200
    count = 1

    def __init__(self, content: bytes) -> None:
        self._image = QImage.fromData(content)

    def draw(self, at: int, *, dots: float, turned: int) -> QImage:  # noqa: ARG002 - there is one page
        """Draw it."""
        scale = dots / self.DOTS
        way = QTransform().rotate(90 * (turned % 4)).scale(scale, scale)
        return self._image.transformed(way, Qt.TransformationMode.SmoothTransformation)

    def close(self) -> None:
        """Let go of the content."""
        self._image = QImage()


def pages_of(opened: OpenedAttachment) -> Pages | None:
    """Give the pages of a document that can be shown here; None for what is only kept.

    What does not come out of the file as its name says is only kept too.
    """
    if opened.attachment.media_type == JPEG:
        pages = PicturePages(opened.content)
        return None if pages.draw(0, dots=10, turned=0).isNull() else pages
    if opened.attachment.media_type == PDF:
        return _pdf(opened.content)
    return None


def _pdf(content: bytes) -> Pages | None:
    try:
        return PdfPages(content)
    except pdf_pages.PdfUnreadableError:
        return None
