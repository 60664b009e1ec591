"""Look at every page of an encrypted database while others save: no sound file is called damaged."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kazanlak_case.db.backup_writing import connected
from kazanlak_case.db.engine import Keys

PAGES, STRUCTURE, QUICK_STRUCTURE = (
    "PRAGMA cipher_integrity_check",
    "PRAGMA integrity_check",
    "PRAGMA quick_check",
)
"""Whether every page is what was written; whether all trees fit together; the same without each index against its table."""


@contextmanager
def held_still(path: Path, keys: Keys) -> Iterator[Any]:
    """Open a connection of its own, and let no page change under it.

    Pages are read past the write-ahead log, so it is carried over first: a page half written when the power went is
    whole there. As long as this connection reads, nothing more is carried over. It is a new one because FTS5 checks
    what a connection remembers of the index, and because one that met a damaged page may read no other afterwards.

    Raises:
        CaseFileDamagedError: The pages it begins with cannot be read.
    """
    with connected(path, keys) as connection:
        connection.execute("PRAGMA wal_checkpoint(FULL)")
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield connection


def page_faults(connection: Any, check: str) -> list[str]:
    """Run one of the checks above: no row, or "ok", is good news. All rows must be read.

    Raises:
        sqlcipher3.dbapi2.DatabaseError: A page that cannot be read ended the check; `connected` translates it.
    """
    return [str(row[0]) for row in connection.execute(check).fetchall() if row[0] != "ok"]
