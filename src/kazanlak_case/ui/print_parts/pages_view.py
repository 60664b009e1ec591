"""The pages of a PDF, one under the other. Each is drawn when it first comes into sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from kazanlak_case.i18n import _
from kazanlak_case.ui.widgets.card import clear, column
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument
    from PySide6.QtGui import QPaintEvent

    from kazanlak_case.ui.look import Look

POINTS = 72


class PageView(QWidget):
    """One page, as wide as there is room."""

    def __init__(self, parent: QWidget, look: Look, document: PdfDocument, at: int) -> None:
        super().__init__(parent)
        count = len(document)
        words = _("Page {number} of {count}").format(number=at + 1, count=count)
        named(self, f"page{at + 1}", words)
        self._look = look
        self._document = document
        self._at = at
        width, height = document[at].get_size()
        self._ratio: float = height / width
        self._drawn: QImage | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
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
        return int(width * self._ratio + 0.5)

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
            page = self._document[self._at]
            drawn = page.render(scale=wanted / page.get_size()[0]).to_pil().convert("RGB")
            self._drawn = QImage(
                drawn.tobytes(),
                drawn.width,
                drawn.height,
                3 * drawn.width,
                QImage.Format.Format_RGB888,
            ).copy()
        return self._drawn


class PagesView(QWidget):
    """All pages of a document."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        named(self, "pagesView")
        self._look = look
        self._document: PdfDocument | None = None
        self._pages = column(look.tokens.medium)
        self.setLayout(self._pages)

    def show_pdf(self, content: bytes) -> None:
        """Show another document; the one before is let go."""
        import pypdfium2

        self.let_go()
        self._document = pypdfium2.PdfDocument(content)
        for at in range(len(self._document)):
            self._pages.addWidget(PageView(self, self._look, self._document, at))

    def let_go(self) -> None:
        """Close what is shown."""
        clear(self._pages)
        # the pages hold it as long as they live; nothing is drawn of them any more
        self._document = None

    @property
    def pages(self) -> list[PageView]:
        """The pages, in order."""
        return self.findChildren(PageView)
