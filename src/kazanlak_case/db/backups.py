"""Backups that are made by themselves: when one is due, and which older ones may go.

An older one goes only after a newer one was opened and verified, so the last good one never goes: where damage keeps
a backup from being made, none is deleted either.
"""

import shutil
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from kazanlak_case.db.backup import backup_case_file
from kazanlak_case.db.backup_facts import BackupFacts, read_facts
from kazanlak_case.db.care import remember
from kazanlak_case.db.casefile import CaseFile, commits_of
from kazanlak_case.db.text_sql import run
from kazanlak_case.domain.exchange import Progress, no_progress
from kazanlak_case.domain.file_errors import CaseFileDamagedError

FOLDER = "backup"
HOURS = 4
"""After so many hours of work with something written there is one more."""
ALL_OF = timedelta(hours=24)
MOST_CHANGES_CARRIED = 100_000
"""So many are carried from a server in some ten seconds."""


def _day(moment: datetime) -> object:
    return moment.astimezone().date()


def _week(moment: datetime) -> object:
    return moment.astimezone().isocalendar()[:2]


def _month(moment: datetime) -> object:
    return (moment.astimezone().year, moment.astimezone().month)


KEPT: tuple[tuple[Callable[[datetime], object], int], ...] = ((_day, 7), (_week, 8), (_month, 12))
"""Of so many days, weeks and months that have any, the newest one stays. They are counted, not measured from today:
a clock that is years ahead for an hour must not make all of them too old."""


def backups_of(file: CaseFile) -> tuple[BackupFacts, ...]:
    """List the backups that were made beside an open file, the newest first."""
    return backups_in(file.path / FOLDER)


def backups_in(folder: Path) -> tuple[BackupFacts, ...]:
    """List the backups in a folder, the newest first."""
    try:
        paths = [path for path in folder.iterdir() if path.is_dir()]
    except OSError:
        return ()  # not there, or a stick that was just pulled out
    found = [facts for facts in map(read_facts, paths) if facts is not None]
    return tuple(sorted(found, key=_made_at, reverse=True))


def is_due(file: CaseFile, *, now: datetime, hours: int | None = None) -> bool:
    """Tell whether a backup should be made: today has none yet, or none was made in the last `hours`.

    Where nothing was written since the last one, or the file is known to be damaged, none is due.
    """
    if file.damage or (file.is_on_server and _is_large(file)):
        return False
    # one from the future is no answer: the clock was wrong then
    past = (one for one in backups_of(file) if one.is_whole and one.made_at <= now)
    newest = next(past, None)
    if newest is None:
        return True
    if commits(file) == newest.commits:
        return False
    if hours is None:
        return _day(newest.made_at) != _day(now)
    return now - newest.made_at >= timedelta(hours=hours)


def back_up(
    file: CaseFile, *, now: datetime, reason: str, progress: Progress = no_progress
) -> Path:
    """Write a verified backup beside an open file; then let those go that are not needed beside it.

    Raises:
        ExpectedError: As `backup_case_file` says; then no older one has gone.
    """
    try:
        made = backup_case_file(file, file.path / FOLDER, now=now, reason=reason, progress=progress)
    except CaseFileDamagedError:
        # the window may be closing, with nobody left to be told: the next start looks all of it through
        remember(file.path, checked="")
        raise
    for old in superfluous(backups_of(file), now=now):
        if old.path != made:
            shutil.rmtree(old.path, ignore_errors=True)
    return made


def backup_before_import(file: CaseFile, *, now: datetime) -> Path | None:
    """Write the automatic backup before an import.

    A large central copy on a server is not carried to the clerk's computer each time: its backups are its
    administrator's (docs/postgresql.md), and an import can be taken back.
    """
    if file.is_on_server and _is_large(file):
        return None
    return back_up(file, now=now, reason="import")


def superfluous(backups: Sequence[BackupFacts], *, now: datetime) -> tuple[BackupFacts, ...]:
    """Tell which backups may go: all of a day stay, then 7 daily, 8 weekly and 12 monthly ones.

    One that is not as long as it was is not counted, and not deleted either: it is for a person to look at.
    """
    whole = sorted((one for one in backups if one.is_whole), key=_made_at, reverse=True)
    stay = {one.path for one in whole if one.made_at > now - ALL_OF}
    stay.update(one.path for one in whole[:1])
    for period, count in KEPT:
        stay.update(one.path for one in _newest_of_each(whole, period, count))
    return tuple(one for one in whole if one.path not in stay)


def commits(file: CaseFile) -> int:
    """How often a file was committed: what a backup is compared with."""
    with file.reading_raw() as connection:
        return commits_of(connection)


def _newest_of_each(
    backups: Iterable[BackupFacts], period: Callable[[datetime], object], count: int
) -> Iterable[BackupFacts]:
    seen: set[object] = set()
    for one in backups:
        at = period(one.made_at)
        if at not in seen and len(seen) < count:
            seen.add(at)
            yield one


def _is_large(file: CaseFile) -> bool:
    with file.reading_raw() as connection:
        changes = run(connection, "SELECT coalesce(sum(seq), 0) FROM vector").scalar_one()
    return int(changes) > MOST_CHANGES_CARRIED


def _made_at(one: BackupFacts) -> datetime:
    return one.made_at
