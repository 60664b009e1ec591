"""Where the scanner writes, chosen once on the page of settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.i18n import _
from kazanlak_case.ui.dialogs.choosing import choose_folder
from kazanlak_case.ui.widgets.buttons import Button, PlainButton
from kazanlak_case.ui.widgets.card import Card, column, row
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from kazanlak_case.ui.kit import Kit


class ScannerSetting(QWidget):
    """Shows the folder, and lets it be chosen or forgotten; `chosen` brings it, or nothing."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "scannerSetting")
        tokens = kit.look.tokens
        card = Card(self, "scanner", tokens)
        card.setMaximumWidth(tokens.px(760))
        self._title = SectionTitle(card, "scannerCardTitle")
        self._why = Words(card, "scannerWhy", role="muted", wraps=True)
        self._folder = Words(card, "scannerFolder", wraps=True)
        self.choose = Button(card, "scannerChoose", kit.look, icon="folder-open")
        self.forget = PlainButton(card, "scannerForget", kit.look)
        self.choose.clicked.connect(self._on_choose)
        self.forget.clicked.connect(self._on_forget)
        buttons = row(tokens.small)
        buttons.addWidget(self.choose)
        buttons.addWidget(self.forget)
        buttons.addStretch(1)
        for part in (self._title, self._why, self._folder):
            card.body.addWidget(part)
        card.body.addLayout(buttons)
        layout = column(0)
        layout.addWidget(card)
        self.setLayout(layout)

    def show_folder(self, folder: str | None) -> None:
        """Show what is chosen now."""
        self._folder.setText(folder or _("No folder is chosen."))
        self.forget.setVisible(bool(folder))

    def retranslate(self) -> None:
        """Word it in the language of now."""
        self._title.setText(_("Scanner"))
        self._why.setText(
            _("Scans in this folder are offered when a document is attached, the newest first.")
        )
        self.choose.say(_("Choose the folder…"))
        self.forget.say(_("Forget it"))

    def _on_choose(self) -> None:
        folder = choose_folder(self, _("Folder of the scanner"))
        if folder is not None:
            self.chosen.emit(str(folder))

    def _on_forget(self) -> None:
        self.chosen.emit(None)
