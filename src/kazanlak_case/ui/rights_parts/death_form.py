"""„Лицето е починало“: one day, one action, one undo."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.person import Person
from kazanlak_case.i18n import _
from kazanlak_case.services.death import record_death
from kazanlak_case.ui.forms.record_editor import Edit, RecordEditor
from kazanlak_case.ui.forms.record_form import Section
from kazanlak_case.ui.widgets.card import column
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.fields import Value
    from kazanlak_case.ui.kit import Kit


class DeathForm(QWidget):
    """Asks for the day, and says what will follow from it."""

    left = Signal()

    def __init__(self, parent: QWidget, kit: Kit, person: str, name: str) -> None:
        super().__init__(parent)
        named(self, "deathForm")
        self._column = column(kit.look.tokens.medium)
        self.setLayout(self._column)
        hint = _(
            "Open cases are closed as of this day, participation and membership of the household end, offers to other "
            "houses are withdrawn, and nothing reminds of the person any more. One undo takes all of it back."
        )
        self._column.addWidget(Words(self, "deathName", role="strong", text=name))
        self._column.addWidget(Words(self, "deathHint", role="muted", wraps=True, text=hint))
        edit = Edit(
            record=Person,
            values={},
            save=partial(_record, RecordId(person)),
            saved=_("The death is written down."),
            draft=f"death-{person}",
            sections=(Section("", ("died_on",)),),
        )
        self.editor = RecordEditor(self, "death", kit, edit)
        self.editor.save_button.say(_("Write it down"), hint=_("Ctrl+S"))
        self.editor.saved.connect(self._on_saved)
        self.editor.left.connect(self.left)
        self._column.addWidget(self.editor)
        self._column.addStretch(1)
        self.setFocusProxy(self.editor)
        self.editor.form.focus_first()

    def keep_draft(self) -> None:
        """Keep what was typed, before the window locks or closes."""
        self.editor.keep_draft()

    def _on_saved(self, _written: Written) -> None:
        self.left.emit()


def _record(person: RecordId, uow: UnitOfWork, values: Mapping[str, Value]) -> Written:
    day = values.get("died_on")
    return record_death(uow, person, day if isinstance(day, date) else None)
