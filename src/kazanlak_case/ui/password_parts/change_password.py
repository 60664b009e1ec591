"""Choose another password: the one of now, and the new one twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.i18n import _
from kazanlak_case.ui.password_parts.keyboard_hints import KeyboardHints
from kazanlak_case.ui.password_parts.new_password import NewPassword
from kazanlak_case.ui.widgets.buttons import PrimaryButton
from kazanlak_case.ui.widgets.card import column, row
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.widgets.password_line import PasswordLine

if TYPE_CHECKING:
    from kazanlak_case.ui.look import Look


class ChangePassword(QWidget):
    """Asks; `wanted` brings old and new. Where the old one was just given (`old`), it is not asked for again."""

    wanted = Signal(str, str)

    def __init__(self, parent: QWidget, look: Look, *, user: str, old: str = "") -> None:
        super().__init__(parent)
        named(self, "changePassword")
        self._given = old
        tokens = look.tokens
        self.old = PasswordLine(self, look, "oldPassword")
        self._old_label = Words(self, "oldPasswordLabel", role="label")
        self._old_label.setBuddy(self.old)
        self._hints = KeyboardHints(self, "oldPasswordHints", tokens)
        self._hints.watch(self.old)
        self.new = NewPassword(self, look, user=user)
        self._problem = Words(self, "changePasswordProblem", role="problem", wraps=True)
        self._problem.hide()
        self.go = PrimaryButton(self, "changePasswordGo", look, icon="key-round")
        self.go.clicked.connect(self.ask)
        self.new.entered.connect(self.ask)
        self.old.returnPressed.connect(self.new.setFocus)
        layout = column(tokens.tight)
        for part in (self._old_label, self.old, self._hints):
            part.setVisible(not old)
            layout.addWidget(part)
        layout.addWidget(self.new)
        layout.addWidget(self._problem)
        layout.addSpacing(tokens.small)
        foot = row(tokens.small)
        foot.addWidget(self.go)
        foot.addStretch(1)
        layout.addLayout(foot)
        self.setLayout(layout)
        self.setFocusProxy(self.new if old else self.old)
        self.retranslate()

    def retranslate(self) -> None:
        """Word the part in the language of now."""
        label = _("Password of now")
        self._old_label.setText(label)
        self.old.setAccessibleName(label)
        self.old.retranslate()
        self.new.retranslate()
        self.go.say(_("Change the password"))

    def ask(self) -> None:
        """Pass on what was given, if it can be taken."""
        if not self.go.isEnabled():
            return
        old = self._given or self.old.text()
        problem = self.new.problem()
        if not old:
            problem = _("Give the password of now first.")
        elif not problem and self.new.text() == old:
            problem = _("The new password is the same as the one of now.")
        if problem:
            self.refuse(problem)
            return
        self._problem.hide()
        self.go.setEnabled(False)
        self.wanted.emit(old, self.new.text())

    def refuse(self, text: str) -> None:
        """Say why not; what was typed stays."""
        self.go.setEnabled(True)
        self._problem.setText(text)
        self._problem.show()
        (self.new if self._given or self.old.text() else self.old).setFocus()

    def forget(self) -> None:
        """Let go of everything typed."""
        self._given = ""
        self.old.clear()
        self.old.hide_letters()
        self._hints.forget()
        self.new.forget()
        self._problem.hide()
        self.go.setEnabled(True)
