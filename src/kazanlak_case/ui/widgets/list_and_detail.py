"""A list and an opened page: side by side where there is room, else one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from kazanlak_case.ui.widgets.card import row
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from kazanlak_case.ui.look import Look

BOTH_FROM = 1100
"""Width of the window (at scale 1) from which both are shown."""
LIST_WIDTH = 300
WIDEST = 16_777_215


class ListAndDetail(QWidget):
    """Shows the list alone until something is opened."""

    def __init__(self, parent: QWidget, name: str, look: Look) -> None:
        super().__init__(parent)
        named(self, name)
        self._look = look
        self._list: QWidget | None = None
        self._detail: QWidget | None = None
        self.is_open = False
        self._row = row(look.tokens.large)
        self.setLayout(self._row)

    def hold(self, the_list: QWidget, detail: QWidget) -> None:
        """Take the two parts."""
        self._list, self._detail = the_list, detail
        self._row.addWidget(the_list, 1)
        self._row.addWidget(detail, 3)
        self.show_list()

    @property
    def shows_both(self) -> bool:
        """Whether there is room for both."""
        return self.window().width() >= self._look.tokens.px(BOTH_FROM)

    def open_detail(self) -> None:
        """Show the opened page."""
        self.is_open = True
        self._arrange()

    def show_list(self) -> None:
        """Close the opened page."""
        self.is_open = False
        self._arrange()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        if self._list is None or self._detail is None:
            return
        self._detail.setVisible(self.is_open)
        self._list.setVisible(not self.is_open or self.shows_both)
        beside = self.is_open and self.shows_both
        width = self._look.tokens.px(LIST_WIDTH)
        self._list.setMinimumWidth(width if beside else 0)
        self._list.setMaximumWidth(width if beside else WIDEST)
