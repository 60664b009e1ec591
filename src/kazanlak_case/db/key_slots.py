"""What is done with one key slot: lock it under a password, open it, and seal the file that holds all of them."""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from hmac import compare_digest

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import Aead
from nacl.utils import random

from kazanlak_case.db.key_file import MAC_BYTES, KeyFile, Slot
from kazanlak_case.db.passwords import DEFAULT, SALT_BYTES, Cost, derive, derive_new

FILE_KEY_BYTES = 32

FOR_DATABASE = b"kc database"
FOR_SLOTS = b"kc slots"
FOR_AUDIT = b"kc audit"
FOR_ATTACHMENTS = b"kc attachments"
FOR_DRAFTS = b"kc drafts"
"""What a key derived from the file key is for: BLAKE2b's personalisation."""


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

    @property
    def database_key(self) -> bytes:
        """Give the raw key of the database."""
        return self.key_for(FOR_DATABASE)

    @property
    def audit_key(self) -> bytes:
        """Give the key of the chain of readings."""
        return self.key_for(FOR_AUDIT)

    @property
    def attachments_key(self) -> bytes:
        """Give the key that wraps the attachments' own keys."""
        return self.key_for(FOR_ATTACHMENTS)

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
        for secret in (self.private, *self.file_keys.values()):
            secret[:] = bytes(len(secret))
        self.file_keys.clear()


@dataclass(frozen=True, slots=True)
class NewPassword:
    """A password about to lock a slot; a one-time one must be replaced at the first sign-in."""

    text: str = field(repr=False)
    cost: Cost = DEFAULT
    one_time: bool = False


def new_slot(
    file_id: bytes,
    name: str,
    *,
    password: NewPassword,
    private: PrivateKey,
    file_keys: dict[int, bytearray],
) -> Slot:
    """Lock a private key under a password, and seal the file keys to its public half."""
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
    )
    return replace(slot, sealed_private=Aead(key).encrypt(bytes(private), slot.context(file_id)))


def granted(public: PublicKey, file_keys: dict[int, bytearray]) -> dict[int, bytes]:
    """Seal the file keys so that only the holder of the private half reads them."""
    return {
        epoch: SealedBox(public).encrypt(bytes(file_key)) for epoch, file_key in file_keys.items()
    }


def open_slot(file: KeyFile, slot: Slot, *, password: str) -> Unlocked | None:
    """Open a slot; None when the password does not."""
    key = derive(password, slot.salt, cost=slot.cost)
    try:
        private = PrivateKey(Aead(key).decrypt(slot.sealed_private, slot.context(file.file_id)))
    except CryptoError:
        return None
    file_keys = {}
    for epoch, grant in slot.grants.items():
        with suppress(CryptoError):
            file_keys[epoch] = bytearray(SealedBox(private).decrypt(grant))
    return unlocked_by(file, slot, private=private, file_keys=file_keys)


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
    )


def sealed(file: KeyFile, unlocked: Unlocked) -> KeyFile:
    """Sign the file with the file key, so that nobody changes it without one."""
    key = unlocked.key_for(FOR_SLOTS, epoch=file.epoch)
    return replace(file, mac=blake2b(file.body, key=key, digest_size=MAC_BYTES).digest())


def is_sealed(file: KeyFile, unlocked: Unlocked) -> bool:
    """Tell whether the file stands as somebody with the file key wrote it."""
    return file.epoch in unlocked.file_keys and compare_digest(sealed(file, unlocked).mac, file.mac)
