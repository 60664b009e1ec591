"""The locked window: nothing of the people is seen; the same user gets everything back, half-typed words too."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.key_errors import TooManyTriesError
from kazanlak_case.i18n import _, sentence
from kazanlak_case.ui.background import Background, Job, Lane
from kazanlak_case.ui.password_parts.keyboard_hints import KeyboardHints
from kazanlak_case.ui.password_parts.waiting import Waiting
from kazanlak_case.ui.session import open_case_file
from kazanlak_case.ui.widgets.buttons import PrimaryButton, QuietButton
from kazanlak_case.ui.widgets.card import Card, column
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.widgets.password_line import PasswordLine

if TYPE_CHECKING:
    from pathlib import Path

    from kazanlak_case.domain.errors import ExpectedError
    from kazanlak_case.ui.look import Look


class LockPage(QWidget):
    """Asks for the password of whoever is signed in."""

    unlocked = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget, look: Look, background: Background) -> None:
        super().__init__(parent)
        named(self, "lockPage")
        self._background = background
        self._path: Path | None = None
        self._user = ""
        tokens = look.tokens
        icon = Words(self, "lockIcon")
        look.dress(icon, "lock", "accent", size=36)
        self._title = Words(self, "lockTitle", role="title")
        self._hint = Words(self, "lockHint", role="muted")
        card = Card(self, "lockCard", tokens)
        card.setFixedWidth(tokens.px(380))
        self._label = Words(card, "lockLabel", role="label")
        self._password = PasswordLine(card, look, "lockPassword")
        self._label.setBuddy(self._password)
        self._hints = KeyboardHints(card, "lockHints", tokens)
        self._hints.watch(self._password)
        self._waiting = Waiting(card, look)
        self._waiting.ended.connect(self._on_waited)
        self._password.returnPressed.connect(self._on_enter)
        self._problem = Words(card, "lockProblem", role="problem", wraps=True)
        self._problem.hide()
        self._enter = PrimaryButton(card, "unlock", look, icon="lock-open")
        self._enter.clicked.connect(self._on_enter)
        parts: tuple[QWidget, ...] = (
            self._label,
            self._password,
            self._hints,
            self._problem,
            self._waiting,
            self._enter,
        )
        for widget in parts:
            card.body.addWidget(widget)
        self._leave = QuietButton(self, "leave", look, icon="users")
        self._leave.clicked.connect(self.left)
        layout = column(tokens.small)
        layout.addStretch(2)
        above: tuple[QWidget, ...] = (icon, self._title, self._hint)
        below: tuple[QWidget, ...] = (card, self._leave)
        for part in above:
            layout.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(tokens.medium)
        for part in below:
            layout.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self.setLayout(layout)
        self.retranslate()

    def lock(self, path: Path, user: str) -> None:
        """Lock for this user of this file."""
        self._path, self._user = path, user
        self._forget()
        self._waiting.stop()
        self._enter.setEnabled(True)
        self.retranslate()
        self._password.setFocus()

    def retranslate(self) -> None:
        """Word the page in the language of now."""
        self._title.setText(_("Locked"))
        self._hint.setText(_("What you were typing is kept. Give your password to go on."))
        label = _("Password of {user}").format(user=self._user)
        self._label.setText(label)
        self._password.setAccessibleName(label)
        self._password.retranslate()
        self._enter.say(_("Unlock"))
        self._leave.say(
            _("Another user"),
            hint=_("Whoever locked finds everything as it was on coming back."),
        )

    def _on_enter(self) -> None:
        if self._path is None or not self._password.text() or not self._enter.isEnabled():
            return
        self._enter.setEnabled(False)
        self._problem.hide()
        work = partial(open_case_file, self._path, self._user, self._password.text())
        self._background.start(Job(work, Lane.POOL, self._on_unlocked, self._on_refused))

    def _on_unlocked(self, case_file: object) -> None:
        self._forget()
        self._enter.setEnabled(True)
        self.unlocked.emit(case_file)

    def _on_refused(self, error: ExpectedError) -> None:
        if isinstance(error, TooManyTriesError):
            self._waiting.begin(self._user, error.seconds)
        else:
            self._enter.setEnabled(True)
            self._problem.setText(sentence(error))
            self._problem.show()
        self._password.selectAll()
        self._password.setFocus()

    def _on_waited(self) -> None:
        self._enter.setEnabled(True)
        self._password.setFocus()

    def _forget(self) -> None:
        self._password.clear()
        self._password.hide_letters()
        self._hints.forget()
        self._problem.hide()
