"""The long work about backups, as `Operations.long` and `Background` call it; the store is loaded when it is needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from kazanlak_case.db.backup_facts import BackupFacts
    from kazanlak_case.db.care import Care
    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.db.key_slots import Unlocked
    from kazanlak_case.db.preview import Preview
    from kazanlak_case.db.restoring import Restored
    from kazanlak_case.db.salvage import Salvaged
    from kazanlak_case.domain.exchange import Progress
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.domain.rules.rights import Act


@dataclass(frozen=True, slots=True)
class Found:
    """The backups of one place: `name` is that of a stick or a folder, "" beside the file."""

    name: str
    backups: tuple[BackupFacts, ...]


@dataclass(frozen=True, slots=True)
class Keeping:
    """How a case file is kept: its backups here and on sticks, and what is remembered about its care."""

    care: Care
    here: Found
    sticks: tuple[tuple[Path, Found], ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """A backup that is to be restored, and its keys; whoever takes it wipes them."""

    backup: Path
    file: Path
    unlocked: Unlocked


def keeping_of(path: Path, sticks: tuple[Path, ...]) -> Keeping:
    """Look what backups there are of a case file."""
    from kazanlak_case.db.backups import FOLDER, backups_in
    from kazanlak_case.db.care import read_care
    from kazanlak_case.db.second_medium import backups_on

    here = Found("", backups_in(path / FOLDER))
    ids = {one.file_id for one in here.backups if one.file_id}
    there = tuple(
        (
            stick,
            Found(
                stick.name or str(stick),
                tuple(one for one in backups_on(stick) if not ids or one.file_id in ids),
            ),
        )
        for stick in sticks
    )
    return Keeping(read_care(path), here, there)


def back_up(
    case_file: CaseFile, *, reason: str = "asked", now: datetime, progress: Progress
) -> Path:
    """Write a backup beside the case file; older ones that are not needed go."""
    from kazanlak_case.db import backups

    if reason == "asked":
        case_file.require(_act("BACK_UP"))
    return backups.back_up(case_file, now=now, reason=reason, progress=progress)


def copy_newest(stick: Path, case_file: CaseFile, *, now: datetime, progress: Progress) -> Path:
    """Bring the newest state to a stick: a fresh backup where something was written since the last one."""
    from kazanlak_case.db import backups
    from kazanlak_case.db.second_medium import copy_to_medium

    case_file.require(_act("BACK_UP"))
    newest = next((one for one in backups.backups_of(case_file) if one.is_verified), None)
    if newest is None or (not case_file.damage and newest.commits != backups.commits(case_file)):
        backups.back_up(case_file, now=now, reason="asked", progress=progress)
        newest = next(one for one in backups.backups_of(case_file) if one.is_verified)
    return copy_to_medium(newest, stick, case_folder=case_file.path, now=now, progress=progress)


def look(
    backup: Path, unlocked: Unlocked, case_file: CaseFile | None, progress: Progress
) -> Preview:
    """Look into a backup."""
    from kazanlak_case.db.preview import look_into

    return look_into(backup, unlocked, present=case_file, progress=progress)


def keys_for(backup: Path, case_file: CaseFile) -> Unlocked | None:
    """Open a backup with the keys of whoever is signed in."""
    from kazanlak_case.db import restoring

    return restoring.keys_for(backup, case_file.unlocked)


def unlock(backup: Path, user: str, password: str) -> Unlocked:
    """Open a backup with the password its user had then."""
    from kazanlak_case.db import keys

    return keys.unlock(backup, user, password)


def put_back(wish: Wish, *, now: datetime, progress: Progress) -> Restored:
    """Let a backup take the place of the case file, which nobody has open."""
    from kazanlak_case.db import restoring
    from kazanlak_case.db.preview import require_restore

    try:
        require_restore(wish.backup, wish.unlocked)
        return restoring.put_back(
            wish.backup, wish.file, unlocked=wish.unlocked, now=now, progress=progress
        )
    finally:
        wish.unlocked.wipe()


def salvage(case_file: CaseFile, *, now: datetime, progress: Progress) -> Salvaged:
    """Save what can be read into a new file beside the damaged one."""
    from kazanlak_case.db import salvage as store

    case_file.require(_act("RESTORE"))
    path = case_file.path
    target = path.with_name(f"{path.stem}-{now.astimezone():%Y-%m-%d-%H%M%S}{path.suffix}")
    return store.salvage(path, case_file.unlocked, target, progress=progress)


def names_of_users(uow: object) -> dict[RecordId, str]:
    """Name those who wrote."""
    from kazanlak_case.domain.records import User

    users = uow.records.all(User)  # type: ignore[attr-defined]  # a unit of work, loaded later
    return {user.id: user.display_name or user.name for user in users}


def _act(name: str) -> Act:
    from kazanlak_case.domain.rules.rights import Act

    return Act[name]
