"""Follow records that go on under a new id in another scope, both ways (design.md, section 4)."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, FromClause, exists, select

from kazanlak_case.db.mapping import IDS_AT_ONCE
from kazanlak_case.db.tables import DATA


def related(connection: Connection, ids: Iterable[bytes]) -> set[bytes]:
    """Give the records themselves and all that continue them or that they continue, over any number of houses.

    Continuations that were deleted count too: an erasure must reach what a mistaken delete would hide.
    """
    known = set(ids)
    front = list(known)
    while front:
        found = set()
        for start in range(0, len(front), IDS_AT_ONCE):
            found |= _neighbours(connection, front[start : start + IDS_AT_ONCE])
        front = list(found - known)
        known |= found
    return known


def is_continued(table: FromClause, record: str) -> ColumnElement[bool]:
    """Tell in a query that a record goes on elsewhere: what stands here is its beginning."""
    go_on = DATA["continuation"].alias()
    here = DATA[record].alias()
    return exists(
        select(go_on.c.id)
        .join(here, here.c.id == go_on.c.record)
        .where(go_on.c.continues == table.c.id, go_on.c.hidden == 0, here.c.hidden == 0)
    )


def _neighbours(connection: Connection, ids: list[bytes]) -> set[bytes]:
    table = DATA["continuation"]
    ways = ((table.c.record, table.c.continues), (table.c.continues, table.c.record))
    return {
        row
        for near, far in ways
        for row in connection.execute(select(far).where(near.in_(ids))).scalars()
        if row is not None
    }
