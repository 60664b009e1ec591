"""Take back an own changeset by a new one: lists, search and figures are as before, history shows both."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, and_, or_, select

from kazanlak_case.db import tables
from kazanlak_case.db.changelog import ChangeLog
from kazanlak_case.db.context import UowContext
from kazanlak_case.db.shorthand import BIRTH, ERASES, OWN_PLACE
from kazanlak_case.db.written import undone_by_name, undone_by_number
from kazanlak_case.domain.changes import Change, Deleted, Edited, Kept, Written
from kazanlak_case.domain.errors import AlreadyUndoneError, NothingToUndoError, UndoTooLateError
from kazanlak_case.domain.fields import RecordId, from_raw
from kazanlak_case.domain.records import RECORDS, spec_of
from kazanlak_case.i18n import N_

_PARTS_OF_ID = 3


def undo_changeset(
    connection: Connection,
    context: UowContext,
    log: ChangeLog,
    *,
    undo: str,
    of_any_copy: bool = False,
) -> Written:
    """Write the changeset that takes another back. What somebody changed since stays as they left it.

    Args:
        connection: In the caller's transaction.
        context: Who is at work.
        log: Where the new changeset goes: always this copy's own log.
        undo: Which changeset.
        of_any_copy: Take back what another copy wrote too (a joining is split wherever somebody sees it was wrong).

    Raises:
        NothingToUndoError: No such changeset here, or not one of this copy.
        AlreadyUndoneError: It was taken back before.
        UndoTooLateError: It erased something.
    """
    rid, last = _find(context, undo, of_any_copy=of_any_copy)
    changeset, change = tables.changeset, tables.change
    first = connection.execute(
        select(changeset.c.first).where(changeset.c.rid == rid, changeset.c.last == last)
    ).scalar_one_or_none()
    if first is None:
        raise NothingToUndoError(id=undo)
    of = context.names.log(rid)
    by_number, by_name = undone_by_number(last), undone_by_name(of.key, last)
    if connection.execute(
        select(changeset.c.last).where(
            or_(
                and_(changeset.c.rid == rid, changeset.c.what == by_number),
                changeset.c.what == by_name,
            )
        )
    ).first():
        raise AlreadyUndoneError(id=undo)
    rows = connection.execute(
        select(change)
        .where(change.c.rid == rid, change.c.seq >= first, change.c.seq <= last)
        .order_by(change.c.seq.desc())
    ).all()
    changes = [back for row in rows for back in _taken_back(connection, context, row)]
    what = by_number if of.replica == context.replica else by_name
    return log.append(changes, what, scope=of.scope)


def _taken_back(
    connection: Connection, context: UowContext, row: Row[*tuple[Any, ...]]
) -> Iterator[Change]:
    record, record_id = context.names.record_name(row.tbl), RecordId(row.row.hex())
    if row.col == OWN_PLACE and row.new == ERASES:
        raise UndoTooLateError(reason=N_("what was erased cannot come back"))
    if record not in RECORDS:
        return  # of a newer version: left as it is
    table = tables.DATA[record]
    now = connection.execute(select(table).where(table.c.id == row.row)).mappings().one_or_none()
    if now is None:
        return  # erased since
    if row.col == BIRTH:
        yield Deleted(record, record_id)
    elif row.col == OWN_PLACE:
        yield Deleted(record, record_id) if row.old else Kept(record, record_id)
    else:
        name = context.names.field_name(row.tbl, row.col)
        if name in now and now[name] == row.new:
            yield Edited(record, record_id, {name: from_raw(spec_of(record, name), row.old)})


def _find(context: UowContext, undo: str, *, of_any_copy: bool) -> tuple[int, int]:
    parts = undo.split("-")
    if len(parts) == _PARTS_OF_ID and parts[2].isdigit():
        for rid, log in context.names.logs().items():
            is_ours = of_any_copy or log.copy == context.copy
            if (log.replica.hex(), log.scope) == (parts[0], parts[1]) and is_ours:
                return rid, int(parts[2])
    raise NothingToUndoError(id=undo)
