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
from kazanlak_case.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from pathlib import Path

    from kazanlak_case.domain.errors import ExpectedError
    from kazanlak_case.ui.look import Look
    from kazanlak_case.ui.tokens import Tokens


WIDTH = 540


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
        self._scroll = ScrollPage(self, "recoverScroll", tokens.small)
        page = self._scroll.page
        self.sheet = SheetLines(page, tokens)
        self.new = NewPassword(page, look, user=user)
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
        self._fill(user)
        foot = row(tokens.small)
        foot.addWidget(self._problem, 1)
        foot.addWidget(cancel)
        foot.addWidget(self.go)
        layout = column(tokens.medium)
        layout.setContentsMargins(tokens.wide, tokens.wide, tokens.wide, tokens.large)
        layout.addWidget(self._scroll, 1)
        layout.addLayout(foot)
        self.setLayout(layout)
        self._fit(parent, tokens)
        self.sheet.setFocus()

    def _fill(self, user: str) -> None:
        page, body = self._scroll.page, self._scroll.body
        easy = _(
            "The easy way: a colleague who manages users gives {user} a one-time password under Settings → Users. Nothing is lost by it."
        )
        hard = _(
            "If there is nobody: take recovery sheet A from the municipality's safe and type its letters. Small letters will do; O and 0, I, L and 1 are told apart by the program."
        )
        closed = _(
            "Confidential notes stay closed to {user} until a colleague or sheet B opens them."
        )
        label = Words(page, "sheetLabel", role="label", text=_("Letters of the sheet"))
        label.setBuddy(self.sheet)
        parts: tuple[QWidget, ...] = (
            SectionTitle(page, "recoverTitle", _("Forgotten password")),
            Words(page, "recoverEasy", role="muted", wraps=True, text=easy.format(user=user)),
            Words(page, "recoverHard", role="muted", wraps=True, text=hard),
            label,
            self.sheet,
            self.new,
            Words(page, "recoverClosed", role="caption", wraps=True, text=closed.format(user=user)),
        )
        for part in parts:
            body.addWidget(part)
        body.addStretch(1)

    def _fit(self, window: QWidget, tokens: Tokens) -> None:
        """Be as high as the words, and no higher than the window."""
        width = tokens.px(WIDTH)
        inner = self._scroll.page.heightForWidth(width - 2 * tokens.wide)
        wanted = inner + tokens.px(110)
        self.resize(width, min(wanted, window.height() - tokens.wide))

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
