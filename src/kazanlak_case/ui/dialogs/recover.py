"""„Забравена парола“: what to do, and a new password with recovery sheet A."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from kazanlak_case.i18n import _, sentence
from kazanlak_case.ui.background import Background, Job, Lane
from kazanlak_case.ui.password_parts.new_password import NewPassword
from kazanlak_case.ui.password_parts.sheet_lines import SheetLines
from kazanlak_case.ui.session import recover
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton
from kazanlak_case.ui.widgets.card import column, row
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from pathlib import Path

    from kazanlak_case.domain.errors import ExpectedError
    from kazanlak_case.ui.look import Look


class RecoverDialog(QDialog):
    """Asks for the sheet's letters and a new password. `recovered` brings the file, ready to be signed in to."""

    recovered = Signal(object)

    def __init__(
        self, parent: QWidget, look: Look, background: Background, *, path: Path, user: str
    ) -> None:
        super().__init__(parent)
        named(self, "recoverDialog")
        self._background, self._path, self._user = background, path, user
        tokens = look.tokens
        self.setWindowTitle(_("Forgotten password"))
        self.setMinimumWidth(tokens.px(500))
        self.sheet = SheetLines(self, tokens)
        self.new = NewPassword(self, look, user=user)
        self._problem = Words(self, "recoverProblem", role="problem", wraps=True)
        self._problem.hide()
        self.go = PrimaryButton(self, "recover", look, icon="key-round")
        self.go.say(_("Set the new password"))
        self.go.clicked.connect(self.recover)
        self.new.entered.connect(self.recover)
        self.sheet.entered.connect(self.new.setFocus)
        cancel = Button(self, "recoverCancel", look)
        cancel.say(_("Cancel"))
        cancel.clicked.connect(self.reject)
        layout = column(tokens.tight)
        layout.setContentsMargins(tokens.wide, tokens.wide, tokens.wide, tokens.large)
        layout.addWidget(SectionTitle(self, "recoverTitle", _("Forgotten password")))
        easy = _(
            "The easy way: a colleague who manages users gives {user} a one-time password under Settings → Users. Nothing is lost by it."
        )
        layout.addWidget(
            Words(self, "recoverEasy", role="muted", wraps=True, text=easy.format(user=user))
        )
        layout.addSpacing(tokens.small)
        hard = _(
            "If there is nobody: take recovery sheet A from the municipality's safe and type its letters. Small letters will do; O and 0, I, L and 1 are told apart by the program."
        )
        layout.addWidget(Words(self, "recoverHard", role="muted", wraps=True, text=hard))
        label = Words(self, "sheetLabel", role="label", text=_("Letters of the sheet"))
        label.setBuddy(self.sheet)
        layout.addSpacing(tokens.small)
        for part in (label, self.sheet):
            layout.addWidget(part)
        layout.addSpacing(tokens.small)
        layout.addWidget(self.new)
        closed = _(
            "Confidential notes stay closed to {user} until a colleague or sheet B opens them."
        )
        layout.addWidget(
            Words(self, "recoverClosed", role="caption", wraps=True, text=closed.format(user=user))
        )
        layout.addWidget(self._problem)
        layout.addSpacing(tokens.medium)
        foot = row(tokens.small)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.go)
        layout.addLayout(foot)
        self.setLayout(layout)
        self.sheet.setFocus()

    def recover(self) -> None:
        """Try the sheet."""
        problem = self.sheet.problem() or self.new.problem()
        if problem:
            self._refuse(problem)
            return
        self._problem.hide()
        self.go.setEnabled(False)
        work = partial(recover, self._path, self.sheet.text(), user=self._user, new=self.new.text())
        self._background.start(Job(work, Lane.POOL, self._on_done, self._on_refused))

    def _on_done(self, _answer: object) -> None:
        self.sheet.forget()
        self.new.forget()
        self.recovered.emit(self._path)
        self.accept()

    def _on_refused(self, error: ExpectedError) -> None:
        self.go.setEnabled(True)
        self._refuse(sentence(error))

    def _refuse(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.show()
