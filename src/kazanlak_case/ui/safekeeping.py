"""The window's share in keeping the work: backups made by themselves, a look through the file, a word after trouble.

Belongs to the workspace of one open file. All of it runs beside the work, and none of it asks anything.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QWidget
from shiboken6 import isValid

from kazanlak_case.i18n import _, ngettext
from kazanlak_case.ui.backup_parts.work import back_up
from kazanlak_case.ui.dialogs.leaving import LeavingDialog

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.domain.errors import ExpectedError
    from kazanlak_case.domain.exchange import Progress
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.operations import LongRun, LongWork

BEGIN_AFTER_MS = 3000
LOOK_EVERY_MS = 10 * 60_000
"""How often it is looked whether some hours of work are over."""


class Safekeeping(QObject):
    """`damage_found` says that the file is only read from now on."""

    damage_found = Signal()

    def __init__(self, host: QWidget, kit: Kit) -> None:
        super().__init__(host)
        self._host = host
        self._kit = kit
        self._run: LongRun | None = None
        self._is_over = False
        self._is_done = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self._on_timer)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(BEGIN_AFTER_MS)
        self._soon.timeout.connect(self._on_soon)

    def begin_soon(self) -> None:
        """Begin a little later: nothing of it must hold up the first page."""
        self._timer.start()
        self._soon.start()

    def _on_soon(self) -> None:
        # a window that was locked or closed meanwhile has let go of the file
        if self._is_at_work():
            self.begin()

    def begin(self) -> None:
        """Say what was recovered, if the program was interrupted, and look the file through where that is due."""
        case_file = self._kit.operations.case_file
        if case_file.ended_badly:
            self._kit.operations.draft_names(done=self._on_drafts)
        if case_file.damage:
            self.damage_found.emit()
        from kazanlak_case.db.health import is_check_due

        if not case_file.is_practice and is_check_due(case_file, now=self._kit.operations.clock()):
            self._start(_look_through, _("Looking the file through"), self._on_looked)

    def _on_timer(self) -> None:
        if self._is_at_work():
            self.back_up_if_hours_are_over()

    def back_up_if_hours_are_over(self) -> None:
        """Make a backup where some hours of work have none."""
        from kazanlak_case.db.backups import HOURS

        if self._run is None and self._is_due(hours=HOURS):
            work = partial(back_up, reason="hours")
            self._start(work, _("Making a backup"), _be_content)

    def at_lock(self, page: QWidget) -> None:
        """Make the backup of the day while nobody is there; whoever comes back does not wait for it."""
        if self._run is not None or not self._is_due():
            return
        run = self._start(partial(back_up, reason="day"), _("Making a backup"), _be_content)
        if run is not None:
            for line in page.findChildren(QLineEdit):
                line.textEdited.connect(run.stop)

    def holds_up(self, close: Callable[[], object]) -> bool:
        """Make the backup of the day before the window closes; `close` is called when that is over, or skipped."""
        if self._run is not None and not self._is_over:
            self._run.stop()
        app = QGuiApplication.instance()
        is_shut_down = isinstance(app, QGuiApplication) and app.isSavingSession()
        if self._is_over or is_shut_down or not self._is_due():
            return False
        self._is_over = True
        ended = partial(self._on_leaving, close)
        run = self._start(partial(back_up, reason="day"), _("Making a backup"), ended, ended)
        if run is None:
            return False  # it is over already
        dialog = LeavingDialog(self._host.window(), self._kit.look, run)
        run.ended.connect(dialog.accept)
        dialog.open()
        return True

    def _is_at_work(self) -> bool:
        return self._host.isVisible() and self._has_keys()

    def _has_keys(self) -> bool:
        return bool(self._kit.operations.case_file.unlocked.file_keys)

    def _is_due(self, hours: int | None = None) -> bool:
        from kazanlak_case.db.backups import is_due

        operations = self._kit.operations
        if operations.case_file.is_practice or not self._has_keys():
            return False
        return is_due(operations.case_file, now=operations.clock(), hours=hours)

    def _start(
        self,
        work: LongWork,
        title: str,
        done: Callable[[Any], None],
        failed: Callable[[Any], None] | None = None,
    ) -> LongRun | None:
        operations = self._kit.operations
        self._is_done = False
        run = operations.long(
            work,
            title=title,
            done=partial(self._on_ended, done),
            failed=partial(self._on_ended, failed or self._on_refused),
            writes=False,
        )
        self._run = None if self._is_done else run
        return self._run

    def _on_ended(self, then: Callable[[Any], None], answer: object) -> None:
        self._run, self._is_done = None, True
        then(answer)

    def _on_leaving(self, close: Callable[[], object], _answer: object) -> None:
        if isValid(self._host):
            QTimer.singleShot(0, self._host, close)

    def _on_refused(self, error: ExpectedError) -> None:
        if isValid(self._host):
            self._kit.messages.refuse(error)

    def _on_looked(self, fault: object) -> None:
        if fault and isValid(self._host):
            self.damage_found.emit()

    def _on_drafts(self, names: tuple[str, ...]) -> None:
        text = _("The program was interrupted. What was saved is all here.")
        if names:
            text = ngettext(
                "The program was interrupted. What was saved is all here; {n} draft was found.",
                "The program was interrupted. What was saved is all here; {n} drafts were found.",
                len(names),
            ).format(n=len(names))
        self._kit.messages.tell(text)


def _look_through(case_file: CaseFile, *, now: datetime, progress: Progress) -> str:
    from kazanlak_case.db.health import look_through

    return look_through(case_file, now=now, progress=progress)


def _be_content(answer: object) -> None:
    """Take an answer nobody waits for."""
