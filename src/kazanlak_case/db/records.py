"""Read any record type: one by id, some by equal fields, many in id order."""

from collections.abc import Iterable
from typing import TypeVar

from sqlalchemy import Connection, func, select
from sqlalchemy.sql import ColumnElement

from kazanlak_case.db import tables
from kazanlak_case.db.about_person import about_people
from kazanlak_case.db.context import UowContext
from kazanlak_case.db.mapping import IDS_AT_ONCE, columns_of, record_of
from kazanlak_case.domain.errors import RecordMissingError
from kazanlak_case.domain.fields import RecordId, Value, record_type, to_raw
from kazanlak_case.domain.records import spec_of

RecordT = TypeVar("RecordT")


class Records:
    """The visible records of this file."""

    def __init__(self, connection: Connection, context: UowContext) -> None:
        self._connection = connection
        self._context = context

    def get(self, cls: type[RecordT], record_id: str) -> RecordT:
        """Read one record, hidden or not (history still shows what was deleted).

        Raises:
            RecordMissingError: No such record.
        """
        table = tables.DATA[record_type(cls)]
        row = self._connection.execute(
            select(*columns_of(cls)).where(table.c.id == bytes.fromhex(record_id))
        ).one_or_none()
        if row is None:
            raise RecordMissingError(id=record_id)
        return record_of(cls, row)

    def is_visible(self, record: str, record_id: str) -> bool:
        """Whether the record exists and is not deleted."""
        table = tables.DATA[record]
        found = select(table.c.hidden).where(table.c.id == bytes.fromhex(record_id))
        return self._connection.execute(found).scalar_one_or_none() == 0

    def find(self, cls: type[RecordT], **equals: Value) -> list[RecordT]:
        """List the visible records whose fields equal the given values, in id order."""
        table = tables.DATA[record_type(cls)]
        rows = self._connection.execute(
            select(*columns_of(cls)).where(*self._where(cls, equals)).order_by(table.c.id)
        )
        return [record_of(cls, row) for row in rows]

    def count(self, cls: type, **equals: Value) -> int:
        """Count the visible records whose fields equal the given values."""
        table = tables.DATA[record_type(cls)]
        found = select(func.count()).select_from(table).where(*self._where(cls, equals))
        return self._connection.execute(found).scalar_one()

    def all(
        self, cls: type[RecordT], *, limit: int | None = None, after: str | None = None
    ) -> list[RecordT]:
        """List visible records in id order, a page at a time."""
        table = tables.DATA[record_type(cls)]
        query = select(*columns_of(cls)).where(table.c.hidden == 0).order_by(table.c.id)
        if after:
            query = query.where(table.c.id > bytes.fromhex(after))
        if limit:
            query = query.limit(limit)
        return [record_of(cls, row) for row in self._connection.execute(query)]

    def many(self, cls: type[RecordT], ids: Iterable[str]) -> dict[RecordId, RecordT]:
        """Read several records by id; those that do not exist are missing in the answer."""
        table = tables.DATA[record_type(cls)]
        raw = [bytes.fromhex(one) for one in dict.fromkeys(ids) if one]
        found: dict[RecordId, RecordT] = {}
        for start in range(0, len(raw), IDS_AT_ONCE):
            query = select(*columns_of(cls)).where(table.c.id.in_(raw[start : start + IDS_AT_ONCE]))
            for row in self._connection.execute(query):
                found[RecordId(row.id.hex())] = record_of(cls, row)
        return found

    def about(self, people: Iterable[RecordId]) -> dict[str, list[tuple[str, RecordId]]]:
        """Give everything about some people by scope, hidden or not, as (type, id)."""
        return about_people(self._connection, self._context.names, people)

    def scope_of(self, record: str, record_id: str) -> str:
        """Name the scope a record belongs to for life.

        Raises:
            RecordMissingError: No such record.
        """
        table = tables.DATA[record]
        found = select(table.c.born_rid).where(table.c.id == bytes.fromhex(record_id))
        rid = self._connection.execute(found).scalar_one_or_none()
        if rid is None:
            raise RecordMissingError(id=record_id)
        return self._context.names.log(rid).scope

    def _where(self, cls: type, equals: dict[str, Value]) -> list[ColumnElement[bool]]:
        name = record_type(cls)
        table = tables.DATA[name]
        return [
            table.c.hidden == 0,
            *(
                table.c[field] == to_raw(spec_of(name, field), value)
                for field, value in equals.items()
            ),
        ]
