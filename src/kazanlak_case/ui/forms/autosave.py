"""Keeps what is being typed as a sealed draft, a breath after the last key, and lets it go when it is saved."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kazanlak_case.ui.operations import Operations

AFTER_MS = 1_500


class Autosave(QObject):
    """Watches one form. `draft` gives what is typed now, as plain values."""

    def __init__(
        self,
        parent: QObject,
        operations: Operations,
        name: str,
        draft: Callable[[], Mapping[str, object]],
    ) -> None:
        super().__init__(parent)
        self._operations = operations
        self._draft = draft
        self.name = name
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(AFTER_MS)
        self._pause.timeout.connect(self.keep_now)

    def watch(self) -> None:
        """Something was typed: keep it soon."""
        self._pause.start()

    def keep_now(self) -> None:
        """Keep what is typed."""
        self._pause.stop()
        self._operations.keep_draft(self.name, dict(self._draft()))

    def keep_pending(self) -> None:
        """Keep what was typed since the last time, as before the window locks."""
        if self._pause.isActive():
            self.keep_now()

    def drop(self) -> None:
        """Let the draft go."""
        self._pause.stop()
        self._operations.keep_draft(self.name, {})

    def find(self, done: Callable[[dict[str, object]], None]) -> None:
        """Look for a draft of last time; an empty one means there is none."""
        self._operations.read_draft(self.name, done=partial(self._found, done))

    def _found(self, done: Callable[[dict[str, object]], None], found: dict[str, object]) -> None:
        done(found)
