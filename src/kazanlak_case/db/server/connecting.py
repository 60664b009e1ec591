"""Connections to a server: the one place where PostgreSQL meets its driver."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import psycopg
from psycopg import errors
from psycopg.adapt import Buffer, Dumper, Loader
from psycopg.conninfo import make_conninfo
from psycopg.pq import Format
from psycopg.types.string import BytesBinaryDumper
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from typing_extensions import override

from kazanlak_case.db.server.address import ServerAddress
from kazanlak_case.db.text_sql import Canon
from kazanlak_case.domain.errors import CancelledError, ExpectedError
from kazanlak_case.domain.file_errors import DiskFullError
from kazanlak_case.domain.server_errors import (
    ServerBusyError,
    ServerRightsError,
    ServerUnfitError,
    ServerUnreachableError,
)

WRITERS = 0x6B617A616E6C616B
"""The advisory lock of whoever writes: one at a time, as in a case file (docs/decisions/0003-postgresql.md)."""

_LOCK = f"SELECT pg_advisory_xact_lock({WRITERS})"
# Compiling the many short expressions of the indicators takes longer than it saves: over 100 000 people a third more.
_NO_JIT = "SET jit = off"
# A computer that fell asleep while writing must not stop the others for long. An administrator may have set others.
_PATIENCE = (
    "SELECT set_config(name, usual, false)"
    " FROM (VALUES ('lock_timeout', '60s'), ('idle_in_transaction_session_timeout', '10min')) AS ours (name, usual)"
    " WHERE current_setting(name) = '0'"
)
_CONNECT_SECONDS = "10"

OLDEST_SERVER = 15
_BYTES = "x"


class CanonDumper(Dumper):
    """Canonical values as JSON: texts, whole numbers, and bytes as {"x": hex}."""

    oid = psycopg.adapters.types["jsonb"].oid

    @override
    def dump(self, obj: Canon) -> Buffer:
        """Write one."""
        value = obj.value
        if isinstance(value, bytes):
            return b'{"%s": "%s"}' % (_BYTES.encode(), value.hex().encode())
        return json.dumps(value, ensure_ascii=False).encode()


class CanonBinaryDumper(CanonDumper):
    """The same for COPY, which takes values in the server's own form: JSON after the number of its version."""

    format = Format.BINARY

    @override
    def dump(self, obj: Canon) -> Buffer:
        """Write one."""
        return b"\x01" + bytes(super().dump(obj))


class CanonLoader(Loader):
    """The way back."""

    @override
    def load(self, data: Buffer) -> str | int | bytes:
        """Read one."""
        value = json.loads(bytes(data))
        return bytes.fromhex(value[_BYTES]) if isinstance(value, dict) else value


class WholeLoader(Loader):
    """Sums of whole numbers are whole, as in SQLite; PostgreSQL calls them `numeric`."""

    @override
    def load(self, data: Buffer) -> int | Decimal:
        """Read one."""
        text = bytes(data).decode()
        return int(text) if text.lstrip("-").isdigit() else Decimal(text)


def connect(address: ServerAddress) -> "psycopg.Connection[Any]":
    """Open one connection; the password comes from libpq's own places."""
    usual = {"application_name": "kazanlak_case", "connect_timeout": _CONNECT_SECONDS}
    parts = {**usual, **address.parts, "client_encoding": "utf8"}
    connection = psycopg.connect(make_conninfo("", **parts))
    try:
        # COPY picks by type the one registered last, which would be one of the DB API, in Python
        connection.adapters.register_dumper(bytes, BytesBinaryDumper)
        connection.adapters.register_dumper(Canon, CanonBinaryDumper)
        connection.adapters.register_dumper(Canon, CanonDumper)
        connection.adapters.register_loader("jsonb", CanonLoader)
        connection.adapters.register_loader("numeric", WholeLoader)
        connection.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
        connection.execute(_PATIENCE)
        connection.execute(_NO_JIT)
        connection.commit()
    except BaseException:
        connection.close()
        raise
    return connection


def make_server_engine(address: ServerAddress, *, connections: int = 3) -> Engine:
    """Make the engine of one central copy.

    A transaction takes the writers' lock at its start, as one in a case file does, unless the connection has the
    execution option `rw=False`; then it only reads.
    """
    engine = create_engine(
        "postgresql+psycopg://",
        creator=lambda: connect(address),
        hide_parameters=True,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=10,
        use_native_hstore=False,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get("rw", True):
            connection.exec_driver_sql(_LOCK)

    return engine


def check_server(connection: Connection) -> None:
    """Refuse a server or a database that would not keep a central copy as a case file does.

    Raises:
        ServerUnfitError: It is too old, or orders texts by the rules of a language.
    """
    row = connection.exec_driver_sql(
        "SELECT current_setting('server_version_num')::int / 10000, current_setting('server_version'),"
        " pg_encoding_to_char(encoding), datcollate FROM pg_database WHERE datname = current_database()"
    ).one()
    major, version, encoding, collation = row
    if major < OLDEST_SERVER:
        raise ServerUnfitError(detail=f"PostgreSQL {version} < {OLDEST_SERVER}")
    if encoding != "UTF8":
        raise ServerUnfitError(detail=f"ENCODING {encoding}, not UTF8")
    # lists are in code-point order, which is right for Bulgarian, and the same in every copy
    if collation.upper() not in {"C", "POSIX", "C.UTF-8", "C.UTF8"}:
        raise ServerUnfitError(detail=f"LC_COLLATE {collation}, not C")


@contextmanager
def translating_server(address: ServerAddress) -> Iterator[None]:
    """Say in our own errors what the server refused; bugs pass as they are."""
    try:
        yield
    except DBAPIError as error:
        known = _meaning(error.orig, address)
        if known is None:
            raise
        raise known from error
    except psycopg.Error as error:
        known = _meaning(error, address)
        if known is None:
            raise
        raise known from error


def _meaning(error: BaseException | None, address: ServerAddress) -> ExpectedError | None:
    """Give the expected error behind the driver's, or None for a bug of ours."""
    for kind, meaning in _MEANINGS:
        if isinstance(error, kind):
            return meaning(address, _first_line(error))
    return None


def _first_line(error: BaseException) -> str:
    detail = getattr(getattr(error, "diag", None), "message_primary", None) or str(error)
    return str(detail).strip().splitlines()[0] if str(detail).strip() else type(error).__name__


def _busy(_address: ServerAddress, _detail: str) -> ExpectedError:
    return ServerBusyError()


def _cancelled(_address: ServerAddress, detail: str) -> ExpectedError:
    return CancelledError(detail=detail)


def _full(address: ServerAddress, detail: str) -> ExpectedError:
    return DiskFullError(path=address.name, detail=detail)


def _not_allowed(_address: ServerAddress, detail: str) -> ExpectedError:
    return ServerRightsError(detail=detail)


def _unreachable(_address: ServerAddress, detail: str) -> ExpectedError:
    return ServerUnreachableError(detail=detail)


_MEANINGS: tuple[tuple[type[Exception], Callable[[ServerAddress, str], ExpectedError]], ...] = (
    (errors.QueryCanceled, _cancelled),
    (errors.LockNotAvailable, _busy),
    (errors.SerializationFailure, _busy),
    (errors.DeadlockDetected, _busy),
    (errors.DiskFull, _full),
    (errors.InsufficientPrivilege, _not_allowed),
    (errors.ReadOnlySqlTransaction, _not_allowed),
    (psycopg.OperationalError, _unreachable),
)
"""The first that fits; any other error is a bug of ours."""
