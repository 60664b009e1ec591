"""What a changeset's header says, in few bytes: who did what is a number, the author's clock its distance from time.

The table `changeset` is for writing; whoever reads asks the view `intention` (in queries `tables.changeset`), in which
the header stands as it was signed.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection

from kazanlak_case.db.text_sql import SERVER, run
from kazanlak_case.domain.fields import Raw

MICROSECONDS = 1_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_MOMENT = {
    "sqlite": "strftime('%Y-%m-%dT%H:%M:%S+00:00', c.hlc / 1000000 - c.lag, 'unixepoch')",
    SERVER: """to_char(to_timestamp(c.hlc / 1000000 - c.lag) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"')""",
}
_VIEW = """
CREATE VIEW intention AS
SELECT c.rid, c.last, c.last - c.changes + 1 AS first, c.hlc, {moment} AS at, c.ctx, d.author, d.what, c.salt, c.hash
FROM changeset AS c LEFT JOIN deed AS d ON d.number = c.deed
"""
_KNOWN = "SELECT number FROM deed WHERE author = ? AND what = ?"
_NEW = "INSERT INTO deed (number, author, what) SELECT coalesce(max(number), -1) + 1, ?, ? FROM deed RETURNING number"

COLUMNS = ("rid", "last", "changes", "hlc", "lag", "ctx", "deed", "salt", "hash")
"""How the headers are written."""


def create_view(connection: Connection) -> None:
    """Make the view that tells headers as they were."""
    moment = _MOMENT[connection.dialect.name]
    connection.exec_driver_sql(_VIEW.format(moment=moment))


def headers_in(tables: Iterable[str]) -> str:
    """Name where a backup, which may be older than this version, tells its headers."""
    return "intention" if "intention" in set(tables) else "changeset"


def lag_of(hlc: int, at: str) -> int:
    """Give by how many seconds the author's clock lay behind the logical time: mostly none."""
    return _seconds(hlc) - _moment(at)


def lags_of(times: Sequence[int], moments: Sequence[str]) -> list[int]:
    """Give the lags of many headers; a moment that many share is read once."""
    read = {at: _moment(at) for at in set(moments)}
    return [_seconds(hlc) - read[at] for hlc, at in zip(times, moments, strict=True)]


def deed_of(connection: Connection, author: bytes, what: str) -> int:
    """Give the number of who did what; a new one is given and kept."""
    found = run(connection, _KNOWN, (author, what)).scalar_one_or_none()
    if found is None:
        found = run(connection, _NEW, (author, what)).scalar_one()
    return int(found)


def deeds_of(connection: Connection, authors: Iterable[Raw], whats: Iterable[str]) -> list[int]:
    """Give the numbers of many; each is asked for once."""
    pairs = list(zip(authors, whats, strict=True))
    numbers = {pair: deed_of(connection, *pair) for pair in dict.fromkeys(pairs)}  # type: ignore[arg-type]
    return [numbers[pair] for pair in pairs]


def _moment(at: str) -> int:
    return int((datetime.fromisoformat(at) - _EPOCH).total_seconds())


def _seconds(hlc: int) -> int:
    """Cut a logical time to seconds as the view does: towards zero."""
    return hlc // MICROSECONDS if hlc >= 0 else -(-hlc // MICROSECONDS)
