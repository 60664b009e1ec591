"""For who holds the key of confidential notes: colleagues who wait for it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from kazanlak_case.i18n import _
from kazanlak_case.ui.user_parts.user_row import Keys, UserPart
from kazanlak_case.ui.user_parts.work import Listed, read_users
from kazanlak_case.ui.widgets.card import Card, clear
from kazanlak_case.ui.widgets.labels import SectionTitle, Words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.services.users import UserRow
    from kazanlak_case.ui.kit import Kit


class KeysCard(Card):
    """Not there where nobody waits, or one holds no key oneself. `wanted` brings the colleague's row."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent, "keysCard", kit.look.tokens)
        self._kit = kit
        self._waiting: tuple[UserRow, ...] = ()
        self.hide()

    def refresh(self) -> None:
        """Look who waits."""
        operations = self._kit.operations
        if operations.case_file.unlocked.role_keys:
            read = partial(read_users, operations.case_file)
            operations.aside(read, title=_("Reading the users"), done=self._on_listed)

    def retranslate(self) -> None:
        """Word the card in the language of now."""
        clear(self.body)
        self.setVisible(bool(self._waiting))
        if not self._waiting:
            return
        self.body.addWidget(SectionTitle(self, "keysTitle", _("Colleagues who wait for your key")))
        hint = _(
            "Their post allows confidential notes, but only somebody who can read them can open them to others. Hand the key over only if you know that it is really this colleague."
        )
        self.body.addWidget(Words(self, "keysHint", role="muted", wraps=True, text=hint))
        for one in self._waiting:
            part = UserPart(self, self._kit, one, last=None, keys=Keys.ALONE)
            part.keys_wanted.connect(self._on_keys)
            self.body.addWidget(part)

    def _on_listed(self, listed: Listed) -> None:
        self._waiting = tuple(one for one in listed.rows if one.waits and not one.is_me)
        self.retranslate()

    def _on_keys(self, name: str) -> None:
        self.wanted.emit(next(one for one in self._waiting if one.name == name))
