"""What is done with the case file when nothing has been asked of it for a moment."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer

from kazanlak_case.ui.background import Job, Lane, be_content

if TYPE_CHECKING:
    from collections.abc import Callable

    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.ui.background import Background


class Rest(NamedTuple):
    """One thing that is done in quiet: after how long, and in which lane."""

    after_ms: int
    work: Callable[[CaseFile], None]
    lane: Lane


def _carry_over(file: CaseFile) -> None:
    from kazanlak_case.db.resting import carry_over

    carry_over(file)


def _give_back(file: CaseFile) -> None:
    file.give_back()


RESTS = (
    # whoever types has stopped for a moment; a save would else have to do it one day
    Rest(1_000, _carry_over, Lane.WRITER),
    # longer than between two clicks: pages are read anew by whoever asks next, which takes a few milliseconds
    Rest(4_000, _give_back, Lane.READER),
)


class Resting(QObject):
    """Waits for quiet, does one thing after the other, and begins anew after the next work."""

    def __init__(
        self, parent: QObject, background: Background, file_at_hand: Callable[[], CaseFile | None]
    ) -> None:
        super().__init__(parent)
        self.rests = RESTS
        self._background = background
        self._file_at_hand = file_at_hand
        self._done = 0
        self._is_own = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._rest)
        background.idle.connect(self._on_idle)

    def _on_idle(self) -> None:
        """Wait for what comes next; after work that was not our own, from the beginning."""
        is_own, self._is_own = self._is_own, False
        self._done = self._done if is_own else 0
        if self._done < len(self.rests):
            self._timer.start(self.rests[self._done].after_ms)

    def _rest(self) -> None:
        file = self._file_at_hand()
        if file is None or not self._background.is_idle:
            return
        one = self.rests[self._done]
        self._done += 1
        self._is_own = True
        self._background.start(Job(partial(one.work, file), one.lane, be_content, be_content))
