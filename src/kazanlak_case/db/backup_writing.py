"""Write a copy of an encrypted database while it is worked in, and prove that the copy is whole.

The copy is written through a connection of its own: saves go on beside it, and it can be stopped at any moment.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import disk_usage
from typing import Any

from kazanlak_case.db.engine import Keys, Mode, connect, translating
from kazanlak_case.db.small_files import translating_disk
from kazanlak_case.domain.errors import CancelledError, ExpectedError
from kazanlak_case.domain.exchange import Progress
from kazanlak_case.domain.file_errors import CaseFileDamagedError, DiskFullError

RESERVE = 1 << 20
"""A disk that would keep no more than this counts as too small."""
LOOKED_EVERY = 20_000
"""Steps of the database's own machine between two looks at how far it is: some hundredths of a second."""
STEPS = 1000
WRITTEN = 600
"""Of a thousand steps of a backup so many are writing it, the rest reading it back: as they were measured."""


@contextmanager
def told(connection: Any, progress: Progress, done: Any) -> Iterator[None]:
    """Tell how far a long statement is (`done` gives the steps), and end it when `progress` refuses.

    Raises:
        ExpectedError: What `progress` raised.
    """
    refused: list[ExpectedError] = []

    def look() -> int:
        try:
            progress(done(), STEPS)
        except ExpectedError as error:
            refused.append(error)
        return len(refused)

    connection.set_progress_handler(look, LOOKED_EVERY)
    try:
        yield
    except Exception:
        if refused:
            raise refused[0] from None
        raise
    finally:
        connection.set_progress_handler(None, 0)


@contextmanager
def connected(path: Path, keys: Keys, *, mode: Mode = "rw") -> Iterator[Any]:
    """Open one connection of its own, and say in our own errors what goes wrong with it."""
    with translating(path):
        connection = connect(path, keys[0], salt=keys[1], mode=mode)
        try:
            yield connection
        finally:
            connection.close()


def write_copy(source: Path, target: Path, keys: Keys, *, progress: Progress) -> None:
    """Write what a database holds at this moment into a new file, without gaps and free pages.

    Raises:
        DiskFullError: There would be no room for it; nothing was written.
        CaseFileDamagedError: A page of the source cannot be read.
        CancelledError: Somebody asked to stop.
    """
    with connected(source, keys) as connection:
        size = _size_of(connection)
        check_room(target.parent, size)

        def done() -> int:
            written = target.stat().st_size if target.exists() else 0
            return min(WRITTEN, WRITTEN * written // max(1, size))

        with told(connection, progress, done):
            connection.execute("VACUUM INTO ?", (str(target),))
    with translating_disk(target), target.open("rb+") as file:
        os.fsync(file.fileno())


def check_room(folder: Path, size: int) -> None:
    """Look whether so many bytes have room on the disk of a folder.

    Raises:
        DiskFullError: They have not.
    """
    with translating_disk(folder):
        if disk_usage(folder).free < size + RESERVE:
            raise DiskFullError(path=folder)


def check_copy(target: Path, keys: Keys, *, name: str, progress: Progress) -> None:
    """Read a fresh copy back: every page is decrypted, proves its seal, and hangs in its tree.

    A fresh copy has no free pages, so that one walk through all trees meets every page and with it every seal:
    `cipher_integrity_check` beside it finds nothing more and takes half as long again. Of 300 flipped bits each one
    was found by the walk (tests/db/test_backup.py).

    Raises:
        CaseFileDamagedError: It is not as it was written.
    """
    steps = 0

    def done() -> int:
        nonlocal steps
        steps += 1
        return min(STEPS - 1, WRITTEN + steps)

    try:
        with connected(target, keys, mode="ro") as connection:
            with told(connection, progress, done):
                faults = [row[0] for row in connection.execute("PRAGMA quick_check")]
            faults = [fault for fault in faults if fault != "ok"] or list(_chain(connection))
    except CancelledError:
        raise
    except CaseFileDamagedError as error:
        raise CaseFileDamagedError(path=name, detail=error.facts.get("detail", "")) from error
    if faults:
        raise CaseFileDamagedError(path=name, detail=str(faults[0]))


def _chain(connection: Any) -> Iterator[str]:
    """Look at the end of every log: its last changeset carries the head that is noted for it."""
    ends = connection.execute(
        """
        SELECT vector.rid, vector.seq, vector.head = changeset.hash AS fits, (
            SELECT max(last) FROM changeset AS newest WHERE newest.rid = vector.rid
        ) AS newest
        FROM vector LEFT JOIN changeset ON changeset.rid = vector.rid AND changeset.last = vector.seq
        WHERE vector.seq > 0
        """
    )
    for rid, seq, fits, newest in ends:
        if not fits or newest != seq:
            yield f"log {rid}: {newest} of {seq}"


def _size_of(connection: Any) -> int:
    pages, size = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size")
    )
    return int(pages) * int(size)
