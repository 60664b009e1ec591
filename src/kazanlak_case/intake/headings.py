"""Find the rows that say what the columns mean, wherever they stand, and recognise each heading."""

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from kazanlak_case.intake.cells import (
    Cell,
    as_text,
    column_letter,
    fold,
    is_blank,
    one_line,
    words_of,
)
from kazanlak_case.intake.headings_known import NEEDS_ITS_KIND, OTHER_PEOPLE, WORDINGS
from kazanlak_case.intake.targets import (
    FULL_NAME,
    GIVEN_AND_MIDDLE,
    NAME_TARGETS,
    NUMBER_EITHER,
    WITHOUT_VALUE,
    targets,
)
from kazanlak_case.intake.workbook import Merged, Row, Sheet

_ROWS_SEARCHED = 200
_MOST_COLUMNS = 256
_HIGHEST_BLOCK = 3
_EXACT, _SHORTENED, _CONTAINED, _ENOUGH = 100, 90, 80, 75
_FUZZY_AT_LEAST = 86
_SHORTEST_TO_MISSPELL = 9
_WORDS_ALIKE = 60
_SHORT_BUT_CLEAR = frozenset({"егн", "лнч", "пол", "телк", "gsm", "egn", "lnch"})
_WHOSE = re.compile(r" на \w+$")
_IN_BRACKETS = re.compile(r"\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the list: where it stands, what its heading says, and what that means (None: not recognised)."""

    index: int
    text: str
    target: str | None = None
    score: int = 0

    @property
    def letter(self) -> str:
        """The column as a spreadsheet names it."""
        return column_letter(self.index)


@dataclass(frozen=True, slots=True)
class Headings:
    """Where the list begins, and its columns."""

    sheet: Sheet
    first_row: int
    last_row: int
    columns: tuple[Column, ...]
    block: tuple[Sequence[Cell], ...] = ()

    @property
    def recognised(self) -> int:
        """How many columns have a meaning of their own."""
        return sum(
            1 for column in self.columns if column.target and column.target not in WITHOUT_VALUE
        )

    @property
    def names_people(self) -> bool:
        """Whether a name can be found in a row."""
        return any(column.target in NAME_TARGETS for column in self.columns)

    @property
    def strength(self) -> tuple[bool, int, int]:
        """How much a heading row is one; greater is better."""
        return self.names_people, self.recognised, sum(column.score for column in self.columns)


def key_of(text: str) -> str:
    """Bring a heading into the shape it is compared in: without case, signs, line breaks and slashes."""
    return " ".join(words_of(fold(text)))


@functools.cache
def _wordings() -> Mapping[str, str]:
    known = {key_of(target.label): name for name, target in targets().items() if target.spec}
    for name, wordings in WORDINGS.items():
        known.update(dict.fromkeys(map(key_of, wordings), name))
    return known


@functools.lru_cache(maxsize=4_096)
def best_target(text: str) -> tuple[str | None, int]:
    """Recognise one heading.

    Returns:
        The target's name and how sure that is (0 to 100), or None and 0.
    """
    found = max(
        (_recognised(key) for key in _keys(text)), key=lambda hit: hit[1], default=(None, 0)
    )
    return found if found[1] >= _ENOUGH else (None, 0)


def _keys(text: str) -> Iterator[str]:
    yield key_of(text)
    if "(" in text:
        yield key_of(_IN_BRACKETS.sub(" ", text))


def _recognised(key: str) -> tuple[str | None, int]:
    if not key:
        return None, 0
    if target := _wordings().get(key):
        return target, _EXACT
    words = key.split()
    return max(_shortened(words), _contained(words), _misspelt(key), key=lambda hit: hit[1])


def _shortened(words: list[str]) -> tuple[str | None, int]:
    """Know „Дата на раж.“ and „Обр. степен“, as long as only one target begins so."""
    if max(map(len, words)) < 3:
        return None, 0
    found = {
        target
        for wording, target in _wordings().items()
        if wording.count(" ") == len(words) - 1
        and all(full.startswith(part) for full, part in zip(wording.split(), words, strict=True))
    }
    return (found.pop(), _SHORTENED) if len(found) == 1 else (None, 0)


def _contained(words: list[str]) -> tuple[str | None, int]:
    """Know „Дата на включване в проекта“ by the wording inside it."""
    if OTHER_PEOPLE.intersection(words):
        return None, 0
    if {"егн", "лнч"} <= set(words):
        return NUMBER_EITHER, _SHORTENED
    best: tuple[str | None, int] = (None, 0)
    for wording, target in _wordings().items():
        parts = wording.split()
        if wording in NEEDS_ITS_KIND:
            continue
        if len(parts) == 1 and len(wording) < 5 and wording not in _SHORT_BUT_CLEAR:
            continue
        if set(parts) <= set(words):
            score = min(_CONTAINED + 5 * len(parts) - 3 * (len(words) - len(parts)), _EXACT - 2)
            best = max(best, (target, score), key=lambda hit: hit[1])
    return best


def _misspelt(key: str) -> tuple[str | None, int]:
    # „ТЕЛК №“ is no slip for „Тел. №“: of short headings only single words are thought misspelt.
    if len(key) < 5 or (len(key) < _SHORTEST_TO_MISSPELL and " " in key):
        return None, 0
    hit = process.extractOne(
        key, _wordings().keys(), scorer=fuzz.ratio, score_cutoff=_FUZZY_AT_LEAST
    )
    # „ЕГН на участника“ is no slip for „Име на участника“: the words must be alike, not only the whole.
    return (_wordings()[hit[0]], int(hit[1]) - 8) if hit and _alike(key, hit[0]) else (None, 0)


def _alike(key: str, wording: str) -> bool:
    words, others = key.split(), wording.split()
    return len(words) != len(others) or all(
        fuzz.ratio(word, other) >= _WORDS_ALIKE for word, other in zip(words, others, strict=True)
    )


def find_headings(sheets: Iterable[Sheet]) -> Headings | None:
    """Find the best heading rows of a workbook; of equal ones the longer list."""
    best: Headings | None = None
    for sheet in sheets:
        found = _of_sheet(sheet)
        if found and (best is None or _rank(found) > _rank(best)):
            best = found
    return best if best and best.names_people and best.recognised >= 2 else None


def _rank(found: Headings) -> tuple[tuple[bool, int, int], int]:
    """Rank a sheet: of two with the same headings the longer one is the list, the other an example."""
    return found.strength, found.sheet.height


def _of_sheet(sheet: Sheet) -> Headings | None:
    rows = [
        (number, list(cells[:_MOST_COLUMNS]))
        for number, cells in itertools.islice(sheet.rows(), _ROWS_SEARCHED)
    ]
    best: Headings | None = None
    for at, (_number, cells) in enumerate(rows):
        if sum(1 for cell in cells if isinstance(cell, str) and not is_blank(cell)) < 2:
            continue
        for height in range(1, _HIGHEST_BLOCK + 1):
            block = rows[at : at + height]
            if len(block) < height or (height > 1 and _holds_data(block[-1][1])):
                break
            found = headings_at(sheet, block)
            # A taller block must know more columns: else it swallows the first person.
            if best is None or _knows_more(found, best):
                best = found
    return best


def _knows_more(found: Headings, best: Headings) -> bool:
    if found.first_row == best.first_row:
        return (found.names_people, found.recognised) > (best.names_people, best.recognised)
    return found.strength > best.strength and (found.names_people, found.recognised) > (
        best.names_people,
        best.recognised,
    )


def _holds_data(cells: Sequence[Cell]) -> bool:
    """Tell a row with a figure or a date, which is no second line of headings."""
    return any(
        not is_blank(cell) and (not isinstance(cell, str) or any(sign.isdigit() for sign in cell))
        for cell in cells
    )


def headings_at(sheet: Sheet, block: Sequence[Row]) -> Headings:
    """Read a block of rows as headings."""
    width = max(len(cells) for _number, cells in block)
    columns = [_column(index, list(_texts(sheet.merged, block, index))) for index in range(width)]
    columns = _settled(_of_whom([column for column in columns if column.text]))
    return Headings(
        sheet, block[0][0], block[-1][0], tuple(columns), tuple(cells for _number, cells in block)
    )


def _texts(merged: Sequence[Merged], block: Sequence[Row], index: int) -> Iterator[str]:
    """Give the headings over a column, from above; one joined over several columns stands over each of them."""
    for number, cells in block:
        cell = cells[index] if index < len(cells) else None
        if is_blank(cell):
            left = next(
                (area[1] for area in merged if area[0] == number and area[1] <= index <= area[3]),
                index,
            )
            cell = cells[left] if left < len(cells) else None
        if not is_blank(cell):
            yield one_line(as_text(cell))


def _column(index: int, texts: list[str]) -> Column:
    if not texts:
        return Column(index, "")
    readings = [" ".join(texts)] + ([texts[-1], texts[0]] if len(texts) > 1 else [])
    hits = [(*best_target(text), text) for text in readings]
    target, score, _text = max(hits, key=lambda hit: hit[1])
    return Column(index, readings[0], target, score)


def _of_whom(columns: list[Column]) -> list[Column]:
    """Know „ЕГН на детето“ beside „Име на детето“: who is named by the list is nobody else."""
    names = (key_of(column.text) for column in columns if column.target in NAME_TARGETS)
    whom = {match.group() for match in map(_WHOSE.search, names) if match}
    if len(whom) != 1:
        return columns
    whose = whom.pop()
    return [_without(column, whose) if column.target is None else column for column in columns]


def _without(column: Column, whose: str) -> Column:
    own = key_of(column.text)
    target, score = best_target(own.removesuffix(whose)) if own.endswith(whose) else (None, 0)
    return replace(column, target=target, score=score)


def _settled(columns: list[Column]) -> list[Column]:
    """Let each target have its best column only; the others are not recognised (several parts of an address are)."""
    taken: dict[str, int] = {}
    for column in sorted(columns, key=lambda column: (-column.score, column.index)):
        if column.target and not (column.target in WITHOUT_VALUE or targets()[column.target].joins):
            taken.setdefault(column.target, column.index)
    columns = [
        column
        if column.target is None or taken.get(column.target, column.index) == column.index
        else replace(column, target=None, score=0)
        for column in columns
    ]
    return _names_settled(columns)


def _names_settled(columns: list[Column]) -> list[Column]:
    """„Име“ alone holds the whole name; „Имена“ beside „Фамилия“ holds what stands before it."""
    known = {column.target for column in columns}
    change: dict[str, str] = {}
    if "person.given_name" in known and not known & {"person.middle_name", "person.family_name"}:
        change["person.given_name"] = FULL_NAME
    if FULL_NAME in known and "person.family_name" in known and "person.middle_name" not in known:
        change[FULL_NAME] = GIVEN_AND_MIDDLE
    return [
        replace(column, target=change.get(column.target or "", column.target)) for column in columns
    ]
