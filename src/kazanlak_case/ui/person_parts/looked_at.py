"""A part of a person's page that reads only when somebody looks at it: most pages are opened for one tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from kazanlak_case.services.person_page import PersonPage
    from kazanlak_case.ui.kit import Kit


class LookedAt(QWidget):
    """Asks for its rows once for each page it is given, and only where the user may see them."""

    def __init__(self, parent: QWidget, kit: Kit, name: str, *, sees: str) -> None:
        super().__init__(parent)
        named(self, name)
        self._kit = kit
        self._page: PersonPage | None = None
        self._sees = sees
        self._is_stale = False

    def show_page(self, page: PersonPage) -> None:
        """Show what there is of this person, as soon as somebody looks."""
        self._page = page
        self._is_stale = True
        if self.isVisible():
            self._look()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._look()

    def _look(self) -> None:
        self._is_stale = False
        if self._page is not None and self._kit.sight.sees(self._sees):
            self._ask(self._page)

    def _ask(self, page: PersonPage) -> None:
        """Read what is shown."""
        raise NotImplementedError
