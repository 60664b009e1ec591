"""„Моята парола“: change one's own password, and sign out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.i18n import _, sentence
from kazanlak_case.ui.password_parts.change_password import ChangePassword
from kazanlak_case.ui.session import change_password
from kazanlak_case.ui.user_parts.acts import UserActs
from kazanlak_case.ui.user_parts.keys_card import KeysCard
from kazanlak_case.ui.user_parts.sheets_card import SheetsCard
from kazanlak_case.ui.widgets.buttons import Button
from kazanlak_case.ui.widgets.card import Card, column, row
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from datetime import datetime

    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.domain.errors import ExpectedError
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.operations import Changed
    from kazanlak_case.ui.widgets.panel import Panel


WIDEST = 680


class OwnPassword(QWidget):
    """Everybody may come here."""

    heading_changed = Signal(str, str)
    leave_wanted = Signal()

    def __init__(self, parent: QWidget, kit: Kit, panel: Panel) -> None:
        super().__init__(parent)
        named(self, "ownPassword")
        self._kit = kit
        tokens = kit.look.tokens
        page = ScrollPage(self, "ownPasswordScroll", tokens.large)
        change = Card(page.page, "ownPasswordCard", tokens)
        leave = Card(page.page, "signOutCard", tokens)
        self._titles = (
            SectionTitle(change, "ownPasswordTitle"),
            SectionTitle(leave, "signOutTitle"),
        )
        self._hints = (
            Words(change, "ownPasswordHint", role="muted", wraps=True),
            Words(leave, "signOutHint", role="muted", wraps=True),
        )
        user = kit.operations.case_file.unlocked.user
        self.form = ChangePassword(change, kit.look, user=user)
        self.form.wanted.connect(self._on_wanted)
        self.leave = Button(leave, "signOut", kit.look, icon="log-out")
        self.leave.clicked.connect(self.leave_wanted)
        line = row(0)
        line.addWidget(self.leave)
        line.addStretch(1)
        for card, title, hint in zip((change, leave), self._titles, self._hints, strict=True):
            card.body.addWidget(title)
            card.body.addWidget(hint)
        change.body.addWidget(self.form)
        leave.body.addLayout(line)
        self._acts = UserActs(self, kit, panel)
        self.keys = KeysCard(page.page, kit)
        self.keys.wanted.connect(self._acts.hand_keys)
        self.sheets = SheetsCard(page.page, kit)
        self.sheets.wanted.connect(self._acts.new_sheet)
        self._acts.done.connect(self._look_for_keys)
        for card in (change, self.keys, self.sheets, leave):
            page.hold(card, widest=tokens.px(WIDEST))
        page.body.addStretch(1)
        layout = column(0)
        layout.addWidget(page)
        self.setLayout(layout)
        kit.operations.closing.connect(self.form.forget)
        self.setFocusProxy(self.form)
        self.retranslate()

    def refresh(self) -> None:
        """Begin with empty lines, ready to type."""
        self.form.forget()
        self.form.setFocus()
        self._look_for_keys()

    def follow(self, changed: Changed) -> None:
        """Nothing here is read from the file."""

    def heading(self) -> tuple[str, str]:
        """Title and subtitle of the page."""
        return _("My password"), self._kit.operations.case_file.unlocked.user

    def retranslate(self) -> None:
        """Word the page in the language of now."""
        password, leave = self._titles
        password.setText(_("Another password"))
        leave.setText(_("Sign out"))
        about_password, about_leave = self._hints
        about_password.setText(
            _(
                "Nobody can look a password up. Forgotten, it is replaced by a colleague who manages users, or with recovery sheet A from the safe."
            )
        )
        about_leave.setText(
            _(
                "Closes the file. What is half-written is kept and waits for you on “Today”. To go away for a moment, lock instead (Ctrl+L)."
            )
        )
        self.form.retranslate()
        self.leave.say(_("Sign out"))
        self.heading_changed.emit(*self.heading())

    def _look_for_keys(self) -> None:
        """Who holds keys of confidential notes is asked for them, whoever manages the users."""
        self.keys.refresh()
        self.sheets.refresh()

    def _on_wanted(self, old: str, new: str) -> None:
        self._kit.operations.one_step(
            partial(_change, old, new),
            title=_("Changing the password"),
            done=self._on_done,
            failed=self._on_refused,
            writes=False,
        )

    def _on_done(self, _answer: object) -> None:
        self.form.forget()
        self._kit.messages.tell(_("The password is changed. The next sign-in takes the new one."))

    def _on_refused(self, error: ExpectedError) -> None:
        self.form.refuse(sentence(error))


def _change(
    old: str,
    new: str,
    case_file: CaseFile,
    *,
    now: datetime,
) -> None:
    change_password(case_file, old, new, now=now)
