"""A ready text: its name, its words, and the service it is mostly wanted for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.records.task import TextBlock
from kazanlak_case.i18n import _
from kazanlak_case.services.checking import values_of
from kazanlak_case.services.text_blocks import delete_text_block, save_text_block
from kazanlak_case.ui.forms.record_editor import Edit, RecordEditor
from kazanlak_case.ui.forms.record_form import Section
from kazanlak_case.ui.widgets.buttons import Button
from kazanlak_case.ui.widgets.card import column
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named, restyled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.fields import RecordId, Value
    from kazanlak_case.ui.kit import Kit

FIELDS = ("title", "text", "service")


class TextBlockForm(QWidget):
    """Writes a ready text, of one's own or of the house."""

    left = Signal()

    def __init__(
        self,
        parent: QWidget,
        kit: Kit,
        *,
        block: TextBlock | None = None,
        owner: RecordId | None = None,
        begun_with: Mapping[str, Value] | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, "textBlockForm")
        self._kit = kit
        whose = block.owner if block else owner
        self._whose = Words(self, "textBlockWhose", role="muted", wraps=True)
        self._whose.setText(
            _("Only you are offered this text.")
            if whose
            else _("Everybody in the house is offered this text.")
        )
        edit = Edit(
            record=TextBlock,
            values=values_of(block) if block else {},
            record_id=block.id if block else None,
            save=partial(_save, block.id if block else None, whose),
            saved=_("Text saved."),
            draft=f"text-{block.id}" if block else "text",
            sections=(Section("", FIELDS, wide=("title", "service")),),
            begun_with=begun_with or {},
        )
        self.editor = RecordEditor(self, "textBlock", kit, edit)
        self.editor.saved.connect(self._on_left)
        self.editor.left.connect(self.left)
        layout = column(kit.look.tokens.medium)
        layout.addWidget(self._whose)
        layout.addWidget(self.editor, 1)
        if block is not None:
            delete = Button(self, "deleteTextBlock", kit.look, icon="trash-2")
            delete.say(_("Delete"))
            restyled(delete, small=True)
            delete.clicked.connect(partial(self._on_delete, block.id))
            layout.addWidget(delete, 0, Qt.AlignmentFlag.AlignLeft)
        self.setLayout(layout)
        self.setFocusProxy(self.editor.form.box("title").editor.part)

    def keep_draft(self) -> None:
        """Keep what was typed, before the window locks or closes."""
        self.editor.keep_draft()

    def _on_left(self, _written: Written) -> None:
        self.left.emit()

    def _on_delete(self, block_id: RecordId) -> None:
        self._kit.operations.write(
            partial(_delete, block_id), done=self._on_deleted, failed=self._kit.messages.refuse
        )

    def _on_deleted(self, written: Written) -> None:
        self._kit.messages.saved(_("Text deleted."), written.undo)
        self.left.emit()


def _save(
    block_id: RecordId | None,
    owner: RecordId | None,
    uow: UnitOfWork,
    values: Mapping[str, Value],
) -> Written:
    whole = values if block_id else {**values, "owner": owner}
    return save_text_block(uow, block_id, whole)


def _delete(block_id: RecordId, uow: UnitOfWork) -> Written:
    return delete_text_block(uow, block_id)
