"""The documents of one case or one visit, on its own page; read anew when one was attached or removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.ui.attachment_parts.attachment_list import AttachmentList
from kazanlak_case.ui.widgets.card import column
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.operations import Changed


class RecordAttachments(QWidget):
    """Stands on the page of a record. `attach_wanted` names the person, what the record is, and the record."""

    opened = Signal(str)
    attach_wanted = Signal(str, str, str, str)

    def __init__(
        self, parent: QWidget, kit: Kit, record: str, record_id: str, *, person: str = ""
    ) -> None:
        super().__init__(parent)
        named(self, "recordAttachments")
        self._record, self._id, self._person = record, record_id, person
        self.list = AttachmentList(self, kit)
        self.list.opened.connect(self.opened)
        self.list.attach_wanted.connect(self._on_attach)
        layout = column(0)
        layout.addWidget(self.list)
        self.setLayout(layout)
        kit.operations.changed.connect(self._on_changed)
        self._ask()

    def _ask(self) -> None:
        if self._record == "case":
            self.list.show_of(case=RecordId(self._id))
        else:
            self.list.show_of(source=self._id)

    def _on_attach(self) -> None:
        self.attach_wanted.emit(self._person, "", self._record, self._id)

    def _on_changed(self, changed: Changed) -> None:
        if changed.concerns("attachment"):
            self._ask()
