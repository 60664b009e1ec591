"""Local shorthands: small numbers for logs, record types and fields. Bundles, hashes and digests use names."""

from collections import Counter
from functools import cache

from sqlalchemy import Connection, insert

from kazanlak_case.db import tables
from kazanlak_case.db.server.partitions import next_number
from kazanlak_case.db.text_sql import is_server, run_many, tuples
from kazanlak_case.domain.exchange import LogKey, LogName
from kazanlak_case.domain.fields import specs_of
from kazanlak_case.domain.records import RECORDS

OWN_PLACE = -1
"""The column number of a record's own place, where deletes and keeps stand."""
BIRTH = 0
ERASES = 2
"""What a change of the own place says to have the record's values gone; 1 deletes, 0 keeps."""


@cache
def _declared() -> tuple[tuple[str, str], ...]:
    """Name every field of every record type of this version, with its record type."""
    return tuple((record, spec.name) for record, cls in RECORDS.items() for spec in specs_of(cls))


class Shorthand:
    """The numbers this file uses for names. Names of a newer version are given numbers as they come."""

    def __init__(self) -> None:
        self._tbl: dict[str, int] = {}
        self._col: dict[tuple[int, str], int] = {}
        self._logs: dict[int, LogName] = {}
        self._rid: dict[LogKey, int] = {}

    def load(self, connection: Connection) -> None:
        """Read all numbers anew: at open, and after a rollback that may have forgotten some."""
        self._tbl = dict(tuples(connection, "SELECT name, tbl FROM kind"))
        self._col = {
            (tbl, name): col
            for tbl, name, col in tuples(connection, "SELECT tbl, name, col FROM field")
        }
        self._logs = {
            rid: LogName(*name)
            for rid, *name in tuples(
                connection, "SELECT rid, replica, scope, site, incarnation, copy FROM log"
            )
        }
        self._rid = {log.key: rid for rid, log in self._logs.items()}
        self._names = {tbl: name for name, tbl in self._tbl.items()}
        self._fields = {(tbl, col): name for (tbl, name), col in self._col.items()}

    @property
    def sizes(self) -> tuple[int, int, int]:
        """How many logs, record types and fields are known: they only grow."""
        return len(self._logs), len(self._tbl), len(self._col)

    def ensure_registry(self, connection: Connection) -> None:
        """Give numbers to every declared record type and field: all at once, for a new file knows none."""
        unknown = [
            (record, field)
            for record, field in _declared()
            if (self._tbl.get(record), field) not in self._col
        ]
        if not unknown:
            return
        types, fields, highest = len(self._tbl), len(self._col), Counter[int]()
        for tbl, col in self._fields:
            highest[tbl] = max(highest[tbl], col)
        for record, field in unknown:
            tbl = self._tbl.setdefault(record, max(self._names, default=0) + 1)
            self._names[tbl] = record
            highest[tbl] += 1
            self._col[tbl, field] = highest[tbl]
            self._fields[tbl, highest[tbl]] = field
        new_types = [(tbl, name) for name, tbl in list(self._tbl.items())[types:]]
        run_many(connection, "INSERT INTO kind (tbl, name) VALUES (?, ?)", new_types)
        new_fields = [(tbl, col, name) for (tbl, name), col in list(self._col.items())[fields:]]
        run_many(connection, "INSERT INTO field (tbl, col, name) VALUES (?, ?, ?)", new_fields)

    def tbl(self, connection: Connection, record: str) -> int:
        """Give the number of a record type; a new one is given and kept."""
        if record not in self._tbl:
            number = max(self._tbl.values(), default=0) + 1
            connection.execute(insert(tables.kind).values(tbl=number, name=record))
            self._tbl[record] = number
            self._names[number] = record
        return self._tbl[record]

    def col(self, connection: Connection, record: str, field: str) -> int:
        """Give the number of a field, from 1; "" is the record's own place."""
        if not field:
            return OWN_PLACE
        tbl = self.tbl(connection, record)
        if (tbl, field) not in self._col:
            number = max((col for (of, _), col in self._col.items() if of == tbl), default=0) + 1
            connection.execute(insert(tables.field).values(tbl=tbl, col=number, name=field))
            self._col[tbl, field] = number
            self._fields[tbl, number] = field
        return self._col[tbl, field]

    def record_name(self, tbl: int) -> str:
        """Give the record type of a number."""
        return self._names[tbl]

    def field_name(self, tbl: int, col: int) -> str:
        """Give the field of a number; "" for the record's own place."""
        return "" if col <= 0 else self._fields[tbl, col]

    def rid(self, connection: Connection, log: LogName) -> int:
        """Give the number of a log; a new log starts empty, at number 0."""
        if log.key not in self._rid:
            number = (
                next_number(connection, self._logs, log.site)
                if is_server(connection)
                else max(self._logs, default=0) + 1
            )
            connection.execute(
                insert(tables.log).values(
                    rid=number,
                    replica=log.replica,
                    scope=log.scope,
                    site=log.site,
                    incarnation=log.incarnation,
                    copy=log.copy,
                )
            )
            self._logs[number] = log
            self._rid[log.key] = number
        return self._rid[log.key]

    def known_rid(self, key: LogKey) -> int | None:
        """Give the number of a log, if this file has it."""
        return self._rid.get(key)

    def log(self, rid: int) -> LogName:
        """Give the log of a number."""
        return self._logs[rid]

    def logs(self) -> dict[int, LogName]:
        """All logs by number."""
        return dict(self._logs)
