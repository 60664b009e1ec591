"""The key file beside the database: who may open it, each under an own password (docs/formats.md, “Key file”).

Where it is kept; key_form.py says what it holds, key_parsing.py reads it.
"""

from pathlib import Path
from typing import Protocol, TypeAlias

from kazanlak_case.db.key_form import KeyFile, Slot, is_name, same_name
from kazanlak_case.db.key_parsing import ID_BYTES, MAC_BYTES, DamagedKeyFileError, parse
from kazanlak_case.db.small_files import translating_disk, write_whole
from kazanlak_case.domain.file_errors import (
    CaseFileDamagedError,
    CaseFileMissingError,
    NewerFileError,
    NotACaseFileError,
)

__all__ = [
    "DATABASE_NAME",
    "ID_BYTES",
    "LARGEST",
    "MAC_BYTES",
    "NAME",
    "PREVIOUS_NAME",
    "DamagedKeyFileError",
    "KeyFile",
    "KeyPlace",
    "Place",
    "Slot",
    "candidates",
    "is_name",
    "load",
    "mend",
    "parse",
    "same_name",
    "save",
]

NAME = "keys.json"
PREVIOUS_NAME = "keys.prev.json"
DATABASE_NAME = "case.db"

LARGEST = 4 * 1024 * 1024


class KeyPlace(Protocol):
    """Where key slots are kept if not in a folder: a table of a server, which keeps one whole state of them."""

    def read_slots(self) -> bytes:
        """Give what is kept."""

    def write_slots(self, content: bytes, generation: int) -> None:
        """Keep the next generation."""


Place: TypeAlias = Path | KeyPlace


def candidates(folder: Place) -> list[KeyFile]:
    """Read the sound copies of the key file, the newest first; with none, say what is wrong."""
    if not isinstance(folder, Path):
        try:
            return [parse(folder.read_slots())]
        except DamagedKeyFileError:
            raise CaseFileDamagedError(path=folder, detail=NAME) from None
    sound = []
    for name in (NAME, PREVIOUS_NAME):
        try:
            sound.append(parse(_read(folder / name)))
        except DamagedKeyFileError:
            continue
        except NewerFileError:
            raise NewerFileError(path=folder) from None
    if not sound:
        raise _why_none(folder)
    return sound


def load(folder: Place) -> KeyFile:
    """Read the key file, or its second copy where the first is damaged."""
    return candidates(folder)[0]


def save(folder: Place, file: KeyFile) -> None:
    """Write both copies, one after the other: at every moment one of them is whole.

    The second is not the *former* state: an old password must not go on opening the file.
    """
    content = file.render()
    if not isinstance(folder, Path):
        folder.write_slots(content, file.generation)
        return
    write_whole(folder / NAME, content)
    write_whole(folder / PREVIOUS_NAME, content)


def mend(folder: Place, file: KeyFile) -> None:
    """Make both copies equal again after damage or a power cut; a server keeps one and needs none."""
    if not isinstance(folder, Path):
        return
    content = file.render()
    for name in (NAME, PREVIOUS_NAME):
        path = folder / name
        if not path.is_file() or path.read_bytes() != content:
            write_whole(path, content)


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise DamagedKeyFileError
    with translating_disk(path), path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise DamagedKeyFileError
    return content


def _why_none(folder: Path) -> Exception:
    if not folder.exists():
        return CaseFileMissingError(path=folder)
    if not any((folder / name).exists() for name in (NAME, PREVIOUS_NAME, DATABASE_NAME)):
        return NotACaseFileError(path=folder)
    return CaseFileDamagedError(path=folder, detail=NAME)
