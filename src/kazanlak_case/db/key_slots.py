"""What is done with one key slot: lock it under a password, open it, and seal the file that holds all of them."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import blake2b
from hmac import compare_digest
from typing import TypeVar

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import Aead
from nacl.utils import random

from kazanlak_case.db.key_form import KeyFile, RoleKeyName, Slot, canonical
from kazanlak_case.db.key_parsing import COMMITMENT_BYTES, MAC_BYTES
from kazanlak_case.db.passwords import DEFAULT, SALT_BYTES, Cost, derive, derive_new

__all__ = [
    "FILE_KEY_BYTES",
    "FOR_AUDIT",
    "FOR_DATABASE",
    "FOR_DRAFTS",
    "FOR_SLOTS",
    "NewPassword",
    "RoleKeyName",
    "Unlocked",
    "WrongTries",
    "commitment_of",
    "file_keys_of",
    "granted",
    "is_sealed",
    "new_slot",
    "open_slot",
    "role_keys_of",
    "sealed",
    "unlocked_by",
]

FILE_KEY_BYTES = 32

FOR_DATABASE = b"kc database"
FOR_SLOTS = b"kc slots"
FOR_AUDIT = b"kc audit"
FOR_DRAFTS = b"kc drafts"
"""What a key derived from the file key is for: BLAKE2b's personalisation."""


ROLE_KEY = b"kc role key"
"""What the commitment of a role key is for."""


@dataclass(frozen=True, slots=True)
class WrongTries:
    """How often somebody tried wrong passwords for this user, and when it began."""

    count: int
    since: datetime


@dataclass(slots=True)
class Unlocked:
    """The keys of one opened case file, in the hands of one user. Never printed; wiped when the file is locked."""

    user: str
    file_id: bytes = field(repr=False)
    generation: int
    epoch: int
    one_time: bool
    cost: Cost
    salt: bytes = field(repr=False)
    private: bytearray = field(repr=False)
    file_keys: dict[int, bytearray] = field(repr=False)
    role_keys: dict[RoleKeyName, bytearray] = field(default_factory=dict, repr=False)
    """Keys of confidential notes this user may read."""
    retired: frozenset[RoleKeyName] = frozenset()
    """Those of them that lock no new note: somebody who is gone knew them."""
    wrong_tries: WrongTries | None = None
    """Tries before this sign-in, to be told to the user."""

    @property
    def drafts_key(self) -> bytes:
        """Give the key under which half-written forms are kept."""
        return self.key_for(FOR_DRAFTS)

    def database_keys(self, epoch: int | None = None) -> tuple[bytes, bytes]:
        """Give what `make_engine` asks for."""
        return self.key_for(FOR_DATABASE, epoch=epoch), self.salt

    def key_for(self, purpose: bytes, *, epoch: int | None = None) -> bytes:
        """Derive the key for one purpose; keys of different purposes tell nothing of each other."""
        file_key = self.file_keys[epoch or self.epoch]
        return blake2b(key=bytes(file_key), person=purpose, digest_size=FILE_KEY_BYTES).digest()

    def wipe(self) -> None:
        """Overwrite the keys; nothing can be opened with this any more."""
        for secret in (self.private, *self.file_keys.values(), *self.role_keys.values()):
            secret[:] = bytes(len(secret))
        self.file_keys.clear()
        self.role_keys.clear()


@dataclass(frozen=True, slots=True)
class NewPassword:
    """A password about to lock a slot; a one-time one must be replaced at the first sign-in."""

    text: str = field(repr=False)
    cost: Cost = DEFAULT
    one_time: bool = False


def new_slot(  # noqa: PLR0913 - each is asked for once, by name
    file_id: bytes,
    name: str,
    *,
    password: NewPassword,
    private: PrivateKey,
    file_keys: dict[int, bytearray],
    role_keys: Mapping[RoleKeyName, bytearray] | None = None,
) -> Slot:
    """Lock a private key under a password, and seal the keys to its public half."""
    salt = random(SALT_BYTES)
    key, cost = derive_new(password.text, salt, cost=password.cost)
    slot = Slot(
        name=name,
        cost=cost,
        salt=salt,
        public=bytes(private.public_key),
        sealed_private=b"",
        grants=granted(private.public_key, file_keys),
        one_time=password.one_time,
        role_grants=granted(private.public_key, role_keys or {}),
    )
    return replace(slot, sealed_private=Aead(key).encrypt(bytes(private), slot.context(file_id)))


_Name = TypeVar("_Name")


def granted(public: PublicKey, keys: Mapping[_Name, bytearray]) -> dict[_Name, bytes]:
    """Seal keys so that only the holder of the private half reads them."""
    return {name: SealedBox(public).encrypt(bytes(key)) for name, key in keys.items()}


def file_keys_of(private: PrivateKey, grants: Mapping[int, bytes]) -> dict[int, bytearray]:
    """Open the grants of file keys; those that were made for somebody else are none."""
    found = {}
    for epoch, grant in grants.items():
        with suppress(CryptoError):
            found[epoch] = bytearray(SealedBox(private).decrypt(grant))
    return found


def role_keys_of(
    file: KeyFile, private: PrivateKey, grants: Mapping[RoleKeyName, bytes]
) -> dict[RoleKeyName, bytearray]:
    """Open the grants of role keys; one that is not the key it is called by is none."""
    found = {}
    for name, grant in grants.items():
        with suppress(CryptoError):
            key = SealedBox(private).decrypt(grant)
            known = file.role_keys[name].commitment
            if known is not None and compare_digest(known, commitment_of(name, key)):
                found[name] = bytearray(key)
    return found


def commitment_of(name: RoleKeyName, key: bytes | bytearray) -> bytes:
    """Give what tells a role key from another without telling anything of it."""
    return blake2b(
        canonical(list(name)), key=bytes(key), person=ROLE_KEY, digest_size=COMMITMENT_BYTES
    ).digest()


def open_slot(file: KeyFile, slot: Slot, *, password: str) -> Unlocked | None:
    """Open a slot; None when the password does not."""
    key = derive(password, slot.salt, cost=slot.cost)
    try:
        private = PrivateKey(Aead(key).decrypt(slot.sealed_private, slot.context(file.file_id)))
    except CryptoError:
        return None
    return unlocked_by(file, slot, private=private, file_keys=file_keys_of(private, slot.grants))


def unlocked_by(
    file: KeyFile, slot: Slot, *, private: PrivateKey, file_keys: dict[int, bytearray]
) -> Unlocked:
    """Put together what an opened slot gives."""
    return Unlocked(
        user=slot.name,
        file_id=file.file_id,
        generation=file.generation,
        epoch=file.epoch,
        one_time=slot.one_time,
        cost=slot.cost,
        salt=file.salt,
        private=bytearray(bytes(private)),
        file_keys=file_keys,
        role_keys=role_keys_of(file, private, slot.role_grants),
        retired=frozenset(name for name, state in file.role_keys.items() if state.is_retired),
    )


def sealed(file: KeyFile, unlocked: Unlocked) -> KeyFile:
    """Sign the file with the file key, so that nobody changes it without one."""
    key = unlocked.key_for(FOR_SLOTS, epoch=file.epoch)
    return replace(file, mac=blake2b(file.body, key=key, digest_size=MAC_BYTES).digest())


def is_sealed(file: KeyFile, unlocked: Unlocked) -> bool:
    """Tell whether the file stands as somebody with the file key wrote it."""
    return file.epoch in unlocked.file_keys and compare_digest(sealed(file, unlocked).mac, file.mac)
