"""One user in the list: who it is, what waits, and what can be done."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.i18n import _
from kazanlak_case.ui.widgets.buttons import Button, DangerButton, PrimaryButton
from kazanlak_case.ui.widgets.card import column, row
from kazanlak_case.ui.widgets.labels import Chip, ElidedWords
from kazanlak_case.ui.widgets.naming import named, restyled

if TYPE_CHECKING:
    from datetime import datetime

    from kazanlak_case.services.users import UserRow
    from kazanlak_case.ui.kit import Kit


class Keys(Enum):
    """Whether whoever looks can hand keys of confidential notes over."""

    NONE = 0
    TOO = 1
    ALONE = 2
    """And that is all: others manage the users."""


class UserPart(QWidget):
    """Signals bring the user's name."""

    reset_wanted = Signal(str)
    removal_wanted = Signal(str)
    keys_wanted = Signal(str)
    own_password_wanted = Signal()

    def __init__(
        self, parent: QWidget, kit: Kit, user: UserRow, *, last: datetime | None, keys: Keys
    ) -> None:
        super().__init__(parent)
        named(self, f"user_{user.name}")
        self.user = user
        tokens = kit.look.tokens
        title = ElidedWords(self, "userName", role="strong", text=user.shown or user.name)
        detail = ElidedWords(self, "userDetail", role="caption", text=_detail(kit, user, last))
        marks = self._marks()
        words = column(tokens.px(2))
        words.addWidget(title)
        words.addWidget(detail)
        layout = row(tokens.medium)
        layout.addLayout(words, 1)
        for mark in marks:
            layout.addWidget(mark)
        for button in self._buttons(kit, keys):
            restyled(button, small=True)
            layout.addWidget(button)
        self.setLayout(layout)

    def _marks(self) -> list[Chip]:
        user = self.user
        said = (
            (user.is_me, _("you"), "accent"),
            (user.is_one_time, _("one-time password"), "warn"),
            (user.waits, _("waits for a key of notes"), "warn"),
            (not user.has_password, _("not on this computer"), ""),
        )
        return [
            Chip(self, f"mark{at}", text, tone=tone)
            for at, (holds, text, tone) in enumerate(said)
            if holds
        ]

    def _buttons(self, kit: Kit, keys: Keys) -> list[Button]:
        user, look = self.user, kit.look
        shown = user.shown or user.name
        if user.is_me:
            own = Button(self, "ownPassword", look, icon="key-round")
            own.say(_("My password"))
            own.clicked.connect(self.own_password_wanted)
            return [own]
        found: list[Button] = []
        if user.waits and keys is not Keys.NONE and not user.is_one_time:
            hand = PrimaryButton(self, "handKeys", look, icon="key-round")
            hand.say(_("Hand over the key"))
            hand.setAccessibleName(
                _("Hand the key of confidential notes to {user}").format(user=shown)
            )
            hand.clicked.connect(self._on_hand)
            found.append(hand)
        if keys is Keys.ALONE:
            return found
        reset = Button(self, "resetPassword", look, icon="refresh-cw")
        reset.say(_("New password…") if user.has_password else _("Let in here…"))
        reset.setAccessibleName(_("One-time password for {user}").format(user=shown))
        reset.clicked.connect(self._on_reset)
        remove = DangerButton(self, "removeUser", look, icon="trash-2")
        remove.say(_("Remove…"))
        remove.setAccessibleName(_("Remove {user}").format(user=shown))
        remove.clicked.connect(self._on_remove)
        return [*found, reset, remove]

    def _on_hand(self) -> None:
        self.keys_wanted.emit(self.user.name)

    def _on_reset(self) -> None:
        self.reset_wanted.emit(self.user.name)

    def _on_remove(self) -> None:
        self.removal_wanted.emit(self.user.name)


def _detail(kit: Kit, user: UserRow, last: datetime | None) -> str:
    parts = [user.name] if user.shown and user.shown != user.name else []
    if user.role:
        parts.append(kit.lookups.label("role", user.role))
    if last is None:
        parts.append(_("has not signed in yet"))
    else:
        wording = kit.wording
        when = _("last here {day}, {time}")
        parts.append(when.format(day=wording.day(last.date()), time=wording.time(last)))
    return " · ".join(parts)
