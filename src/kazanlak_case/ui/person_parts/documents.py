"""What is attached to a person: scans, photos, files, and documents that were seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.ui.attachment_parts.arriving import DropCatcher
from kazanlak_case.ui.attachment_parts.attachment_list import AttachmentList
from kazanlak_case.ui.widgets.card import column
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from kazanlak_case.services.person_page import PersonPage
    from kazanlak_case.ui.kit import Kit


class DocumentsPart(QWidget):
    """The documents of one person. `dropped` brings files that were dropped on it."""

    opened = Signal(str)
    attach_wanted = Signal(str, str, str, str)
    dropped = Signal(str, str, object)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "documentsPart")
        self._kit = kit
        self._page: PersonPage | None = None
        self.list = AttachmentList(self, kit)
        self.list.opened.connect(self.opened)
        self.list.attach_wanted.connect(self._on_attach)
        layout = column(0)
        layout.addWidget(self.list)
        self.setLayout(layout)

    def catch_drops_on(self, page: QWidget) -> None:
        """Take files that are dropped anywhere on the page too."""
        if self._kit.writes("attachment.title"):
            DropCatcher(page).dropped.connect(self._on_dropped)

    def show_page(self, page: PersonPage) -> None:
        """Show the documents of this person."""
        self._page = page
        self.list.show_of(person=page.person.id)

    def _on_attach(self) -> None:
        if self._page is not None:
            self.attach_wanted.emit(self._page.person.id, self._page.person.name, "", "")

    def _on_dropped(self, sources: object) -> None:
        if self._page is not None:
            self.dropped.emit(self._page.person.id, self._page.person.name, sources)
