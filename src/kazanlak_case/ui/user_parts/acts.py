"""What is done with users and recovery sheets, step by step in the panel: asked, done, put onto paper."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kazanlak_case.i18n import _, ngettext
from kazanlak_case.ui.user_parts.asking import Asking
from kazanlak_case.ui.user_parts.new_user import NewUserForm
from kazanlak_case.ui.user_parts.one_time import OneTimePassword
from kazanlak_case.ui.user_parts.paper import print_one_time, print_sheet, save_sheet
from kazanlak_case.ui.user_parts.sheet_made import SheetMade
from kazanlak_case.ui.user_parts.work import (
    NewUser,
    add_user,
    hand_keys_over,
    make_sheet,
    remove_user,
    reset_password,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from kazanlak_case.domain.errors import ExpectedError
    from kazanlak_case.services.recovery_sheets import Sheet
    from kazanlak_case.services.users import UserRow
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.widgets.panel import Panel


class UserActs(QObject):
    """Used by the page of users and by everybody's own. `done` says that something changed."""

    done = Signal()

    def __init__(self, host: QWidget, kit: Kit, panel: Panel) -> None:
        super().__init__(host)
        self._kit = kit
        self._panel = panel

    def new_user(self) -> None:
        """Ask who is to get access."""
        form = NewUserForm(self._panel, self._kit)
        form.wanted.connect(partial(self._add, form))
        self._panel.open_with(form, _("New user"))

    def reset(self, row: UserRow) -> None:
        """Ask before somebody gets a one-time password."""
        says = [_("{user} gets a one-time password. The password of now opens nothing any more.")]
        if row.secrets:
            says.append(
                _(
                    "Confidential notes stay closed to {user} until a colleague who holds their key hands it over, or recovery sheet B opens them. Managing users gives no way to read them."
                )
            )
        says += self._losses(row)
        says.append(_("Records, drafts and history stay as they are."))
        self._ask(row, says, title=_("New password"), action=_("Give a one-time password"))

    def remove(self, row: UserRow) -> None:
        """Ask before somebody's access is taken away."""
        says = [
            _("{user} cannot open this file any more."),
            _(
                "The whole file is encrypted anew under another key; that takes from some seconds to a minute, and nothing can be saved meanwhile. Confidential notes get a new key too."
            ),
            _(
                "What {user} wrote stays, with the name. Copies and backups {user} has taken along stay readable to {user}: ask for them back."
            ),
            _("Recovery sheets stay valid."),
            *self._losses(row),
        ]
        self._ask(row, says, title=_("Remove a user"), action="")

    def _losses(self, row: UserRow) -> list[str]:
        """Say what would stay closed for good."""
        if not row.holds_alone:
            return []
        return [
            _(
                "Only {user} can open the confidential notes written so far. First let {user} hand their key to a colleague or print recovery sheet B; otherwise these notes may stay closed for good."
            )
        ]

    def hand_keys(self, row: UserRow) -> None:
        """Hand a colleague the keys of confidential notes one holds."""
        self._kit.operations.one_step(
            partial(hand_keys_over, row.name),
            title=_("Handing over the key"),
            done=partial(self._on_handed, row.shown or row.name),
            failed=self._kit.messages.refuse,
        )

    def new_sheet(self, secret: str, is_first: bool) -> None:
        """Ask before a recovery sheet is made."""
        says = [_("A recovery sheet is 8 groups of letters, printed once.")]
        if not is_first:
            says.append(_("The sheet made before opens nothing any more: destroy it."))
        says.append(
            _(
                "Have the printer ready. The sheet belongs into a safe, in a sealed envelope with the date."
            )
        )
        asking = Asking(self._panel, self._kit, says, action=_("Make the sheet"), takes_away=False)
        asking.confirmed.connect(partial(self._make_sheet, secret))
        self._open(asking, _("Recovery sheet"))

    def _ask(self, row: UserRow, says: Sequence[str], *, title: str, action: str) -> None:
        user = row.shown or row.name
        words = [one.format(user=user) for one in says]
        takes_away = not action
        asking = Asking(
            self._panel, self._kit, words, action=action or _("Remove"), takes_away=takes_away
        )
        asking.confirmed.connect(partial(self._remove if takes_away else self._reset, row))
        self._open(asking, title)

    def _open(self, asking: Asking, title: str) -> None:
        asking.left.connect(self._panel.close_panel)
        self._panel.open_with(asking, title)

    def _add(self, form: NewUserForm, new: NewUser) -> None:
        self._kit.operations.one_step(
            partial(add_user, new),
            title=_("Giving access"),
            done=partial(self._show_password, new.shown or new.name),
            failed=form.refuse,
        )

    def _reset(self, row: UserRow) -> None:
        self._kit.operations.one_step(
            partial(reset_password, row.name),
            title=_("Changing the password"),
            done=partial(self._show_password, row.shown or row.name),
            failed=self._refuse,
        )

    def _remove(self, row: UserRow) -> None:
        self._panel.close_panel()
        self._kit.operations.alone(
            partial(remove_user, row.name),
            title=_("Encrypting the file anew"),
            done=partial(self._on_removed, row.shown or row.name),
            failed=self._kit.messages.refuse,
        )

    def _make_sheet(self, secret: str) -> None:
        self._kit.operations.one_step(
            partial(make_sheet, secret),
            title=_("Making the recovery sheet"),
            done=self._show_sheet,
            failed=self._refuse,
        )

    def _show_password(self, user: str, password: str) -> None:
        part = OneTimePassword(self._panel, self._kit, user=user, password=password)
        part.print_wanted.connect(partial(print_one_time, self._panel, self._kit))
        part.left.connect(self._panel.close_panel)
        self._panel.open_with(part, _("One-time password"))
        self.done.emit()

    def _show_sheet(self, sheet: Sheet) -> None:
        part = SheetMade(self._panel, self._kit, sheet)
        part.print_wanted.connect(partial(print_sheet, self._panel, self._kit))
        part.pdf_wanted.connect(partial(save_sheet, self._panel, self._kit))
        part.left.connect(self._panel.close_panel)
        self._panel.open_with(part, _("Recovery sheet"))
        self.done.emit()

    def _on_removed(self, user: str, _answer: object) -> None:
        text = _("{user} has no access any more. The file is encrypted under a new key.")
        self._kit.messages.tell(text.format(user=user))
        self.done.emit()

    def _on_handed(self, user: str, given: int) -> None:
        text = ngettext(
            "{n} key of confidential notes handed to {user}.",
            "{n} keys of confidential notes handed to {user}.",
            given,
        )
        self._kit.messages.tell(text.format(n=given, user=user))
        self.done.emit()

    def _refuse(self, error: ExpectedError) -> None:
        self._panel.close_panel()
        self._kit.messages.refuse(error)
