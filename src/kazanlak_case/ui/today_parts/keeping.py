"""The line at the foot of the day: when the last backup was made, and what the death of this disk would cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kazanlak_case.ui.backup_parts import words
from kazanlak_case.ui.backup_parts.work import keeping_of
from kazanlak_case.ui.widgets.labels import Words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.ui.kit import Kit


class KeepingLine(Words):
    """One calm sentence; made-up families need none."""

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent, "keepingLine", role="caption", wraps=True)
        self._kit = kit

    def refresh(self) -> None:
        """Look anew."""
        case_file = self._kit.operations.case_file
        self.setVisible(not case_file.is_practice and not case_file.is_on_server)
        keeping = keeping_of(case_file.path, ())
        newest = next((one for one in keeping.here.backups if one.is_whole), None)
        wording, today = self._kit.wording, self._kit.today
        last = words.last_backup(newest, wording, today)
        self.setText(f"{last} {words.last_copy(keeping.care, wording, today)}")
