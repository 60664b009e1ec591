"""Search keys that sound the same for the ways one name is written (domain.md 6, name_search_rules.csv).

A key has one ASCII letter for each Bulgarian sound: j is ж, c ц, q ч, w ш; щ is wt, ю iu, я ia, and ъ counts as a.
Three widths of the same key:

* `start_key`: letter for letter, so that the key of a beginning is the beginning of the key;
* `word_key`: a whole word without what its end may say differently (Иванов/Иванова, Мария/Мариа, Ахмед/Ахмет);
* `loose_key`: also о/у, е/и, дж/ж, a dropped х at the start. For hits ranked below the others.

For a word w and any beginning p of it, `word_key(w)` begins with `start_key(p)` or equals `word_key(p)`.
"""

import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from kazanlak_case.domain.rules.names import MOST_WORDS, fold

LONGEST_WORD = 100

_WORD = re.compile(r"[^\W_]+")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_SOUNDS = (
    "а=a б=b в=v г=g д=d е=e ж=j з=z и=i й=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=h ц=c ч=q "
    "ш=w щ=wt ъ=a ь=i ю=iu я=ia ы=i э=e є=e і=i ї=i ј=i"
)
_SOUND = dict(pair.split("=") for pair in _SOUNDS.split())
_TURKISH_AND_SLAVIC = {
    "ş": "6",
    "š": "6",
    "ç": "4",
    "č": "4",
    "ž": "zh",
    "ı": "y",
    "ü": "yu",
    "ğ": "g",
}

_READINGS: dict[str, tuple[str, ...]] = {
    "sh": ("w",),
    "zh": ("j",),
    "ts": ("c",),
    "ch": ("q",),
    "tz": ("c",),
    "dj": ("dj",),
    "ph": ("f",),
    "4": ("q",),
    "6": ("w",),
    "c": ("c", "k"),
    "j": ("j", "i", "dj"),
    "q": ("ia",),
    "w": ("v",),
    "x": ("h", "ks"),
    "y": ("i",),
}
"""What Latin letters may stand for: first as the law writes, then as people do."""

_MAY_STAND_APART = frozenset({"sh", "zh", "ts", "tz", "ph"})
"""Two letters that may also be two sounds: Ishak is Исхак."""

_BETWEEN_CONSONANTS: dict[str, tuple[str, ...]] = {"u": ("u", "a"), "y": ("i", "a")}
"""Older passports and chat write ъ as u or y: Burgas, but also Turnovo and Kyrdjali."""

_STILL_TYPED: dict[str, tuple[str, ...]] = {
    "s": ("w",),
    "z": ("j",),
    "t": ("c",),
    "c": ("q",),
    "p": ("f",),
}
"""What the last letter of an unfinished Latin word becomes if an h (or s) follows."""

MOST_READINGS = 32
"""A word of ambiguous letters only must not become a thousand questions."""

_VOWELS = frozenset("aeiouy")
_SHORTEST = 2
_DOUBLE = re.compile(r"(.)\1+")
_ENDING = re.compile("[ai]+$")
_FAMILY_ENDING = re.compile("[oe]v(sk)?$|sk$")
_DEVOICED = str.maketrans("bdgzjf", "ptkswv")
_SOFT = re.compile("(?<![aeou])i(?=[aou])")
_LOOSE = str.maketrans("oucqfi", "aaswve")


@dataclass(frozen=True, slots=True)
class WordKeys:
    """The keys under which one word of a question is looked for, all its readings together.

    Attributes:
        whole: The word is complete.
        beginning: The word is still being typed, or is part of a longer one.
        stem: Without a family ending: Мехмедова also asks for Мехмед.
        loose: As `whole`, loosely.
        loose_beginning: As `beginning`, loosely.
    """

    whole: tuple[str, ...]
    beginning: tuple[str, ...]
    stem: tuple[str, ...]
    loose: tuple[str, ...]
    loose_beginning: tuple[str, ...]


def words_of(text: str) -> list[str]:
    """Part a name or a question into its folded words; hyphens part, apostrophes do not.

    Of a word that is none, only the beginning counts: no index holds more.
    """
    folded = fold(text)
    if folded.replace(" ", "").isalnum():
        return [word[:LONGEST_WORD] for word in folded.split()]
    return [word[:LONGEST_WORD] for word in _WORD.findall(folded.replace("'", "").replace("’", ""))]


@functools.lru_cache(maxsize=MOST_WORDS)
def readings(word: str) -> tuple[str, ...]:
    """List the letter-for-letter keys of a folded word; a Cyrillic word has one, a Latin one may have several."""
    if _CYRILLIC.search(word):
        return (_single("".join(_SOUND.get(letter, letter) for letter in word)),)
    found: dict[str, None] = {}
    for reading in _latin_readings(_plain_latin(word)):
        found[_single(reading)] = None
        if len(found) == MOST_READINGS:
            break
    return tuple(found)


def start_key(word: str) -> str:
    """Give the letter-for-letter key of a folded word, by its first reading."""
    return readings(word)[0]


@functools.lru_cache(maxsize=MOST_WORDS)
def stored_keys(word: str) -> tuple[str, ...]:
    """Give the keys a folded word of a stored name is found by: one for each of its readings."""
    return _unique(word_key(reading) for reading in readings(word))


def skeleton(word: str) -> str:
    """Give the first key a word of a stored name is found by."""
    return word_key(start_key(fold(word)))


def word_key(key: str) -> str:
    """Take off a letter-for-letter key what the end of a word may say differently."""
    body = _ENDING.sub("", key)
    body = body if len(body) >= _SHORTEST else key
    return body[:-1] + body[-1:].translate(_DEVOICED)


@functools.lru_cache(maxsize=MOST_WORDS)
def loose_key(key: str) -> str:
    """Widen a key by what is heard but often not written; empty when nothing firm is left."""
    body = key.removeprefix("h")
    body = _SOFT.sub("", body.replace("dj", "j").replace("dz", "z"))
    return _single(body.translate(_LOOSE))


@functools.lru_cache(maxsize=1_024)
def word_keys(word: str) -> WordKeys:
    """Give every key one folded word of a question is looked for by."""
    plain = readings(word)
    whole = _unique(word_key(key) for key in plain)
    begun = _unique(key for reading in plain for key in (reading, *_unfinished(word, reading)))
    stem = _unique(stripped for key in whole if (stripped := _without_family_ending(key)))
    return WordKeys(
        whole=whole,
        beginning=begun,
        stem=stem,
        loose=_unique(loose_key(key) for key in (*whole, *stem)),
        loose_beginning=_unique(loose_key(key) for key in begun),
    )


def skeletons(text: str) -> list[WordKeys]:
    """Give the keys of each word of a question."""
    return [word_keys(word) for word in words_of(text)]


def _unique(keys: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for key in keys if key))


def _single(key: str) -> str:
    return _DOUBLE.sub(r"\1", key)


def _plain_latin(word: str) -> str:
    word = "".join(_TURKISH_AND_SLAVIC.get(letter, letter) for letter in word)
    return "".join(
        letter
        for letter in unicodedata.normalize("NFKD", word)
        if not unicodedata.combining(letter)
    )


def _latin_readings(word: str, before: str = "") -> Iterator[str]:
    """Read a Latin word from the left in every way its letters allow, the law's way first."""
    if not word:
        yield ""
        return
    lengths = (2, 1) if word[:2] in _MAY_STAND_APART else (2 if word[:2] in _READINGS else 1,)
    for length in lengths:
        letters, rest = word[:length], word[length:]
        for sound in _sounds(letters, before, rest):
            for tail in _latin_readings(rest, letters[-1]):
                yield sound + tail


def _sounds(letters: str, before: str, rest: str) -> tuple[str, ...]:
    if (
        letters in _BETWEEN_CONSONANTS
        and before
        and before not in _VOWELS
        and rest[:1] not in _VOWELS
    ):
        return _BETWEEN_CONSONANTS[letters]
    return _READINGS.get(letters, (letters,))


def _unfinished(word: str, reading: str) -> Iterator[str]:
    if not _CYRILLIC.search(word):
        for sound in _STILL_TYPED.get(word[-1], ()):
            yield reading[:-1] + sound


def _without_family_ending(key: str) -> str:
    body = _FAMILY_ENDING.sub("", key)
    return word_key(body) if _SHORTEST <= len(body) < len(key) else ""
