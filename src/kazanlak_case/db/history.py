"""Read the change log: the history of a record, what was done lately, and what stands in conflict."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, false, func, or_, select

from kazanlak_case.db import tables
from kazanlak_case.db.changelog import undo_id
from kazanlak_case.db.context import UowContext
from kazanlak_case.db.people_names import labels_of
from kazanlak_case.db.shorthand import BIRTH, ERASES
from kazanlak_case.db.written import (
    UNDONE,
    Authors,
    end_of_changeset,
    undone_by_name,
    undone_by_number,
    value_of,
)
from kazanlak_case.domain.changes import ChangesetSummary, Conflict, ConflictValue, HistoryEntry
from kazanlak_case.domain.exchange import LogName
from kazanlak_case.domain.fields import RecordId

_LOOKED_BACK = 200
_OWN_PLACE_KINDS: dict[Any, str] = {0: "kept", 1: "deleted", ERASES: "erased"}


class History:
    """What was written, by whom, when."""

    def __init__(self, connection: Connection, context: UowContext) -> None:
        self._connection = connection
        self._context = context
        self._authors = Authors(connection)

    def of_record(self, record: str, record_id: str) -> list[HistoryEntry]:
        """All changes of one record, newest first; the birth is the last."""
        change, changeset, data = tables.change, tables.changeset, tables.DATA[record]
        raw_id = bytes.fromhex(record_id)
        edits = self._connection.execute(
            select(
                change,
                changeset.c.at,
                changeset.c.author,
                changeset.c.what,
                changeset.c.hlc,
                changeset.c.last,
            )
            .join_from(
                change,
                changeset,
                and_(
                    changeset.c.rid == change.c.rid,
                    changeset.c.last == end_of_changeset(change.c.rid, change.c.seq),
                ),
            )
            .where(change.c.row == raw_id, change.c.col != BIRTH)
            .order_by(changeset.c.hlc.desc(), change.c.rid, change.c.seq.desc())
        ).all()
        births = self._connection.execute(
            select(data.c.born_rid.label("rid"), data.c.born_seq.label("seq"), changeset)
            .join_from(
                data,
                changeset,
                and_(
                    changeset.c.rid == data.c.born_rid,
                    changeset.c.last == end_of_changeset(data.c.born_rid, data.c.born_seq),
                ),
            )
            .where(data.c.id == raw_id)
        ).all()
        return [self._entry(record, record_id, row) for row in edits] + [
            self._entry(record, record_id, row, born=True) for row in births
        ]

    def _entry(
        self, record: str, record_id: str, row: Row[*tuple[Any, ...]], *, born: bool = False
    ) -> HistoryEntry:
        log = self._context.names.log(row.rid)
        field, old, new = None, None, None
        kind: Any = "born"
        if not born:
            field = self._context.names.field_name(row.tbl, row.col) or None
            kind = "edited" if field else _OWN_PLACE_KINDS.get(row.new, "deleted")
            if field:
                old, new = value_of(record, field, row.old), value_of(record, field, row.new)
        return HistoryEntry(
            kind=kind,
            record=record,
            id=RecordId(record_id),
            field=field,
            old=old,
            new=new,
            at=datetime.fromisoformat(row.at),
            author=self._authors.name(row.author),
            what=row.what,
            site=log.site,
            undo=undo_id(log.replica, log.scope, row.last),
        )

    def author_of(self, undo: str) -> RecordId | None:
        """Tell which user wrote a changeset; None where there is no such."""
        changeset = tables.changeset
        replica, _, rest = undo.partition("-")
        scope, _, last = rest.rpartition("-")
        rids = [
            rid
            for rid, log in self._context.names.logs().items()
            if (log.replica.hex(), log.scope) == (replica, scope)
        ]
        if not last.isdigit() or not rids:
            return None
        found = self._connection.execute(
            select(changeset.c.author).where(
                changeset.c.rid.in_(rids), changeset.c.last == int(last)
            )
        ).scalars()
        return next((RecordId(author.hex()) for author in found), None)

    def recent(self, limit: int = 50, *, author: RecordId | None = None) -> list[ChangesetSummary]:
        """Give the last changesets of this copy, newest first; of one user, those among the last of all."""
        rows = self._own_newest(limit if author is None else _LOOKED_BACK)
        undone = {(row.rid, row.what) for row in rows if row.what.startswith(UNDONE)}
        if author is not None:
            rows = [row for row in rows if row.author.hex() == author][:limit]
        written = [(self._context.names.log(row.rid), row) for row in rows]
        whose = self._whose(rows)
        return [
            ChangesetSummary(
                undo=undo_id(log_of.replica, log_of.scope, row.last),
                what=row.what,
                at=datetime.fromisoformat(row.at),
                author=self._authors.name(row.author),
                changes=row.last - row.first + 1,
                is_undone=_is_undone(log_of, row, undone),
                whose=whose.get((row.rid, row.first), ""),
            )
            for log_of, row in written
        ]

    def _own_newest(self, most: int) -> list[Row[*tuple[Any, ...]]]:
        """Read the end of each log of this copy, by the key it is stored under: there is no other order to ask for."""
        changeset = tables.changeset
        own = [
            rid for rid, log in self._context.names.logs().items() if log.copy == self._context.copy
        ]
        found = [
            row
            for rid in own
            for row in self._connection.execute(
                select(changeset)
                .where(changeset.c.rid == rid)
                .order_by(changeset.c.last.desc())
                .limit(most)
            )
        ]
        return sorted(found, key=_time_of, reverse=True)[:most]

    def _whose(self, rows: Sequence[Row[*tuple[Any, ...]]]) -> dict[tuple[int, int], str]:
        """Name whom or what the first change of each changeset is about, by log and number."""
        change = tables.change
        first = self._connection.execute(
            select(change.c.rid, change.c.seq, change.c.tbl, change.c.row).where(
                or_(
                    false(),
                    *(and_(change.c.rid == row.rid, change.c.seq == row.first) for row in rows),
                )
            )
        ).all()
        places = {(self._context.names.record_name(one.tbl), one.row) for one in first}
        labels = labels_of(self._connection, places)
        return {(one.rid, one.seq): labels.get(one.row, "") for one in first}

    def conflicts(self) -> list[Conflict]:
        """All places where people wrote different things without having seen each other's."""
        conflict, changeset = tables.conflict, tables.changeset
        rows = self._connection.execute(
            select(conflict, changeset.c.at, changeset.c.author, changeset.c.hlc)
            .join_from(
                conflict,
                changeset,
                and_(
                    changeset.c.rid == conflict.c.rid,
                    changeset.c.last == end_of_changeset(conflict.c.rid, conflict.c.seq),
                ),
            )
            .where(conflict.c.resolved == 0)
            .order_by(conflict.c.row, conflict.c.col, changeset.c.hlc.desc())
        ).all()
        places: dict[tuple[bytes, int], list[Row[*tuple[Any, ...]]]] = {}
        for row in rows:
            places.setdefault((row.row, row.col), []).append(row)
        names = {tbl: self._context.names.record_name(tbl) for tbl in {row.tbl for row in rows}}
        labels = labels_of(self._connection, {(names[row.tbl], row.row) for row in rows})
        return [self._conflict(names[place[0].tbl], place, labels) for place in places.values()]

    def conflict_count(self) -> int:
        """How many places wait for a person."""
        conflict = tables.conflict
        places = (
            select(conflict.c.row, conflict.c.col)
            .where(conflict.c.resolved == 0)
            .distinct()
            .subquery()
        )
        return self._connection.execute(select(func.count()).select_from(places)).scalar_one()

    def _conflict(
        self, record: str, rows: list[Row[*tuple[Any, ...]]], labels: dict[bytes, str]
    ) -> Conflict:
        first = rows[0]
        field = self._context.names.field_name(first.tbl, first.col)
        shown = max(rows, key=lambda row: (row.hlc, self._context.names.log(row.rid).replica))
        return Conflict(
            record=record,
            id=RecordId(first.row.hex()),
            label=labels.get(first.row, ""),
            field=field,
            values=tuple(
                ConflictValue(
                    value=value_of(record, field, row.value) if field else row.value,
                    at=datetime.fromisoformat(row.at),
                    author=self._authors.name(row.author),
                    site=self._context.names.log(row.rid).site,
                    shown=row is shown,
                )
                for row in rows
            ),
        )


def _time_of(row: Row[*tuple[Any, ...]]) -> int:
    return int(row.hlc)


def _is_undone(log: LogName, row: Row[*tuple[Any, ...]], undone: set[tuple[int, str]]) -> bool:
    """Tell whether one of the changesets listed took this one back: by its number, or by its whole name."""
    by_name = undone_by_name(log.key, row.last)
    return (row.rid, undone_by_number(row.last)) in undone or any(
        what == by_name for _, what in undone
    )
