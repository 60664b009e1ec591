"""When nothing has been asked of the case file for a moment, its memory goes back to the system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from kazanlak_case.ui.background import Job, Lane, be_content

if TYPE_CHECKING:
    from collections.abc import Callable

    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.ui.background import Background

QUIET_MS = 5_000
"""Longer than between two clicks: what was just read is often asked for again."""


class Resting(QObject):
    """Waits for quiet. The pages are read anew by whoever asks next, which takes a few milliseconds."""

    def __init__(
        self, parent: QObject, background: Background, file_at_hand: Callable[[], CaseFile | None]
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._file_at_hand = file_at_hand
        self._is_own = False
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(QUIET_MS)
        self.timer.timeout.connect(self._rest)
        background.idle.connect(self._on_idle)

    def _on_idle(self) -> None:
        """Begin to wait, unless it is our own work that has ended."""
        is_own, self._is_own = self._is_own, False
        if not is_own:
            self.timer.start()

    def _rest(self) -> None:
        file = self._file_at_hand()
        if file is not None and self._background.is_idle:
            self._is_own = True
            self._background.start(Job(file.rest, Lane.READER, be_content, be_content))
