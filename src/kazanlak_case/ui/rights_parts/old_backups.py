"""Backups made before an erasure still hold the data; here they go, after a fresh one was written and verified."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.i18n import _, ngettext
from kazanlak_case.ui.widgets.buttons import DangerButton
from kazanlak_case.ui.widgets.card import Card, clear
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.wording import local

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.db.old_backups import OldBackup
    from kazanlak_case.domain.exchange import Progress
    from kazanlak_case.ui.kit import Kit

SHOWN = 5


class OldBackupsCard(Card):
    """Lists them, and lets them go. Where there are none, it is not there."""

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent, "oldBackups", kit.look.tokens)
        self._kit = kit
        self.hide()

    def refresh(self) -> None:
        """Look into the backups."""
        operations = self._kit.operations
        operations.aside(
            partial(_find, operations.case_file),
            title=_("Looking into the backups"),
            done=self._on_found,
            failed=self._kit.messages.refuse,
        )

    def drop(self) -> None:
        """Write and verify a fresh backup, then delete the old ones."""
        self._kit.operations.long(
            _drop,
            title=_("Writing a fresh backup, then deleting those with erased data"),
            done=self._on_dropped,
            failed=self._kit.messages.refuse,
        )

    def _on_found(self, found: tuple[OldBackup, ...]) -> None:
        clear(self.body)
        self.setVisible(bool(found))
        if not found:
            return
        self.body.addWidget(SectionTitle(self, "oldBackupsTitle", _("Backups with erased data")))
        text = ngettext(
            "{n} backup beside this file was made before an erasure and still holds the data, encrypted.",
            "{n} backups beside this file were made before an erasure and still hold the data, encrypted.",
            len(found),
        )
        hint = text.format(n=len(found))
        self.body.addWidget(Words(self, "oldBackupsHint", role="muted", wraps=True, text=hint))
        for at, one in enumerate(found[:SHOWN]):
            moment = local(one.made_at)
            wording = self._kit.wording
            line = f"{wording.day(moment.date())} {wording.time(moment)}"
            if not one.is_read:
                line = _("{when}: cannot be read with today's keys").format(when=line)
            self.body.addWidget(Words(self, f"oldBackup{at}", text=line))
        if len(found) > SHOWN:
            more = _("and {n} more").format(n=len(found) - SHOWN)
            self.body.addWidget(Words(self, "oldBackupsMore", role="caption", text=more))
        if self._kit.may(Act.ERASE):
            button = DangerButton(self, "dropOldBackups", self._kit.look, icon="trash-2")
            button.say(_("Write a fresh backup and delete these"))
            button.clicked.connect(self.drop)
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _on_dropped(self, answer: tuple[Path, int]) -> None:
        _fresh, count = answer
        text = ngettext(
            "A fresh backup is written and checked; {n} old one is deleted.",
            "A fresh backup is written and checked; {n} old ones are deleted.",
            count,
        )
        self._kit.messages.tell(text.format(n=count))
        self.refresh()


def _find(case_file: CaseFile) -> tuple[OldBackup, ...]:
    from kazanlak_case.db.old_backups import backups_with_erased

    return backups_with_erased(case_file)


def _drop(case_file: CaseFile, *, now: datetime, progress: Progress) -> tuple[Path, int]:
    from kazanlak_case.db.old_backups import drop_backups_with_erased

    return drop_backups_with_erased(case_file, now=now, progress=progress)
