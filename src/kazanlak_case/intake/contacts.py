"""Read phones and e-mail addresses as people write them."""

import re
from dataclasses import dataclass

_SIGNS = re.compile(r"[\s\-./()\u00a0‐-―]+")
_SEVERAL = re.compile(r"\s*[;,\n|]\s*|\s+/\s*|\s*/\s+|\s+и\s+|(?<=\d{9})/(?=0)")
_ABROAD = re.compile(r"\+[1-9]\d{6,14}")
_HOME = re.compile(r"0\d{7,9}")
_WITHOUT_ZERO = re.compile(r"[89]\d{8}")
_NO_PHONE = frozenset({"няма", "не", "без", "няма телефон", "без телефон", "none", "no"})
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True, slots=True)
class PhoneRead:
    """A phone as it is kept, whether that differs from how it is written, and whether it looks like one at all."""

    text: str
    changed: bool = False
    odd: bool = False


def says_no_phone(folded: str) -> bool:
    """Whether the cell says in words that there is none."""
    return folded in _NO_PHONE


def read_phone(text: str) -> PhoneRead:
    """Read one phone or several; what does not look like a number is kept as it is written."""
    text = " ".join(text.split())
    parts = [part for part in _SEVERAL.split(text) if part]
    numbers = [_number(part) for part in parts]
    if not numbers or not all(numbers):
        return PhoneRead(text, odd=True)
    joined = ", ".join(number for number in numbers if number)
    return PhoneRead(joined, changed=joined != text)


def _number(text: str) -> str | None:
    digits = _SIGNS.sub("", text)
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    if digits.startswith("359") and len(digits) == 12:
        digits = "+" + digits
    if digits.startswith("+359"):
        digits = "0" + digits[4:].removeprefix("0")
    elif _WITHOUT_ZERO.fullmatch(digits):
        digits = "0" + digits
    return digits if _HOME.fullmatch(digits) or _ABROAD.fullmatch(digits) else None


def is_email(text: str) -> bool:
    """Whether the text looks like an e-mail address."""
    return bool(_EMAIL.fullmatch(text))
