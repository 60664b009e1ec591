"""After wrong passwords one waits: how long, counted down, with nothing frozen."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QWidget

from kazanlak_case.i18n import _, ngettext
from kazanlak_case.ui.widgets.card import row
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Callable

    from kazanlak_case.ui.look import Look

TICK_MS = 250
MINUTE = 60


class Waiting(QFrame):
    """Says how long to wait. `ended` comes when the next try is taken."""

    ended = Signal()

    def __init__(
        self, parent: QWidget, look: Look, *, ticks: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        named(self, "waiting")
        self.setProperty("notice", "warn")
        self._ticks = ticks
        self._until = 0.0
        self._user = ""
        tokens = look.tokens
        icon = Words(self, "waitingIcon")
        look.dress(icon, "clock", "warn")
        self.words = Words(self, "waitingWords", wraps=True)
        layout = row(tokens.small)
        layout.setContentsMargins(tokens.medium, tokens.small, tokens.medium, tokens.small)
        layout.addWidget(icon)
        layout.addWidget(self.words, 1)
        self.setLayout(layout)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)
        self.hide()

    @property
    def is_running(self) -> bool:
        """Whether one has to wait still."""
        return self._timer.isActive()

    def begin(self, user: str, seconds: float) -> None:
        """Count down from so many seconds."""
        self._user = user
        self._until = self._ticks() + seconds
        self._timer.start()
        self.show()
        self.tick()

    def stop(self) -> None:
        """Say nothing: another file or user was chosen."""
        self._timer.stop()
        self.hide()

    def tick(self) -> None:
        """Say what is left, or that it is over."""
        left = math.ceil(self._until - self._ticks())
        if left <= 0:
            self.stop()
            self.ended.emit()
            return
        text = _("Several wrong passwords for {user}. The next try is taken in {time}.")
        self.words.setText(text.format(user=self._user, time=duration(left)))


def duration(seconds: int) -> str:
    """Word a short time."""
    minutes, rest = divmod(seconds, MINUTE)
    if not minutes:
        return ngettext("{n} second", "{n} seconds", rest).format(n=rest)
    return _("{minutes} min {seconds} s").format(minutes=minutes, seconds=rest)
