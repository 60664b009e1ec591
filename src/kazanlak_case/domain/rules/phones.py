"""Phone numbers as they are compared: digits only, without country code and leading zero."""

import re

_SEVERAL = re.compile(r"[^\d\s()+.\-]+")
_NOT_A_DIGIT = re.compile(r"\D+")
_COUNTRY = re.compile("^((00)?359|0)(?=[1-9])")


def fold_phone(number: str) -> str:
    """Give the digits of a phone number without country code and leading zero."""
    return _COUNTRY.sub("", _NOT_A_DIGIT.sub("", number))


def phones_of(text: str | None) -> tuple[str, ...]:
    """Give the numbers of a field that may hold several, parted by commas or words."""
    return tuple(filter(None, map(fold_phone, _SEVERAL.split(text)))) if text else ()
