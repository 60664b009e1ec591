"""The chain of readings: how each entry is keyed to the one before, how heads are signed, and what checking finds.

An entry's mac is BLAKE2b, keyed with the chain's key of its epoch (db/reading_keys.py), over the mac before and the
entry; so nothing can be altered, put in or left out with the database key alone. What no chain can tell, that its end
was cut off, is told by heads: the copy signs how far it had come, and other copies keep what it signed.

A head beyond the last entry, or one that does not fit, has an innocent cause too: an older file was put back. Then the
file writes under another replica than the head names (design.md, section 4), and it is told as that. So is a head of
the other image of one disk, once the file knows of it: an entry of the chain itself says so, which nobody writes with
the database key alone.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import blake2b
from hmac import compare_digest
from typing import Any

from nacl.exceptions import CryptoError
from nacl.signing import SigningKey, VerifyKey
from sqlalchemy import Connection

from kazanlak_case.db.canonical import pack
from kazanlak_case.db.key_slots import Unlocked
from kazanlak_case.db.reading_keys import audit_keys
from kazanlak_case.db.settings_table import read_setting
from kazanlak_case.db.text_sql import run, stream
from kazanlak_case.domain.readings import (
    HISTORY_PARTED,
    FaultKind,
    ReadingFault,
    ReadingHead,
    ReadingsState,
)

MAC_BYTES = 32
BEGINNING = bytes(MAC_BYTES)
OLD_COUNT = "readings"
"""A setting of files of the first versions: how many entries there were."""

SIGNED = b"kazanlak-case reading head 1\n"

ROWS = 'SELECT number, at, "user", what, type, "row", facts, epoch, replica, mac FROM reading ORDER BY number'
HEADS = "SELECT copy, replica, number, mac, at, signature FROM reading_head"


def mac_of(key: bytes, previous: bytes, entry: Iterable[object]) -> bytes:
    """Key an entry (number, at, user, what, type, row, facts, epoch, replica) to the one before."""
    return blake2b(previous + pack(list(entry)), key=key, digest_size=MAC_BYTES).digest()


def signed_head(head: ReadingHead, seed: bytes) -> ReadingHead:
    """Sign a head with a copy's key."""
    return replace(head, signature=bytes(SigningKey(seed).sign(_content(head)).signature))


def is_signed(head: ReadingHead, sign_public: str) -> bool:
    """Tell whether the copy with this public key (hex) signed a head."""
    try:
        VerifyKey(bytes.fromhex(sign_public)).verify(_content(head), head.signature)
    except (CryptoError, ValueError, TypeError):
        return False
    return True


def _content(head: ReadingHead) -> bytes:
    return SIGNED + pack([head.copy, head.replica, head.number, head.mac, head.at])


def check_chain(
    connection: Connection, unlocked: Unlocked, *, copy: bytes, replica: bytes
) -> ReadingsState:
    """Recompute the chain and hold it to every head of this copy; name the first entry that is wrong."""
    heads = [
        ReadingHead(*map(_plain, row))
        for row in run(connection, f"{HEADS} WHERE copy = ? ORDER BY number", (copy,))
    ]
    wanted = {head.number for head in heads}
    walk = _Walk(audit_keys(connection, unlocked), wanted)
    fault = walk.along(stream(connection, ROWS))
    state = ReadingsState(walk.number, walk.since)
    fault = fault or _old_tail(connection, walk)
    if fault:
        return replace(state, fault=fault)
    return _against_heads(state, walk, heads, replica=replica)


def _old_tail(connection: Connection, walk: "_Walk") -> ReadingFault | None:
    expected = read_setting(connection, OLD_COUNT)
    if isinstance(expected, int) and expected > walk.old:
        return ReadingFault(FaultKind.MISSING, walk.old + 1)
    return None


class _Walk:
    """Goes along the entries, and remembers what the heads will be held to."""

    def __init__(self, keys: Mapping[int, bytes], wanted: set[int]) -> None:
        self.number = 0
        self.old = 0
        """Entries in the first version's form."""
        self.since = ""
        self.at_heads: dict[int, tuple[bytes, bytes | None]] = {}
        """Mac and replica of each entry that a head names."""
        self.first_of: dict[bytes | None, int] = {}
        self.last_of: dict[bytes | None, int] = {}
        """The first and the last entry of each replica."""
        self.parted: set[bytes] = set()
        """Replicas under which another file wrote too, as an entry of this chain says."""
        self._keys = keys
        self._wanted = wanted

    def along(self, rows: Iterator[Any]) -> ReadingFault | None:
        """Check entry by entry; answers what is wrong with the first that is."""
        previous = BEGINNING
        for row in rows:
            expected = self.number + 1
            if row[0] != expected:
                return ReadingFault(FaultKind.MISSING, expected)
            mac = _plain(row[9])
            try:
                fault = self._fault(row, previous, mac=mac)
            except (TypeError, ValueError):
                fault = FaultKind.DAMAGED
            if fault:
                return ReadingFault(fault, expected)
            self.number = expected
            if expected == 1:
                self.since = row[1]
            if expected in self._wanted:
                self.at_heads[expected] = (mac, _plain(row[8]))
            if row[3] == HISTORY_PARTED:
                self.parted.add(bytes.fromhex(row[6]))
            replica = _plain(row[8])
            self.first_of.setdefault(replica, expected)
            self.last_of[replica] = expected
            previous = mac
        return None

    def _fault(self, row: Any, previous: bytes, *, mac: bytes) -> FaultKind | None:
        key = self._keys.get(row[7])
        if key is None:
            return FaultKind.KEY_GONE
        if row[8] is None:
            self.old += 1
            right = _old_mac(key, previous, row)
        else:
            right = mac_of(key, previous, map(_plain, row[:9]))
        return None if compare_digest(mac, right) else FaultKind.ALTERED


def _plain(value: object) -> Any:
    """Give bytes as such: a server's driver may hand out another type."""
    return bytes(value) if isinstance(value, memoryview) else value


def _old_mac(key: bytes, previous: bytes, row: Any) -> bytes:
    entry = {"at": row[1], "user": bytes(row[2]).hex(), "what": row[3], "epoch": row[7]}
    content = json.dumps(entry, sort_keys=True, separators=(",", ":")).encode()
    return blake2b(previous + content, key=key, digest_size=MAC_BYTES).digest()


def _against_heads(
    state: ReadingsState, walk: _Walk, heads: list[ReadingHead], *, replica: bytes
) -> ReadingsState:
    """Hold the chain to what this copy signed, as itself or as other copies brought it back."""
    for head in heads:
        found = walk.at_heads.get(head.number)
        if found is not None and compare_digest(found[0], head.mac):
            continue
        is_own = head.replica == replica or (found is not None and found[1] == head.replica)
        if is_own and head.replica not in walk.parted:
            signed = f": {head.number} were signed on {head.at}"
            gone = ReadingFault(FaultKind.MISSING, walk.number + 1, signed)
            altered = ReadingFault(FaultKind.BEFORE, head.number, signed)
            return replace(state, fault=altered if found is not None else gone)
        # the file was set back and went on as another: what it wrote since is numbered the same
        kept = walk.last_of.get(head.replica, walk.first_of.get(replica, walk.number + 1) - 1)
        state = replace(state, missing=max(state.missing, head.number - kept), seen=head.at)
    return state
