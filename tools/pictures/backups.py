"""Pictures of backups, and of putting one back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from kazanlak_case.db import media
from kazanlak_case.db.backups import back_up, backups_of
from kazanlak_case.db.second_medium import copy_to_medium
from kazanlak_case.domain.exchange import no_progress
from kazanlak_case.services.people import save_person
from pictures import HOME
from pictures.stage import NOW, settle

if TYPE_CHECKING:
    from pathlib import Path

    from kazanlak_case.ui.shell import Shell


def _kept(shell: Shell) -> Path:
    """Make some backups of a month of work, one of them on a stick, once; answer an older one."""
    case_file, stick = shell.operations.case_file, HOME / "РОЗА 32"
    media.sticks = lambda: (stick,)
    if not stick.exists():
        stick.mkdir()
        for days, reason in ((24, "day"), (9, "import"), (2, "day"), (0, "hours")):
            moment = NOW - timedelta(days=days, hours=2)
            back_up(case_file, now=moment, reason=reason)
            if days == 9:
                newest = backups_of(case_file)[0]
                copy_to_medium(
                    newest, stick, case_folder=case_file.path, now=moment, progress=no_progress
                )
            with case_file.writing(moment) as uow:
                values = {"given_name": "Мила", "family_name": "Асенова", "id_type": "none"}
                save_person(uow, None, values)
    return backups_of(case_file)[-2].path


def backups(shell: Shell) -> None:
    """Show how safe the work is."""
    _kept(shell)
    shell.workspace.go("backups")


def restore(shell: Shell) -> None:
    """Look into a backup before it is put back."""
    older = _kept(shell)
    shell.workspace.go("backups")
    settle()
    shell.workspace.restore_wanted.emit(older)
