"""Open the encrypted database: the one place where a live file meets its driver (security.md, sections 4 to 6)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from os import W_OK, access
from pathlib import Path
from shutil import disk_usage
from typing import Any, Literal, TypeAlias

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import Pool, QueuePool
from sqlalchemy.util import LRUCache
from sqlcipher3 import dbapi2 as driver
from typing_extensions import override

from kazanlak_case.db.small_files import from_os_error
from kazanlak_case.domain.errors import CancelledError, ExpectedError
from kazanlak_case.domain.file_errors import (
    CaseFileDamagedError,
    CaseFileInUseError,
    CaseFileMissingError,
    DiskFullError,
    ReadOnlyError,
    StorageError,
    UnfitSystemError,
)

OLDEST_SQLITE = (3, 51, 3)
"""Older ones can corrupt a file when its write-ahead log is reset."""

KEY_BYTES = 32
SALT_BYTES = 16

PRAGMAS = (
    "secure_delete=ON",
    "temp_store=MEMORY",
    "journal_mode=WAL",
    "synchronous=FULL",
    "busy_timeout=5000",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "journal_size_limit=8388608",
    # for work without a pause; between two saves the window sees to it (db/resting.py)
    "wal_autocheckpoint=2000",
)
PRAGMAS_READ_ONLY = (
    "temp_store=MEMORY",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "query_only=ON",
)

NO_SPACE = 64 * 1024
"""A disk with less than this left counts as full."""

Mode: TypeAlias = Literal["rw", "rwc", "ro"]
"""Read and write; the same and create; read only (a backup, which may lie on read-only media)."""

Keys: TypeAlias = tuple[bytes, bytes]
"""The raw database key and its salt."""


class CaseDialect(SQLiteDialect_pysqlite):
    """SQLite through SQLCipher's driver.

    WORKAROUND: SQLAlchemy's own pysqlcipher dialect sends an empty key when a `creator` is given, and keeps one
    connection per thread, which crashed with many threads.
    """

    driver = "casefile"
    supports_statement_cache = True

    @classmethod
    @override
    def import_dbapi(cls) -> Any:
        """Give the only driver that may touch a live file."""
        return driver

    @classmethod
    @override
    def get_pool_class(cls, url: URL) -> type[Pool]:
        """Share a few connections between threads."""
        return QueuePool

    @override
    def __eq__(self, other: object) -> bool:
        """Speak to every file alike: a statement put in words for one is in words for all."""
        return isinstance(other, CaseDialect)

    @override
    def __hash__(self) -> int:
        return hash(CaseDialect)


_IN_WORDS: LRUCache[Any, Any] = LRUCache(1000)
"""Statements in the words of SQL, of all files: else each file opened after the first begins without any."""

registry.register("sqlite.casefile", __name__, "CaseDialect")


def fits(sqlite_version: tuple[int, ...], cipher_version: str) -> bool:
    """Tell whether a library with these versions can be trusted with a case file."""
    return sqlite_version >= OLDEST_SQLITE and bool(cipher_version)


@cache
def check_library() -> None:
    """Refuse a library that would corrupt a file or write it unencrypted; silence its log lines."""
    connection = driver.connect(":memory:")
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")
        row = connection.execute("PRAGMA cipher_version").fetchone()
    finally:
        connection.close()
    cipher = str(row[0]) if row else ""
    if not fits(driver.sqlite_version_info, cipher):
        detail = f"SQLite {driver.sqlite_version}, cipher “{cipher}”"
        raise UnfitSystemError(library="SQLCipher", detail=detail)


def library_versions() -> dict[str, str]:
    """Tell the versions inside the driver; an empty one is a driver that cannot encrypt."""
    connection = driver.connect(":memory:")
    try:
        row = connection.execute("PRAGMA cipher_version").fetchone()
    finally:
        connection.close()
    return {"SQLite": driver.sqlite_version, "SQLCipher": str(row[0]) if row else ""}


def casefold(text: object) -> object:
    """Fold case the way Python does: SQLite's own functions leave Cyrillic as it is."""
    return text.casefold() if isinstance(text, str) else text


def connect(path: Path, key: bytes, *, salt: bytes, mode: Mode = "rw") -> Any:
    """Open one connection with a raw key; a file without a key would be written as plain text, so none is."""
    check_library()
    if len(key) != KEY_BYTES or len(salt) != SALT_BYTES:
        raise ValueError("a database key has 32 bytes and its salt 16")
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    connection = driver.connect(
        uri, uri=True, timeout=5, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")
        connection.execute("PRAGMA cipher_page_size = 4096")
        connection.execute(
            "SELECT count(*) FROM sqlite_master"
        ).fetchone()  # a wrong key shows here
        for pragma in PRAGMAS_READ_ONLY if mode == "ro" else PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.create_function("casefold", 1, casefold, deterministic=True)
    except BaseException:
        connection.close()
        raise
    return connection


def make_engine(
    path: Path, get_keys: Callable[[], Keys], *, mode: Mode = "rw", connections: int = 3
) -> Engine:
    """Make the engine of one case file; the keys are asked for at each connection and kept by nobody.

    A transaction takes the write lock at its start (one that reads first and then writes would be refused at once,
    whatever the busy timeout), unless the connection has the execution option `rw=False`; with `rw=None` none is
    begun, as VACUUM and some pragmas need.
    """

    def creator() -> Any:
        key, salt = get_keys()
        return connect(path, key, salt=salt, mode=mode)

    engine = create_engine(
        "sqlite+casefile://",
        creator=creator,
        hide_parameters=True,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=10,
        execution_options={"compiled_cache": _IN_WORDS},
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        rw = connection.get_execution_options().get("rw", True)
        if rw is not None:
            connection.exec_driver_sql("BEGIN IMMEDIATE" if rw and mode != "ro" else "BEGIN")

    return engine


def make_engine_in_memory() -> Engine:
    """Make the engine of an empty database without a key, which no disk ever sees."""
    return create_engine(
        "sqlite+casefile://",
        creator=lambda: driver.connect(":memory:", isolation_level=None),
        execution_options={"compiled_cache": _IN_WORDS},
    )


@contextmanager
def translating(path: Path) -> Iterator[None]:
    """Say in our own errors what the disk or the driver refused while working on `path`; bugs pass as they are."""
    try:
        yield
    except DBAPIError as error:
        known = _meaning(error.orig, path)
        if known is None:
            raise
        raise known from error
    except (driver.Error, OSError) as error:
        known = _meaning(error, path)
        if known is None:
            raise
        raise known from error


def _meaning(error: BaseException | None, path: Path) -> ExpectedError | None:
    """Give the expected error behind a driver's or the system's one, or None for a bug of ours."""
    if isinstance(error, OSError):
        return from_os_error(error, path)
    code = getattr(error, "sqlite_errorcode", None)
    if not isinstance(code, int):
        return None
    meaning = MEANINGS.get(code & 0xFF)  # the low byte of an extended code is the primary one
    return meaning(path, str(error)) if meaning else None


def _cannot_open(path: Path, detail: str) -> ExpectedError:
    if not path.exists():
        return CaseFileMissingError(path=path)
    # The write-ahead log needs its companions beside the file.
    if not access(path.parent, W_OK):
        return ReadOnlyError(path=path)
    return StorageError(path=path, detail=detail)


def _failed_io(path: Path, detail: str) -> ExpectedError:
    # A quota or a network disk reports "full" as a failed write.
    with suppress(OSError):
        if disk_usage(path.parent).free < NO_SPACE:
            return DiskFullError(path=path)
    return StorageError(path=path, detail=detail)


def _damaged(path: Path, detail: str) -> ExpectedError:
    # The key slot vouched for the key, so what cannot be read is damaged (security.md, section 6, 4).
    return CaseFileDamagedError(path=path, detail=detail)


def _read_only(path: Path, detail: str) -> ExpectedError:
    return ReadOnlyError(path=path, detail=detail)


def _full(path: Path, detail: str) -> ExpectedError:
    return DiskFullError(path=path, detail=detail)


def _in_use(path: Path, detail: str) -> ExpectedError:
    return CaseFileInUseError(path=path, holder=detail)


def _interrupted(path: Path, detail: str) -> ExpectedError:
    return CancelledError(path=path, detail=detail)


MEANINGS: dict[int, Callable[[Path, str], ExpectedError]] = {
    driver.SQLITE_FULL: _full,
    driver.SQLITE_READONLY: _read_only,
    driver.SQLITE_PERM: _read_only,
    driver.SQLITE_BUSY: _in_use,
    driver.SQLITE_LOCKED: _in_use,
    driver.SQLITE_NOTADB: _damaged,
    driver.SQLITE_CORRUPT: _damaged,
    driver.SQLITE_INTERRUPT: _interrupted,
    driver.SQLITE_CANTOPEN: _cannot_open,
    driver.SQLITE_IOERR: _failed_io,
}
"""What a primary result code of SQLite means for a person; any other is a bug of ours."""


def rekey(path: Path, old: Keys, *, new: Keys) -> None:
    """Encrypt the whole file anew; killed in the middle, it opens with exactly one of the two keys."""
    key, salt = old
    connection = connect(path, key, salt=salt)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute(f"PRAGMA rekey = \"x'{new[0].hex()}{new[1].hex()}'\"")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def opens(path: Path, keys: Keys) -> bool:
    """Tell whether a file is encrypted with this key; a missing file, a full disk and the like are errors."""
    try:
        with translating(path):
            connect(path, keys[0], salt=keys[1]).close()
    except CaseFileDamagedError:
        return False
    return True
