"""Tell rows that are nobody: blank lines, titles, repeated headings, numbering, totals, signatures."""

import itertools
import re
from collections.abc import Sequence
from enum import StrEnum

from kazanlak_case.intake.cells import Cell, as_text, is_blank, is_unanswered
from kazanlak_case.intake.dates import FIRST_SERIAL
from kazanlak_case.intake.headings import Headings, key_of
from kazanlak_case.intake.targets import NAME_TARGETS, NUMBER_TARGETS, ROW_NUMBER


class RowKind(StrEnum):
    """Why a row is nobody."""

    BLANK = "blank"
    TITLE = "title"
    HEADING = "heading"
    NUMBERING = "numbering"
    TOTALS = "totals"
    SIGNATURE = "signature"


_TOTALS = re.compile(
    r"^(?:междин\w*|общо|всичко|общ брой|сбор|сума|итого|total|sum|в това число|в т ?ч|от тях|от които|мъже|жени|деца|брой)\b"
)
_SIGNATURE = re.compile(
    r"^(?:изготвил\w*|съставил\w*|проверил\w*|утвърдил\w*|утвърждавам|одобрил\w*|съгласувал\w*|подпис\w*|дата|ръководител|координатор"
    r"|управител|кмет|директор|председател|предал|приел|печат|prepared|checked|approved|signature|signed|date|стр|страница|page"
    r"|забележк\w*|легенда)\b"
)
_NAME_LIKE = re.compile(r"[^\W\d_]+(?:[ \-][^\W\d_]+){1,4}")
_NO_NAMES = re.compile(
    r"\b(?:група|клуб\w*|къща|семейн\w*|списък|деца|дейност\w*|проект\w*|община\w*|квартал\w*|махала|месец|продължение|център|участници"
    r"|лица|родители|ученици|общ\w*|адрес|тел)\b"
)
_LONGEST_NAME = 60
_FIGURES_OF_NUMBER = 7
_FIGURES = re.compile(rf"(?:\d\D*){{{_FIGURES_OF_NUMBER}}}")
_FIGURE = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")
_FEWEST_NUMBERED = 3


class RowSorter:
    """Tells people from other rows of one list."""

    def __init__(self, headings: Headings) -> None:
        self._names = [column.index for column in headings.columns if column.target in NAME_TARGETS]
        self._numbers = [
            column.index for column in headings.columns if column.target in NUMBER_TARGETS
        ]
        self._facts = [
            column.index
            for column in headings.columns
            if column.target in {"person.born_on", "spell.entered_on"}
        ]
        self._ordinal = {column.index for column in headings.columns if column.target == ROW_NUMBER}
        self._written = [
            {as_text(cell) for row in headings.block for cell in row[index : index + 1]}
            for index in range(max((column.index for column in headings.columns), default=-1) + 1)
        ]
        self._headings = [{key_of(text) for text in texts} for texts in self._written]
        self._wide = {
            area[0] for area in headings.sheet.merged if area[3] - area[1] >= _FEWEST_NUMBERED - 1
        }

    def kind_of(self, number: int, cells: Sequence[Cell]) -> RowKind | None:
        """Say why a row is nobody; None for somebody."""
        if self._is_person_at_sight(cells):
            return None
        filled = [(at, cell) for at, cell in enumerate(cells) if not is_blank(cell)]
        told = [(at, cell) for at, cell in filled if at not in self._ordinal or _is_words(cell)]
        if not told:
            return RowKind.BLANK
        if self._repeats_headings(told):
            return RowKind.HEADING
        if _counts_on(filled):
            return RowKind.NUMBERING
        return self._by_words(number, cells, told, alone=len(filled) == 1)

    def _is_person_at_sight(self, cells: Sequence[Cell]) -> bool:
        """Tell a name beside a whole personal number: it needs no closer look."""
        name = any(_is_words(cells[at]) for at in self._names if at < len(cells))
        return name and self._has_number(cells)

    def _has_number(self, cells: Sequence[Cell]) -> bool:
        for at in self._numbers:
            text = as_text(cells[at]) if at < len(cells) else ""
            if len(text) >= _FIGURES_OF_NUMBER and _FIGURES.search(text):
                return True
        return False

    def _repeats_headings(self, told: list[tuple[int, Cell]]) -> bool:
        # A row with figures repeats no headings, unless letter for letter; to fold each cell would take long.
        folds = not any(_FIGURE.search(as_text(cell)) for _at, cell in told)
        same = sum(
            1
            for at, cell in told
            if at < len(self._headings)
            and isinstance(cell, str)
            and (cell in self._written[at] or (folds and key_of(cell) in self._headings[at]))
        )
        return same >= 2 and same * 2 > len(told)

    def _by_words(
        self, number: int, cells: Sequence[Cell], told: list[tuple[int, Cell]], *, alone: bool
    ) -> RowKind | None:
        if self._has_number(cells):
            return None
        first = next((as_text(cell) for _at, cell in told if _is_words(cell)), "")
        if closing := _closing(first):
            return closing
        if any(_may_be_day(cells[at]) for at in self._facts if at < len(cells)):
            return None
        if not first:
            return RowKind.TOTALS if len(told) > 1 else RowKind.BLANK
        if len(told) == 1:
            at, cell = told[0]
            return self._lonely(number, at, as_text(cell), alone=alone)
        return None

    def _lonely(self, number: int, at: int, text: str, *, alone: bool) -> RowKind | None:
        """One text in a row is a title or a remark, unless it is a name in the column of names."""
        tidy = " ".join(text.split())
        is_name = (
            at in self._names
            and number not in self._wide
            and len(tidy) <= _LONGEST_NAME
            and bool(_NAME_LIKE.fullmatch(tidy) if alone else tidy)
            and not _NO_NAMES.search(tidy.casefold())
        )
        return None if is_name else RowKind.TITLE


def _closing(words: str) -> RowKind | None:
    """Tell the lines under a list by the word they begin with."""
    words = " ".join(words.replace(".", " ").casefold().split()).lstrip('"„*-–( ')
    if _TOTALS.match(words):
        return RowKind.TOTALS
    return RowKind.SIGNATURE if _SIGNATURE.match(words) else None


def _may_be_day(cell: Cell) -> bool:
    """Tell a count under a column of dates, which is a total, from what may be a date."""
    is_count = isinstance(cell, (int, float)) and cell < FIRST_SERIAL
    return not is_count and not is_unanswered(cell)


def _is_words(cell: Cell) -> bool:
    return isinstance(cell, str) and _LETTER.search(cell) is not None


def _counts_on(filled: list[tuple[int, Cell]]) -> bool:
    """Tell a row that numbers the columns from 1 on."""
    if len(filled) < _FEWEST_NUMBERED:
        return False
    figures = [as_text(cell).strip().strip("().") for _at, cell in filled]
    if not all(figure.isdecimal() and len(figure) < 4 for figure in figures):
        return False
    numbers = [int(figure) for figure in figures]
    return all(later - earlier == 1 for earlier, later in itertools.pairwise(numbers))
