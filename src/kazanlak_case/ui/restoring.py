"""The way back from a backup: ask which, let go of the file, put the backup in its place, and sign in anew."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QObject, Signal

from kazanlak_case.i18n import _, sentence
from kazanlak_case.ui.background import Job, Lane
from kazanlak_case.ui.backup_parts.work import put_back

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.db.restoring import Restored
    from kazanlak_case.domain.errors import ExpectedError
    from kazanlak_case.ui.backup_parts.work import Wish
    from kazanlak_case.ui.surroundings import Surroundings


class Restoring(QObject):
    """`restored` brings the path of the file, `told` what is to be said on the first page."""

    restored = Signal(object)
    told = Signal(str)

    def __init__(self, window: QWidget, around: Surroundings, leave: Callable[[], None]) -> None:
        super().__init__(window)
        self._window = window
        self._around = around
        self._leave = leave
        self._wish: Wish | None = None
        around.background.idle.connect(self._on_idle)

    def ask(self, path: Path, session: CaseFile | None = None, backup: Path | None = None) -> None:
        """Show which backups there are of a file; with a session its keys open them."""
        from kazanlak_case.db import media
        from kazanlak_case.ui.dialogs.restore import RestoreDialog

        around = self._around
        dialog = RestoreDialog(
            self._window,
            around.look,
            around.background,
            language=around.settings.language,
            file=path,
            sticks=media.sticks(),
            session=session,
            backup=backup,
        )
        dialog.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.confirmed.connect(self.restore)
        dialog.open()

    def restore(self, wish: Wish) -> None:
        """Sign out, and put the backup back as soon as nothing works in the file any more."""
        self._wish = wish
        self._leave()
        self.told.emit(_("Restoring…"))
        if self._around.background.is_idle:
            self._on_idle()

    def _on_idle(self) -> None:
        wish, self._wish = self._wish, None
        if wish is None:
            return
        from kazanlak_case.domain.exchange import no_progress

        work = partial(put_back, wish, now=self._around.clock(), progress=no_progress)
        self._around.background.start(Job(work, Lane.POOL, self._on_done, self._on_refused))

    def _on_done(self, done: Restored) -> None:
        self.restored.emit(done.path)
        text = _("Restored. Sign in with the password of that time.")
        if done.aside is not None:
            aside = _("The file as it was before is kept: {path}").format(path=done.aside)
            text = f"{text} {aside}"
        self.told.emit(text)

    def _on_refused(self, error: ExpectedError) -> None:
        self.told.emit(sentence(error))
