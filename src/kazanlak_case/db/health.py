"""Look through an open case file in the background: after an unclean end, and every week.

Where damage is found the file is only read from then on, also the next time it is opened.
"""

from datetime import datetime, timedelta

from kazanlak_case.db.backup_writing import STEPS, told
from kazanlak_case.db.care import SALVAGED, read_care, remember
from kazanlak_case.db.casefile import DATABASE, CaseFile
from kazanlak_case.db.page_checks import PAGES, QUICK_STRUCTURE, held_still, page_faults
from kazanlak_case.domain.exchange import Progress
from kazanlak_case.domain.file_errors import CaseFileDamagedError

EVERY = timedelta(days=7)


def is_check_due(file: CaseFile, *, now: datetime) -> bool:
    """Tell whether a file should be looked through: it was not closed last time, or a week is over."""
    if file.is_on_server:
        return False
    checked = read_care(file.path).checked_at
    if file.ended_badly or file.damage or checked is None:
        return True
    # one from the future was written by a wrong clock
    return not timedelta(days=-1) < now - checked < EVERY


def look_through(file: CaseFile, *, now: datetime, progress: Progress) -> str:
    """Look at every page and every tree; answer what damage there is, "" where there is none.

    Saves go on meanwhile. Pages are read past the write-ahead log, so nothing may be carried over from it while
    they are; a fault counts only where it is found twice, and a sound file is never called damaged.

    Raises:
        CancelledError: Somebody asked to stop; nothing is remembered.
    """
    fault = _fault(file, progress)
    if fault:
        fault = _fault(file, progress)
    if not fault and file.damage == SALVAGED:
        return fault  # its pages are sound, but its log has gaps: it stays as it is, to be read
    if fault:
        file.damage = fault
        remember(file.path, damage=fault)
    else:
        file.damage = ""
        remember(file.path, damage="", checked=now.isoformat(timespec="seconds"))
    return fault


def _fault(file: CaseFile, progress: Progress) -> str:
    steps = 0

    def done() -> int:
        nonlocal steps
        steps += 1
        return min(STEPS - 1, steps)

    progress(0, STEPS)
    try:
        with (
            held_still(file.path / DATABASE, file.unlocked.database_keys()) as connection,
            told(connection, progress, done),
        ):
            faults = page_faults(connection, PAGES) or page_faults(connection, QUICK_STRUCTURE)
            return next(iter(faults), "")
    except CaseFileDamagedError as error:
        return str(error.facts.get("detail", "")) or "damaged"
