"""Opening a case file for the window: done on a thread, the store imported only here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.ui.lookups import Lookups

SUFFIX = ".kcase"


@dataclass(frozen=True, slots=True)
class Opened:
    """An open case file and the words for its codes.

    Attributes:
        one_time_password: What was just given, if it must be replaced by one's own before anything else.
    """

    case_file: CaseFile
    lookups: Lookups
    one_time_password: str = field(default="", repr=False)

    @property
    def is_practice(self) -> bool:
        """Whether the families in it are made up, to practise with."""
        return self.case_file.is_practice


def case_files_in(folder: Path) -> tuple[Path, ...]:
    """List the case files of a folder, by name."""
    if folder.is_dir() and any(folder.glob(f"*{SUFFIX}.part")):
        from kazanlak_case.db.restoring import finish_restores

        finish_restores(folder)
    return tuple(sorted(folder.glob(f"*{SUFFIX}"))) if folder.is_dir() else ()


def users_of(path: Path) -> tuple[str, ...]:
    """Tell who may sign in."""
    from kazanlak_case.db import opening

    return opening.users_of(path)


def open_case_file(path: Path, user: str, password: str) -> CaseFile:
    """Open a case file; takes as long as the password's key takes to derive."""
    from kazanlak_case.db import opening

    return opening.open_case_file(path, user=user or None, password=password)


def open_session(path: Path, user: str, password: str, *, language: str, now: datetime) -> Opened:
    """Open a case file and gather the words for its codes."""
    case_file = open_case_file(path, user, password)
    lookups = lookups_of(case_file, language=language, now=now)
    return Opened(case_file, lookups, password if case_file.unlocked.one_time else "")


def change_password(case_file: CaseFile, old: str, new: str, *, now: datetime) -> None:
    """Replace the password of whoever opened the file."""
    from kazanlak_case.services import users

    users.change_password(case_file, old=old, new=new, now=now)


def recover(path: Path, sheet: str, *, user: str, new: str) -> None:
    """Give a user a new password with recovery sheet A."""
    from kazanlak_case.services import recovery_sheets

    recovery_sheets.recover(path, sheet=sheet, user=user, new_password=new)


def lookups_of(case_file: CaseFile, *, language: str, now: datetime) -> Lookups:
    """Gather the words for the codes of a file."""
    from kazanlak_case.db.reference import code_lists_of, settlements
    from kazanlak_case.ui.lookups import Lookups, names_of_small_types
    from kazanlak_case.ui.wording import Wording

    with case_file.reading(now) as uow:
        names = names_of_small_types(uow)
    return Lookups(
        code_lists=code_lists_of(case_file.profile),
        settlements=settlements(),
        profile=case_file.profile,
        wording=Wording(language),
        names=names,
    )
