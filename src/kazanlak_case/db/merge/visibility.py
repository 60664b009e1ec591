"""Which records are hidden: deletes against edits (design.md, section 4)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from kazanlak_case.db.mapping import IDS_AT_ONCE
from kazanlak_case.db.shorthand import OWN_PLACE, Shorthand
from kazanlak_case.db.tables import DATA
from kazanlak_case.db.text_sql import canonical, run, run_many
from kazanlak_case.domain.fields import Raw


@dataclass(frozen=True, slots=True)
class Edit:
    """One standing edit: of a field, or of the record's own place (value 1 deletes, 0 keeps)."""

    tbl: int
    col: int
    rid: int
    seq: int
    ctx: int
    value: Raw


class Contexts:
    """What each log had merged by each of its contexts."""

    def __init__(self, connection: Connection) -> None:
        self._moves: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        for rid, ctx, other, seq in run(connection, "SELECT rid, ctx, other, seq FROM context"):
            self._moves[rid, other].append((ctx, seq))

    def has_seen(self, later: Edit, earlier: Edit) -> bool:
        """Whether `later` comes after `earlier` in one log, or its context covers it."""
        if later.rid == earlier.rid:
            return later.seq > earlier.seq
        return any(
            ctx <= later.ctx and seq >= earlier.seq
            for ctx, seq in self._moves[later.rid, earlier.rid]
        )


def rows_with_own_place(connection: Connection) -> list[bytes]:
    """Give the records touched by a merge that somebody deleted or kept."""
    return [
        row
        for (row,) in run(
            connection,
            "SELECT t.row FROM (SELECT DISTINCT row FROM candidate) AS t "
            "CROSS JOIN clock AS o ON o.row = t.row AND o.col = -1 GROUP BY t.row",
        )
    ]


def settle_visibility(connection: Connection, names: Shorthand, rows: Sequence[bytes]) -> int:
    """Set `hidden`, and the question of the own place, for records with something in their own place.

    Answers how many of them are hidden.
    """
    if not rows:
        return 0
    contexts = Contexts(connection)
    hidden: dict[int, list[tuple[int, bytes]]] = defaultdict(list)
    asked: list[tuple[Any, ...]] = []
    for row, edits in _standing_edits(connection, rows).items():
        is_hidden, questions = judge(edits, contexts)
        hidden[edits[0].tbl].append((int(is_hidden), row))
        asked.extend(
            (row, edit.tbl, edit.rid, edit.seq, canonical(connection, edit.value))
            for edit in questions
        )
    for tbl, marks in hidden.items():
        record = names.record_name(tbl)
        if record in DATA:
            run_many(connection, f'UPDATE "{record}" SET hidden = ? WHERE id = ?', marks)
    run_many(
        connection, "DELETE FROM conflict WHERE row = ? AND col = -1", ((row,) for row in rows)
    )
    run_many(
        connection,
        "INSERT INTO conflict (row, col, tbl, rid, seq, value, resolved) VALUES (?, -1, ?, ?, ?, ?, 0) "
        "ON CONFLICT DO NOTHING",
        asked,
    )
    return sum(is_hidden for marks in hidden.values() for is_hidden, _ in marks)


def _standing_edits(connection: Connection, rows: Sequence[bytes]) -> dict[bytes, list[Edit]]:
    records: dict[bytes, list[Edit]] = defaultdict(list)
    for start in range(0, len(rows), IDS_AT_ONCE):
        some = rows[start : start + IDS_AT_ONCE]
        marks = ", ".join("?" * len(some))
        for row, *rest in run(
            connection,
            "SELECT k.row, c.tbl, k.col, k.rid, k.seq, k.ctx, c.new FROM clock AS k "
            f"CROSS JOIN change AS c ON c.rid = k.rid AND c.seq = k.seq WHERE k.row IN ({marks})",
            tuple(some),
        ):
            records[row].append(Edit(*rest))
    return records


def judge(edits: list[Edit], contexts: Contexts) -> tuple[bool, list[Edit]]:
    """Decide whether a record is hidden, and which edits a person must be asked about (none: nobody is asked)."""
    own = [edit for edit in edits if edit.col == OWN_PLACE]
    fields = [edit for edit in edits if edit.col != OWN_PLACE]
    deletes = [edit for edit in own if edit.value]
    keeps = [edit for edit in own if not edit.value]
    if keeps:
        # somebody keeps what somebody else deletes: a person decides, and meanwhile it stays to be seen
        return False, own if deletes else []
    unseen = [edit for edit in fields if not any(contexts.has_seen(one, edit) for one in deletes)]
    if not unseen:
        return True, []
    # an edit that knew of every delete has answered them; one that did not is a question
    asking = [edit for edit in unseen if not all(contexts.has_seen(edit, one) for one in deletes)]
    if not asking:
        return False, []
    kept = [Edit(edit.tbl, OWN_PLACE, edit.rid, edit.seq, edit.ctx, 0) for edit in asking]
    return False, [*deletes, *kept]
