"""The outside of a bundle on its way in: read from the stick once, hashed, decrypted, handed to the parser."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pyrage

from kazanlak_case.domain.bundle_errors import (
    BundleDamagedError,
    BundleError,
    BundleForSomebodyElseError,
    BundleLimitsError,
    BundleTruncatedError,
    BundleUnreadableError,
    NotABundleError,
)
from kazanlak_case.domain.exchange import Progress
from kazanlak_case.export.bundle_parser import BundleParser
from kazanlak_case.export.bundle_stick import PULLED_OUT
from kazanlak_case.i18n import _

AGE_MAGIC = b"age-encryption.org/v1\n"
AGE_END = b"\n--- "
AGE_HEADER_LIMIT = 64 * 1024
"""An honest header takes some hundred bytes; a hostile one could hold keys without end."""


def look_outside(path: Path) -> int:
    """Check that a file looks like a bundle from outside, and give its size.

    Raises:
        BundleError: It does not.
    """
    with naming(path), _reading(path), path.open("rb") as file:
        _check_outside(file)
        return path.stat().st_size


class _Source:
    """The file on the stick: hashed as it is read, and what goes wrong with it remembered."""

    def __init__(self, file: BinaryIO, size: int, progress: Progress) -> None:
        self.error: Exception | None = None
        self.digest = hashlib.sha256()
        self._file = file
        self._size = size
        self._done = 0
        self._told = 0
        self._progress = progress

    def read(self, count: int) -> bytes:
        try:
            piece = self._file.read(count)
            self._tell(len(piece))
        except Exception as error:
            # the decryption would wrap it
            self.error = self.error or error
            raise
        self.digest.update(piece)
        return piece

    def _tell(self, count: int) -> None:
        self._done += count
        if self._done - self._told >= 1 << 20:
            self._told = self._done
            self._progress(self._done, self._size)


def stream_bundle(path: Path, parser: BundleParser, *, identity: str, progress: Progress) -> bytes:
    """Send the whole file through the parser; answers the SHA-256 of what was read."""
    with _reading(path), path.open("rb") as file:
        _check_outside(file)
        source = _Source(file, path.stat().st_size, progress)
        _decrypt(source, parser, identity)
        while source.read(1 << 20):
            pass
    parser.finish()
    return source.digest.digest()


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """Say why a bundle cannot be read from the stick."""
    try:
        yield
    except OSError as error:
        raise BundleUnreadableError(path=path.name, detail=_why_unreadable(error)) from error


def _why_unreadable(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return _("it is not there")
    if isinstance(error, IsADirectoryError):
        return _("it is a folder")
    if isinstance(error, PermissionError):
        return _("reading it is not allowed")
    return _(PULLED_OUT)


def _check_outside(file: BinaryIO) -> None:
    """Look whether this is an age file at all before a library does."""
    start = file.read(AGE_HEADER_LIMIT)
    if not start.startswith(AGE_MAGIC):
        raise BundleTruncatedError if AGE_MAGIC.startswith(start) else NotABundleError
    if AGE_END not in start:
        raise BundleLimitsError if len(start) == AGE_HEADER_LIMIT else BundleTruncatedError
    file.seek(0)


def _decrypt(source: _Source, parser: BundleParser, identity: str) -> None:
    try:
        pyrage.decrypt_io(source, parser, [pyrage.x25519.Identity.from_str(identity)])
    except (pyrage.DecryptError, OSError, ValueError) as error:
        first = parser.error or source.error
        if first is not None:
            raise first from error
        if "No matching keys" in str(error):
            raise BundleForSomebodyElseError from error
        raise BundleDamagedError from error


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Say in every refusal which bundle it is about."""
    try:
        yield
    except BundleError as error:
        error.facts.setdefault("path", path.name)
        raise
