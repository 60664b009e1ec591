"""„Подготви къща“: the centre makes a starter, to be carried there; its one-time password goes another way."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from kazanlak_case.i18n import _
from kazanlak_case.ui.dialogs.choosing import choose_folder
from kazanlak_case.ui.widgets.buttons import PrimaryButton
from kazanlak_case.ui.widgets.card import column
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.export.starter import StarterReport
    from kazanlak_case.ui.kit import Kit


class PrepareForm(QWidget):
    """Asks for the house and a password said twice, then for the place."""

    left = Signal()

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "prepareForm")
        self._kit = kit
        tokens = kit.look.tokens
        self.site = named(QComboBox(self), "prepareSite", _("House"))
        for one in kit.lookups.profile.sites:
            if one.kind == "house":
                self.site.addItem(one.name, one.code)
        self.password = self._line("preparePassword", _("One-time password"))
        self.again = self._line("prepareAgain", _("The same once more"))
        self._problem = Words(self, "prepareProblem", role="problem", wraps=True)
        self._problem.hide()
        self.write = PrimaryButton(self, "prepareWrite", kit.look, icon="usb")
        self.write.say(_("Choose the stick and write"))
        self.write.clicked.connect(self._on_write)
        hint = _(
            "A starter is a case file for the house, with what the municipality holds of it. "
            "Tell the house this password by phone or in person, never together with the file."
        )
        layout = column(tokens.tight)
        layout.addWidget(Words(self, "prepareHint", role="muted", wraps=True, text=hint))
        layout.addSpacing(tokens.small)
        for label, field in (
            (_("House"), self.site),
            (_("One-time password"), self.password),
            (_("The same once more"), self.again),
        ):
            words = Words(self, f"{field.objectName()}Label", role="label", text=label)
            words.setBuddy(field)
            layout.addWidget(words)
            layout.addWidget(field)
            layout.addSpacing(tokens.tight)
        layout.addWidget(self._problem)
        layout.addSpacing(tokens.small)
        layout.addWidget(self.write)
        layout.addStretch(1)
        self.setLayout(layout)
        self.setFocusProxy(self.site)

    def prepare_in(self, folder: Path) -> None:
        """Write the starter into a folder."""
        work = partial(_prepare, str(self.site.currentData()), folder, self.password.text())
        self._kit.operations.one_step(
            work,
            title=_("Preparing the house"),
            done=self._on_done,
            failed=self._kit.messages.refuse,
        )

    def _line(self, name: str, label: str) -> QLineEdit:
        line = named(QLineEdit(self), name, label)
        line.setEchoMode(QLineEdit.EchoMode.Password)
        return line

    def _on_write(self) -> None:
        same = self.password.text() == self.again.text()
        self._problem.setText("" if same else _("The two passwords differ."))
        self._problem.setVisible(not same)
        if not same or not self.password.text():
            self.password.setFocus()
            return
        folder = choose_folder(self, _("Choose the stick"))
        if folder is not None:
            self.prepare_in(folder)

    def _on_done(self, report: StarterReport) -> None:
        text = _("The starter {name} is written. You may take the stick out.")
        self._kit.messages.tell(text.format(name=report.path.name))
        self.left.emit()


def _prepare(
    site: str,
    folder: Path,
    password: str,
    case_file: CaseFile,
    *,
    now: datetime,
) -> StarterReport:
    from kazanlak_case.export.starter import prepare

    return prepare(case_file, site, folder, password=password, now=now)
