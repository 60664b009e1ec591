"""The merge's SQL of the store behind a connection: one set of functions, in two dialects."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from sqlalchemy import Connection

from kazanlak_case.db.merge import sqlite
from kazanlak_case.db.text_sql import is_server
from kazanlak_case.domain.fields import Raw


class MergeSql(Protocol):
    """What a merge asks of its store; merge/sqlite.py says what each does."""

    def start(self, connection: Connection, /) -> None:
        """Make or empty the temporary tables."""

    def insert_births(  # noqa: PLR0913 - where, and the rows' parts
        self,
        connection: Connection,
        record: str,
        names: Sequence[str],
        /,
        *,
        rid: int,
        tbl: int,
        columns: Sequence[Sequence[Raw]],
    ) -> None:
        """Insert births and their log rows."""

    def insert_changes(self, connection: Connection, rows: Iterable[tuple[Raw, ...]], /) -> None:
        """Insert log rows."""

    def insert_changesets(
        self, connection: Connection, rid: int, columns: Sequence[Sequence[Raw]], /
    ) -> None:
        """Insert changesets of one log."""

    def insert_leaves(
        self, connection: Connection, rows: Sequence[tuple[int, int, bytes, bytes, bytes]], /
    ) -> None:
        """Keep what an erasure left of changesets."""

    def insert_extra(self, connection: Connection, rows: Iterable[tuple[Raw, ...]], /) -> None:
        """Keep what a newer version says."""

    def note_edits(self, connection: Connection, rows: Iterable[tuple[Raw, ...]], /) -> None:
        """Note incoming edits."""

    def forget_edits(self, connection: Connection, rows: Iterable[bytes], /) -> None:
        """Forget the edits noted of some records."""

    def resolve(self, connection: Connection, /) -> None:
        """Compute what stands in every place noted."""

    def stand_by_log(self, connection: Connection, /) -> None:
        """Decide from the whole log what stands."""

    def winning_places(self, connection: Connection, /) -> list[tuple[int, int]]:
        """Give the (table, column) pairs that have winners."""

    def set_values(
        self, connection: Connection, record: str, field: str, /, *, place: tuple[int, int]
    ) -> None:
        """Write the winners of one column."""

    def conflicting_places(self, connection: Connection, /) -> int:
        """How many of the places touched are in conflict now."""


def sql_of(connection: Connection) -> MergeSql:
    """Give the statements of the store behind a connection."""
    if is_server(connection):
        from kazanlak_case.db.merge import postgresql

        return postgresql
    return sqlite
