"""What every reader of the change log asks: who wrote, where a changeset ends, what a value says, what was taken back."""

from typing import Any

from sqlalchemy import Connection, func, select

from kazanlak_case.db import tables
from kazanlak_case.domain.exchange import LogKey
from kazanlak_case.domain.fields import Raw, Value, from_raw
from kazanlak_case.domain.records import RECORDS, spec_of

UNDONE = "undone:"
"""A changeset so named takes back the one that ends at the number after the colon: of its own log, or of the replica
and scope that follow."""


def undone_by_number(last: int) -> str:
    """Name what takes back a changeset of the same log."""
    return f"{UNDONE}{last}"


def undone_by_name(log: LogKey, last: int) -> str:
    """Name what takes back a changeset of another log."""
    replica, scope = log
    return f"{UNDONE}{last}.{replica.hex()}.{scope}"


class Authors:
    """The names of those who wrote, each asked for once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[bytes, str] = {}

    def name(self, user_id: bytes) -> str:
        """Give a user's name as it is shown; "" if nobody of that id is here."""
        if user_id not in self._known:
            user = tables.DATA["user"]
            row = self._connection.execute(
                select(user.c.display_name, user.c.name).where(user.c.id == user_id)
            ).one_or_none()
            self._known[user_id] = "" if row is None else row.display_name or row.name
        return self._known[user_id]


def end_of_changeset(rid: Any, seq: Any) -> Any:
    """Give the last number of the changeset that a change belongs to, as a part of a query."""
    inner = tables.headers.alias()
    found = select(func.min(inner.c.last)).where(inner.c.rid == rid, inner.c.last >= seq)
    return found.correlate_except(inner).scalar_subquery()


def value_of(record: str, field: str, raw: Raw) -> Value:
    """Give the value of a field; one of a newer version's field is shown as it stands."""
    if record in RECORDS:
        try:
            return from_raw(spec_of(record, field), raw)
        except KeyError:
            pass
    return raw.hex() if isinstance(raw, bytes) else raw
