"""Look among the words of names in this file for those a typed word may mean: a few thousand, quickly searched."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection

from kazanlak_case.db.search_question import SHORTEST_PART, Surety
from kazanlak_case.db.short_forms import short_forms
from kazanlak_case.db.text_sql import run
from kazanlak_case.domain.rules.name_keys import WordKeys, word_key

MOST_WORDS = 500
"""How many words of the index typed ones may mean before they say too little."""

_LAST_LETTER = "\U0010ffff"
"""Follows every other: what begins with a key lies between the key and the key and this."""

# Ordered, so that the same words are among the first in every copy.
_BEGUN = """
WITH typed (low, high) AS (VALUES {ranges})
SELECT DISTINCT w.key, w.loose FROM typed CROSS JOIN name_word AS w ON w.key >= typed.low AND w.key < typed.high
ORDER BY w.key LIMIT ?
"""
_SIMILAR = """
WITH typed (low, high) AS (VALUES {ranges})
SELECT key, loose FROM (
    SELECT w.key, w.loose, 1 AS far FROM typed CROSS JOIN name_word AS w ON w.loose >= typed.low AND w.loose < typed.high
    UNION SELECT w.key, w.loose, 0 AS far FROM name_word AS w WHERE w.key IN (VALUES {keys})
) AS found
ORDER BY far, key LIMIT ?
"""
_WITH_PART = """
WITH typed (part) AS (VALUES {parts})
SELECT DISTINCT w.key, w.loose FROM name_word AS w CROSS JOIN typed ON instr(w.key, typed.part) > 0
ORDER BY w.key LIMIT ?
"""


_NOBODY: dict[str, tuple[str, ...]] = {"ranges": ("", ""), "keys": ("",), "parts": (" ",)}
"""What finds no word, where a list is empty: a list of values must have one."""


class NameWords:
    """What each typed word may mean so far: words of the index, and how surely."""

    def __init__(self, connection: Connection, words: Sequence[WordKeys]) -> None:
        self._connection = connection
        self._words = words
        self.meant: list[dict[str, Surety]] = [{} for _ in words]

    def add_begun(self) -> bool:
        """Add the words that begin as typed; tell whether there are not too many of them."""
        begun = [key for word in self._words for key in word.beginning if len(key) >= SHORTEST_PART]
        known = self._known(_BEGUN, ranges=map(_range, begun))
        for word, meant in zip(self._words, self.meant, strict=True):
            for key, _ in known:
                if key.startswith(word.beginning):
                    meant[key] = Surety.BEGINNING
        return len(known) < MOST_WORDS

    def add_similar(self) -> None:
        """Add the words that may be spelled as typed, and short forms."""
        firm = _all(word.stem for word in self._words)
        loose = [*_all(word.loose for word in self._words), *_all(map(_begun_loosely, self._words))]
        known = self._known(
            _SIMILAR, ranges=map(_range, dict.fromkeys(loose)), keys=((key,) for key in firm)
        )
        forms = short_forms()
        for word, meant in zip(self._words, self.meant, strict=True):
            begun = _begun_loosely(word)
            for key, other in known:
                if key in word.stem or other in word.loose or other.startswith(begun):
                    meant.setdefault(key, Surety.SIMILAR)
            for key in word.whole:
                for other in forms.get(key, ()):
                    meant.setdefault(other, Surety.SHORT_FORM)

    def add_with_part(self) -> None:
        """Add the words that hold what was typed within them."""
        parts_of_all = _all(map(_parts, self._words))
        known = self._known(_WITH_PART, parts=((part,) for part in parts_of_all))
        for word, meant in zip(self._words, self.meant, strict=True):
            parts = _parts(word)
            for key, _ in known:
                if any(part in key for part in parts):
                    meant.setdefault(key, Surety.PART)

    def _known(self, statement: str, **asked: Iterable[tuple[str, ...]]) -> Sequence[Sequence[str]]:
        """Find words by lists of values, given in the order in which the statement names them."""
        lists = {name: list(values) for name, values in asked.items()}
        if not any(lists.values()):
            return []
        lists = {name: values or [_NOBODY[name]] for name, values in lists.items()}
        marks = {name: _marks(values) for name, values in lists.items()}
        flat = (one for values in lists.values() for value in values for one in value)
        return run(self._connection, statement.format(**marks), (*flat, MOST_WORDS)).all()


def _marks(values: Sequence[tuple[str, ...]]) -> str:
    return ", ".join(f"({', '.join('?' * len(value))})" for value in values)


def _range(beginning: str) -> tuple[str, str]:
    return beginning, beginning + _LAST_LETTER


def _all(keys: Iterable[Iterable[str]]) -> Iterator[str]:
    return (key for some in keys for key in some)


def _begun_loosely(word: WordKeys) -> tuple[str, ...]:
    return tuple(key for key in word.loose_beginning if len(key) >= SHORTEST_PART)


def _parts(word: WordKeys) -> tuple[str, ...]:
    """Give the parts to be looked for within words, with and without what an end may say differently."""
    both = dict.fromkeys(key for part in word.beginning for key in (part, word_key(part)))
    return tuple(key for key in both if len(key) >= SHORTEST_PART)
