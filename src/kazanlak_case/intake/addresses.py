"""Tell the settlement in an address („ГР. КРЪН“, „с. Г.Черковище, ул. …“); the rest stays as it is written."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kazanlak_case.domain.rules.names import tidy_name
from kazanlak_case.domain.settlements import Settlement, Settlements

_KIND = re.compile(r"(гр|град|с|село)(?:\.\s*|\s+)(?=\S)", re.IGNORECASE)
_ABOVE = re.compile(r"(?:п\.?\s?к\.?\s*)?\d{4}$|(?:обл|област|общ|община)(?:\.|\b)", re.IGNORECASE)
_MAYBE_ABOVE = re.compile(r"\d|п|об", re.IGNORECASE)
_STREET_WORDS = frozenset(
    ["ул", "бул", "кв", "ж", "жк", "бл", "пл", "вх", "ет", "ап", "махала", "мах", "местност", "м"]
)
_WORD = re.compile(r"[^\W\d_]+\.?(?:-[^\W\d_]+)*")
_KINDS = {"гр": "гр.", "град": "гр.", "с": "с.", "село": "с."}
_MOST_WORDS = 4
_ALL = 1_000_000
_STREET_AFTER_DASH = re.compile(r"\s*[-–—]\s*(?=(?:ул|бул|кв|ж\.?\s?к|бл|пл)\b)", re.IGNORECASE)
_LATIN = re.compile("[A-Za-z]")
_MIXED = re.compile(r"\b(?=[^\W\d_]*[A-Za-z])(?=[^\W\d_]*[а-яА-Я])[^\W\d_]+")
_REST = re.compile(r"^[\s,;:.\-–—]+")


@dataclass(frozen=True, slots=True)
class AddressRead:
    """A settlement and what stands beside it; or the code of the doubt, with the whole text as address."""

    settlement: Settlement | None
    street: str
    doubt: str = ""
    plain: bool = False


class Addresses:
    """Reads addresses for one municipality: of two settlements of a name its own is meant."""

    def __init__(self, settlements: Settlements, municipality: str) -> None:
        self._settlements = settlements
        self._municipality = municipality
        own = settlements.of_municipality(municipality)
        self._own: dict[str, list[Settlement]] = defaultdict(list)
        for one in own:
            self._own[_unspaced(one.name)].append(one)
        self._own_long = _of_several_words(own)
        self._all_long = _of_several_words(settlements.find("", limit=_ALL))
        self._read: dict[tuple[str, bool], AddressRead] = {}

    def read(self, text: str, *, whole: bool = False) -> AddressRead:
        """Read an address; `whole` says that nothing but a settlement should stand there."""
        key = (text, whole)
        if key not in self._read:
            self._read[key] = self._of(" ".join(text.split()), whole=whole)
        return self._read[key]

    def _of(self, text: str, *, whole: bool) -> AddressRead:
        tidy = _mended(_without_above(text))
        kind_found = _KIND.match(tidy)
        kind = _KINDS[kind_found.group(1).casefold()] if kind_found else None
        body = tidy[kind_found.end() :] if kind_found else tidy
        words = list(itertools.takewhile(_is_of_name, _WORD.finditer(body)))[:_MOST_WORDS]
        if not words or words[0].start():
            return AddressRead(None, text, doubt="settlement_unknown" if whole or kind else "")
        for count in range(len(words), 0, -1):
            end = words[count - 1].end()
            found = self._named(body[:end], kind)
            if found:
                return self._chosen(
                    found, text, _REST.sub("", body[end:]), certain=kind is not None or whole
                )
        return AddressRead(None, text, doubt="settlement_unknown" if kind or whole else "")

    def _named(self, name: str, kind: str | None) -> list[Settlement]:
        own = self._own.get(_unspaced(name)) or _shortened(name, self._own_long)
        if own:
            return [one for one in own if one.kind == kind] or own
        return self._settlements.named(" ".join(name.split()), kind=kind) or _shortened(
            name, self._all_long
        )

    def _chosen(
        self, found: list[Settlement], text: str, rest: str, *, certain: bool
    ) -> AddressRead:
        if len(found) > 1:
            return AddressRead(None, text, doubt="settlement_several")
        # „Шипка 12“ may be a house in Шипка or in a street of that name.
        if not certain and rest[:1].isdigit():
            return AddressRead(None, text, doubt="settlement_or_street")
        settlement = found[0]
        plain = text in {settlement.name, settlement.short}
        return AddressRead(settlement, rest, plain=plain)


def _mended(text: str) -> str:
    """Mend Latin twins of letters in Cyrillic words, and nothing else: a street keeps its capitals."""
    return _MIXED.sub(_tidied, text) if _LATIN.search(text) else text


def _tidied(word: re.Match[str]) -> str:
    return tidy_name(word.group())


def _without_above(text: str) -> str:
    """Leave out postal code, oblast and municipality before the settlement."""
    if not _MAYBE_ABOVE.match(text):
        return _STREET_AFTER_DASH.sub(", ", text)
    parts = [part.strip() for part in text.split(",")]
    while len(parts) > 1 and _ABOVE.match(parts[0]):
        parts = parts[1:]
    return _STREET_AFTER_DASH.sub(", ", re.sub(r"^\d{4}\s+(?=\D)", "", ", ".join(parts)))


def _is_of_name(word: re.Match[str]) -> bool:
    return word.group().rstrip(".").casefold() not in _STREET_WORDS


def _unspaced(name: str) -> str:
    return name.casefold().replace(" ", "")


def _of_several_words(settlements: Iterable[Settlement]) -> list[tuple[list[str], Settlement]]:
    return [(one.name.casefold().split(), one) for one in settlements if " " in one.name]


def _shortened(name: str, known: list[tuple[list[str], Settlement]]) -> list[Settlement]:
    """Know „Г. Черковище“ and „Ст.Загора“: a name of several words may be shortened."""
    if "." not in name:
        return []
    parts = [part for part in re.split(r"(?<=\.)\s*|\s+", name.casefold()) if part]
    return [
        one
        for words, one in known
        if len(words) == len(parts)
        and all(
            word.startswith(part[:-1]) if part.endswith(".") else word == part
            for word, part in zip(words, parts, strict=True)
        )
    ]
