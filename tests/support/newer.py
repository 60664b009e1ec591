"""A copy of a newer version: it writes fields and record types that this version does not know, through the real merge."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from kazanlak_case.db.canonical import SALT_BYTES
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.merge import appending
from kazanlak_case.db.merge.chain_check import ChainCheck
from kazanlak_case.domain.exchange import (
    FORMAT,
    Births,
    Changesets,
    Edits,
    Header,
    ImportPlan,
    LogRange,
    Moved,
    Receipt,
    Segment,
)


@dataclass(frozen=True)
class NewerEdit:
    """A value for a field that this version does not know."""

    record: str
    id: str
    field: str
    value: str


@dataclass(frozen=True)
class NewerBirth:
    """A record of a type that this version does not know."""

    record: str
    id: str
    fields: dict[str, str]


def write_as_newer(
    file: CaseFile, scope: str, changes: Sequence[NewerEdit | NewerBirth], *, now: datetime
) -> int:
    """Append one changeset to the file's own log, as a newer version would; answers its last number."""
    with file.writing(now) as uow:
        connection: Connection = uow._connection
        context, names = uow._context, file.names
        log = context.own_log(scope)
        rid = names.rid(connection, log)
        standing = appending.standing_of(connection, rid)
        moved = appending.moved_since(connection, rid, scope=scope, replica=context.replica)
        hlc = appending.next_time(connection, int(now.timestamp() * 1_000_000))
        first, last = standing.seq + 1, standing.seq + len(changes)
        births, edits = _parts(connection, changes, first)
        sets = Changesets(
            last=[last],
            hlc=[hlc],
            at=[now.astimezone(UTC).isoformat(timespec="seconds")],
            author=[bytes.fromhex(context.user.id)],
            what=["person_saved"],
            salt=[secrets.token_bytes(SALT_BYTES)],
            moved=[
                tuple(Moved(names.log(of).replica, names.log(of).scope, seq) for of, seq in moved)
            ],
            leaves=[()],
        )
        segment = Segment(log.key, first, last, sets, births, edits)
        wanted = LogRange(log, first, last, standing.head, b"")
        check = ChainCheck(wanted, head=standing.head, take_from=first, path="")
        check.follow(segment)
        header = _header(LogRange(log, first, last, standing.head, check.hashes[-1]))
        uow.exchange.merge(ImportPlan({log.key: first}), header, [segment], path="")
        uow.commit()
    return last


def _parts(
    connection: Connection, changes: Sequence[NewerEdit | NewerBirth], first: int
) -> tuple[dict[str, Births], Edits]:
    births: dict[str, Births] = {}
    edits = Edits()
    for seq, change in enumerate(changes, first):
        row = bytes.fromhex(change.id)
        if isinstance(change, NewerBirth):
            columns: dict[str, list[Any]] = {name: [value] for name, value in change.fields.items()}
            births[change.record] = Births([seq], [row], columns)
            continue
        old = connection.exec_driver_sql(
            "SELECT value FROM extra WHERE type = ? AND row = ? AND name = ?",
            (change.record, row, change.field),
        ).scalar_one_or_none()
        for column, value in zip(
            (edits.seq, edits.record, edits.id, edits.field, edits.old, edits.new),
            (seq, change.record, row, change.field, old, change.value),
            strict=True,
        ):
            column.append(value)  # type: ignore[attr-defined]
    return births, edits


def _header(only: LogRange) -> Header:
    return Header(
        bundle=bytes(16),
        format=FORMAT,
        program="newer",
        sender=only.log.copy,
        sender_site=only.log.site,
        receiver=only.log.copy,
        receiver_site=only.log.site,
        sequence=0,
        created="",
        ranges=(only,),
        context=(),
        receipt=Receipt(only.log.replica, only.log.copy, only.log.site, ()),
        counts={},
        segments=1,
    )
