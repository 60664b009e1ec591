"""Look into a backup before it is restored: what is in it, who wrote last, and what would be lost with it.

Only read: through connections of its own, in the words of SQL that backups of every version understand.
"""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

from sqlalchemy import Connection

from kazanlak_case.db.backup_facts import DATABASE, BackupFacts, counted, read_facts
from kazanlak_case.db.backup_writing import connected
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.intentions import headers_in
from kazanlak_case.db.key_slots import Unlocked
from kazanlak_case.db.reference import rights_of
from kazanlak_case.db.restoring import check_backup
from kazanlak_case.db.text_sql import run
from kazanlak_case.db.written import Authors
from kazanlak_case.domain.backup_errors import NotABackupError
from kazanlak_case.domain.errors import NotAllowedError
from kazanlak_case.domain.exchange import Progress
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.domain.records import User
from kazanlak_case.domain.rules.rights import Act, can

SHOWN = 12
"""So many of the last things written are named."""
COUNTED = ("person", "household", "case", "service_entry", "participation")

Ends: TypeAlias = dict[tuple[bytes, str], int]
"""How far each log goes, by replica and scope."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was written: when, by whom, what (a code) and where."""

    at: datetime
    author: str
    what: str
    site: str


@dataclass(frozen=True, slots=True)
class Loss:
    """What stands in the present file and not in the backup.

    Attributes:
        records: How many records were made or changed.
        returning: How many of the changes others hold too: the exchange brings them back.
    """

    changes: int = 0
    records: int = 0
    returning: int = 0
    lines: tuple[Line, ...] = ()

    @property
    def gone(self) -> int:
        """How many changes nobody else holds."""
        return self.changes - self.returning


@dataclass(frozen=True, slots=True)
class Preview:
    """What one sees of a backup. `loss` is None where there is no present file to compare it with."""

    facts: BackupFacts
    counts: dict[str, int]
    lines: tuple[Line, ...]
    loss: Loss | None
    may_restore: bool


def look_into(
    backup: Path, unlocked: Unlocked, *, present: CaseFile | None, progress: Progress
) -> Preview:
    """Read a backup through, and tell what is in it and what is not.

    Raises:
        NotABackupError: It is none.
        BackupDamagedError: It does not verify.
    """
    facts = read_facts(backup) or _unnamed(backup)
    check_backup(backup, unlocked, progress=progress)
    with connected(backup / DATABASE, unlocked.database_keys(), mode="ro") as connection:
        facts = counted(connection, facts)
        ends = _ends(connection)
        lines = tuple(_last_lines(connection))
        counts = {name: _count(connection, name) for name in COUNTED}
        may_restore = _may_restore(connection, unlocked.user)
    loss = None if present is None else _loss(present, ends)
    return Preview(facts, counts, lines, loss, may_restore)


def require_restore(backup: Path, unlocked: Unlocked) -> None:
    """Refuse where whoever opened a backup may not restore it: the rights are those of that time.

    Raises:
        NotAllowedError: The post does not allow it.
    """
    with connected(backup / DATABASE, unlocked.database_keys(), mode="ro") as connection:
        if not _may_restore(connection, unlocked.user):
            raise NotAllowedError(act=Act.RESTORE)


def _unnamed(backup: Path) -> BackupFacts:
    """Take a case file that somebody copied by hand for what it is."""
    database = backup / DATABASE
    if not database.is_file():
        raise NotABackupError(path=backup.name)
    made = datetime.fromtimestamp(database.stat().st_mtime).astimezone()
    return BackupFacts(backup, made, "asked", database.stat().st_size)


def _count(connection: Any, name: str) -> int:
    row = connection.execute(f'SELECT count(*) FROM "{name}" WHERE hidden = 0').fetchone()  # noqa: S608 - our own tables
    return int(row[0])


def _ends(connection: Any) -> Ends:
    rows = connection.execute(
        "SELECT log.replica, log.scope, vector.seq FROM vector JOIN log ON log.rid = vector.rid"
    )
    return {(bytes(replica), scope): seq for replica, scope, seq in rows}


def _last_lines(connection: Any) -> Iterator[Line]:
    """Give the last things written, the newest first: each log's own last, by the key they are stored under."""
    names = {
        bytes(user): shown or name
        for user, shown, name in connection.execute('SELECT id, display_name, name FROM "user"')
    }
    headers = headers_in(row[0] for row in connection.execute("SELECT name FROM sqlite_master"))
    found = [
        (row, site)
        for rid, site in connection.execute("SELECT rid, site FROM log").fetchall()
        for row in connection.execute(
            f"SELECT hlc, at, author, what FROM {headers} WHERE rid = ? ORDER BY last DESC LIMIT ?",  # noqa: S608 - one of our own two
            (rid, SHOWN),
        ).fetchall()
    ]
    for (_hlc, at, author, what), site in heapq.nlargest(SHOWN, found):
        yield Line(datetime.fromisoformat(at), names.get(bytes(author), ""), what, site)


def _may_restore(connection: Any, user: str) -> bool:
    role = connection.execute(
        'SELECT role FROM "user" WHERE name = ? AND hidden = 0', (user,)
    ).fetchone()
    text = connection.execute("SELECT text FROM profile WHERE hidden = 0 ORDER BY id").fetchone()
    if role is None or text is None:
        return False
    rights = rights_of(MunicipalityProfile.parse(text[0] or ""))
    return can(rights, User(id=RecordId(""), name=user, role=role[0]), Act.RESTORE)


def _loss(present: CaseFile, held: Ends) -> Loss:
    """Compare how far each log goes here and there; what others confirmed or wrote themselves comes back."""
    with present.reading_raw() as connection:
        own = present.facts.copy
        receipts = _receipts(connection)
        loss = Loss()
        newer: list[Any] = []
        for rid, log in present.names.logs().items():
            have = held.get(log.key, 0)
            last = _end(connection, rid)
            if last <= have:
                continue
            known = last if log.copy != own else min(last, receipts.get(log.key, 0))
            loss = replace(
                loss,
                changes=loss.changes + last - have,
                records=loss.records + _records(connection, rid, have),
                returning=loss.returning + max(0, known - have),
            )
            newer += _later(connection, rid, have)
        authors = Authors(connection)
        lines = [
            Line(
                datetime.fromisoformat(row.at),
                authors.name(row.author),
                row.what,
                present.names.log(row.rid).site,
            )
            for row in heapq.nlargest(SHOWN, newer, key=_clock)
        ]
    return replace(loss, lines=tuple(lines))


def _clock(row: Any) -> int:
    return int(row.hlc)


def _end(connection: Connection, rid: int) -> int:
    found = run(connection, "SELECT seq FROM vector WHERE rid = ?", (rid,)).scalar_one_or_none()
    return int(found or 0)


def _receipts(connection: Connection) -> Ends:
    rows = run(
        connection, "SELECT replica, scope, max(seq) AS seq FROM receipt GROUP BY replica, scope"
    )
    return {(bytes(row.replica), row.scope): row.seq for row in rows}


def _records(connection: Connection, rid: int, have: int) -> int:
    found = run(
        connection,
        "SELECT count(DISTINCT row) FROM change WHERE rid = ? AND seq > ?",
        (rid, have),
    ).scalar_one()
    return int(found)


def _later(connection: Connection, rid: int, have: int) -> Iterable[Any]:
    return run(
        connection,
        "SELECT rid, hlc, at, author, what FROM intention WHERE rid = ? AND last > ? ORDER BY last DESC LIMIT ?",
        (rid, have, SHOWN),
    ).all()
