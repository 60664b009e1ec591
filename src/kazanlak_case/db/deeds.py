"""Readings and changes in one list, the newest first, a page at a time.

Each page asks both tables for as many as it holds and keeps the newest of both; what stands behind it is found for
the rows of the page alone. For one person the changes are few and are found through the records about that person.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection

from kazanlak_case.db.about_person import about_people
from kazanlak_case.db.context import UowContext
from kazanlak_case.db.mapping import IDS_AT_ONCE
from kazanlak_case.db.people_names import labels_of
from kazanlak_case.db.readings import moment_of
from kazanlak_case.db.text_sql import run
from kazanlak_case.db.written import Authors
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.readings import (
    Deed,
    DeedFilter,
    ReadingKind,
    codes_of,
    kind_of,
)
from kazanlak_case.domain.records import RECORDS

READ, CHANGED = "r", "c"
NAMED = 20
"""So many records of a change are looked through for the person it is about."""


@dataclass(frozen=True, slots=True)
class _Found:
    """One row of either table, as the order of both wants it."""

    at: str
    source: str
    first: int
    second: int
    row: Any

    @property
    def key(self) -> tuple[str, int, int, int]:
        """Sorted downwards, the newest comes first, and a reading before a change of the same second."""
        return (self.at, int(self.source == READ), self.first, self.second)


class Deeds:
    """What was done with this file's people, by whom, when."""

    def __init__(self, connection: Connection, context: UowContext) -> None:
        self._connection = connection
        self._context = context
        self._authors = Authors(connection)

    def page(
        self, wanted: DeedFilter, after: Deed | None = None, *, limit: int = 200
    ) -> list[Deed]:
        """Give so many deeds, from the newest or after one."""
        before = _key_of(after) if after else None
        rows = self._rows_of(wanted.person) if wanted.person else None
        found = [*self._readings(wanted, rows, before=before, limit=limit)]
        found += self._changes(wanted, rows, before=before, limit=limit)
        found.sort(key=lambda one: one.key, reverse=True)
        return self._told(found[:limit], set(rows or ()))

    # the two tables ---------------------------------------------------------------------------------------------
    def _readings(
        self, wanted: DeedFilter, rows: list[bytes] | None, *, before: Any, limit: int
    ) -> Iterator[_Found]:
        if wanted.kind is ReadingKind.CHANGED:
            return
        where, values = _where(wanted, '"user"')
        if before:
            # of one second the readings come first: after a change none of them is left
            where.append("(at < ? OR (at = ? AND number < ?))" if before[1] else "at < ?")
            values += [before[0], before[0], before[2]] if before[1] else [before[0]]
        if wanted.kind:
            codes = codes_of(wanted.kind) or _all_codes()
            others = "" if codes_of(wanted.kind) else "NOT "
            where.append(f"{_code()} {others}IN ({_marks(codes)})")
            values += codes
        for some in _parts(rows):
            among = [*where, f'"row" IN ({_marks(some)})'] if some else where
            asked = run(
                self._connection,
                'SELECT number, at, "user", what, type, "row", facts FROM reading'  # noqa: S608 - our own words
                f"{_and(among)} ORDER BY at DESC, number DESC LIMIT ?",
                (*values, *some, limit),
            )
            for row in asked:
                yield _Found(row[1], READ, row[0], 0, row)

    def _changes(
        self, wanted: DeedFilter, rows: list[bytes] | None, *, before: Any, limit: int
    ) -> Iterator[_Found]:
        if wanted.kind not in {None, ReadingKind.CHANGED}:
            return
        where, values = _where(wanted, "author")
        if before:
            same = "(at = ? AND (rid < ? OR (rid = ? AND last < ?)))"
            where.append("at <= ?" if before[1] else f"(at < ? OR {same})")
            rid, last = before[2], before[3]
            values += [before[0]] if before[1] else [before[0], before[0], rid, rid, last]
        columns = "SELECT rid, last, first, at, author, what FROM intention"
        if rows is None:
            asked = run(
                self._connection,
                f"{columns}{_and(where)} ORDER BY at DESC, rid DESC, last DESC LIMIT ?",
                (*values, limit),
            )
            for row in asked:
                yield _Found(row[3], CHANGED, row[0], row[1], row)
            return
        for rid, last in self._ends(rows):
            one = [*where, "rid = ?", "last = ?"]
            for row in run(self._connection, f"{columns}{_and(one)}", (*values, rid, last)):
                yield _Found(row[3], CHANGED, row[0], row[1], row)

    # one person -------------------------------------------------------------------------------------------------
    def _rows_of(self, person: RecordId) -> list[bytes]:
        found = about_people(self._connection, self._context.names, [person])
        own = {bytes.fromhex(person)}
        return sorted(own | {bytes.fromhex(row) for some in found.values() for _, row in some})

    def _ends(self, rows: Collection[bytes]) -> set[tuple[int, int]]:
        """Give the changesets that touched any of the records: log, last number."""
        ends: set[tuple[int, int]] = set()
        for some in _parts(list(rows)):
            marks = _marks(some)
            statements = [
                f"SELECT rid, seq FROM change WHERE row IN ({marks}) AND col <> 0",  # noqa: S608 - our own words
                *(
                    f'SELECT born_rid, born_seq FROM "{record}" WHERE id IN ({marks})'  # noqa: S608 - our own words
                    for record in RECORDS
                ),
            ]
            for statement in statements:
                for rid, seq in run(self._connection, statement, some).all():
                    last = run(
                        self._connection,
                        "SELECT min(last) FROM changeset WHERE rid = ? AND last >= ?",
                        (rid, seq),
                    ).scalar_one()
                    if last is not None:
                        ends.add((rid, last))
        return ends

    # what a row says --------------------------------------------------------------------------------------------
    def _told(self, found: list[_Found], mine: set[bytes]) -> list[Deed]:
        about = [self._about(one, mine) for one in found]
        known = {(record, row) for record, row in about if row is not None and record in RECORDS}
        labels = labels_of(self._connection, known)
        return [
            self._deed(one, record, row, label=labels.get(row or b"", ""))
            for one, (record, row) in zip(found, about, strict=True)
        ]

    def _about(self, one: _Found, mine: set[bytes]) -> tuple[str, bytes | None]:
        """Find the record a deed concerns: one of the person's asked for, else a person, else the first."""
        if one.source == READ:
            return one.row[4] or "", bytes(one.row[5]) if one.row[5] else None
        rid, last, first = one.row[0], one.row[1], one.row[2]
        touched = [
            (self._context.names.record_name(tbl), bytes(row))
            for tbl, row in run(
                self._connection,
                "SELECT DISTINCT tbl, row FROM change WHERE rid = ? AND seq BETWEEN ? AND ? LIMIT ?",
                (rid, first, last, NAMED),
            ).all()
        ]
        for record, row in touched:
            if row in mine:
                return record, row
        people = [place for place in touched if place[0] == "person"]
        return next(iter(people or touched), ("", None))

    def _deed(self, one: _Found, record: str, row: bytes | None, *, label: str) -> Deed:
        raw = one.row
        user = bytes(raw[2] if one.source == READ else raw[4])
        what = raw[3] if one.source == READ else raw[5]
        is_change = one.source == CHANGED
        return Deed(
            id=RecordId(f"{one.source}{one.first}-{one.second}@{one.at}"),
            at=moment_of(one.at),
            user=RecordId(user.hex()),
            who=self._authors.name(user),
            kind=ReadingKind.CHANGED if is_change else kind_of(what),
            what=what,
            record=record,
            row=RecordId(row.hex()) if row else None,
            facts="" if is_change else raw[6] or "",
            changes=raw[1] - raw[2] + 1 if is_change else 0,
            about=label,
            site=self._context.names.log(raw[0]).site if is_change else "",
        )


def _key_of(deed: Deed) -> tuple[str, int, int, int]:
    source, (places, _, at) = deed.id[0], deed.id[1:].partition("@")
    first, _, second = places.partition("-")
    return (at, int(source == READ), int(first), int(second))


def _where(wanted: DeedFilter, user: str) -> tuple[list[str], list[Any]]:
    where: list[str] = []
    values: list[Any] = []
    if wanted.user:
        where.append(f"{user} = ?")
        values.append(bytes.fromhex(wanted.user))
    if wanted.since:
        where.append("at >= ?")
        values.append(_start_of(wanted.since))
    if wanted.until:
        where.append("at < ?")
        values.append(_start_of(wanted.until + timedelta(days=1)))
    return where, values


def _start_of(day: date) -> str:
    """Give the beginning of a day here, as the tables write moments."""
    return datetime.combine(day, time()).astimezone().astimezone(UTC).isoformat(timespec="seconds")


def _code() -> str:
    """Give the code alone of an entry: the first ones carry a detail after a colon."""
    return "CASE WHEN instr(what, ':') > 0 THEN substr(what, 1, instr(what, ':') - 1) ELSE what END"


def _all_codes() -> tuple[str, ...]:
    return tuple(code for kind in ReadingKind for code in codes_of(kind))


def _parts(rows: list[bytes] | None) -> Iterator[list[bytes]]:
    """Cut what a query names into as many as it may name; without any there is one part, that names none."""
    if rows is None:
        yield []
        return
    for start in range(0, len(rows), IDS_AT_ONCE):
        yield rows[start : start + IDS_AT_ONCE]


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))


def _and(where: Iterable[str]) -> str:
    words = " AND ".join(where)
    return f" WHERE {words}" if words else ""
