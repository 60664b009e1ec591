"""Look among the words of names in this file for those a typed word may mean: a few thousand, quickly searched."""

import json
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection

from kazanlak_case.db.search_question import SHORTEST_PART, Surety
from kazanlak_case.db.short_forms import short_forms
from kazanlak_case.domain.rules.name_keys import WordKeys, word_key

MOST_WORDS = 500
"""How many words of the index typed ones may mean before they say too little."""

_BEGUN = """
SELECT w.key, w.loose FROM json_each(?) AS typed
    JOIN name_word AS w ON w.key >= typed.value AND w.key < typed.value || char(1114111)
LIMIT ?
"""
_SIMILAR = """
SELECT w.key, w.loose FROM json_each(?) AS typed JOIN name_word AS w ON w.key = typed.value
UNION ALL
SELECT w.key, w.loose FROM json_each(?) AS typed
    JOIN name_word AS w ON w.loose >= typed.value AND w.loose < typed.value || char(1114111)
LIMIT ?
"""
_WITH_PART = """
SELECT w.key, w.loose FROM name_word AS w JOIN json_each(?) AS part ON instr(w.key, part.value) > 0
LIMIT ?
"""


class NameWords:
    """What each typed word may mean so far: words of the index, and how surely."""

    def __init__(self, connection: Connection, words: Sequence[WordKeys]) -> None:
        self._connection = connection
        self._words = words
        self.meant: list[dict[str, Surety]] = [{} for _ in words]

    def add_begun(self) -> bool:
        """Add the words that begin as typed; tell whether there are not too many of them."""
        begun = _all(word.beginning for word in self._words)
        known = self._known(_BEGUN, [key for key in begun if len(key) >= SHORTEST_PART])
        for word, meant in zip(self._words, self.meant, strict=True):
            for key, _ in known:
                if key.startswith(word.beginning):
                    meant[key] = Surety.BEGINNING
        return len(known) < MOST_WORDS

    def add_similar(self) -> None:
        """Add the words that may be spelled as typed, and short forms."""
        firm = _all(word.stem for word in self._words)
        loose = [*_all(word.loose for word in self._words), *_all(map(_begun_loosely, self._words))]
        known = self._known(_SIMILAR, list(firm), loose)
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
        known = self._known(_WITH_PART, list(_all(map(_parts, self._words))))
        for word, meant in zip(self._words, self.meant, strict=True):
            parts = _parts(word)
            for key, _ in known:
                if any(part in key for part in parts):
                    meant.setdefault(key, Surety.PART)

    def _known(self, statement: str, *keys: list[str]) -> Sequence[Sequence[str]]:
        if not any(keys):
            return []
        asked = (*map(json.dumps, keys), MOST_WORDS)
        return self._connection.exec_driver_sql(statement, asked).all()


def _all(keys: Iterable[Iterable[str]]) -> Iterator[str]:
    return (key for some in keys for key in some)


def _begun_loosely(word: WordKeys) -> tuple[str, ...]:
    return tuple(key for key in word.loose_beginning if len(key) >= SHORTEST_PART)


def _parts(word: WordKeys) -> tuple[str, ...]:
    """Give the parts to be looked for within words, with and without what an end may say differently."""
    both = dict.fromkeys(key for part in word.beginning for key in (part, word_key(part)))
    return tuple(key for key in both if len(key) >= SHORTEST_PART)
