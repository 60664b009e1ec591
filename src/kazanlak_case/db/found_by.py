"""What a person is found by: keys of the names, and digits of the ЕГН, the phones and the case numbers."""

import re
from collections.abc import Iterable

from kazanlak_case.db.language_words import MARK, language_keys
from kazanlak_case.domain.rules.name_keys import stored_keys, words_of
from kazanlak_case.domain.rules.phones import phones_of

PART = 3
"""Numbers are found by any part of three digits or more."""

_NOT_A_DIGIT = re.compile(r"\D+")


def found_by(  # noqa: PLR0913 - all that people are found by
    name: str,
    national_id: str | None,
    phone: str | None,
    *,
    case_numbers: Iterable[str],
    nickname: str | None = None,
    languages: str | None = None,
) -> str:
    """List the keys of a person, parted by spaces: words of the name, what people call them, whole numbers."""
    said = f"{name} {nickname}" if nickname else name
    keys = [key for word in words_of(said) for key in stored_keys(word)]
    keys += language_keys(languages)
    if national_id:
        keys += _NOT_A_DIGIT.split(national_id)
    keys += phones_of(phone)
    for number in case_numbers:
        for word in words_of(number):
            keys += (word,) if word.isdigit() else stored_keys(word)
    return " ".join(dict.fromkeys(filter(None, keys)))


def parts_of(digits: str) -> list[str]:
    """Cut digits into the overlapping parts that are indexed."""
    return [digits[at : at + PART] for at in range(len(digits) - PART + 1)]


def words_in(keys: str) -> list[str]:
    """List the keys of a person that are words of names: neither numbers nor languages."""
    return [key for key in keys.split() if not key.isdigit() and not key.startswith(MARK)]


def tokens_of(keys: str) -> list[str]:
    """Give everything the full-text index holds of a person: words, whole numbers and parts of numbers, each once."""
    tokens = keys.split()
    for token in tokens[:]:
        if token.isdigit():
            tokens += [token[at : at + PART] for at in range(len(token) - PART + 1)]
    return list(dict.fromkeys(tokens))
