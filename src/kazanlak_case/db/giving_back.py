"""Memory is given back to the system when nothing is asked: pages that were read, and what the allocator kept of it."""

import ctypes
import sys

from sqlalchemy import Engine


def give_back(engine: Engine) -> None:
    """Let idle connections drop their pages (8 MB each), and the allocator what is free: half of it after large reads."""
    if engine.dialect.name == "sqlite":
        idle = engine.pool.checkedin()  # type: ignore[attr-defined]  # all our pools count them
        held = [engine.raw_connection() for _ in range(idle)]
        try:
            for connection in held:
                connection.cursor().execute("PRAGMA shrink_memory")
        finally:
            for connection in held:
                connection.close()
    trim()


def trim() -> bool:
    """Give what is free back to the system; tell whether this system has a way."""
    if not sys.platform.startswith("linux"):
        return False
    way = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc has it, musl has not
    return way is not None and bool(way(0))
