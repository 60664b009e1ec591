"""A page that scrolls up and down when it is higher than its room, and never sideways."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from kazanlak_case.ui.widgets.card import column
from kazanlak_case.ui.widgets.naming import named


class ScrollPage(QScrollArea):
    """`body` is where parts go, from top to bottom."""

    def __init__(self, parent: QWidget, name: str, spacing: int) -> None:
        super().__init__(parent)
        named(self, name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page = named(QWidget(self), f"{name}Page")
        self.page.setProperty("page", True)
        self.body: QVBoxLayout = column(spacing)
        self.page.setLayout(self.body)
        self.setWidget(self.page)
