"""A page that scrolls up and down when it is higher than its room, and never sideways."""

from PySide6.QtCore import QPoint, QRect, QSize, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from kazanlak_case.overriding import override
from kazanlak_case.ui.early import scroll_up_and_down
from kazanlak_case.ui.widgets.card import row
from kazanlak_case.ui.widgets.naming import named


class ScrollPage(QScrollArea):
    """`body` is where parts go, from top to bottom."""

    def __init__(self, parent: QWidget, name: str, spacing: int) -> None:
        super().__init__(parent)
        named(self, name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        scroll_up_and_down(self)
        self._wanted: QWidget | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._measure)
        self.page: QWidget = named(_Page(self), f"{name}Page")
        self.page.setProperty("page", True)
        self.body: QVBoxLayout = _Body(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(spacing)
        self.page.setLayout(self.body)
        self.setWidget(self.page)

    def show_part(self, part: QWidget) -> None:
        """Bring a part of the page into sight, once it has its place."""
        self._wanted = part
        self._later.start()

    def hold(self, part: QWidget, *, widest: int) -> None:
        """Put a part at the foot that is never wider than this.

        Its words are measured at the width they have: a widest width alone is not asked when heights are.
        """
        part.setMaximumWidth(widest)
        across = row(0)
        across.addWidget(part, 100)
        across.addStretch(1)
        self.body.addLayout(across)

    def measure_later(self) -> None:
        """Look at the height again when all that waits to be shown is."""
        self._later.start()

    def _measure(self) -> None:
        """Ask for the height once more: parts that were put in while it was measured may not have been there for it."""
        layout = self.page.layout()
        if layout is not None:
            layout.activate()
        # without any words that wrap there is no height for a width: then the least height says how much is there
        needed = self.page.heightForWidth(self.page.width())
        if self.page.height() < max(needed, self.page.minimumSizeHint().height()):
            self.setWidgetResizable(True)
        if self._wanted is not None and isValid(self._wanted):
            place = self._wanted.geometry()
            corner = self._wanted.mapTo(self.page, QPoint(0, 0))
            middle = corner + QPoint(place.width() // 2, place.height() // 2)
            half = min(place.height(), self.viewport().height()) // 2 + 1
            self.ensureVisible(0, middle.y(), 0, half)
        self._wanted = None


class _Page(QWidget):
    """Is as high as its words are at the width they have, not at the least they could have."""

    @override
    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        layout = self.layout()
        if layout is None or not layout.hasHeightForWidth():
            return hint
        # the area asks for the height at its own width and takes the greater: words at their narrowest are far too high
        return QSize(hint.width(), 0)


class _Body(QVBoxLayout):
    """Tells whenever its parts get their places: parts came or went, or the page is wider or narrower."""

    def __init__(self, area: ScrollPage) -> None:
        super().__init__()
        self._area = area

    @override
    def setGeometry(self, place: QRect) -> None:
        super().setGeometry(place)
        self._area.measure_later()
