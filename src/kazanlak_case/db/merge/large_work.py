"""Make room for a large piece of work: a merge, an intake, a workbook taken back."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from kazanlak_case.db.text_sql import is_server

MANY = 2_000
"""From so many changes on, work is large."""

_WIDE_CACHE, _USUAL_CACHE = 65_536, 8_000
"""KiB of pages held in memory, meanwhile and otherwise (SQLCipher's own choice)."""


@contextmanager
def large_work(connection: Connection, size: int = MANY) -> Iterator[None]:
    """Hold more pages in memory, and the cycle collector still; for work of a small size change nothing.

    A page that leaves memory and comes back is encrypted twice; the commit that follows gives the memory back.
    Such work makes many small objects and no cycles: looking for some takes a tenth of its time.
    """
    if size < MANY:
        yield
        return
    was_on = gc.isenabled()
    gc.disable()
    _cache(connection, _WIDE_CACHE)
    try:
        yield
    finally:
        _cache(connection, _USUAL_CACHE)
        if was_on:
            gc.enable()


def _cache(connection: Connection, size: int) -> None:
    """Size the cache of a file; a server minds its own memory."""
    if not is_server(connection):
        connection.exec_driver_sql(f"PRAGMA cache_size = -{size}")
