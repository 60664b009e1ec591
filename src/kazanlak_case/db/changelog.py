"""Write to the change log: the only way a record comes to be, changes or is hidden (design.md, section 4)."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import UTC
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from kazanlak_case.db import tables
from kazanlak_case.db.canonical import GENESIS, SALT_BYTES, chain, header_bytes
from kazanlak_case.db.context import UowContext
from kazanlak_case.db.mapping import IDS_AT_ONCE
from kazanlak_case.db.merge.visibility import settle_visibility
from kazanlak_case.db.prepared import Prepared, PreparedChange, prepare
from kazanlak_case.db.settings_table import read_setting, write_setting
from kazanlak_case.db.shorthand import BIRTH, OWN_PLACE
from kazanlak_case.db.tables import DATA
from kazanlak_case.domain.changes import Born, Change, Written
from kazanlak_case.domain.exchange import Moved
from kazanlak_case.domain.fields import Kind, RecordId, record_type, specs_of
from kazanlak_case.domain.records import COMMON, COMMON_RECORDS

NOTHING_WRITTEN = Written("", frozenset())


class ChangeLog:
    """Append changesets to the logs of this copy."""

    def __init__(self, connection: Connection, context: UowContext) -> None:
        self._connection = connection
        self._context = context
        self.touched: set[tuple[str, RecordId]] = set()
        """All records written in this unit of work, for the search index and for whoever shows them."""

    def append(self, changes: Sequence[Change], what: str, *, scope: str | None = None) -> Written:
        """Write one intention of one person: one changeset in one scope.

        Edits that change nothing are left out; when nothing is left, nothing is written.

        Raises:
            RecordMissingError: An edited record does not exist.
            ValueError: The changes lie in more than one scope; an intention over two is two.
        """
        if not changes:
            return NOTHING_WRITTEN
        scope = scope or self._scope_of(changes)
        rid = self._context.names.rid(self._connection, self._context.own_log(scope))
        last, head = self._standing(rid)
        prepared = prepare(
            self._connection, self._context.names, changes, scope=scope, first=last + 1
        )
        if not prepared.changes:
            return NOTHING_WRITTEN
        self._write(rid, prepared, what, previous=head, scope=scope)
        written = Written(
            undo_id(self._context.replica, scope, prepared.last),
            frozenset((one.record, RecordId(one.id.hex())) for one in prepared.changes),
        )
        self.touched |= written.touched
        return written

    def _write(
        self, rid: int, prepared: Prepared, what: str, *, previous: bytes, scope: str
    ) -> None:
        ctx, moved = self._move_context(rid, scope)
        hlc = self._next_time()
        at = self._context.now.astimezone(UTC).isoformat(timespec="seconds")
        author = bytes.fromhex(self._context.user.id)
        salt = secrets.token_bytes(SALT_BYTES)
        payload = prepared.payload(salt)
        header = header_bytes(
            self._context.own_log(scope),
            first=prepared.first,
            last=prepared.last,
            hlc=hlc,
            at=at,
            author=author,
            what=what,
            moved=moved,
        )
        head = chain(previous, header, payload)
        self._connection.execute(
            insert(tables.changeset).values(
                rid=rid,
                last=prepared.last,
                first=prepared.first,
                hlc=hlc,
                at=at,
                ctx=ctx,
                author=author,
                what=what,
                salt=salt,
                payload=payload,
                hash=head,
            )
        )
        self._write_changes(rid, prepared.changes)
        self._write_births(rid, prepared)
        self._write_edits(rid, prepared.changes, hlc=hlc, ctx=ctx)
        self._connection.execute(
            update(tables.vector)
            .where(tables.vector.c.rid == rid)
            .values(seq=prepared.last, head=head)
        )

    def _scope_of(self, changes: Iterable[Change]) -> str:
        """Give the scope: a record belongs to one for life; a new one to that of what it is about, else to the site's."""
        for change in changes:
            if not isinstance(change, Born):
                return (
                    self._scope_of_record(change.type, bytes.fromhex(change.id))
                    or self._context.site
                )
        first = next(change.record for change in changes if isinstance(change, Born))
        if record_type(type(first)) in COMMON_RECORDS:
            return COMMON
        for spec in specs_of(type(first)):
            target = getattr(first, spec.name)
            if spec.kind is Kind.REFERENCE and spec.required and target and spec.refers:
                return (
                    self._scope_of_record(spec.refers, bytes.fromhex(target)) or self._context.site
                )
        return self._context.site

    def _scope_of_record(self, record: str, record_id: bytes) -> str | None:
        table = DATA[record]
        rid = self._connection.execute(
            select(table.c.born_rid).where(table.c.id == record_id)
        ).scalar_one_or_none()
        return None if rid is None else self._context.names.log(rid).scope

    def _standing(self, rid: int) -> tuple[int, bytes]:
        row = self._connection.execute(
            select(tables.vector).where(tables.vector.c.rid == rid)
        ).one_or_none()
        if row is not None:
            return row.seq, row.head
        self._connection.execute(insert(tables.vector).values(rid=rid, seq=0, head=GENESIS))
        return 0, GENESIS

    def _next_time(self) -> int:
        """Logical time: the own clock or the highest in the file + 1, whichever is greater; never refused."""
        own = int(self._context.now.timestamp() * 1_000_000)
        highest = read_setting(self._connection, "hlc")
        hlc = max(own, (highest if isinstance(highest, int) else 0) + 1)
        write_setting(self._connection, "hlc", hlc)
        return hlc

    def _move_context(self, rid: int, scope: str) -> tuple[int, list[Moved]]:
        """Give the log a new context when something was merged since its last changeset."""
        context, vector, log = tables.context, tables.vector, tables.log
        known = {
            row.other: row.seq
            for row in self._connection.execute(
                select(context.c.other, func.max(context.c.seq).label("seq"))
                .where(context.c.rid == rid)
                .group_by(context.c.other)
            )
        }
        others = self._connection.execute(
            select(vector.c.rid, vector.c.seq)
            .join(log, log.c.rid == vector.c.rid)
            .where(
                log.c.scope.in_([scope, COMMON]),
                log.c.replica != self._context.replica,
                vector.c.seq > 0,
            )
        ).all()
        number = self._connection.execute(
            select(func.coalesce(func.max(context.c.ctx), 0)).where(context.c.rid == rid)
        ).scalar_one()
        moved = [(row.rid, row.seq) for row in others if row.seq > known.get(row.rid, 0)]
        if not moved:
            return number, []
        self._connection.execute(
            insert(context),
            [{"rid": rid, "ctx": number + 1, "other": other, "seq": seq} for other, seq in moved],
        )
        names = [(self._context.names.log(other), seq) for other, seq in moved]
        return number + 1, [Moved(name.replica, name.scope, seq) for name, seq in names]

    def _write_changes(self, rid: int, changes: Sequence[PreparedChange]) -> None:
        self._connection.execute(
            insert(tables.change),
            [
                {
                    "rid": rid,
                    "seq": one.seq,
                    "tbl": one.tbl,
                    "row": one.id,
                    "col": one.col,
                    "old": one.old,
                    "new": one.new,
                }
                for one in changes
            ],
        )

    def _write_births(self, rid: int, prepared: Prepared) -> None:
        for record, rows in prepared.births.items():
            for row in rows:
                row["born_rid"] = rid
            self._connection.execute(insert(DATA[record]), rows)

    def _write_edits(
        self, rid: int, changes: Sequence[PreparedChange], *, hlc: int, ctx: int
    ) -> None:
        """Set the values; every edit that stood in a place was seen by this one, so only this one stands."""
        edits = [one for one in changes if one.col != BIRTH]
        if not edits:
            return
        places = [{"p_row": one.id, "p_col": one.col} for one in edits]
        for table in (tables.clock, tables.conflict):
            self._connection.execute(
                delete(table).where(
                    table.c.row == bindparam("p_row"), table.c.col == bindparam("p_col")
                ),
                places,
            )
        self._connection.execute(
            insert(tables.clock),
            [
                {"row": one.id, "col": one.col, "rid": rid, "seq": one.seq, "hlc": hlc, "ctx": ctx}
                for one in edits
            ],
        )
        by_column: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for one in edits:
            if one.field:
                by_column.setdefault((one.record, one.field), []).append(
                    {"p_id": one.id, "p_value": one.new}
                )
        for (record, column), rows in by_column.items():
            table = DATA[record]
            values: dict[Any, Any] = {column: bindparam("p_value")}
            self._connection.execute(
                update(table).where(table.c.id == bindparam("p_id")).values(values), rows
            )
        self._settle_own_places(list({one.id for one in edits}))

    def _settle_own_places(self, rows: list[bytes]) -> None:
        """Judge deletes, keeps, and edits of records that were deleted once: by the same rules as after a merge."""
        clock = tables.clock
        own = [
            row
            for start in range(0, len(rows), IDS_AT_ONCE)
            for row in self._connection.execute(
                select(clock.c.row)
                .where(clock.c.row.in_(rows[start : start + IDS_AT_ONCE]), clock.c.col == OWN_PLACE)
                .distinct()
            ).scalars()
        ]
        settle_visibility(self._connection, self._context.names, own)


def undo_id(replica: bytes, scope: str, last: int) -> str:
    """Name a changeset for `undo`: whose, in which scope, up to which number."""
    return f"{replica.hex()}-{scope}-{last}"
