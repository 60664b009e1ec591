"""The languages people speak, as one looks for them: „ромски“ finds whoever speaks it, „ром“ only a name.

Half the house may speak one language: such a word counts only when it is typed whole, so that names come first.
"""

import functools
import re
from collections.abc import Iterable, Iterator

from kazanlak_case.db.reference import code_lists
from kazanlak_case.domain.rules.names import fold

LIST = "language"
MARK = "l9"
"""Before the code in the index; no name begins so."""
NO_LANGUAGE = "other"
_BESIDE = re.compile(r"\((\w+)\)")


def language_keys(codes: str | None) -> Iterable[str]:
    """Give the keys somebody who speaks these languages is found by."""
    return [f"{MARK}{code}" for code in (codes or "").split() if code.isalnum()]


def languages_meant(word: str) -> tuple[str, ...]:
    """Give the keys of the languages that a folded word names."""
    return _by_word().get(word, ())


@functools.cache
def _by_word() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for entry in code_lists().entries(LIST):
        if entry.code == NO_LANGUAGE:
            continue
        for label in (entry.label_bg, entry.label_en):
            for word in _names(label):
                found[word] = (*found.get(word, ()), f"{MARK}{entry.code}")
    return found


def _names(label: str) -> Iterator[str]:
    """Give the name of a language and its other name: „ромски (романес)“ has two."""
    yield fold(label.split(maxsplit=1)[0])
    yield from (fold(other) for other in _BESIDE.findall(label))
