"""Enrol a house: a starter of the municipality becomes the case file of this computer, under a new password."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from kazanlak_case.i18n import _, sentence
from kazanlak_case.ui.background import Background, Job, Lane
from kazanlak_case.ui.dialogs.choosing import choose_file
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton
from kazanlak_case.ui.widgets.card import column, row
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from kazanlak_case.domain.errors import ExpectedError
    from kazanlak_case.ui.look import Look
    from kazanlak_case.ui.operations import Clock

ENDING = "kstarter"


class EnrolDialog(QDialog):
    """Asks for the starter and its one-time password, and for a new password said twice."""

    enrolled = Signal(object)

    def __init__(
        self, parent: QWidget, look: Look, background: Background, *, folder: Path, clock: Clock
    ) -> None:
        super().__init__(parent)
        named(self, "enrolDialog")
        self._background, self._folder, self._clock = background, folder, clock
        self.starter: Path | None = None
        tokens = look.tokens
        self.setWindowTitle(_("A house begins"))
        self.setMinimumWidth(tokens.px(440))
        self.choose = Button(self, "chooseStarter", look, icon="folder-open")
        self.choose.say(_("Choose the starter…"))
        self.choose.clicked.connect(self._on_choose)
        self._named = Words(self, "starterName", role="muted", wraps=True)
        self.one_time = self._line("oneTime", _("One-time password"))
        self.new = self._line("newPassword", _("New password"))
        self.again = self._line("newAgain", _("The new one once more"))
        self._problem = Words(self, "enrolProblem", role="problem", wraps=True)
        self._problem.hide()
        self.go = PrimaryButton(self, "enrol", look, icon="log-in")
        self.go.say(_("Begin"))
        self.go.clicked.connect(self.enrol)
        cancel = Button(self, "enrolCancel", look)
        cancel.say(_("Cancel"))
        cancel.clicked.connect(self.reject)
        layout = column(tokens.tight)
        layout.setContentsMargins(tokens.wide, tokens.wide, tokens.wide, tokens.large)
        layout.addWidget(
            SectionTitle(self, "enrolTitle", _("Begin with the municipality's starter"))
        )
        hint = _(
            "The municipality gave you a file ending in .kstarter, and its password by another way."
        )
        layout.addWidget(Words(self, "enrolHint", role="muted", wraps=True, text=hint))
        layout.addSpacing(tokens.small)
        line = row(tokens.small)
        line.addWidget(self.choose)
        line.addWidget(self._named, 1)
        layout.addLayout(line)
        for field in (self.one_time, self.new, self.again):
            layout.addSpacing(tokens.tight)
            name = field.objectName()
            label = Words(self, f"{name}Label", role="label", text=field.accessibleName())
            label.setBuddy(field)
            layout.addWidget(label)
            layout.addWidget(field)
        layout.addWidget(self._problem)
        layout.addSpacing(tokens.medium)
        foot = row(tokens.small)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.go)
        layout.addLayout(foot)
        self.setLayout(layout)

    def take(self, starter: Path) -> None:
        """Take a starter."""
        self.starter = starter
        self._named.setText(starter.name)
        self.one_time.setFocus()

    def enrol(self) -> None:
        """Make the case file."""
        if self.starter is None:
            self._refuse(_("Choose the starter first."))
            return
        if self.new.text() != self.again.text():
            self._refuse(_("The two passwords differ."))
            return
        self._problem.hide()
        self.go.setEnabled(False)
        target = self._folder / f"{self.starter.stem}.kcase"
        work = partial(
            _enrol, self.starter, target, self.one_time.text(), self.new.text(), now=self._clock()
        )
        self._background.start(Job(work, Lane.POOL, self._on_done, self._on_refused))

    def _line(self, name: str, label: str) -> QLineEdit:
        line = named(QLineEdit(self), name, label)
        line.setEchoMode(QLineEdit.EchoMode.Password)
        return line

    def _on_choose(self) -> None:
        kinds = _("Starters") + f" (*.{ENDING})"
        path = choose_file(self, _("Choose the starter"), kinds)
        if path is not None:
            self.take(path)

    def _on_done(self, path: Path) -> None:
        for line in (self.one_time, self.new, self.again):
            line.clear()
        self.enrolled.emit(path)
        self.accept()

    def _on_refused(self, error: ExpectedError) -> None:
        self.go.setEnabled(True)
        self._refuse(sentence(error))

    def _refuse(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.show()


def _enrol(starter: Path, target: Path, one_time: str, new: str, *, now: datetime) -> Path:
    from kazanlak_case.export.starter import enrol

    enrol(starter, target, one_time_password=one_time, new_password=new, now=now)
    return target
