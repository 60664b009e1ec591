"""The pages of a PDF, one under the other. Each is drawn when it first comes into sight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from kazanlak_case.i18n import _
from kazanlak_case.intake.pdf_pages import PdfPages
from kazanlak_case.ui.widgets.card import clear, column, row
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from kazanlak_case.ui.look import Look


WIDEST = 640
"""A page wider than this is only larger, and less of it is in sight."""


@dataclass(frozen=True, slots=True)
class PagePlace:
    """Which page of how many, and its size in points."""

    at: int
    count: int
    width: float
    height: float


class PageView(QWidget):
    """One page, as wide as there is room."""

    def __init__(self, parent: QWidget, look: Look, content: bytes, page: PagePlace) -> None:
        super().__init__(parent)
        words = _("Page {number} of {count}").format(number=page.at + 1, count=page.count)
        named(self, f"page{page.at + 1}", words)
        self._look = look
        self._content = content
        self._page = page
        self._drawn: QImage | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setMaximumWidth(look.tokens.px(WIDEST))
        self.setSizePolicy(policy)

    @property
    def is_drawn(self) -> bool:
        """Whether the page was in sight yet."""
        return self._drawn is not None

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return int(width * self._page.height / self._page.width + 0.5)

    @override
    def sizeHint(self) -> QSize:
        width = self._look.tokens.px(560)
        return QSize(width, self.heightForWidth(width))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = QRect(0, 0, self.width() - 1, self.heightForWidth(self.width()) - 1)
        painter.drawImage(place, self._image())
        painter.setPen(QColor(self._look.colour("line")))
        painter.drawRect(place)

    def _image(self) -> QImage:
        """Draw the page at the width it has now; a wider window draws it anew."""
        wanted = max(1, round(self.width() * self.devicePixelRatioF()))
        if self._drawn is None or self._drawn.width() < wanted * 0.9:
            self._drawn = drawn_page(self._content, self._page.at, wanted / self._page.width)
        return self._drawn


def drawn_page(content: bytes, at: int, scale: float) -> QImage:
    """Draw one page of a PDF; nothing stays open."""
    with PdfPages(content) as document:
        drawn = document.draw(at, scale=scale)
    form = QImage.Format.Format_RGB888
    return QImage(drawn.rgb, drawn.width, drawn.height, 3 * drawn.width, form).copy()


class PagesView(QWidget):
    """All pages of a document."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        named(self, "pagesView")
        self._look = look
        self._pages = column(look.tokens.medium)
        self.setLayout(self._pages)
        self.pages: list[PageView] = []

    def show_pdf(self, content: bytes) -> None:
        """Show another document; the one before is let go."""
        clear(self._pages)
        self.pages = [PageView(self, self._look, content, place) for place in places_of(content)]
        for page in self.pages:
            across = row(0)
            across.addStretch(1)
            across.addWidget(page, 100)
            across.addStretch(1)
            self._pages.addLayout(across)


def places_of(content: bytes) -> list[PagePlace]:
    """Tell how many pages a PDF has, and how large they are."""
    with PdfPages(content) as document:
        sizes = [document.size(at) for at in range(document.count)]
    return [PagePlace(at, len(sizes), width, height) for at, (width, height) in enumerate(sizes)]
