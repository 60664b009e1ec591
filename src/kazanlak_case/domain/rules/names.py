"""Bring names into the shape they are stored, sorted and written in Latin letters (domain.md, section 6)."""

import functools
import re
import unicodedata
from collections.abc import Callable

from kazanlak_case.i18n import N_

_DASHES = re.compile(r"\s*[-‐-―−]\s*")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LOOK_ALIKES = str.maketrans("ABEKMHOPCTXYaeopcxy", "АВЕКМНОРСТХУаеорсху")


def _unicode(text: str) -> str:
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def _spaces(text: str) -> str:
    return " ".join(text.split())


def _hyphens(text: str) -> str:
    """Write a double surname with one plain hyphen; a dash at either end joins nothing."""
    return _DASHES.sub("-", text).strip("-")


def _look_alikes(text: str) -> str:
    """Change Latin twins into Cyrillic letters, only inside a word that also holds Cyrillic."""

    def mended(word: re.Match[str]) -> str:
        letters = word.group()
        return letters.translate(_LOOK_ALIKES) if _CYRILLIC.search(letters) else letters

    return _WORD.sub(mended, text)


def _capitals(text: str) -> str:
    """Write ИВАН and иван as Иван. A word of mixed case stays: McKay and ван дер Берг are right as they are."""
    if text == text.lower():
        return _WORD.sub(lambda word: word.group().capitalize(), text)
    return _WORD.sub(lambda word: _titled(word.group()), text)


def _titled(word: str) -> str:
    return word.capitalize() if len(word) > 1 and word.isupper() else word


_STEPS: dict[str, Callable[[str], str]] = {
    "unicode": _unicode,
    "spaces": _spaces,
    "hyphens": _hyphens,
    "look_alikes": _look_alikes,
    "capitals": _capitals,
}

TIDYINGS: dict[str, str] = {
    "unicode": N_("letters put together from two signs were joined"),
    "spaces": N_("superfluous spaces were taken out"),
    "hyphens": N_("dashes were written as a plain hyphen"),
    "look_alikes": N_("Latin letters inside a Cyrillic word were made Cyrillic"),
    "capitals": N_("capital and small letters were set as in a name"),
}
"""What `tidy_name` may do to a name, by code, in words."""


def tidy_name(text: str) -> str:
    """Bring a name into the shape it is stored in: nothing is added, guessed or put into another alphabet."""
    for step in _STEPS.values():
        text = step(text)
    return text


def tidyings(text: str) -> tuple[str, ...]:
    """List by code (see TIDYINGS) what `tidy_name` changes in a name."""
    done = []
    for code, step in _STEPS.items():
        after = step(text)
        if after != text:
            done.append(code)
        text = after
    return tuple(done)


MOST_WORDS = 32_768
"""How many different words of names are kept ready: all the names of a region."""

_LAW = (
    "а=a б=b в=v г=g д=d е=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=h ц=ts ч=ch "
    "ш=sh щ=sht ъ=a ь=y ю=yu я=ya"
)
_LATIN = dict(pair.split("=") for pair in _LAW.split())
_NAME_OF_THE_STATE = "българия"


def transliterate(text: str) -> str:
    """Write Bulgarian in Latin letters by the law; other letters stay. The form in a document wins over this one."""
    return _WORD.sub(lambda word: _in_latin(word.group()), _unicode(text))


def _in_latin(word: str) -> str:
    small = word.lower()
    if small == _NAME_OF_THE_STATE:
        letters = list("bulgaria")
    else:
        letters = [_LATIN.get(letter, letter) for letter in small]
        if small.endswith("ия"):
            letters[-2:] = ["i", "a"]
    if len(word) > 1 and word.isupper():
        return "".join(letters).upper()
    if len(letters) != len(word):
        # Lower-casing changed the length of a foreign word (İ): its letters cannot be paired with their case.
        return "".join(letters)
    return "".join(
        latin.capitalize() if letter.isupper() else latin
        for letter, latin in zip(word, letters, strict=True)
    )


LONGEST_SORT_KEY = 300

_ONE_BYTE = {ord("а") + at: ord("A") + at for at in range(32)}
"""а to я (with the foreign ы and э) as the 32 signs from A on: in order, before a to z, and half as long in a file."""


def fold(text: str) -> str:
    """Make spellings equal that differ by case, ё, dashes and spaces only: the test for "the same name"."""
    return " ".join(folded for word in text.split() if (folded := _folded(word)))


@functools.lru_cache(maxsize=MOST_WORDS)
def _folded(word: str) -> str:
    plain = _look_alikes(_unicode(word)).casefold().replace("ё", "е")
    return " ".join(_DASHES.sub(" ", plain).split())


def sort_key(text: str) -> str:
    """Give a key that sorts by code points as the Bulgarian alphabet does: й after и, Latin letters after я.

    It is for comparing only: people cannot read it. What lies beyond its end is no name, and no index would hold it.
    """
    return " ".join(map(_ordered, fold(text).split()))[:LONGEST_SORT_KEY]


@functools.lru_cache(maxsize=MOST_WORDS)
def _ordered(word: str) -> str:
    plain = "".join(
        unicodedata.normalize("NFKD", letter)[0] if letter != "й" else letter for letter in word
    )
    return plain.translate(_ONE_BYTE)
