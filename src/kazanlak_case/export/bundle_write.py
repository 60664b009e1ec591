"""Write a bundle: changes into members, members into one encrypted file, the file to the stick."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import pyrage

from kazanlak_case.db.copy_keys import CopyKeys
from kazanlak_case.domain.exchange import (
    SEGMENT_CHANGES,
    ExportReport,
    Header,
    Progress,
    Segment,
    no_progress,
)
from kazanlak_case.export.bundle_attachments import Enclosed
from kazanlak_case.export.bundle_format import Manifest, Member, opening_of
from kazanlak_case.export.bundle_manifest import write_manifest
from kazanlak_case.export.bundle_parts import packed_parts
from kazanlak_case.export.bundle_segments import QUICK, SMALL, compress, read_segment
from kazanlak_case.export.bundle_spool import SealedSpool
from kazanlak_case.export.bundle_stick import write_to_stick

NOTHING = Enclosed()
"""No attachments go along."""

AGE_CHUNK = 64 * 1024
AGE_TAG = 16
AGE_HEADER = 4096
"""More than the header of an age file for a few recipients takes."""


def nothing_to_note() -> None:
    """Note nothing before a bundle leaves."""


def write_bundle(  # noqa: PLR0913 - what goes in, for whom, by whom
    path: Path,
    header: Header,
    *,
    segments: Iterable[Segment],
    keys: CopyKeys,
    recipients: Sequence[str],
    progress: Progress = no_progress,
    enclosed: Enclosed = NOTHING,
    leaving: Callable[[], None] = nothing_to_note,
) -> ExportReport:
    """Write the bundle `header` speaks of; what stands under `path` afterwards is whole and was read back.

    Args:
        path: The final name on the stick; it must not be taken.
        header: What the bundle says of itself; the number of segments is filled in here.
        segments: The changes of the header's ranges, in that order.
        keys: The sending copy's own: it can read what it sent, and signs it.
        recipients: The age public keys of the receiving copies.
        progress: Told as the work goes on; may stop it.
        enclosed: Contents of attachments that go along.
        leaving: Called once, when all of it is on the stick and was read back, before it gets its name.

    Raises:
        CaseFileExistsError: The name is taken.
        DiskFullError: The stick or this computer's disk has no room.
        ReadOnlyError: The stick may not be written to.
        StorageError: The stick was pulled out, or does not keep what is written to it.
    """
    steps = _Steps(progress, max(1, header.changes))
    with SealedSpool() as spool:
        members = tuple(_put_aside(header, segments, spool=spool, steps=steps))
        every = (*members, *enclosed.members)
        manifest = Manifest(replace(header, segments=len(members)), every)
        opening = opening_of(write_manifest(manifest), keys.sign_seed)
        size = len(opening) + sum(member.size for member in every)
        content = _Content(opening, chain(_out_of(spool), enclosed.content()), steps, size=size)
        sealed_for = [pyrage.x25519.Recipient.from_str(one) for one in recipients]
        own = pyrage.x25519.Recipient.from_str(keys.age_recipient)

        sinks: list[_Sink] = []

        def fill(file: BinaryIO) -> bytes:
            sinks.append(_Sink(file))
            return _encrypt(content, sinks[-1], [*sealed_for, own])

        write_to_stick(path, fill, size=sealed_size(size), leaving=leaving)
    steps.finish()
    return ExportReport(
        path=str(path),
        bundle=header.bundle.hex(),
        receiver_site=header.receiver_site,
        changes=header.changes,
        # not asked of the stick again: it may be out by now
        bytes=sum(sink.size for sink in sinks),
        ranges=tuple((one.log.site, one.log.scope, one.first, one.last) for one in header.ranges),
    )


def _out_of(spool: SealedSpool) -> Iterator[bytes]:
    """Give the segments as they come out of the spool."""
    return (spool[number] for number in range(len(spool)))


def sealed_size(size: int) -> int:
    """Say about how large an age file with `size` bytes in it is, rather too much than too little."""
    return AGE_HEADER + size + (size // AGE_CHUNK + 1) * AGE_TAG


def _put_aside(
    header: Header, segments: Iterable[Segment], *, spool: SealedSpool, steps: "_Steps"
) -> Iterator[Member]:
    """Encode the changes; the manifest stands before them but must know their sizes and hashes."""
    level = SMALL if header.changes > SEGMENT_CHANGES else QUICK
    for segment in segments:
        for packed in packed_parts(segment):
            # what the other copy would refuse is found here, where it can be mended
            read_segment(packed)
            content = compress(packed, level)
            spool.append(content)
            yield Member(f"seg/{len(spool)}", len(content), hashlib.sha256(content).digest())
        steps.encoded(segment.count)


class _Steps:
    """Two parts of the work, told as one: encoding the changes, and writing the bytes."""

    def __init__(self, progress: Progress, changes: int) -> None:
        self._progress = progress
        self._changes = changes
        self._encoded = 0
        progress(0, 2 * changes)

    def encoded(self, changes: int) -> None:
        self._encoded += changes
        self._progress(self._encoded, 2 * self._changes)

    def written(self, done: int, of: int) -> None:
        self._progress(self._changes + self._changes * done // (of + 1), 2 * self._changes)

    def finish(self) -> None:
        self._progress(2 * self._changes, 2 * self._changes)


class _Content:
    """The plain content as a file to read from: opening, then the members as they come."""

    def __init__(
        self, opening: bytes, pieces: Iterator[bytes], steps: _Steps, *, size: int
    ) -> None:
        self.error: Exception | None = None
        self._rest = memoryview(opening)
        self._pieces = pieces
        self._steps = steps
        self._done = 0
        self._size = size

    def read(self, count: int) -> bytes:
        try:
            return self._read(count)
        except Exception as error:
            # the encryption would wrap it
            self.error = self.error or error
            raise

    def _read(self, count: int) -> bytes:
        while not self._rest and (piece := next(self._pieces, None)) is not None:
            self._rest = memoryview(piece)
            self._steps.written(self._done, self._size)
        read = bytes(self._rest[:count])
        self._rest = self._rest[count:]
        self._done += len(read)
        return read


class _Sink:
    """Writes to the stick, and remembers what went there and what went wrong."""

    def __init__(self, file: BinaryIO) -> None:
        self.error: Exception | None = None
        self.digest = hashlib.sha256()
        self.size = 0
        self._file = file

    def write(self, content: bytes) -> int:
        if self.error is not None:
            raise self.error
        try:
            self._file.write(content)
        except OSError as error:
            self.error = error
            raise
        self.digest.update(content)
        self.size += len(content)
        return len(content)

    def flush(self) -> None:
        self._file.flush()


def _encrypt(
    content: _Content, sink: _Sink, recipients: Sequence[pyrage.x25519.Recipient]
) -> bytes:
    try:
        pyrage.encrypt_io(content, sink, recipients)
    except (pyrage.EncryptError, OSError) as error:
        raise sink.error or content.error or error from error
    return sink.digest.digest()
