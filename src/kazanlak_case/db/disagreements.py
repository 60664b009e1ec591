"""Read the places where people wrote different things, with who, when, in what form, and what else they wrote then."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, and_, select

from kazanlak_case.db import tables
from kazanlak_case.db.clocks import Clocks
from kazanlak_case.db.context import UowContext
from kazanlak_case.db.mapping import IDS_AT_ONCE
from kazanlak_case.db.written import Authors, end_of_changeset, value_of
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.questions import Beside, Disagreement, Voice

_Row: TypeAlias = Any
"""A row of the conflict or the change table, with what was joined to it."""
_Changes: TypeAlias = dict[tuple[bytes, int], list[_Row]]


class Disagreements:
    """What waits for a person. A deleted record's fields ask nothing: whoever deleted it had seen them."""

    def __init__(self, connection: Connection, context: UowContext) -> None:
        self._connection = connection
        self._context = context
        self._clocks = Clocks(connection, context)
        self._authors = Authors(connection)

    def all(self) -> list[Disagreement]:
        """Give all of them, in the order of records and fields."""
        return self._read([])

    def of(self, record: str, record_id: RecordId, field: str) -> Disagreement | None:
        """Read one place anew; None when nobody disagrees there any more."""
        conflict = tables.conflict
        found = self._read([conflict.c.row == bytes.fromhex(record_id)])
        return next((one for one in found if (one.record, one.field) == (record, field)), None)

    def of_records(self, ids: Iterable[RecordId]) -> list[Disagreement]:
        """Give those of some records."""
        raw = [bytes.fromhex(one) for one in ids]
        return [
            one
            for start in range(0, len(raw), IDS_AT_ONCE)
            for one in self._read([tables.conflict.c.row.in_(raw[start : start + IDS_AT_ONCE])])
        ]

    def count(self) -> int:
        """How many places wait."""
        return sum(self.counts().values())

    def counts(self) -> dict[tuple[str, str], int]:
        """How many places of each field wait; the field of a record's own place is ""."""
        conflict = tables.conflict
        places = select(conflict.c.tbl, conflict.c.row, conflict.c.col).distinct()
        rows = self._connection.execute(places.where(conflict.c.resolved == 0)).all()
        deleted = self._deleted(rows)
        counts: dict[tuple[int, int], int] = {}
        for row in rows:
            if row.col < 0 or row.row not in deleted:
                counts[row.tbl, row.col] = counts.get((row.tbl, row.col), 0) + 1
        names = self._context.names
        found: dict[tuple[str, str], int] = {}
        for (tbl, col), count in counts.items():
            place = names.record_name(tbl), names.field_name(tbl, col)
            found[place] = found.get(place, 0) + count
        return found

    def _read(self, where: Collection[ColumnElement[bool]]) -> list[Disagreement]:
        conflict, change, changeset = tables.conflict, tables.change, tables.changeset
        rows = self._connection.execute(
            select(
                conflict,
                change.c.old,
                changeset.c.at,
                changeset.c.author,
                changeset.c.what,
                changeset.c.hlc,
                changeset.c.first,
                changeset.c.last,
            )
            .join_from(
                conflict,
                change,
                and_(change.c.rid == conflict.c.rid, change.c.seq == conflict.c.seq),
            )
            .join(
                changeset,
                and_(
                    changeset.c.rid == conflict.c.rid,
                    changeset.c.last == end_of_changeset(conflict.c.rid, conflict.c.seq),
                ),
            )
            .where(conflict.c.resolved == 0, *where)
            .order_by(conflict.c.tbl, conflict.c.row, conflict.c.col)
        ).all()
        deleted = self._deleted(rows)
        places: dict[tuple[bytes, int], list[_Row]] = {}
        for row in rows:
            if row.col < 0 or row.row not in deleted:
                places.setdefault((row.row, row.col), []).append(row)
        beside = self._changes_of({row for row, _ in places})
        return [self._disagreement(place, beside) for place in places.values()]

    def _disagreement(self, rows: list[_Row], beside: _Changes) -> Disagreement:
        names = self._context.names
        first = rows[0]
        record, field = names.record_name(first.tbl), names.field_name(first.tbl, first.col)
        shown = max(rows, key=self._rank)
        return Disagreement(
            record,
            RecordId(first.row.hex()),
            field,
            tuple(
                self._voice(record, field, row=row, shown=row is shown, beside=beside)
                for row in rows
            ),
        )

    def _rank(self, row: _Row) -> tuple[int, bytes]:
        return row.hlc, self._context.names.log(row.rid).replica

    def _voice(self, record: str, field: str, *, row: _Row, shown: bool, beside: _Changes) -> Voice:
        log = self._context.names.log(row.rid)
        around = (
            one
            for one in beside.get((row.row, row.rid), ())
            if row.first <= one.seq <= row.last and one.col != row.col
        )
        return Voice(
            value=value_of(record, field, row.value) if field else bool(row.value),
            before=value_of(record, field, row.old) if field else None,
            at=datetime.fromisoformat(row.at),
            clock=self._clocks.oddity(row.rid, row.at),
            author=self._authors.name(row.author),
            site=log.site,
            what=row.what,
            shown=shown if field else not row.value,
            beside=tuple(self._beside(record, one) for one in around),
            mark=f"{log.replica.hex()}-{log.scope}-{row.seq}",
        )

    def _beside(self, record: str, row: _Row) -> Beside:
        name = self._context.names.field_name(row.tbl, row.col)
        return Beside(name, value_of(record, name, row.old), value_of(record, name, row.new))

    def _changes_of(self, rows: Collection[bytes]) -> _Changes:
        """Read every edit of these records, by record and log."""
        change = tables.change
        found: _Changes = {}
        for some in _parts(rows):
            query = select(change).where(change.c.row.in_(some), change.c.col > 0)
            for one in self._connection.execute(query.order_by(change.c.rid, change.c.seq)):
                found.setdefault((one.row, one.rid), []).append(one)
        return found

    def _deleted(self, rows: Iterable[_Row]) -> set[bytes]:
        """Tell which of these records are hidden."""
        by_table: dict[int, set[bytes]] = {}
        for row in rows:
            by_table.setdefault(row.tbl, set()).add(row.row)
        hidden: set[bytes] = set()
        for tbl, ids in by_table.items():
            table = tables.DATA.get(self._context.names.record_name(tbl))
            for some in _parts(ids if table is not None else ()):
                query = select(table.c.id).where(table.c.id.in_(some), table.c.hidden == 1)  # type: ignore[union-attr]  # there are no parts without it
                hidden |= set(self._connection.execute(query).scalars())
        return hidden


def _parts(ids: Collection[bytes]) -> Iterator[list[bytes]]:
    every = sorted(ids)
    for start in range(0, len(every), IDS_AT_ONCE):
        yield every[start : start + IDS_AT_ONCE]
