"""Make the keys of a copy: one pair to read bundles (age), one to sign them (security.md, section 3)."""

from dataclasses import dataclass, field

from nacl.public import PrivateKey
from nacl.signing import SigningKey

LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
CHECK_LETTERS = 6
GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)

IDENTITY = "age-secret-key-"
RECIPIENT = "age"


@dataclass(frozen=True, slots=True)
class CopyKeys:
    """The keys of one copy; the private halves live in the case file, under its key, and are never printed."""

    age_recipient: str
    sign_public: bytes
    age_identity: str = field(repr=False)
    sign_seed: bytes = field(repr=False)

    @classmethod
    def new(cls) -> "CopyKeys":
        """Make the keys of a new copy."""
        return cls._from_halves(PrivateKey.generate(), SigningKey.generate())

    @classmethod
    def of(cls, age_identity: str, sign_seed: bytes) -> "CopyKeys":
        """Take up the keys whose private halves were kept; the public ones follow from them."""
        reading = PrivateKey(unbech32(IDENTITY, age_identity.lower()))
        return cls._from_halves(reading, SigningKey(sign_seed))

    @classmethod
    def _from_halves(cls, reading: PrivateKey, signing: SigningKey) -> "CopyKeys":
        return cls(
            age_recipient=bech32(RECIPIENT, bytes(reading.public_key)),
            sign_public=bytes(signing.verify_key),
            age_identity=bech32(IDENTITY, bytes(reading)).upper(),
            sign_seed=bytes(signing),
        )


def bech32(prefix: str, content: bytes) -> str:
    """Write 32 bytes the way age writes its keys (BIP 173 without its limit of length)."""
    groups = _five_bits(content)
    polymod = _polymod([*_spread(prefix), *groups, *[0] * CHECK_LETTERS]) ^ 1
    check = [polymod >> 5 * place & 31 for place in reversed(range(CHECK_LETTERS))]
    return f"{prefix}1{''.join(LETTERS[group] for group in (*groups, *check))}"


def unbech32(prefix: str, text: str) -> bytes:
    """Read what `bech32` wrote; anything else is a ValueError."""
    groups = [LETTERS.index(letter) for letter in text.removeprefix(f"{prefix}1")]
    bits = "".join(f"{group:05b}" for group in groups[:-CHECK_LETTERS])
    content = bytes(int(bits[start : start + 8], 2) for start in range(0, len(bits) - 7, 8))
    if bech32(prefix, content) != text:
        raise ValueError("not a key of age")
    return content


def _spread(prefix: str) -> list[int]:
    return [*(ord(sign) >> 5 for sign in prefix), 0, *(ord(sign) & 31 for sign in prefix)]


def _five_bits(content: bytes) -> list[int]:
    bits = "".join(f"{byte:08b}" for byte in content)
    bits += "0" * (-len(bits) % 5)
    return [int(bits[start : start + 5], 2) for start in range(0, len(bits), 5)]


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(GENERATORS):
            if top >> place & 1:
                check ^= generator
    return check
