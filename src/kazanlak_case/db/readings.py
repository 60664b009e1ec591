"""Who took out what: an append-only record of what is not a change, keyed and chained (security.md, section 8).

The log of changes cannot hold it, for nothing is changed; its key is not the database's, so that who has only the
latter cannot write an entry, alter one, or leave one out of the middle.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from hmac import compare_digest

from sqlalchemy import Connection, Row, func, insert, select

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.key_slots import FOR_AUDIT, Unlocked
from kazanlak_case.db.settings_table import read_setting, write_setting
from kazanlak_case.db.tables import setting

PREFIX = "reading:"
HEAD = "readings"
"""How many entries there are, so that the last ones are missed too."""
DIGITS = 10
MAC_BYTES = 32
BEGINNING = bytes(MAC_BYTES)


@dataclass(frozen=True, slots=True)
class Reading:
    """One entry: who did what, when. `what` is a code, never a name or a content."""

    at: datetime
    user: str
    what: str


def record_reading(file: CaseFile, what: str, *, now: datetime) -> None:
    """Write that the user of an open file is about to do something; it is on the disk when this returns."""
    unlocked = file.unlocked
    with file.writing_raw() as connection:
        rows = _rows(connection)
        previous = _mac_of(rows[-1]) if rows else BEGINNING
        entry = {
            "at": now.isoformat(timespec="seconds"),
            "user": file.user.id,
            "what": what,
            "epoch": unlocked.epoch,
        }
        mac = _mac(unlocked, entry, previous)
        number = len(rows) + 1
        content = json.dumps({**entry, "mac": mac.hex()})
        connection.execute(
            insert(setting).values(name=f"{PREFIX}{number:0{DIGITS}d}", value=content)
        )
        write_setting(connection, HEAD, number)
        connection.commit()


def readings(file: CaseFile) -> list[Reading]:
    """List the entries, the oldest first."""
    with file.reading_raw() as connection:
        entries = [json.loads(row.value) for row in _rows(connection)]
    return [Reading(datetime.fromisoformat(one["at"]), one["user"], one["what"]) for one in entries]


def reading_faults(connection: Connection, unlocked: Unlocked) -> Iterator[str]:
    """Recompute the chain; name the first entry that was altered or left out."""
    previous = BEGINNING
    rows = _rows(connection)
    for number, row in enumerate(rows, 1):
        if row.name != f"{PREFIX}{number:0{DIGITS}d}":
            yield f"entry {number} is missing"
            return
        try:
            entry = json.loads(row.value)
            mac = bytes.fromhex(entry.pop("mac"))
            is_right = compare_digest(mac, _mac(unlocked, entry, previous))
        except (ValueError, KeyError, TypeError):
            yield f"entry {number} is damaged"
            return
        if not is_right:
            yield f"entry {number} was altered"
            return
        previous = mac
    expected = read_setting(connection, HEAD) or 0
    if not isinstance(expected, int) or expected != len(rows):
        yield f"{len(rows)} entries of {expected!r}"


def _rows(connection: Connection) -> list[Row[tuple[str, str]]]:
    prefix = func.substr(setting.c.name, 1, len(PREFIX)) == PREFIX
    return list(connection.execute(select(setting).where(prefix).order_by(setting.c.name)).all())


def _mac_of(row: Row[tuple[str, str]]) -> bytes:
    return bytes.fromhex(json.loads(row.value)["mac"])


def _mac(unlocked: Unlocked, entry: dict[str, object], previous: bytes) -> bytes:
    key = unlocked.key_for(FOR_AUDIT, epoch=int(str(entry["epoch"])))
    content = json.dumps(entry, sort_keys=True, separators=(",", ":")).encode()
    return blake2b(previous + content, key=key, digest_size=MAC_BYTES).digest()
