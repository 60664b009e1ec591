"""The outside of a bundle: magic, manifest, signature (docs/formats.md, section "Bundle"). Final from the first release."""

from dataclasses import dataclass

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from kazanlak_case.domain.bundle_errors import BundleLimitsError, ForgedBundleError
from kazanlak_case.domain.exchange import Header

ENDING = ".kbundle"
MAGIC = b"KBUNDLE1"
SIGNED = b"kazanlak-case bundle manifest 1\n"
"""What stands before the manifest when it is signed: a signature given for anything else is not one for a bundle."""

LENGTH_BYTES = 4
SIGNATURE_BYTES = 64
ID_BYTES = 16
HASH_BYTES = 32

SEGMENT, ATTACHMENT, OPTIONAL = "seg/", "att/", "opt/"
"""What names of members begin with: then a number from 1, the SHA-256 of the content as hex, or any word.

A later version puts under the third what an older reader may leave out with nothing lost, and under a name of its own
what it may not: such a bundle is refused whole.
"""

MANIFEST_LIMIT = 8 << 20
MEMBER_LIMIT = 33 << 20
"""Most bytes of one member as it travels; bundle_segments.SEGMENT_LIMIT bounds what a segment unpacks to."""


@dataclass(frozen=True, slots=True)
class Member:
    """One part of a bundle after the manifest: its name, size and hash."""

    name: str
    size: int
    sha256: bytes

    @property
    def is_attachment(self) -> bool:
        """Whether it is the content of an attachment, and no segment."""
        return self.name.startswith(ATTACHMENT)

    @property
    def is_optional(self) -> bool:
        """Whether a reader that does not know it leaves it out."""
        return self.name.startswith(OPTIONAL)


@dataclass(frozen=True, slots=True)
class Manifest:
    """The signed beginning of a bundle: what it says of itself, and what must follow."""

    header: Header
    members: tuple[Member, ...]


def opening_of(manifest: bytes, sign_seed: bytes) -> bytes:
    """Sign an encoded manifest, and give everything that stands before the members."""
    if len(manifest) > MANIFEST_LIMIT:
        raise BundleLimitsError
    signature = SigningKey(sign_seed).sign(SIGNED + manifest).signature
    return MAGIC + len(manifest).to_bytes(LENGTH_BYTES, "big") + manifest + signature


def check_signature(manifest: bytes, signature: bytes, verify_key: bytes) -> None:
    """Check that a manifest was signed by the holder of `verify_key`.

    Raises:
        ForgedBundleError: It was not.
    """
    try:
        VerifyKey(verify_key).verify(SIGNED + manifest, signature)
    except (BadSignatureError, ValueError) as error:
        raise ForgedBundleError from error
