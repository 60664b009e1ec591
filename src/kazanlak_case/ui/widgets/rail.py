"""The left rail: where one is, and where one can go.

Narrow windows have the word under its sign; low ones have signs and words closer together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from kazanlak_case.ui.widgets.card import column
from kazanlak_case.ui.widgets.labels import ElidedWords, Words
from kazanlak_case.ui.widgets.naming import named, restyled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from kazanlak_case.ui.look import Look

WIDE, NARROW = 204, 92
SIGN_SIZE = 20


class RailButton(QToolButton):
    """One place."""

    def __init__(self, parent: QWidget, key: str, look: Look, *, icon: str) -> None:
        super().__init__(parent)
        named(self, f"rail_{key}")
        self._look = look
        self._icon = icon
        self._word = ""
        self._is_narrow = False
        self.setProperty("kind", "rail")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._on_toggled)
        self._on_toggled(False)

    def say(self, word: str) -> None:
        """Word the place."""
        self._word = word
        self.setAccessibleName(word)
        self.set_narrow(self._is_narrow)

    def set_narrow(self, is_narrow: bool) -> None:
        """Put the word under the sign, or beside it."""
        self._is_narrow = is_narrow
        style = Qt.ToolButtonStyle
        self.setToolButtonStyle(
            style.ToolButtonTextUnderIcon if is_narrow else style.ToolButtonTextBesideIcon
        )
        self.setText(self._word if is_narrow else f"  {self._word}")
        restyled(self, narrow=is_narrow)

    def set_low(self, is_low: bool) -> None:
        """Take no more height than sign and word need."""
        restyled(self, low=is_low)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)

    def _on_toggled(self, is_here: bool) -> None:
        self._look.dress(self, self._icon, "accent" if is_here else "muted", size=SIGN_SIZE)


class Rail(QFrame):
    """The places, and at the foot who is signed in and a way to lock."""

    chosen = Signal(str)
    lock_wanted = Signal()

    def __init__(self, parent: QWidget, look: Look, places: Mapping[str, str]) -> None:
        super().__init__(parent)
        named(self, "rail")
        self._look = look
        tokens = look.tokens
        self._brand = ElidedWords(self, "brand", role="brand")
        self._site = ElidedWords(self, "brandSite", role="caption")
        self._practice = Words(self, "practiceBadge")
        self._practice.setIndent(0)
        self._practice.hide()
        self._buttons: dict[str, RailButton] = {}
        self._column = column(tokens.px(2))
        self._column.addWidget(self._brand)
        self._column.addWidget(self._site)
        self._column.addSpacing(tokens.tight)
        self._column.addWidget(self._practice, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addSpacing(tokens.medium)
        for key, icon in places.items():
            button = RailButton(self, key, look, icon=icon)
            button.clicked.connect(self._on_clicked)
            self._buttons[key] = button
            self._column.addWidget(button)
        self._column.addStretch(1)
        self._user = ElidedWords(self, "signedIn", role="caption")
        self._lock = RailButton(self, "lock", look, icon="lock")
        self._lock.setCheckable(False)
        self._lock.setAutoExclusive(False)
        self._lock.clicked.connect(self.lock_wanted)
        self._column.addWidget(self._user)
        self._column.addWidget(self._lock)
        self.setLayout(self._column)
        self._is_low = False
        self.set_narrow(False)

    def say(self, words: Mapping[str, str], *, lock: str, brand: str, site: str, user: str) -> None:
        """Word everything."""
        for key, word in words.items():
            self._buttons[key].say(word)
        self._lock.say(lock)
        self._brand.setText(brand)
        self._site.setText(site)
        self._user.setText(user)

    def say_practice(self, word: str) -> None:
        """Say that this is practice; nothing hides the badge."""
        self._practice.setText(word)
        self._practice.setVisible(bool(word))

    def choose(self, key: str) -> None:
        """Show where one is."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def set_narrow(self, is_narrow: bool) -> None:
        """Take less room in a narrow window."""
        tokens = self._look.tokens
        self.setFixedWidth(tokens.px(NARROW if is_narrow else WIDE))
        side = tokens.px(6) if is_narrow else tokens.medium
        self._column.setContentsMargins(side, tokens.large, side, tokens.medium)
        for button in (*self._buttons.values(), self._lock):
            button.set_narrow(is_narrow)
        align = Qt.AlignmentFlag.AlignHCenter if is_narrow else Qt.AlignmentFlag.AlignLeft
        self._column.setAlignment(self._practice, align)
        centre = Qt.AlignmentFlag.AlignHCenter if is_narrow else Qt.AlignmentFlag.AlignLeft
        self._brand.setAlignment(centre | Qt.AlignmentFlag.AlignVCenter)
        restyled(self._brand, role="strong" if is_narrow else "brand")
        self._site.setVisible(not is_narrow)
        self._user.setVisible(not is_narrow)
        self._set_low(False)
        self._height_wanted = self._column.minimumSize().height() if is_narrow else 0
        self._fit()

    def _fit(self) -> None:
        """Stand closer where there is not height enough, or the places would lie over each other."""
        is_low = self.height() < self._height_wanted
        if is_low != self._is_low:
            self._set_low(is_low)

    def _set_low(self, is_low: bool) -> None:
        self._is_low = is_low
        for button in (*self._buttons.values(), self._lock):
            button.set_low(is_low)
        self._column.invalidate()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _on_clicked(self) -> None:
        here = self.sender()
        for key, button in self._buttons.items():
            if button is here:
                self.chosen.emit(key)
