"""What attachments hold, by the SHA-256 of the content, in parts: in the same encrypted file, in the same transaction.

No step holds more than one part, and nothing ever lies in a temporary file. The same scan twice is kept once.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

from sqlalchemy import Connection

from kazanlak_case.db.shorthand import Shorthand
from kazanlak_case.db.text_sql import run
from kazanlak_case.domain.attachment_errors import (
    AttachmentDamagedError,
    AttachmentEmptyError,
    AttachmentTooLargeError,
    AttachmentWaitsError,
)
from kazanlak_case.domain.exchange import LogRange

PART = 256 << 10
"""Bytes of a part. A large one would only make memory and the write-ahead log larger."""
MIB = 1 << 20
LARGEST = 20 * MIB
"""Most bytes of one file, where the profile says nothing else."""
LARGEST_EVER = 32 * MIB
"""No profile allows more, and no bundle brings more."""

_CHECKSUM = re.compile(r"[0-9a-f]{64}")


class Blob(NamedTuple):
    """A content: its checksum as hex, and its size."""

    sha256: str
    size: int


class Blobs:
    """Puts contents into a case file and gives them out again."""

    def __init__(self, connection: Connection, names: Shorthand) -> None:
        self._connection = connection
        self._names = names

    def put(self, stream: BinaryIO, *, name: str = "", limit: int = LARGEST) -> Blob:
        """Put a content in, read twice from a stream that can be set back: once to know it, once to keep it.

        Raises:
            AttachmentTooLargeError: There is more of it than `limit`.
            AttachmentEmptyError: There is nothing of it.
            AttachmentDamagedError: It changed between the two readings.
        """
        digest, size = hashlib.sha256(), 0
        for piece in pieces(stream):
            digest.update(piece)
            size += len(piece)
            if size > limit:
                raise AttachmentTooLargeError(path=name, limit=limit // MIB)
        if not size:
            raise AttachmentEmptyError(path=name)
        blob = Blob(digest.hexdigest(), size)
        self.take(blob, pieces(stream))
        return blob

    def take(self, blob: Blob, parts: Iterable[bytes]) -> bool:
        """Keep a content whose checksum and size are known; tell whether it is new here.

        Raises:
            AttachmentDamagedError: It is not what was said.
        """
        if self.has(blob.sha256):
            return False
        key = bytes.fromhex(blob.sha256)
        digest, size = hashlib.sha256(), 0
        run(self._connection, "DELETE FROM blob_part WHERE sha256 = ?", (key,))
        for number, part in enumerate(cut(parts)):
            digest.update(part)
            size += len(part)
            run(
                self._connection,
                "INSERT INTO blob_part (sha256, part, data) VALUES (?, ?, ?)",
                (key, number, part),
            )
        if (digest.digest(), size) != (key, blob.size):
            raise AttachmentDamagedError
        run(self._connection, "INSERT INTO blob (sha256, size) VALUES (?, ?)", (key, size))
        return True

    def has(self, sha256: str) -> bool:
        """Tell whether a content is here."""
        return self.size_of(sha256) is not None

    def size_of(self, sha256: str) -> int | None:
        """Give the size of a content; None where it is not here."""
        if not is_checksum(sha256):
            return None  # a bundle may have brought anything under that name
        found = run(
            self._connection, "SELECT size FROM blob WHERE sha256 = ?", (bytes.fromhex(sha256),)
        ).one_or_none()
        return None if found is None else int(found.size)

    def open_parts(self, sha256: str) -> Iterator[bytes]:
        """Give a content part by part.

        Raises:
            AttachmentWaitsError: It is not here.
            AttachmentDamagedError: A part is missing, or the whole does not give its checksum.
        """
        size = self.size_of(sha256)
        if size is None:
            raise AttachmentWaitsError
        digest, done = hashlib.sha256(), 0
        while done < size:
            part = self._part(sha256, done // PART)
            digest.update(part)
            done += len(part)
            yield part
        if digest.hexdigest() != sha256:
            raise AttachmentDamagedError

    def content(self, sha256: str) -> bytes:
        """Give a content as a whole, to be shown: as much as the limit of one file."""
        return b"".join(self.open_parts(sha256))

    def all(self) -> list[Blob]:
        """List every content that is here."""
        rows = run(self._connection, "SELECT sha256, size FROM blob ORDER BY sha256")
        return [Blob(row.sha256.hex(), int(row.size)) for row in rows.all()]

    def born_in(self, ranges: Iterable[LogRange]) -> list[Blob]:
        """List the contents that the changes of some ranges put under a visible record, and that are here."""
        found: set[str] = set()
        for one in ranges:
            rid = self._names.known_rid(one.log.key)
            if rid is not None:
                found |= self._named_in((rid, one.first, one.last))
        held = {blob.sha256: blob for blob in self.all()} if found else {}
        return [held[sha256] for sha256 in sorted(found) if sha256 in held]

    def wanted(self, *, hidden_too: bool = False) -> set[str]:
        """Give the checksums that a visible record names, or any: a delete can be taken back."""
        return _wanted(self._connection, hidden_too=hidden_too)

    def missing(self) -> set[str]:
        """Give the checksums that a visible record names and that are not here: they wait for a bundle."""
        return self.wanted() - {blob.sha256 for blob in self.all()}

    def drop_unused(self) -> int:
        """Let contents go that no record names any more, hidden ones included: a delete can be undone."""
        kept = self.wanted(hidden_too=True)
        unused = [blob.sha256 for blob in self.all() if blob.sha256 not in kept]
        drop(self._connection, unused)
        return len(unused)

    def _part(self, sha256: str, number: int) -> bytes:
        found = run(
            self._connection,
            "SELECT data FROM blob_part WHERE sha256 = ? AND part = ?",
            (bytes.fromhex(sha256), number),
        ).scalar_one_or_none()
        if not found:
            raise AttachmentDamagedError
        return bytes(found)

    def _named_in(self, place: tuple[int, int, int]) -> set[str]:
        """Give what births, new checksums and returns from a delete name."""
        col = self._names.col(self._connection, "attachment", "sha256")
        # from the few records to their changes: the log of a year is never read through
        rows = run(
            self._connection,
            "SELECT DISTINCT d.sha256 FROM attachment AS d WHERE d.sha256 IS NOT NULL AND d.hidden = 0 "
            "AND ((d.born_rid = ? AND d.born_seq BETWEEN ? AND ?) OR EXISTS (SELECT 1 FROM change AS c "
            "WHERE c.row = d.id AND c.col <> 0 AND c.col IN (-1, ?) AND c.rid = ? AND c.seq BETWEEN ? AND ?))",
            (*place, col, *place),
        )
        return {sha256 for (sha256,) in rows}


def named_by(connection: Connection, rows: Iterable[bytes]) -> set[str]:
    """Give the checksums that some records name, or ever named."""
    found: set[str] = set()
    for row in rows:
        now = "SELECT sha256 FROM attachment WHERE id = ? AND sha256 IS NOT NULL"
        held = set(run(connection, now, (row,)).scalars())
        if held:
            found |= held | _before(connection, row)
    return found


def drop_unnamed(connection: Connection, contents: Iterable[str]) -> None:
    """Of these contents let go what no visible record names."""
    some = set(contents)
    if some:
        drop(connection, filter(is_checksum, some - _wanted(connection, hidden_too=False)))


def _before(connection: Connection, row: bytes) -> set[str]:
    """Give whatever texts of the form of a checksum stood in a record before."""
    edits = run(connection, "SELECT old, new FROM change WHERE row = ? AND col > 0", (row,)).all()
    return {
        value for pair in edits for value in pair if isinstance(value, str) and is_checksum(value)
    }


def _wanted(connection: Connection, *, hidden_too: bool) -> set[str]:
    rows = run(
        connection,
        "SELECT sha256, MIN(hidden) AS hidden FROM attachment WHERE sha256 IS NOT NULL GROUP BY sha256",
    )
    return {row.sha256 for row in rows.all() if hidden_too or not row.hidden}


def drop(connection: Connection, contents: Iterable[str]) -> None:
    """Let contents go, with all their parts; secure deletion overwrites the pages."""
    for sha256 in contents:
        key = (bytes.fromhex(sha256),)
        run(connection, "DELETE FROM blob_part WHERE sha256 = ?", key)
        run(connection, "DELETE FROM blob WHERE sha256 = ?", key)


def is_checksum(text: str) -> bool:
    """Tell whether a text is a SHA-256 as contents are named by."""
    return _CHECKSUM.fullmatch(text) is not None


def pieces(stream: BinaryIO) -> Iterator[bytes]:
    """Read a stream from its beginning, a part at a time."""
    stream.seek(0)
    while piece := stream.read(PART):
        yield piece


def cut(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Cut a content into parts of one size, however it comes."""
    waiting = bytearray()
    for piece in pieces:
        for start in range(0, len(piece), PART):
            waiting += piece[start : start + PART]
            if len(waiting) >= PART:
                yield bytes(waiting[:PART])
                del waiting[:PART]
    if waiting:
        yield bytes(waiting)
