"""While the program is being closed: a backup is made, and may be skipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QProgressBar, QWidget
from typing_extensions import override

from kazanlak_case.i18n import _
from kazanlak_case.ui.widgets.buttons import Button
from kazanlak_case.ui.widgets.card import column
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from kazanlak_case.ui.look import Look
    from kazanlak_case.ui.operations import LongRun


class LeavingDialog(QDialog):
    """Says how far the last backup of the day is. Escape skips it as the button does."""

    def __init__(self, parent: QWidget, look: Look, run: LongRun) -> None:
        super().__init__(parent)
        named(self, "leavingDialog")
        self._run = run
        tokens = look.tokens
        self.setWindowTitle(_("Closing"))
        self.setModal(True)
        text = _("Making the backup of the day…")
        bar = named(QProgressBar(self), "leavingBar", text)
        bar.setTextVisible(False)
        bar.setRange(0, 0)
        bar.setMinimumWidth(tokens.px(320))
        self._bar = bar
        self.skip = Button(self, "skipBackup", look)
        self.skip.say(_("Skip it and close"))
        layout = column(tokens.medium)
        layout.setContentsMargins(tokens.wide, tokens.wide, tokens.wide, tokens.large)
        layout.addWidget(Words(self, "leavingWords", role="strong", text=text))
        layout.addWidget(bar)
        layout.addWidget(self.skip)
        self.setLayout(layout)
        self.skip.clicked.connect(self.reject)
        run.progressed.connect(self._on_progressed)

    @override
    def reject(self) -> None:
        self.skip.setEnabled(False)
        self._run.stop()

    def _on_progressed(self, done: int, of: int) -> None:
        self._bar.setRange(0, of)
        self._bar.setValue(done)
