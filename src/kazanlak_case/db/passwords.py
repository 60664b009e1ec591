"""Turn a password into a key, slowly and with much memory, so that guessing is dear (security.md, section 3)."""

import unicodedata
from dataclasses import dataclass

from nacl import pwhash

from kazanlak_case.domain.file_errors import NotEnoughMemoryError, WeakPasswordError

FEWEST_CHARACTERS = 12
FEWEST_WORDS = 4
SHORTEST_WORD = 2

SALT_BYTES = pwhash.argon2id.SALTBYTES
KEY_BYTES = 32
MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """How much memory (MiB) and how many passes Argon2id takes for one guess."""

    memory: int = 128
    passes: int = 3

    @property
    def is_acceptable(self) -> bool:
        """Tell whether a slot read from a file may ask for this: neither cheap to guess nor a trap."""
        return 64 <= self.memory <= 256 and 2 <= self.passes <= 10


DEFAULT = Cost()

LESS_MEMORY = (Cost(memory=64, passes=4), Cost(memory=64, passes=3))
"""What a new slot falls back to on a computer with little memory."""

CHEAPEST = Cost(memory=64, passes=3)
"""The floor; tests use it."""


def prepared(password: str) -> bytes:
    """Give the bytes of a password: the same for every way of typing the same letters."""
    return unicodedata.normalize("NFKC", password).encode()


def check_new_password(password: str) -> None:
    """Refuse a new password that is neither long enough nor four words; old ones are never judged."""
    text = unicodedata.normalize("NFKC", password).strip()
    words = [word for word in text.split() if len(word) >= SHORTEST_WORD]
    if len(text) < FEWEST_CHARACTERS and len(words) < FEWEST_WORDS:
        raise WeakPasswordError


def derive(password: str, salt: bytes, *, cost: Cost) -> bytes:
    """Derive the key that locks a slot; too little memory is never told as a wrong password."""
    try:
        return pwhash.argon2id.kdf(
            KEY_BYTES,
            prepared(password),
            salt,
            opslimit=cost.passes,
            memlimit=cost.memory * MEBIBYTE,
        )
    except (RuntimeError, MemoryError) as error:
        raise NotEnoughMemoryError from error


def derive_new(password: str, salt: bytes, *, cost: Cost) -> tuple[bytes, Cost]:
    """Derive the key of a new slot, with less memory if this computer has not enough; tell which cost it took."""
    for possible in (cost, *LESS_MEMORY):
        try:
            return derive(password, salt, cost=possible), possible
        except NotEnoughMemoryError:
            continue
    raise NotEnoughMemoryError
