"""Who read, printed or took out what: an append-only record of what is not a change (security.md, section 8).

The log of changes cannot hold it, for nothing is changed. Each entry is keyed to the one before with a key that is not
the database's (db/reading_chain.py), so that who has only the latter cannot write an entry, alter one, or leave one out
of the middle; and how far the record had come is signed with the copy's key at every signing in and out and every
HEAD_EVERY entries. The newest signed head goes out in every bundle and comes back in those of others, so that a tail
that was cut off is missed as well.

Over a change of the file key the chain goes on: the key of the entries before is kept, sealed (db/reading_keys.py).
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from kazanlak_case.db.context import UowContext
from kazanlak_case.db.key_slots import FOR_AUDIT, Unlocked
from kazanlak_case.db.reading_chain import (
    BEGINNING,
    HEADS,
    check_chain,
    is_signed,
    mac_of,
    signed_head,
)
from kazanlak_case.db.settings_table import read_setting
from kazanlak_case.db.text_sql import run, run_many
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.readings import HISTORY_PARTED, Reading, ReadingHead, ReadingsState
from kazanlak_case.domain.records import Copy
from kazanlak_case.domain.server_errors import ServerRightsError

if TYPE_CHECKING:
    from kazanlak_case.db.casefile import CaseFile

SIGNED_IN, WRONG_PASSWORD = "signed_in", "wrong_password"
HEAD_EVERY = 500
MOST_TRIES = 60
"""Each of them waits some seconds by itself: no import takes so long."""
SIGNED_AT = frozenset({"signed_in", "signed_out", "locked"})

_LAST = "SELECT number, mac FROM reading ORDER BY number DESC LIMIT 1"
_APPEND = """
    INSERT INTO reading (number, at, "user", what, type, "row", facts, epoch, replica, mac)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_KEEP_HEAD = """
    INSERT INTO reading_head (copy, replica, number, mac, at, signature) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (copy, replica, number) DO NOTHING
"""
# heads between the regular ones go when a newer one covers the same entries; one that does not fit is evidence
_DROP_COVERED = """
    DELETE FROM reading_head WHERE copy = ? AND replica = ? AND number < ? AND number % ? <> 0 AND EXISTS
    (SELECT 1 FROM reading AS r WHERE r.number = reading_head.number AND r.mac = reading_head.mac)
"""
_NEWEST_OF = f"{HEADS} AS h WHERE copy = ? AND number = (SELECT max(number) FROM reading_head WHERE copy = h.copy AND replica = h.replica)"  # noqa: S608


_PARTED = "SELECT facts FROM reading WHERE what = ?"
"""The other image of the disk goes on under that name: what this one signed under it would accuse that one."""


class Readings:
    """The record of readings of one case file."""

    def __init__(self, connection: Connection, context: UowContext, *, signs: bool = True) -> None:
        self._connection = connection
        self._signs = signs
        self._context = context
        self._last: tuple[int, bytes] | None = None
        self._key: bytes | None = None
        self._waiting: list[tuple[object, ...]] = []

    def record(
        self, what: str, *, record: str = "", row: RecordId | None = None, facts: str = ""
    ) -> None:
        """Write an entry in this transaction: a code and an id, never a name or a content.

        Args:
            what: What was done, as a code of domain/readings.py.
            record: The type of the record it was done with, if it was one.
            row: The id of that record.
            facts: What tells entries of one code apart: the kind of a report, the number of rows.
        """
        tries = self._unlocked.wrong_tries
        if what == SIGNED_IN and tries is not None:
            self._append(WRONG_PASSWORD, "", None, f"{tries.count} × {tries.since:%d.%m.%Y %H:%M}")
        number = self._append(what, record, row, facts)
        if self._signs and (number % HEAD_EVERY == 0 or what in SIGNED_AT):
            self.sign_head()

    def _append(self, what: str, record: str, row: RecordId | None, facts: str) -> int:
        context, unlocked = self._context, self._unlocked
        number, previous = self._last or self._read_last()
        number += 1
        user = bytes.fromhex(context.user.id)
        about = (record or None, bytes.fromhex(row) if row else None, facts or None)
        at = self._at()
        entry = (number, at, user, what, *about, unlocked.epoch, context.replica)
        if self._key is None:
            self._key = unlocked.key_for(FOR_AUDIT)
        mac = mac_of(self._key, previous, entry)
        self._waiting.append((*entry, mac))
        self._last = (number, mac)
        return number

    def flush(self) -> None:
        """Write the entries that wait, all at once: the unit of work does it when it is kept."""
        waiting, self._waiting = self._waiting, []
        run_many(self._connection, _APPEND, waiting)

    def sign_head(self) -> None:
        """Sign how far the record has come."""
        number, mac = self._last or self._read_last()
        if not number:
            return
        self.flush()
        context = self._context
        at = self._at()
        head = ReadingHead(context.copy, context.replica, number, mac, at, b"")
        self._keep(signed_head(head, self._seed()))
        covered = (context.copy, context.replica, number, HEAD_EVERY)
        run(self._connection, _DROP_COVERED, covered)

    def heads_for(self, copies: Iterable[Copy]) -> tuple[ReadingHead, ...]:
        """Give the heads that go with a bundle: our newest, and the receiving copies' own as we know them."""
        known = [self._context.copy, *(bytes.fromhex(copy.id) for copy in copies)]
        rows: list[Any] = []
        for copy in dict.fromkeys(known):
            rows.extend(run(self._connection, f"{_NEWEST_OF} ORDER BY replica", (copy,)))
        parted = {
            bytes.fromhex(facts) for (facts,) in run(self._connection, _PARTED, (HISTORY_PARTED,))
        }
        return tuple(head for head in map(_head_of, rows) if head.replica not in parted)

    def take_heads(self, heads: Iterable[ReadingHead], copies: Iterable[Copy]) -> None:
        """Keep the heads that came with a bundle and that their copies signed; others are nothing."""
        signers = {bytes.fromhex(copy.id): copy.sign_public or "" for copy in copies}
        for head in heads:
            if is_signed(head, signers.get(head.copy, "")):
                self._keep(head)

    def check(self) -> ReadingsState:
        """Check all entries and heads."""
        self.flush()
        context = self._context
        return check_chain(
            self._connection, self._unlocked, copy=context.copy, replica=context.replica
        )

    def _at(self) -> str:
        """Give the moment as the change log writes it, so that both stand in one order."""
        return self._context.now.astimezone(UTC).isoformat(timespec="seconds")

    def _keep(self, head: ReadingHead) -> None:
        values = (head.copy, head.replica, head.number, head.mac, head.at, head.signature)
        run(self._connection, _KEEP_HEAD, values)

    def _read_last(self) -> tuple[int, bytes]:
        row = run(self._connection, _LAST).one_or_none()
        return (row[0], bytes(row[1])) if row else (0, BEGINNING)

    def _seed(self) -> bytes:
        if self._context.own_keys is not None:
            return self._context.own_keys.sign_seed
        seed = read_setting(self._connection, "sign_seed")
        return seed if isinstance(seed, bytes) else b""

    @property
    def _unlocked(self) -> Unlocked:
        unlocked = self._context.unlocked
        if unlocked is None:
            msg = "readings are written in an opened case file"
            raise RuntimeError(msg)
        return unlocked


def record_reading(  # noqa: PLR0913 - who reads what, told in one line
    file: "CaseFile",
    what: str,
    *,
    now: datetime,
    record: str = "",
    row: RecordId | None = None,
    facts: str = "",
) -> None:
    """Write that the user of an open file is about to do something; it is on the disk when this returns."""
    try:
        with file.writing(now) as uow:
            uow.readings.record(what, record=record, row=row, facts=facts)
            uow.commit()
    except ServerRightsError:
        # an account of a server that is for readers alone may write this and nothing else, not even a head
        with file.writing_raw() as connection:
            own = Readings(connection, file.context(now), signs=False)
            own.record(what, record=record, row=row, facts=facts)
            own.flush()
            connection.commit()


def record_leaving(file: "CaseFile", what: str, *, now: datetime, facts: str = "") -> None:
    """Write that something is about to leave the file. While an import holds it, this waits as a save does."""
    from kazanlak_case.domain.file_errors import CaseFileInUseError

    for tries_left in reversed(range(MOST_TRIES)):
        try:
            record_reading(file, what, now=now, facts=facts)
        except CaseFileInUseError:
            if not tries_left:
                raise
        else:
            return


def readings(file: "CaseFile") -> list[Reading]:
    """List all entries, the oldest first."""
    with file.reading_raw() as connection:
        rows = run(
            connection,
            'SELECT number, at, "user", what, type, "row", facts FROM reading ORDER BY number',
        )
        return [reading_of(row) for row in rows]


def reading_of(row: Any) -> Reading:
    """Make an entry of a row (number, at, user, what, type, row, facts)."""
    return Reading(
        at=moment_of(row[1]),
        user=RecordId(bytes(row[2]).hex()),
        what=row[3],
        record=row[4] or "",
        row=RecordId(bytes(row[5]).hex()) if row[5] else None,
        facts=row[6] or "",
        number=row[0],
    )


def moment_of(text: str) -> datetime:
    """Read a time; a damaged entry stays visible, at the beginning of all times."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return datetime.fromtimestamp(0, UTC)


def _head_of(row: Any) -> ReadingHead:
    copy, replica, number, mac, at, signature = row
    return ReadingHead(bytes(copy), bytes(replica), number, bytes(mac), at, bytes(signature))
