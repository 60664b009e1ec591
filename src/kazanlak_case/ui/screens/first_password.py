"""The first sign-in: a password that somebody else gave becomes one that only the user knows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.i18n import _, sentence
from kazanlak_case.ui.background import Background, Job, Lane
from kazanlak_case.ui.password_parts.change_password import ChangePassword
from kazanlak_case.ui.session import Opened, change_password
from kazanlak_case.ui.widgets.buttons import QuietButton
from kazanlak_case.ui.widgets.card import Card, column, row
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from kazanlak_case.domain.errors import ExpectedError
    from kazanlak_case.ui.look import Look
    from kazanlak_case.ui.operations import Clock


class FirstPassword(QWidget):
    """Nothing of the file is shown before the password is one's own."""

    chosen = Signal(object)
    left = Signal()

    def __init__(
        self, parent: QWidget, look: Look, background: Background, *, opened: Opened, clock: Clock
    ) -> None:
        super().__init__(parent)
        named(self, "firstPassword")
        self._background, self._opened, self._clock = background, opened, clock
        tokens = look.tokens
        user = opened.case_file.unlocked.user
        icon = Words(self, "firstPasswordIcon")
        look.dress(icon, "key-round", "accent", size=36)
        self._title = Words(self, "firstPasswordTitle", role="title")
        self._hint = Words(self, "firstPasswordHint", role="muted", wraps=True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        middle = named(QWidget(self), "firstPasswordMiddle")
        middle.setFixedWidth(tokens.px(440))
        card = Card(middle, "firstPasswordCard", tokens)
        self.form = ChangePassword(card, look, user=user, old=opened.one_time_password)
        self.form.wanted.connect(self._on_wanted)
        card.body.addWidget(self.form)
        self._leave = QuietButton(self, "firstPasswordLeave", look, icon="log-out")
        self._leave.clicked.connect(self.leave)
        for words in (icon, self._title):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        inside = column(tokens.small)
        for part in (icon, self._title, self._hint, card):
            inside.addWidget(part)
        inside.addWidget(self._leave, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.setLayout(inside)
        across = row(0)
        across.addStretch(1)
        across.addWidget(middle)
        across.addStretch(1)
        layout = column(0)
        layout.addStretch(2)
        layout.addLayout(across)
        layout.addStretch(3)
        self.setLayout(layout)
        self.retranslate()

    def focus_first(self) -> None:
        """Go where one types first."""
        self.form.setFocus()

    def leave(self) -> None:
        """Think better of it: the one-time password stays, the file is closed."""
        self.form.forget()
        self._opened.case_file.close()
        self.left.emit()

    def retranslate(self) -> None:
        """Word the page in the language of now."""
        self._title.setText(_("Choose your own password"))
        self._hint.setText(
            _(
                "The one you were given works once. Only you will know the new one; nobody can look it up."
            )
        )
        self.form.retranslate()
        self._leave.say(_("Not now"))

    def _on_wanted(self, old: str, new: str) -> None:
        work = partial(change_password, self._opened.case_file, old, new, now=self._clock())
        self._background.start(Job(work, Lane.POOL, self._on_done, self._on_refused))

    def _on_done(self, _answer: object) -> None:
        self.form.forget()
        self.chosen.emit(Opened(self._opened.case_file, self._opened.lookups))

    def _on_refused(self, error: ExpectedError) -> None:
        self.form.refuse(sentence(error))
