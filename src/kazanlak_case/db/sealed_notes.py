"""Seal a confidential text under a role key, and open it again (rule C; docs/formats.md, “Confidential notes”).

The ciphertext is bound to its place: taken to another note, house, profession or key number it does not open. Its
length tells no more than how many blocks of 256 bytes the text fills.
"""

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass

from nacl.exceptions import CryptoError
from nacl.secret import Aead

from kazanlak_case.domain.confidential_errors import SealedNoteError
from kazanlak_case.domain.fields import RecordId

FORMAT = "kazanlak-case note"
VERSION = 1
BLOCK = 256
_END = b"\x80"
"""Stands after the text, before the zeros that fill the last block (ISO/IEC 7816-4)."""


@dataclass(frozen=True, slots=True)
class NotePlace:
    """What a sealed text belongs to; anything else does not open it."""

    note: RecordId
    scope: str
    secret: str
    epoch: int
    version: int = VERSION

    @property
    def context(self) -> bytes:
        """Give the bytes the ciphertext is bound to."""
        parts = [FORMAT, self.note, self.scope, self.secret, self.epoch, self.version]
        return json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()


def seal(text: str, key: bytes, place: NotePlace) -> str:
    """Seal a text for its place; base64, as the record holds it."""
    return b64encode(bytes(Aead(key).encrypt(_padded(text.encode()), place.context))).decode()


def open_sealed(sealed: str, key: bytes, place: NotePlace) -> str:
    """Open a sealed text; never gives anything but what was sealed.

    Raises:
        SealedNoteError: The key is another, the text was changed, or it belongs to another place.
    """
    if place.version != VERSION:
        raise SealedNoteError(note=place.note)
    try:
        content = Aead(key).decrypt(b64decode(sealed, validate=True), place.context)
        return _unpadded(content).decode()
    except (CryptoError, ValueError, TypeError) as error:
        raise SealedNoteError(note=place.note) from error


def _padded(content: bytes) -> bytes:
    ended = content + _END
    return ended + bytes(-len(ended) % BLOCK)


def _unpadded(content: bytes) -> bytes:
    text, end, _zeros = content.rpartition(_END)
    if not end:
        raise ValueError("no end of the text")
    return text
