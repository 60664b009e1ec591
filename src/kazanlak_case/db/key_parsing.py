"""Read a key file strictly: whoever brings one may mean ill (docs/formats.md, “Key file”)."""

import json
import re
from base64 import b64decode
from hmac import compare_digest
from typing import Any

from kazanlak_case.db.key_form import (
    CHECK_BYTES,
    FORMAT,
    MAJOR,
    KeyFile,
    PaperSlot,
    RoleKeyName,
    RoleKeyState,
    Slot,
    is_name,
)
from kazanlak_case.db.passwords import SALT_BYTES, Cost
from kazanlak_case.domain.file_errors import NewerFileError

MOST_USERS = 1000
MOST_ROLE_KEYS = 10_000
HEX = re.compile(r"[0-9a-f]*")
SCOPE = re.compile(r"[^/\s\0]{1,64}")
SECRET = re.compile(r"[a-z_]{1,32}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

ID_BYTES = 16
PUBLIC_BYTES = 32
SEALED_PRIVATE_BYTES = 24 + 32 + 16  # nonce, private key, tag
MAC_BYTES = 32
COMMITMENT_BYTES = 32
GRANT_BYTES = 32 + 16 + 32  # one-time public key, tag, key


class DamagedKeyFileError(Exception):
    """What was read is no sound key file; the caller tries the other copy."""


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
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DamagedKeyFileError from error
    if not compare_digest(check, file.check):
        raise DamagedKeyFileError
    return file


def _file_of(data: dict[str, Any]) -> KeyFile:
    entries = data["users"]
    if not isinstance(entries, list) or not 0 < len(entries) <= MOST_USERS:
        raise ValueError("users")
    slots = tuple(_slot_of(entry) for entry in entries)
    if len({slot.name.casefold() for slot in slots}) != len(slots):
        raise ValueError("a user given twice")
    file = KeyFile(
        file_id=_hex(data["file_id"], ID_BYTES),
        salt=_hex(data["salt"], ID_BYTES),
        generation=_number(data["generation"], 1, 2**53),
        epoch=_number(data["epoch"], 1, 2**31),
        slots=slots,
        mac=_hex(data["mac"], MAC_BYTES),
        role_keys={
            _name_of(text): _state_of(entry) for text, entry in data.get("role_keys", {}).items()
        },
        sheet=_paper_of(data["sheet"]) if "sheet" in data else None,
        role_sheets={
            _pair_of(text): _paper_of(entry) for text, entry in data.get("role_sheets", {}).items()
        },
    )
    _check_names(file)
    return file


def _check_names(file: KeyFile) -> None:
    """Refuse grants of role keys that the file does not list: they could be no one's but a stranger's."""
    granted = [name for slot in file.slots for name in slot.role_grants]
    granted += [
        RoleKeyName(*pair, epoch)
        for pair, paper in file.role_sheets.items()
        for epoch in paper.grants
    ]
    if len(file.role_keys) > MOST_ROLE_KEYS or not set(granted) <= set(file.role_keys):
        raise ValueError("role keys")


def _slot_of(entry: dict[str, Any]) -> Slot:
    kdf, name = entry["kdf"], entry["name"]
    cost = Cost(_number(kdf["memory_mib"], 1, 2**31), _number(kdf["passes"], 1, 2**31))
    # A hostile slot must neither be cheap to guess nor take all memory of this computer.
    if kdf["name"] != "argon2id" or not cost.is_acceptable:
        raise ValueError("kdf")
    if not is_name(name):
        raise ValueError("name")
    return Slot(
        name=name,
        cost=cost,
        salt=_bytes(entry["salt"], SALT_BYTES),
        public=_bytes(entry["public"], PUBLIC_BYTES),
        sealed_private=_bytes(entry["private"], SEALED_PRIVATE_BYTES),
        grants=_grants_of(entry["grants"]),
        one_time=_flag(entry["one_time"]),
        role_grants={
            _name_of(text): _bytes(grant, GRANT_BYTES)
            for text, grant in entry.get("role_grants", {}).items()
        },
    )


def _state_of(entry: dict[str, Any]) -> RoleKeyState:
    known = entry["commitment"]
    return RoleKeyState(
        commitment=None if known is None else _bytes(known, COMMITMENT_BYTES),
        is_retired=_flag(entry["retired"]),
    )


def _paper_of(entry: dict[str, Any]) -> PaperSlot:
    if not DAY.fullmatch(entry["made_on"]):
        raise ValueError("made_on")
    return PaperSlot(
        public=_bytes(entry["public"], PUBLIC_BYTES),
        made_on=entry["made_on"],
        grants=_grants_of(entry["grants"]),
    )


def _grants_of(entries: dict[str, str]) -> dict[int, bytes]:
    return {
        _number(int(epoch), 1, 2**31): _bytes(grant, GRANT_BYTES)
        for epoch, grant in entries.items()
    }


def _name_of(text: str) -> RoleKeyName:
    pair, _slash, epoch = text.rpartition("/")
    return RoleKeyName(*_pair_of(pair), _number(int(epoch), 1, 2**31))


def _pair_of(text: str) -> tuple[str, str]:
    scope, slash, secret = text.partition("/")
    if not slash or not SCOPE.fullmatch(scope) or not SECRET.fullmatch(secret):
        raise ValueError("role key")
    return scope, secret


def _number(value: object, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise ValueError("number")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("flag")
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


def _no_floats(text: str) -> object:
    raise ValueError(text)
