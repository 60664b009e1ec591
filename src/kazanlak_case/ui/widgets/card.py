"""A white card on the calm ground, and the thin line inside it."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from kazanlak_case.ui.tokens import Tokens
from kazanlak_case.ui.widgets.naming import named


class Card(QFrame):
    """Holds one thing. `body` is where its parts go, from top to bottom."""

    def __init__(self, parent: QWidget, name: str, tokens: Tokens, *, tone: str = "") -> None:
        super().__init__(parent)
        named(self, name)
        if tone:
            self.setProperty("notice", tone)
        else:
            self.setProperty("card", True)
        self.body = column(tokens.medium)
        self.body.setContentsMargins(tokens.large, tokens.large, tokens.large, tokens.large)
        self.setLayout(self.body)


class Line(QFrame):
    """A thin horizontal line."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        named(self, name)
        self.setProperty("line", True)


def column(spacing: int) -> QVBoxLayout:
    """Make a layout from top to bottom, without margins."""
    layout = QVBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    return layout


def row(spacing: int) -> QHBoxLayout:
    """Make a layout from left to right, without margins."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    return layout


def in_the_middle(widget: QWidget) -> QHBoxLayout:
    """Make a row with a widget in its middle, no wider than it wants to be."""
    layout = row(0)
    layout.addStretch(1)
    layout.addWidget(widget)
    layout.addStretch(1)
    return layout


def at_the_end(widget: QWidget) -> QHBoxLayout:
    """Make a row with a widget at its end."""
    layout = row(0)
    layout.addStretch(1)
    layout.addWidget(widget)
    return layout


def at_the_start(widget: QWidget) -> QHBoxLayout:
    """Make a row with a widget at its start."""
    layout = row(0)
    layout.addWidget(widget)
    layout.addStretch(1)
    return layout


def clear(layout: QLayout) -> None:
    """Take everything out of a layout, and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        inner = item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
