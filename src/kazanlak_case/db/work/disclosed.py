"""Questions about who was given a person's data: bundles to other copies, and what was taken out on paper or in files."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from kazanlak_case.db import tables
from kazanlak_case.db.context import UowContext
from kazanlak_case.db.mapping import IDS_AT_ONCE
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.readings import TAKEN_OUT_WORDS


class BundleTo(NamedTuple):
    """A bundle that carried something of a person to another copy."""

    site: str
    on: date


class TakenOut(NamedTuple):
    """Something about a person that somebody printed or wrote into a file; `what` is a code of readings."""

    what: str
    user: str
    at: datetime


class CopyStanding(NamedTuple):
    """Another copy that should have a record, and whether its last receipt says that it has it."""

    site: str
    mark: str
    has_it: bool
    on: date | None


class DisclosedQueries:
    """Finds them."""

    def __init__(self, connection: Connection, context: UowContext) -> None:
        self._connection = connection
        self._context = context

    def bundles(self, records: Iterable[tuple[str, RecordId]]) -> list[BundleTo]:
        """List the bundles that carried the birth or an edit of these records, the oldest first."""
        places = set(self._places(records))
        copy = tables.DATA["copy"]
        rows = self._connection.execute(
            select(tables.sent.c.at, tables.sent.c.ranges, copy.c.site)
            .join_from(tables.sent, copy, copy.c.id == tables.sent.c.receiver, isouter=True)
            .order_by(tables.sent.c.at)
        )
        return [
            BundleTo(row.site or "", datetime.fromisoformat(row.at).date())
            for row in rows
            if _carries(json.loads(row.ranges), places)
        ]

    def taken_out(self, rows: Iterable[RecordId]) -> list[TakenOut]:
        """List what was taken out about these very records, the oldest first."""
        reading, user = tables.reading, tables.DATA["user"]
        asked = [bytes.fromhex(one) for one in rows]
        found = []
        for start in range(0, len(asked), IDS_AT_ONCE):
            query = (
                select(reading.c.what, reading.c.at, user.c.display_name, user.c.name)
                .join_from(reading, user, user.c.id == reading.c.user, isouter=True)
                .where(
                    reading.c.row.in_(asked[start : start + IDS_AT_ONCE]),
                    reading.c.what.in_(sorted(TAKEN_OUT_WORDS)),
                )
                .order_by(reading.c.number)
            )
            found += [
                TakenOut(row.what, row.display_name or row.name or "", _moment(row.at))
                for row in self._connection.execute(query)
            ]
        return found

    def copies_with(self, record: str, record_id: RecordId) -> list[CopyStanding]:
        """List the other copies, those that are not closed, that hold the scope of a record."""
        data, receipt = tables.DATA[record], tables.receipt
        born = self._connection.execute(
            select(data.c.born_rid, data.c.born_seq).where(data.c.id == bytes.fromhex(record_id))
        ).one()
        log = self._context.names.log(born.born_rid)
        copy, site = tables.DATA["copy"], tables.DATA["site"]
        rows = self._connection.execute(
            select(copy.c.id, copy.c.site, copy.c.mark, site.c.kind)
            .join_from(copy, site, site.c.code == copy.c.site, isouter=True)
            .where(copy.c.hidden == 0, copy.c.closed_on.is_(None), copy.c.id != self._context.copy)
            .order_by(copy.c.site, copy.c.mark)
        ).all()
        held = {
            row.copy: (row.seq, row.at)
            for row in self._connection.execute(
                select(receipt).where(
                    receipt.c.replica == log.replica, receipt.c.scope == log.scope
                )
            )
        }
        found = []
        for row in rows:
            if row.site != log.scope and row.kind == "house":
                continue  # another house has nothing of this one's
            seq, at = held.get(row.id, (0, None))
            has_it = seq >= born.born_seq or row.id == log.copy
            on = datetime.fromisoformat(at).date() if has_it and at else None
            found.append(CopyStanding(row.site or "", row.mark or "", has_it, on))
        return found

    def _places(self, records: Iterable[tuple[str, RecordId]]) -> Iterable[tuple[str, str, int]]:
        """Give the places in the logs where these records were born or edited."""
        for record, record_id in records:
            row = bytes.fromhex(record_id)
            data, change = tables.DATA[record], tables.change
            born = select(data.c.born_rid.label("rid"), data.c.born_seq.label("seq"))
            edits = select(change.c.rid, change.c.seq).where(change.c.row == row, change.c.col != 0)
            for found in (born.where(data.c.id == row), edits):
                for rid, seq in self._connection.execute(found):
                    log = self._context.names.log(rid)
                    yield log.replica.hex(), log.scope, seq


def _carries(ranges: list[list[str | int]], places: set[tuple[str, str, int]]) -> bool:
    return any(
        (replica, scope) == (of_replica, of_scope) and int(first) <= seq <= int(last)
        for replica, scope, _site, first, last in ranges
        for of_replica, of_scope, seq in places
    )


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
