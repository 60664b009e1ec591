"""Take a bundle's plain content as it streams out of the decryption, check every byte, and hand on what is sound.

Once something is wrong the parser is poisoned: the decryption goes on to call `write` after an error, and what
comes then must neither be believed nor hide the first error (security.md, section 6, pitfall 14).
"""

import hashlib
from collections.abc import Callable, Generator
from typing import TypeAlias

from kazanlak_case.domain.bundle_errors import (
    BundleHashError,
    BundleLimitsError,
    BundleTrailingError,
    BundleTruncatedError,
    NotABundleError,
)
from kazanlak_case.export.bundle_format import (
    LENGTH_BYTES,
    MAGIC,
    MANIFEST_LIMIT,
    SIGNATURE_BYTES,
    Manifest,
    Member,
)

Accept: TypeAlias = Callable[[bytes, bytes], Manifest]
"""Given the manifest as it stands and its signature; answers what it says, or refuses."""

Take: TypeAlias = Callable[[Member, bytes], None]
"""Given one member whose size and hash are right; of an attachment each piece, before its hash is known to be right."""

PIECE = 256 << 10
"""Attachments, and what is left out, come in pieces of so many bytes: none of them is ever held whole."""


class BundleParser:
    """A file to write the plain content to. `finish` must be called, or a cut bundle would seem whole."""

    def __init__(self, accept: Accept, take: Take) -> None:
        self.error: Exception | None = None
        self._accept = accept
        self._take = take
        self._buffer = bytearray()
        self._grammar = self._read()
        self._wanted = next(self._grammar)
        self._is_whole = False

    def write(self, content: bytes) -> int:
        """Take the next piece."""
        if self.error is not None:
            raise self.error
        try:
            self._advance(content)
        except Exception as error:
            self.error = error
            raise
        return len(content)

    def flush(self) -> None:
        """Nothing waits."""

    def finish(self) -> None:
        """Tell that the content ended.

        Raises:
            BundleTruncatedError: It ended too early.
        """
        if self.error is not None:
            raise self.error
        if not self._is_whole:
            raise BundleTruncatedError

    def _advance(self, content: bytes) -> None:
        self._buffer += content
        while not self._is_whole and len(self._buffer) >= self._wanted:
            piece = bytes(self._buffer[: self._wanted])
            del self._buffer[: self._wanted]
            try:
                self._wanted = self._grammar.send(piece)
            except StopIteration:
                self._is_whole = True
        if self._is_whole and self._buffer:
            raise BundleTrailingError

    def _read(self) -> Generator[int, bytes, None]:
        """Say how many bytes are wanted next, and judge them."""
        if (yield len(MAGIC)) != MAGIC:
            raise NotABundleError
        size = int.from_bytes((yield LENGTH_BYTES), "big")
        if size > MANIFEST_LIMIT:
            raise BundleLimitsError
        text = yield size
        manifest = self._accept(text, (yield SIGNATURE_BYTES))
        for member in manifest.members:
            if member.is_attachment or member.is_optional:
                yield from self._read_pieces(member)
                continue
            content = yield member.size
            if hashlib.sha256(content).digest() != member.sha256:
                raise BundleHashError
            self._take(member, content)

    def _read_pieces(self, member: Member) -> Generator[int, bytes, None]:
        digest, left = hashlib.sha256(), member.size
        while left:
            piece = yield min(PIECE, left)
            digest.update(piece)
            left -= len(piece)
            if not member.is_optional:  # checked like all that was signed, and then left out
                self._take(member, piece)
        if digest.digest() != member.sha256:
            raise BundleHashError
