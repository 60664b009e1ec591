"""The canonical form and the hash chain (design.md, section 4). Final: every file and bundle depends on it.

A changeset's hash is BLAKE2b-256(previous ‖ header ‖ payload hash). The payload hash is BLAKE2b-256 of the leaves
in record id order; a leaf is record id ‖ BLAKE2b-256(leaf salt ‖ the record's changes in order). All parts are
msgpack, fields by name in sorted order, empty ones left out, dates and decimals as text, references as 16 bytes.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b

import msgpack

from kazanlak_case.domain.exchange import LogName, Moved
from kazanlak_case.domain.fields import Raw

GENESIS = bytes(32)
"""The head of a log before its first changeset."""

SALT_BYTES = 16
FORMAT_OF_HEADER = 1
_HEADER_PARTS = b"\x9d"
"""How msgpack begins an array of thirteen."""

pack: Callable[[object], bytes] = msgpack.Packer(use_bin_type=True, strict_types=True).pack
"""Encode one canonical value; the same value always gives the same bytes."""


def birth_bytes(place: int, record: str, values: Mapping[str, Raw]) -> bytes:
    """Encode a birth at its place in the changeset, with the values the record was born with."""
    return pack(
        [place, record, {name: values[name] for name in sorted(values) if values[name] is not None}]
    )


def edit_bytes(place: int, record: str, field: str, *, old: Raw, new: Raw) -> bytes:
    """Encode an edit; field "" is the record's own place, where new 1 deletes and 0 keeps."""
    return pack([place, record, field, old, new])


def leaf_salt(salt: bytes, record_id: bytes) -> bytes:
    """Derive a record's salt from the changeset's, so that an erased record's neighbours still verify."""
    return blake2b(record_id, key=salt, digest_size=SALT_BYTES).digest()


def leaf_hash(salt: bytes, changes: Iterable[bytes]) -> bytes:
    """Hash one record's changes within a changeset under the record's leaf salt."""
    hasher = blake2b(salt, digest_size=32)
    for change in changes:
        hasher.update(change)
    return hasher.digest()


def payload_hash(leaves: Mapping[bytes, bytes]) -> bytes:
    """Hash the leaves (record id to leaf hash) in record id order."""
    hasher = blake2b(digest_size=32)
    for record_id in sorted(leaves):
        hasher.update(record_id)
        hasher.update(leaves[record_id])
    return hasher.digest()


def log_bytes(log: LogName) -> bytes:
    """Encode what the header of every changeset of a log begins with."""
    parts = (FORMAT_OF_HEADER, log.replica, log.scope, log.site, log.incarnation, log.copy)
    return _HEADER_PARTS + b"".join(pack(part) for part in parts)


def header_bytes(  # noqa: PLR0913 - the header is what it is, each part named
    log: bytes,
    *,
    first: int,
    last: int,
    hlc: int,
    at: str,
    author: bytes,
    what: str,
    moved: Sequence[Moved],
) -> bytes:
    """Encode a changeset's header, which begins with its log's bytes (`log_bytes`).

    `moved` is the context as what moved since the changeset before.
    """
    context = sorted([one.replica, one.scope, one.seq] for one in moved) if moved else []
    # one array of thirteen parts: this one's own mark falls away
    return log + pack([first, last, hlc, at, author, what, context])[1:]


def chain(previous: bytes, header: bytes, payload: bytes) -> bytes:
    """Link a changeset to the one before it."""
    return blake2b(previous + header + payload, digest_size=32).digest()
