"""Drafts of what is being typed: sealed under a key of their own, beside the database, never in it.

Several people share one laptop, and what one of them has begun is nobody else's affair: each has drafts of his own,
under a key of his own (rule **P**: whoever holds the file key could derive it).
"""

import json
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from kazanlak_case.db.small_files import translating_disk, write_whole

FOLDER = "drafts"
SUFFIX = ".draft"
OWNER_BYTES = 8
FOR_NAME = b"kc draft owner"
FOR_KEY = b"kc draft key"


class Drafts:
    """Keeps one draft per name for one person; a damaged one is as if it never was."""

    def __init__(self, case_folder: Path, key: bytes, *, owner: str) -> None:
        self._folder = case_folder / FOLDER
        self._prefix = _derived(key, FOR_NAME, owner, size=OWNER_BYTES).hex() + "."
        self._box = SecretBox(_derived(key, FOR_KEY, owner, size=SecretBox.KEY_SIZE))

    def keep(self, name: str, values: Mapping[str, object]) -> None:
        """Keep a draft in place of the one before; nothing at all drops it."""
        if not values:
            self.drop(name)
            return
        content = json.dumps(values, ensure_ascii=False).encode()
        with translating_disk(self._folder):
            self._folder.mkdir(exist_ok=True)
        write_whole(self._path(name), bytes(self._box.encrypt(content)))

    def read(self, name: str) -> dict[str, object]:
        """Read a draft back; an empty one means there is none."""
        try:
            found = json.loads(self._box.decrypt(self._path(name).read_bytes()))
        except (OSError, CryptoError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def drop(self, name: str) -> None:
        """Let a draft go: it was saved, or is not wanted."""
        with translating_disk(self._folder):
            self._path(name).unlink(missing_ok=True)

    def names(self) -> tuple[str, ...]:
        """List what drafts there are of this person."""
        found = self._folder.glob(f"{self._prefix}*{SUFFIX}")
        return tuple(sorted(path.stem.removeprefix(self._prefix) for path in found))

    def _path(self, name: str) -> Path:
        return self._folder / f"{self._prefix}{name}{SUFFIX}"


def _derived(key: bytes, purpose: bytes, owner: str, *, size: int) -> bytes:
    return blake2b(owner.encode(), key=key, person=purpose, digest_size=size).digest()
