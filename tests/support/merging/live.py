"""Copies at work: a real file, and what the oracle thinks of it; and how every one of them begins."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, select

from kazanlak_case.db import tables
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.settings_table import read_setting
from kazanlak_case.domain.changes import Change
from support.copies import CENTRE, LAPTOPS, ORIGINALS, Place, originals, places, shut
from support.merging.copying import Copy
from support.merging.model import BORN, Changeset, Log
from support.merging.model import Change as Edit

SITES = {CENTRE: "municipality", **LAPTOPS}
MICROSECONDS = 1_000_000
NEWER_FIELD = "shoe_size"
"""The one field that only a newer version knows."""
REFUSALS = {"fork": "fork", "gap": "gap", "context": "context", "erasure": "erasure"}

Draft = tuple[Change, str, str, object]
"""What the product is told, and the same for the oracle: record, place, value."""


@dataclass
class Live:
    """A copy at work: the file, where it lies, what its installation counts, and what the oracle thinks of it."""

    original: str
    place: Place
    file: CaseFile
    model: Copy
    counts: dict[bytes, int]
    checked_at: int = -1
    """How many commits it had when it was compared last."""


@dataclass(frozen=True)
class Aside:
    """A file put aside, with its installation's counts, and the oracle's copy as it stood."""

    original: str
    folder: Path
    model: Copy
    counts: dict[bytes, int]


@cache
def beginnings() -> dict[str, Copy]:
    """Read what every original holds: where each history begins."""
    made, logs = originals(), dict[Log, Changeset]()
    found: dict[str, Copy] = {}
    for name in ORIGINALS:
        place = places().take()
        file = place.open(
            made.folder / f"{name}.kcase", made.unlocked[name], state=made.folder / "state"
        )
        with file.reading_raw() as connection:
            found[name] = _beginning(name, file, connection, logs)
        shut(file)
        places().give_back(place)
    return found


def named() -> dict[bytes, Changeset]:
    """Give the originals' changesets by what the program calls them."""
    return {
        one.name: one
        for copy in beginnings().values()
        for head in copy.heads.values()
        for one in head.path()
    }


def _beginning(
    name: str, file: CaseFile, connection: Connection, logs: dict[Log, Changeset]
) -> Copy:
    """The centre is read first: it holds every log, and the others hold the same ones."""
    facts = file.facts
    copy = Copy(
        name=name,
        site=facts.site,
        identity=facts.copy.hex(),
        replica=facts.replica,
        is_centre=name == CENTRE,
    )
    births = _births(connection)
    for rid, log in file.names.logs().items():
        rows = connection.execute(
            select(tables.changeset)
            .where(tables.changeset.c.rid == rid)
            .order_by(tables.changeset.c.last)
        ).all()
        head = None
        for row in rows:
            changes = tuple(births.get((rid, seq)) for seq in range(row.first, row.last + 1))
            told = tuple(one for one in changes if one)
            head = Changeset(log.key, row.last, head, told, {}, row.hlc, name=row.hash)
        if head is not None:
            copy.heads[log.key] = logs.setdefault(log.key, head)
            assert copy.heads[log.key].last == head.last, "the originals hold all of each other"
    for row in connection.execute(select(tables.receipt)):
        copy.receipts.setdefault(row.copy.hex(), {})[row.replica, row.scope] = row.seq
    time, commits = read_setting(connection, "hlc"), read_setting(connection, "commits")
    copy.time = time if isinstance(time, int) else 0
    copy.commits = commits if isinstance(commits, int) else 0
    return copy


def _births(connection: Connection) -> dict[tuple[int, int], Edit]:
    """The people and the partner of the originals, as they were born."""
    found = {}
    for _scope, kind, known in originals().people:
        table = tables.DATA[kind]
        row = (
            connection.execute(select(table).where(table.c.id == bytes.fromhex(known)))
            .mappings()
            .one_or_none()
        )
        if row is not None:
            found[row["born_rid"], row["born_seq"]] = Edit(known, BORN, dict(row), frozenset(), 0)
    return found
