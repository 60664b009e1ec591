"""The pages of a PDF as pictures, one caller at a time.

PDFium must never be entered by two threads at once, not even for two documents: the window draws pages while a scan
is being checked beside it. So nothing else in the program speaks to it; whatever it gave is let go here too, and not
whenever and on whichever thread Python would collect it.
"""

from dataclasses import dataclass
from threading import RLock
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_ENTRANCE = RLock()
"""Held around every call, the import that starts the library among them."""


class PdfUnreadableError(ValueError):
    """This is no PDF, or none that can be opened without a password."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as it was drawn: three bytes a pixel, row by row."""

    width: int
    height: int
    rgb: bytes


class PdfPages:
    """An open PDF. `close` must be called."""

    def __init__(self, content: bytes) -> None:
        with _ENTRANCE:
            self._document: PdfDocument | None = _opened(content)
            self.count = len(self._document)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def size(self, at: int) -> tuple[float, float]:
        """Tell width and height of a page in points."""
        with _ENTRANCE:
            page = self._standing[at]
            try:
                width, height = page.get_size()
            finally:
                page.close()
        return width, height

    def draw(self, at: int, *, scale: float, turned: int = 0) -> PagePicture:
        """Draw a page at so many dots to the point, turned by quarters clockwise."""
        with _ENTRANCE:
            page = self._standing[at]
            try:
                drawn = page.render(scale=scale, rotation=90 * (turned % 4))
                try:
                    picture = drawn.to_pil().convert("RGB")
                    return PagePicture(picture.width, picture.height, picture.tobytes())
                finally:
                    drawn.close()
            finally:
                page.close()

    def close(self) -> None:
        """Let go of the content; a second time does nothing."""
        with _ENTRANCE:
            document, self._document = self._document, None
            if document is not None:
                document.close()

    @property
    def _standing(self) -> "PdfDocument":
        if self._document is None:
            msg = "the document was closed"
            raise ValueError(msg)
        return self._document


def _opened(content: bytes) -> "PdfDocument":
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(content)
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise PdfUnreadableError from error
