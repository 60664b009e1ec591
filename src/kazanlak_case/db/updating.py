"""Keep a file as it is before a newer version of the program changes its tables."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from kazanlak_case.db.schema import HEAD, version_of

if TYPE_CHECKING:
    from kazanlak_case.db.casefile import CaseFile


def back_up_before_update(file: CaseFile) -> None:
    """Write a backup where an older version made the file and its tables are about to be changed.

    Raises:
        DiskFullError: There is no room for it; the file is not changed then.
    """
    with file.raw_connection() as connection:
        version = version_of(connection)
    if version is not None and version < HEAD:
        from kazanlak_case.db.backup import backup_closed_file

        now = datetime.now().astimezone()
        backup_closed_file(file.path, file.unlocked, now=now, reason="update")
