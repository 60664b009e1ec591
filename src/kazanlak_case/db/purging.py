"""Let nothing be left on the disk of what was erased: search, findings, drafts, free pages, the write-ahead log.

An erasure takes the values out of every table (db/merge/erasing.py) and notes, in the same transaction, that a purge
is due. The purge follows the commit; one that was cut short by a crash is done by the next (security.md 6.10: secure
deletion, the index's own, and an emptied write-ahead log: any two of them left everything).
"""

import json
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from kazanlak_case.db.casefile import DATABASE
from kazanlak_case.db.drafts import Drafts, drop_naming
from kazanlak_case.db.merge.erasing import PURGE_DUE
from kazanlak_case.db.search_index import rebuild_index
from kazanlak_case.db.settings_table import read_setting, write_setting
from kazanlak_case.db.text_sql import is_server, run
from kazanlak_case.domain.exchange import Progress, no_progress
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.file_errors import CaseFileInUseError

if TYPE_CHECKING:
    from kazanlak_case.db.casefile import CaseFile

STEPS = 5
LARGE = 512 * 1024 * 1024
"""A larger file is not written anew as a whole: that happens in memory, so that nothing lies in a temporary file."""


def is_due(file: "CaseFile") -> bool:
    """Tell whether something was erased of which the disk may still hold traces."""
    with file.reading_raw() as connection:
        return bool(read_setting(connection, PURGE_DUE))


def purge_if_due(file: "CaseFile", *, now: datetime, progress: Progress = no_progress) -> bool:
    """Purge after an erasure, or finish the purge that a crash cut short; tell whether there was one."""
    if not is_due(file):
        return False
    purge(file, now=now, progress=progress)
    return True


def purge(file: "CaseFile", *, now: datetime, progress: Progress = no_progress) -> None:
    """Write search and findings anew, drop the drafts about the erased, and empty what is free of the file.

    On a server the pages are the administrator's (docs/postgresql.md); what lies in tables is gone there too.

    Raises:
        CaseFileInUseError: Somebody is reading, so the write-ahead log could not be emptied; the next purge will.
    """
    with file.writing_raw() as connection:
        rebuild_index(connection)
        connection.commit()
    progress(1, STEPS)
    with file.writing(now) as uow:
        uow.findings.refresh()
        uow.commit()
    progress(2, STEPS)
    drop_drafts(file)
    progress(3, STEPS)
    if not file.is_on_server:
        _empty_pages(file)
    progress(4, STEPS)
    with file.writing_raw() as connection:
        write_setting(connection, PURGE_DUE, 0)
        connection.commit()
    progress(STEPS, STEPS)


def drop_drafts(file: "CaseFile") -> None:
    """Let everybody's drafts go that name an erased record, in their name or in what was being typed."""
    with file.reading_raw() as connection:
        gone = [RecordId(row.hex()) for (row,) in run(connection, "SELECT row FROM erased")]
        owners = run(connection, 'SELECT id FROM "user"').scalars().all()
    drop_naming(file.path, gone)
    for owner in owners:
        drafts = Drafts(file.path, file.unlocked.drafts_key, owner=owner.hex())
        for name in drafts.names():
            typed = name + json.dumps(drafts.read(name), ensure_ascii=False)
            if any(one in typed for one in gone):
                drafts.drop(name)


def _empty_pages(file: "CaseFile") -> None:
    """Write the file anew without its free pages and gaps, and empty the write-ahead log."""
    with file.raw_connection() as connection:
        if is_server(connection):
            return
        _checkpoint(connection, file)
        if (file.path / DATABASE).stat().st_size <= LARGE:
            connection.exec_driver_sql("VACUUM")
            _checkpoint(connection, file)


def _checkpoint(connection: Connection, file: "CaseFile") -> None:
    busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar_one()
    if busy:
        raise CaseFileInUseError(path=file.path.name, holder="")
