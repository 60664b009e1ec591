"""Drafts of what is being typed: sealed under a key of their own, beside the database, never in it.

Several people share one laptop, and what one of them has begun is nobody else's affair: each has drafts of his own,
under a key of his own (rule **P**: whoever holds the file key could derive it).
"""

import json
from collections.abc import Collection, Mapping
from contextlib import suppress
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
        mark = blake2b(owner.encode(), person=FOR_NAME, digest_size=OWNER_BYTES).hexdigest()
        self._prefix = f"{mark}."
        self._box = _box(key, mark)

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


def reseal(case_folder: Path, old: bytes, *, new: bytes) -> None:
    """Bring everybody's drafts under another key: the file key changes when a user is removed.

    What the old key does not open was resealed before a power cut, or is damaged; it stays as it is.
    """
    for path in (case_folder / FOLDER).glob(f"*.*{SUFFIX}"):
        mark = path.name.partition(".")[0]
        with suppress(OSError, CryptoError):
            content = _box(old, mark).decrypt(path.read_bytes())
            write_whole(path, bytes(_box(new, mark).encrypt(content)))


def drop_naming(case_folder: Path, ids: Collection[str]) -> None:
    """Drop everybody's drafts whose name holds one of these ids, whatever key they are sealed under."""
    folder = case_folder / FOLDER
    with translating_disk(folder):
        for path in folder.glob(f"*{SUFFIX}"):
            if any(one in path.name for one in ids):
                path.unlink(missing_ok=True)


def _box(key: bytes, mark: str) -> SecretBox:
    own = blake2b(mark.encode(), key=key, person=FOR_KEY, digest_size=SecretBox.KEY_SIZE)
    return SecretBox(own.digest())
