"""Take back an own changeset by a new one: lists, search and figures are as before, history shows both."""

from sqlalchemy import Connection, select

from kazanlak_case.db import tables
from kazanlak_case.db.changelog import ChangeLog
from kazanlak_case.db.context import UowContext
from kazanlak_case.db.shorthand import BIRTH, OWN_PLACE
from kazanlak_case.domain.changes import Change, Deleted, Edited, Kept, Written
from kazanlak_case.domain.errors import AlreadyUndoneError, NothingToUndoError
from kazanlak_case.domain.fields import RecordId, from_raw
from kazanlak_case.domain.records import spec_of

UNDONE = "undone:"
"""A changeset so named takes back the one of its log that ends at the number after the colon."""

_PARTS_OF_ID = 3


def undo_changeset(
    connection: Connection, context: UowContext, log: ChangeLog, *, undo: str
) -> Written:
    """Write the changeset that takes another back. What somebody changed since stays as they left it.

    Raises:
        NothingToUndoError: No such changeset here, or not one of this copy.
        AlreadyUndoneError: It was taken back before.
    """
    rid, last = _find(context, undo)
    changeset, change = tables.changeset, tables.change
    first = connection.execute(
        select(changeset.c.first).where(changeset.c.rid == rid, changeset.c.last == last)
    ).scalar_one_or_none()
    if first is None:
        raise NothingToUndoError(id=undo)
    what = f"{UNDONE}{last}"
    if connection.execute(
        select(changeset.c.last).where(changeset.c.rid == rid, changeset.c.what == what)
    ).first():
        raise AlreadyUndoneError(id=undo)
    changes: list[Change] = []
    rows = connection.execute(
        select(change)
        .where(change.c.rid == rid, change.c.seq >= first, change.c.seq <= last)
        .order_by(change.c.seq.desc())
    ).all()
    for row in rows:
        record = context.names.record_name(row.tbl)
        record_id = RecordId(row.row.hex())
        if row.col == BIRTH:
            changes.append(Deleted(record, record_id))
        elif row.col == OWN_PLACE:
            changes.append(Kept(record, record_id) if row.new else Deleted(record, record_id))
        else:
            name = context.names.field_name(row.tbl, row.col)
            table = tables.DATA[record]
            now = connection.execute(
                select(table.c[name]).where(table.c.id == row.row)
            ).scalar_one()
            if now == row.new:
                changes.append(
                    Edited(record, record_id, {name: from_raw(spec_of(record, name), row.old)})
                )
    return log.append(changes, what, scope=context.names.log(rid).scope)


def _find(context: UowContext, undo: str) -> tuple[int, int]:
    parts = undo.split("-")
    if len(parts) == _PARTS_OF_ID and parts[2].isdigit():
        for rid, log in context.names.logs().items():
            if (log.replica.hex(), log.scope) == (parts[0], parts[1]) and log.copy == context.copy:
                return rid, int(parts[2])
    raise NothingToUndoError(id=undo)
