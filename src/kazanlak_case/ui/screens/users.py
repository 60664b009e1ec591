"""„Потребители“: who may sign in, one-time passwords, access taken away, recovery sheets."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.i18n import _, ngettext
from kazanlak_case.ui.user_parts.acts import UserActs
from kazanlak_case.ui.user_parts.sheets_card import SheetsCard
from kazanlak_case.ui.user_parts.user_row import Keys, UserPart
from kazanlak_case.ui.user_parts.work import Listed, read_users
from kazanlak_case.ui.widgets.buttons import PrimaryButton
from kazanlak_case.ui.widgets.card import Card, Line, clear, column, row
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from kazanlak_case.services.users import UserRow
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.operations import Changed
    from kazanlak_case.ui.widgets.panel import Panel


class Users(QWidget):
    """Lists who may sign in. Steps open in the panel over the page."""

    heading_changed = Signal(str, str)
    own_password_wanted = Signal()

    def __init__(self, parent: QWidget, kit: Kit, panel: Panel) -> None:
        super().__init__(parent)
        named(self, "users")
        self._kit = kit
        self._listed = Listed()
        tokens = kit.look.tokens
        self.acts = UserActs(self, kit, panel)
        page = ScrollPage(self, "usersScroll", tokens.large)
        self._card = Card(page.page, "usersCard", tokens)
        self._title = SectionTitle(self._card, "usersTitle")
        self.new = PrimaryButton(self._card, "newUser", kit.look, icon="user-plus")
        self.new.clicked.connect(self.acts.new_user)
        head = row(tokens.medium)
        head.addWidget(self._title, 1)
        head.addWidget(self.new)
        self._list = column(tokens.medium)
        self._card.body.addLayout(head)
        self._card.body.addLayout(self._list)
        self._note = Words(self._card, "usersNote", role="caption", wraps=True)
        self._card.body.addWidget(self._note)
        self.sheets = SheetsCard(page.page, kit)
        self.sheets.wanted.connect(self.acts.new_sheet)
        for part in (self._card, self.sheets):
            page.hold(part, widest=tokens.px(940))
        page.body.addStretch(1)
        layout = column(0)
        layout.addWidget(page)
        self.setLayout(layout)
        self.acts.done.connect(self.refresh)
        self.setFocusProxy(self.new)
        self.retranslate()

    def refresh(self) -> None:
        """Read anew."""
        operations = self._kit.operations
        operations.aside(
            partial(read_users, operations.case_file),
            title=_("Reading the users"),
            done=self._on_listed,
            failed=self._kit.messages.refuse,
        )
        self.sheets.refresh()

    def follow(self, changed: Changed) -> None:
        """Read anew when users or staff may have been written."""
        if self.isVisible() and changed.concerns("user", "staff_member"):
            self.refresh()

    def heading(self) -> tuple[str, str]:
        """Title and subtitle of the page."""
        count = len(self._listed.rows)
        several = ngettext("{n} user", "{n} users", count).format(n=count) if count else ""
        return _("Users"), several

    def retranslate(self) -> None:
        """Word the page in the language of now."""
        self._title.setText(_("Who may sign in"))
        self.new.say(_("New user"))
        self._note.setText(
            _(
                "Nobody, you included, can look up a password. Who may see what follows from the post."
            )
        )
        self.sheets.retranslate()
        self._show()

    def _on_listed(self, listed: Listed) -> None:
        self._listed = listed
        self._show()

    def _show(self) -> None:
        clear(self._list)
        holds = bool(self._kit.operations.case_file.unlocked.role_keys)
        keys = Keys.TOO if holds else Keys.NONE
        last = self._listed.last or {}
        for at, one in enumerate(self._listed.rows):
            if at:
                self._list.addWidget(Line(self._card, f"userLine{at}"))
            when = last.get(one.id) if one.id else None
            part = UserPart(self._card, self._kit, one, last=when, keys=keys)
            part.reset_wanted.connect(self._on_reset)
            part.removal_wanted.connect(self._on_removal)
            part.keys_wanted.connect(self._on_keys)
            part.own_password_wanted.connect(self.own_password_wanted)
            self._list.addWidget(part)
        self.heading_changed.emit(*self.heading())

    def _row(self, name: str) -> UserRow:
        return next(one for one in self._listed.rows if one.name == name)

    def _on_reset(self, name: str) -> None:
        self.acts.reset(self._row(name))

    def _on_removal(self, name: str) -> None:
        self.acts.remove(self._row(name))

    def _on_keys(self, name: str) -> None:
        self.acts.hand_keys(self._row(name))
