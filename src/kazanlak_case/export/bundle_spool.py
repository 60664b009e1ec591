"""Put members aside while a bundle is written or read: sealed, because nothing may lie on a disk in the clear."""

from pathlib import Path
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import Self

from nacl.secret import SecretBox
from nacl.utils import random

IN_MEMORY = 16 << 20
"""Below this much nothing touches the disk at all: most weeks fit."""


class SealedSpool:
    """A list of byte strings in a private temporary file, under a key that lives in this process only."""

    def __init__(self, folder: Path | None = None) -> None:
        where = None if folder is None else str(folder)
        self._file = SpooledTemporaryFile(max_size=IN_MEMORY, dir=where)  # noqa: SIM115 - closed by close()
        self._box = SecretBox(random(SecretBox.KEY_SIZE))
        self._places: list[tuple[int, int]] = []

    def append(self, content: bytes) -> None:
        """Put one more aside."""
        sealed = self._box.encrypt(content, len(self._places).to_bytes(SecretBox.NONCE_SIZE, "big"))
        start = self._file.seek(0, 2)
        self._file.write(sealed)
        self._places.append((start, len(sealed)))

    def __getitem__(self, number: int) -> bytes:
        """Take one out again; whatever happened to the file meanwhile is found."""
        start, size = self._places[number]
        self._file.seek(start)
        return self._box.decrypt(self._file.read(size))

    def __len__(self) -> int:
        return len(self._places)

    def close(self) -> None:
        """Forget everything."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
