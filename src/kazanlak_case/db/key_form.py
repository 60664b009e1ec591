"""What the key file holds, and how it is written; key_parsing.py reads it (docs/formats.md, “Key file”)."""

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, NamedTuple

from kazanlak_case.db.passwords import Cost

FORMAT = "kazanlak-case keys"
MAJOR = 1

LONGEST_NAME = 200

CHECK_BYTES = 16


class RoleKeyName(NamedTuple):
    """Which key confidential notes lie under: whose people, for which profession, and which of several."""

    scope: str
    secret: str
    epoch: int


@dataclass(frozen=True, slots=True)
class RoleKeyState:
    """What everybody may know of a role key: how to tell it from another, and whether it still locks new notes.

    Without a commitment it was made in another copy and never seen here.
    """

    commitment: bytes | None
    is_retired: bool = False


@dataclass(frozen=True, slots=True)
class PaperSlot:
    """What a recovery sheet opens: keys sealed to the public half of what is printed on it."""

    public: bytes
    made_on: str
    grants: Mapping[int, bytes]


@dataclass(frozen=True, slots=True)
class Slot:
    """One user's way in: the private key under the password, and the keys sealed to the public one."""

    name: str
    cost: Cost
    salt: bytes
    public: bytes
    sealed_private: bytes
    grants: dict[int, bytes]
    one_time: bool = False
    role_grants: Mapping[RoleKeyName, bytes] = field(default_factory=dict)

    def context(self, file_id: bytes) -> bytes:
        """Bind the sealed private key to this file, user and cost: a slot cannot be moved or made cheaper."""
        return canonical(
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
    role_keys: Mapping[RoleKeyName, RoleKeyState] = field(default_factory=dict)
    sheet: PaperSlot | None = None
    role_sheets: Mapping[tuple[str, str], PaperSlot] = field(default_factory=dict)

    def slot_of(self, user: str) -> Slot | None:
        """Find a user's slot, whatever the case of the letters."""
        return next((slot for slot in self.slots if same_name(slot.name, user)), None)

    @property
    def body(self) -> bytes:
        """Give what the check and the MAC are made over."""
        return canonical(_body_of(self))

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


def canonical(value: object) -> bytes:
    """Give the one way to write a value as JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


# rendering ----------------------------------------------------------------------------------------------------------
def _body_of(file: KeyFile) -> dict[str, Any]:
    # what is empty is left out: files from before there were role keys and sheets stay what they were
    sheets = {
        "/".join(name): _paper_entry(paper) for name, paper in sorted(file.role_sheets.items())
    }
    later = {
        "role_keys": {
            _text_of(name): {
                "commitment": None if state.commitment is None else _text(state.commitment),
                "retired": state.is_retired,
            }
            for name, state in sorted(file.role_keys.items())
        },
        "sheet": _paper_entry(file.sheet) if file.sheet else None,
        "role_sheets": sheets,
    }
    return {
        "format": FORMAT,
        "version": MAJOR,
        "file_id": file.file_id.hex(),
        "salt": file.salt.hex(),
        "generation": file.generation,
        "epoch": file.epoch,
        "users": [_entry_of(slot) for slot in file.slots],
        **{name: value for name, value in later.items() if value},
    }


def _entry_of(slot: Slot) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "name": slot.name,
        "one_time": slot.one_time,
        "kdf": {"name": "argon2id", "memory_mib": slot.cost.memory, "passes": slot.cost.passes},
        "salt": _text(slot.salt),
        "public": _text(slot.public),
        "private": _text(slot.sealed_private),
        "grants": _grant_entries(slot.grants),
    }
    if slot.role_grants:
        entry["role_grants"] = {
            _text_of(name): _text(grant) for name, grant in sorted(slot.role_grants.items())
        }
    return entry


def _paper_entry(paper: PaperSlot) -> dict[str, Any]:
    return {
        "public": _text(paper.public),
        "made_on": paper.made_on,
        "grants": _grant_entries(paper.grants),
    }


def _grant_entries(grants: Mapping[int, bytes]) -> dict[str, str]:
    return {str(epoch): _text(grant) for epoch, grant in sorted(grants.items())}


def _text_of(name: RoleKeyName) -> str:
    return f"{name.scope}/{name.secret}/{name.epoch}"


def _text(content: bytes) -> str:
    return b64encode(content).decode()
