"""Write to the change log: the only way a record comes to be, changes or is hidden (design.md, section 4)."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC

from sqlalchemy import Connection

from kazanlak_case.db.canonical import SALT_BYTES, chain, header_bytes, log_bytes
from kazanlak_case.db.context import UowContext
from kazanlak_case.db.intentions import deed_of, lag_of
from kazanlak_case.db.merge import appending as sql
from kazanlak_case.db.merge.erasing import erase, note_erasures
from kazanlak_case.db.merge.large_work import large_work
from kazanlak_case.db.merge.visibility import settle_visibility
from kazanlak_case.db.prepared import Prepared, PreparedChange, prepare
from kazanlak_case.db.search_index import INDEXED
from kazanlak_case.db.shorthand import BIRTH
from kazanlak_case.domain.changes import Born, Change, Edited, Written
from kazanlak_case.domain.exchange import Moved
from kazanlak_case.domain.fields import Kind, Raw, RecordId, Value, record_type, specs_of
from kazanlak_case.domain.ids import micros_of, new_id_at
from kazanlak_case.domain.records import COMMON, COMMON_RECORDS

NOTHING_WRITTEN = Written("", frozenset())


class ChangeLog:
    """Append changesets to the logs of this copy."""

    def __init__(self, connection: Connection, context: UowContext) -> None:
        self._connection = connection
        self._context = context
        self.touched: set[tuple[str, RecordId]] = set()
        """All records written in this unit of work, for whoever shows them."""
        self.stale: dict[str, set[bytes]] = {record: set() for record in INDEXED}
        """Those of them that the search index must look at again."""
        self._seen: dict[tuple[str, str], Mapping[str, Value]] = {}
        self._made_at = 0
        """The time in the last id made here, in microseconds."""

    def new_id(self) -> RecordId:
        """Make an id that sorts after all that this copy has made or taken in, wherever its clock stands.

        What somebody answers last is found by its id where two answers are of one day.
        """
        last = self._made_at or sql.last_time(self._connection)
        self._made_at = max(last + 1, micros_of(self._context.now))
        return new_id_at(self._made_at)

    def expect(self, record: str, record_id: RecordId, seen: Mapping[str, Value]) -> None:
        """Tell what the author had before the eyes: edits of these fields are refused where it is no longer so."""
        self._seen[record, record_id] = seen

    def append(self, changes: Sequence[Change], what: str, *, scope: str | None = None) -> Written:
        """Write one intention of one person: one changeset in one scope.

        Edits that change nothing are left out; when nothing is left, nothing is written.

        Raises:
            RecordMissingError: An edited record does not exist.
            ChangedMeanwhileError: Somebody else wrote what this author had not seen.
            ValueError: The changes lie in more than one scope; an intention over two is two.
        """
        if not changes:
            return NOTHING_WRITTEN
        if not self._connection.in_transaction():
            self._connection.begin()
        changes = [self._with_seen(one) for one in changes] if self._seen else changes
        with large_work(self._connection, len(changes)):
            return self._append(changes, what, scope or self._scope_of(changes))

    def _with_seen(self, change: Change) -> Change:
        if not isinstance(change, Edited) or change.seen is not None:
            return change
        seen = self._seen.get((change.type, change.id))
        return change if seen is None else replace(change, seen=dict(seen))

    def _append(self, changes: Sequence[Change], what: str, scope: str) -> Written:
        rid = self._context.names.rid(self._connection, self._context.own_log(scope))
        standing = sql.standing_of(self._connection, rid)
        prepared = prepare(
            self._connection, self._context.names, changes, scope=scope, first=standing.seq + 1
        )
        if not prepared.changes:
            return NOTHING_WRITTEN
        self._write(rid, prepared, what, standing=standing, scope=scope)
        written = Written(
            undo_id(self._context.replica, scope, prepared.last),
            frozenset((one.record, RecordId(one.id.hex())) for one in prepared.changes),
        )
        self.touched |= written.touched
        for one in prepared.changes:
            if one.record in INDEXED and (not one.field or one.field in INDEXED[one.record]):
                self._note_stale(one)
        return written

    def _note_stale(self, one: PreparedChange) -> None:
        self.stale[one.record].add(one.id)
        if one.record == "case" and isinstance(one.old, bytes):
            self.stale["person"].add(one.old)  # the case was another person's until now

    def _write(
        self, rid: int, prepared: Prepared, what: str, *, standing: sql.Standing, scope: str
    ) -> None:
        ctx, moved = self._move_context(rid, scope, standing.ctx)
        hlc = sql.next_time(self._connection, max(micros_of(self._context.now), self._made_at))
        at = self._context.now.astimezone(UTC).isoformat(timespec="seconds")
        author = bytes.fromhex(self._context.user.id)
        salt = secrets.token_bytes(SALT_BYTES)
        payload = prepared.payload(salt)
        first, last = prepared.first, prepared.last
        header = header_bytes(
            log_bytes(self._context.own_log(scope)),
            first=first,
            last=last,
            hlc=hlc,
            at=at,
            author=author,
            what=what,
            moved=moved,
        )
        head = chain(standing.head, header, payload)
        deed = deed_of(self._connection, author, what)
        row = (rid, last, last - first + 1, hlc, lag_of(hlc, at), ctx, deed, salt, head)
        sql.write_head(self._connection, row, head=head)
        changes = prepared.changes
        sql.write_changes(
            self._connection,
            [(rid, one.seq, one.tbl, one.id, one.col, one.old, one.new) for one in changes],
        )
        self._write_births(rid, prepared)
        self._write_edits(rid, changes, hlc=hlc, ctx=ctx)
        self._erase([(one.id, rid, one.seq, one.tbl) for one in changes if one.erases])

    def _erase(self, erasures: Sequence[tuple[bytes, int, int, int]]) -> None:
        if erasures:
            targets = note_erasures(self._connection, erasures)
            self.stale["person"] |= erase(self._connection, self._context.names, targets)

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
        rid = sql.rid_of_record(self._connection, record, record_id)
        return None if rid is None else self._context.names.log(rid).scope

    def _move_context(self, rid: int, scope: str, ctx: int) -> tuple[int, list[Moved]]:
        """Give the log a new context when something was merged since its last changeset."""
        replica = self._context.replica
        moved = sql.moved_since(self._connection, rid, scope=scope, replica=replica)
        if not moved:
            return ctx, []
        sql.insert_context(self._connection, rid, ctx + 1, moved=moved)
        names = [(self._context.names.log(other), seq) for other, seq in moved]
        return ctx + 1, [Moved(name.replica, name.scope, seq) for name, seq in names]

    def _write_births(self, rid: int, prepared: Prepared) -> None:
        for record, births in prepared.births.items():
            names = list(births[0][2])
            rows = [(row, rid, seq, *values.values()) for row, seq, values in births]
            sql.write_births(self._connection, record, names, rows=rows)

    def _write_edits(
        self, rid: int, changes: Sequence[PreparedChange], *, hlc: int, ctx: int
    ) -> None:
        """Set the values; every edit that stood in a place was seen by this one, so only this one stands."""
        edits = [one for one in changes if one.col != BIRTH and not one.erases]
        if not edits:
            return
        sql.stand_alone(
            self._connection, [(one.id, one.col, rid, one.seq, hlc, ctx) for one in edits]
        )
        by_column: dict[tuple[str, str], list[tuple[Raw, bytes]]] = {}
        for one in edits:
            if one.field:
                by_column.setdefault((one.record, one.field), []).append((one.new, one.id))
        for (record, column), values in by_column.items():
            sql.set_values(self._connection, record, column, values=values)
        # deletes, keeps, and edits of records that were deleted once: by the same rules as after a merge
        rows = list({one.id for one in edits})
        own = sql.with_own_place(self._connection, rows)
        settle_visibility(self._connection, self._context.names, own)


def undo_id(replica: bytes, scope: str, last: int) -> str:
    """Name a changeset for `undo`: whose, in which scope, up to which number."""
    return f"{replica.hex()}-{scope}-{last}"
