"""Open a bundle: decrypt, check every byte, and only then let anybody see the changes in it.

The stick is read once. What is sound is put aside sealed, so that a merge neither waits for the stick nor reads
anything that was not checked; memory stays flat.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from nacl.exceptions import CryptoError

from kazanlak_case.db.small_files import translating_disk
from kazanlak_case.domain.bundle_errors import (
    BundleChangedError,
    BundleForSomebodyElseError,
    BundleMembersError,
    BundleRecordsError,
    BundleTruncatedError,
    UnknownSenderError,
)
from kazanlak_case.domain.exchange import (
    Changesets,
    Header,
    LogKey,
    LogRange,
    Progress,
    Segment,
    no_progress,
)
from kazanlak_case.domain.records import COMMON
from kazanlak_case.export.bundle_attachments import PutAside
from kazanlak_case.export.bundle_format import Manifest, Member, check_signature
from kazanlak_case.export.bundle_manifest import read_manifest
from kazanlak_case.export.bundle_parser import BundleParser
from kazanlak_case.export.bundle_parts import part, values_of
from kazanlak_case.export.bundle_segments import decompress, read_segment
from kazanlak_case.export.bundle_source import naming, stream_bundle
from kazanlak_case.export.bundle_spool import SealedSpool

KEPT = 16 << 20
"""So much of a bundle, unpacked, is not unpacked a second time: a year of a house fits, and memory stays flat."""
KEPT_VALUES = 1_500_000
"""And no more than so many values: short ones take many times the memory that they travel in."""

SignerOf: TypeAlias = Callable[[bytes], bytes | None]
"""Finds the Ed25519 public key of a copy; None for a stranger's and for a closed one."""


class OpenBundle:
    """A bundle all of which was found sound: its header, and its changes one segment at a time."""

    def __init__(
        self,
        header: Header,
        sha256: bytes,
        spool: SealedSpool,
        *,
        kept: dict[int, Segment],
        enclosed: PutAside,
    ) -> None:
        self.header = header
        self.sha256 = sha256
        """Of the whole file as it travelled."""
        self._spool = spool
        self._kept = kept
        self.enclosed = enclosed
        """Contents of attachments that came with it."""

    def segments(self, take_from: Mapping[LogKey, int] | None = None) -> Iterator[Segment]:
        """Give the changes in order, each segment cut to what is to be taken; all of them if nothing is said."""
        for number in range(len(self._spool)):
            segment = self._kept.pop(number, None) or self._read(number)
            first = segment.first if take_from is None else take_from.get(segment.log)
            if first is None or first > segment.last:
                continue
            yield segment if first <= segment.first else part(segment, first, segment.last)

    def _read(self, number: int) -> Segment:
        try:
            member = self._spool[number]
        except CryptoError as error:
            raise BundleChangedError from error
        return read_segment(decompress(member), trusting=True)


@contextmanager
def open_bundle(  # noqa: PLR0913 - who reads, whom they believe, where they may put things
    path: Path,
    *,
    identity: str,
    signer_of: SignerOf,
    receiver_site: str | None,
    work_folder: Path,
    progress: Progress = no_progress,
) -> Iterator[OpenBundle]:
    """Verify a whole bundle, and hold it open.

    Args:
        path: Where it is.
        identity: The age secret key of the reading copy.
        signer_of: Finds the public key of the sending copy, if it is to be believed.
        receiver_site: The site it must be for; None lets its sender look into it too.
        work_folder: Where sealed parts may be put aside, on this computer.
        progress: Told (bytes done, bytes of all); may stop it.

    Raises:
        BundleError: One of its kinds says what is wrong; nothing was handed on.
    """
    with naming(path), SealedSpool(work_folder) as spool, SealedSpool(work_folder) as aside:
        cover = _Cover()
        enclosed = PutAside(aside)
        kept: dict[int, Segment] = {}
        unpacked = values = 0

        def take(member: Member, content: bytes) -> None:
            nonlocal unpacked, values
            if member.is_attachment:
                with translating_disk(work_folder):
                    enclosed.take(member, content)
                return
            packed = decompress(content)
            segment = read_segment(packed)
            cover.check(segment)
            unpacked += len(packed)
            values += values_of(segment)
            if unpacked <= KEPT and values <= KEPT_VALUES:
                kept[len(spool)] = segment
            with translating_disk(work_folder):
                spool.append(content)

        accept = _Gate(signer_of, receiver_site, cover.expect)
        sha256 = stream_bundle(
            path, BundleParser(accept, take), identity=identity, progress=progress
        )
        yield OpenBundle(cover.finish(), sha256, spool, kept=kept, enclosed=enclosed)


def read_header(
    path: Path, *, identity: str, signer_of: SignerOf, receiver_site: str | None
) -> Header:
    """Read only what a bundle says of itself; its signature is right, what follows was not looked at."""
    seen: list[Header] = []

    def stop(manifest: Manifest) -> None:
        seen.append(manifest.header)
        raise _SeenError

    parser = BundleParser(_Gate(signer_of, receiver_site, stop), lambda _member, _content: None)
    with naming(path):
        try:
            stream_bundle(path, parser, identity=identity, progress=no_progress)
        except _SeenError:
            return seen[0]
    raise BundleTruncatedError(path=path.name)


class _SeenError(Exception):
    """Enough was read."""


class _Gate:
    """Judges a manifest: of our version, from a copy we believe, signed by it, and meant for us."""

    def __init__(
        self, signer_of: SignerOf, receiver_site: str | None, then: Callable[[Manifest], None]
    ) -> None:
        self._signer_of = signer_of
        self._receiver_site = receiver_site
        self._then = then

    def __call__(self, text: bytes, signature: bytes) -> Manifest:
        manifest = read_manifest(text)
        verify_key = self._signer_of(manifest.header.sender)
        if verify_key is None:
            raise UnknownSenderError
        check_signature(text, signature, verify_key)
        if self._receiver_site not in {None, manifest.header.receiver_site}:
            raise BundleForSomebodyElseError
        self._then(manifest)
        return manifest


class _Cover:
    """Checks that the segments are the header's ranges: all of them, in order, each number once."""

    def __init__(self) -> None:
        self._header: Header | None = None
        self._ranges: list[LogRange] = []
        self._next = 0
        self._context: dict[LogKey, int] = {}

    def expect(self, manifest: Manifest) -> None:
        """Take the header by which the segments are judged."""
        self._header = manifest.header
        self._ranges = list(reversed(manifest.header.ranges))
        self._context = {(one.replica, one.scope): one.seq for one in manifest.header.context}
        self._next = self._ranges[-1].first if self._ranges else 0

    def check(self, segment: Segment) -> None:
        """Judge the next segment."""
        if not self._ranges:
            raise BundleMembersError
        wanted = self._ranges[-1]
        if (segment.log, segment.first) != (
            wanted.log.key,
            self._next,
        ) or segment.last > wanted.last:
            raise BundleMembersError
        self._check_context(segment.changesets, scope=wanted.log.scope)
        self._next = segment.last + 1
        if segment.last < wanted.last:
            return
        # a range ends where a changeset ends, else its head would be nobody's
        if segment.changesets.last[-1:] != [wanted.last]:
            raise BundleRecordsError
        self._ranges.pop()
        self._next = self._ranges[-1].first if self._ranges else 0

    def _check_context(self, sets: Changesets, *, scope: str) -> None:
        """Hold contexts to the header's: by that it is decided whether what they build on is here.

        One that reached further would make later edits of others count as seen, and drop them in silence.
        """
        for one in (one for moved in sets.moved for one in moved):
            promised = self._context.get((one.replica, one.scope), 0)
            if one.seq > promised or one.scope not in {scope, COMMON}:
                raise BundleRecordsError

    def finish(self) -> Header:
        """Answer the header, now that everything it promised has come."""
        if self._header is None or self._ranges:
            raise BundleMembersError
        return self._header
