"""The key file beside the database: who may open it, each under an own password (docs/formats.md, “Key file”)."""

import json
import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import blake2b
from hmac import compare_digest
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from kazanlak_case.db.passwords import SALT_BYTES, Cost
from kazanlak_case.db.small_files import translating_disk, write_whole
from kazanlak_case.domain.errors import (
    CaseFileDamagedError,
    CaseFileMissingError,
    NewerFileError,
    NotACaseFileError,
)

NAME = "keys.json"
PREVIOUS_NAME = "keys.prev.json"
DATABASE_NAME = "case.db"

FORMAT = "kazanlak-case keys"
MAJOR = 1

LARGEST = 4 * 1024 * 1024
MOST_USERS = 1000
LONGEST_NAME = 200
HEX = re.compile(r"[0-9a-f]*")

ID_BYTES = 16
CHECK_BYTES = 16
PUBLIC_BYTES = 32
SEALED_PRIVATE_BYTES = 24 + 32 + 16  # nonce, private key, tag
MAC_BYTES = 32
GRANT_BYTES = 32 + 16 + 32  # one-time public key, tag, file key


class KeyPlace(Protocol):
    """Where key slots are kept if not in a folder: a table of a server, which keeps one whole state of them."""

    def read_slots(self) -> bytes:
        """Give what is kept."""

    def write_slots(self, content: bytes, generation: int) -> None:
        """Keep the next generation."""


Place: TypeAlias = Path | KeyPlace


class DamagedKeyFileError(Exception):
    """What was read is no sound key file; the caller tries the other copy."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One user's way in: the private key under the password, and the file keys sealed to the public one."""

    name: str
    cost: Cost
    salt: bytes
    public: bytes
    sealed_private: bytes
    grants: dict[int, bytes]
    one_time: bool = False

    def context(self, file_id: bytes) -> bytes:
        """Bind the sealed private key to this file, user and cost: a slot cannot be moved or made cheaper."""
        return _canonical(
            [
                FORMAT,
                MAJOR,
                file_id.hex(),
                self.name,
                self.cost.memory,
                self.cost.passes,
                self.public.hex(),
            ]
        )


@dataclass(frozen=True, slots=True)
class KeyFile:
    """All slots of a case file. `epoch` counts file keys: it grows when a user is removed."""

    file_id: bytes
    salt: bytes
    generation: int
    epoch: int
    slots: tuple[Slot, ...]
    mac: bytes = b""

    def slot_of(self, user: str) -> Slot | None:
        """Find a user's slot, whatever the case of the letters."""
        return next((slot for slot in self.slots if same_name(slot.name, user)), None)

    @property
    def body(self) -> bytes:
        """Give what the check and the MAC are made over."""
        return _canonical(_body_of(self))

    @property
    def check(self) -> bytes:
        """Give the checksum that tells accidental damage without any key; against intent there is the MAC."""
        return blake2b(self.body, digest_size=CHECK_BYTES).digest()

    def render(self) -> bytes:
        """Give the content of the file."""
        checked = _body_of(self) | {"check": self.check.hex(), "mac": self.mac.hex()}
        return json.dumps(checked, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def same_name(one: str, other: str) -> bool:
    """Tell whether two user names mean the same person."""
    return one.strip().casefold() == other.strip().casefold()


def is_name(name: object) -> bool:
    """Tell whether a user can be called this."""
    return isinstance(name, str) and 0 < len(name.strip()) <= LONGEST_NAME and name.isprintable()


def parse(content: bytes) -> KeyFile:
    """Read a key file strictly; every doubt is `DamagedKeyFileError`, only a newer major format is not."""
    try:
        data = json.loads(content.decode(), parse_float=_no_floats, parse_constant=_no_floats)
        if data["format"] != FORMAT:
            raise DamagedKeyFileError
        if _number(data["version"], 1, 2**31) > MAJOR:
            raise NewerFileError
        file = _file_of(data)
        check = _hex(data["check"], CHECK_BYTES)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise DamagedKeyFileError from error
    if not compare_digest(check, file.check):
        raise DamagedKeyFileError
    return file


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


def _canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _body_of(file: KeyFile) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": MAJOR,
        "file_id": file.file_id.hex(),
        "salt": file.salt.hex(),
        "generation": file.generation,
        "epoch": file.epoch,
        "users": [_entry_of(slot) for slot in file.slots],
    }


def _entry_of(slot: Slot) -> dict[str, Any]:
    return {
        "name": slot.name,
        "one_time": slot.one_time,
        "kdf": {"name": "argon2id", "memory_mib": slot.cost.memory, "passes": slot.cost.passes},
        "salt": _text(slot.salt),
        "public": _text(slot.public),
        "private": _text(slot.sealed_private),
        "grants": {str(epoch): _text(grant) for epoch, grant in sorted(slot.grants.items())},
    }


def _file_of(data: dict[str, Any]) -> KeyFile:
    entries = data["users"]
    if not isinstance(entries, list) or not 0 < len(entries) <= MOST_USERS:
        raise ValueError("users")
    slots = tuple(_slot_of(entry) for entry in entries)
    if len({slot.name.casefold() for slot in slots}) != len(slots):
        raise ValueError("a user given twice")
    return KeyFile(
        file_id=_hex(data["file_id"], ID_BYTES),
        salt=_hex(data["salt"], ID_BYTES),
        generation=_number(data["generation"], 1, 2**53),
        epoch=_number(data["epoch"], 1, 2**31),
        slots=slots,
        mac=_hex(data["mac"], MAC_BYTES),
    )


def _slot_of(entry: dict[str, Any]) -> Slot:
    kdf, name = entry["kdf"], entry["name"]
    cost = Cost(_number(kdf["memory_mib"], 1, 2**31), _number(kdf["passes"], 1, 2**31))
    # A hostile slot must neither be cheap to guess nor take all memory of this computer.
    if kdf["name"] != "argon2id" or not cost.is_acceptable:
        raise ValueError("kdf")
    if not is_name(name):
        raise ValueError("name")
    if not isinstance(entry["one_time"], bool):
        raise TypeError("one_time")
    return Slot(
        name=name,
        cost=cost,
        salt=_bytes(entry["salt"], SALT_BYTES),
        public=_bytes(entry["public"], PUBLIC_BYTES),
        sealed_private=_bytes(entry["private"], SEALED_PRIVATE_BYTES),
        grants={
            _number(int(epoch), 1, 2**31): _bytes(grant, GRANT_BYTES)
            for epoch, grant in entry["grants"].items()
        },
        one_time=entry["one_time"],
    )


def _number(value: object, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise ValueError("number")
    return value


def _hex(value: str, length: int) -> bytes:
    if not HEX.fullmatch(value) or len(value) != 2 * length:
        raise ValueError("hex")
    return bytes.fromhex(value)


def _bytes(value: str, length: int) -> bytes:
    content = b64decode(value, validate=True)
    if len(content) != length:
        raise ValueError("length")
    return content


def _text(content: bytes) -> str:
    return b64encode(content).decode()


def _no_floats(text: str) -> object:
    raise ValueError(text)
