"""The card of the first page: which file, who, and the password. What happens with them is the page's affair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from kazanlak_case.i18n import _
from kazanlak_case.ui.password_parts.keyboard_hints import KeyboardHints
from kazanlak_case.ui.widgets.buttons import PrimaryButton, QuietButton
from kazanlak_case.ui.widgets.card import Card, at_the_end, at_the_start
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.widgets.password_line import PasswordLine

if TYPE_CHECKING:
    from kazanlak_case.ui.look import Look
    from kazanlak_case.ui.password_parts.waiting import Waiting


class SignInCard(Card):
    """Holds the lines and buttons of signing in."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent, "signInCard", look.tokens)
        self._look = look
        self.file = named(QComboBox(self), "caseFile")
        self.other = QuietButton(self, "otherFile", look, icon="folder-open")
        self.user = named(QComboBox(self), "user")
        self.password = PasswordLine(self, look)
        self.hints = KeyboardHints(self, "signInHints", look.tokens)
        self.hints.watch(self.password)
        self.problem = Words(self, "signInProblem", role="problem", wraps=True)
        self.restore = QuietButton(self, "restoreFile", look, icon="archive")
        self.enter = PrimaryButton(self, "enter", look, icon="log-in")
        self.forgotten = QuietButton(self, "forgotten", look)
        for button in (self.other, self.forgotten):
            button.setProperty("flush", True)
        self._labels: dict[QWidget, Words] = {
            field: Words(self, f"{name}Label", role="label")
            for name, field in (
                ("file", self.file),
                ("user", self.user),
                ("password", self.password),
            )
        }
        self._wait: Waiting | None = None
        self.body.addLayout(self._fields())
        for part in (self.problem, self.restore, self.enter):
            self.body.addWidget(part)
        self.body.addLayout(at_the_start(self.forgotten))
        self.problem.hide()
        self.restore.hide()

    @property
    def is_waiting(self) -> bool:
        """Whether the next try is not taken yet."""
        return self._wait is not None and self._wait.is_running

    @property
    def waiting(self) -> Waiting:
        """What says how long to wait, made when it is first needed."""
        if self._wait is None:
            from kazanlak_case.ui.password_parts.waiting import Waiting

            self._wait = Waiting(self, self._look)
            self._wait.ended.connect(self._on_waited)
            self.body.insertWidget(self.body.indexOf(self.enter), self._wait)
        return self._wait

    def stop_waiting(self) -> None:
        """Begin anew with somebody else: who has to wait is one user, not the computer."""
        if self.is_waiting:
            self.waiting.stop()
            self.enter.setEnabled(True)

    def forget(self) -> None:
        """Let go of what was typed."""
        self.password.clear()
        self.password.hide_letters()
        self.hints.forget()

    def retranslate(self) -> None:
        """Word the card in the language of now."""
        words: dict[QWidget, str] = {
            self.file: _("File"),
            self.user: _("User"),
            self.password: _("Password"),
        }
        for field, word in words.items():
            self._labels[field].setText(word)
            field.setAccessibleName(word)
        self.file.setAccessibleName(_("Case file"))
        self.password.retranslate()
        self.other.say(_("Another file…"))
        self.enter.say(_("Sign in"))
        self.forgotten.say(_("Forgotten password?"))

    def _fields(self) -> QGridLayout:
        tokens = self._look.tokens
        fields = QGridLayout()
        fields.setHorizontalSpacing(tokens.small)
        fields.setVerticalSpacing(tokens.tight)
        for at, (field, label) in enumerate(self._labels.items()):
            fields.addWidget(label, 3 * at, 0)
            fields.addWidget(field, 3 * at + 1, 0, 1, 2)
            fields.setRowMinimumHeight(3 * at + 2, tokens.tight)
            label.setBuddy(field)
        fields.addLayout(at_the_end(self.other), 0, 1)
        fields.addLayout(at_the_end(self.hints), 6, 1)
        fields.setColumnStretch(0, 1)
        return fields

    def _on_waited(self) -> None:
        self.enter.setEnabled(True)
        self.password.setFocus()
