"""The letters of a recovery sheet: 160 random bits and 40 bits of check, as 8 groups of 5 (security.md, section 3).

People copy them from paper, so whatever can be read in one way only is taken: small letters, spaces and hyphens, O for
zero, I and L for one, and Cyrillic letters that look like Latin ones.
"""

from hashlib import blake2b

from kazanlak_case.domain.key_errors import MistypedSheetError
from kazanlak_case.i18n import N_

SECRET_BYTES = 20
CHECK_BYTES = 5
GROUPS, LETTERS = 8, 5

_BITS = 5
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: without I, L, O and U."""
_VALUES = {letter: value for value, letter in enumerate(_ALPHABET)}
_LOOKS_LIKE = str.maketrans("OILАВСЕНКМОРТХУЗІЈЅ", "011ABCEHKM0PTXY31JS")
_BETWEEN = frozenset(" \t\r\n\u00a0\u202f-‐‑‒–—−_.,·:;")
_CHECK = b"kc sheet check"


def letters_of(secret: bytes) -> str:
    """Give the groups to be printed.

    Raises:
        ValueError: It is not 160 bits.
    """
    if len(secret) != SECRET_BYTES:
        raise ValueError("a sheet holds 160 bits")
    number = int.from_bytes(secret + _check_of(secret))
    count = GROUPS * LETTERS
    text = "".join(
        _ALPHABET[number >> _BITS * place & (1 << _BITS) - 1] for place in reversed(range(count))
    )
    return " ".join(text[start : start + LETTERS] for start in range(0, count, LETTERS))


def secret_of(text: str) -> bytes:
    """Read what was typed.

    Raises:
        MistypedSheetError: Letters are missing, too many, or do not fit each other; the text itself is never told.
    """
    typed = "".join(letter for letter in text if letter not in _BETWEEN)
    letters = typed.upper().translate(_LOOKS_LIKE)
    if len(letters) != GROUPS * LETTERS:
        raise MistypedSheetError(reason=N_("there must be 8 groups of 5 letters"))
    if not all(letter in _VALUES for letter in letters):
        raise MistypedSheetError(reason=N_("there is a letter that no sheet uses"))
    number = 0
    for letter in letters:
        number = number << _BITS | _VALUES[letter]
    content = number.to_bytes(SECRET_BYTES + CHECK_BYTES)
    secret, check = content[:SECRET_BYTES], content[SECRET_BYTES:]
    if check != _check_of(secret):
        raise MistypedSheetError(reason=N_("at least one letter differs"))
    return secret


def _check_of(secret: bytes) -> bytes:
    return blake2b(secret, person=_CHECK, digest_size=CHECK_BYTES).digest()
