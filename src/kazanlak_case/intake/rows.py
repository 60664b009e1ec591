"""Read one row as a person: every column by its parser, the number by its kind."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from kazanlak_case.domain.fields import Value
from kazanlak_case.domain.rules.numbers import (
    DIGITS,
    EGN,
    LNCH,
    NO_NUMBER,
    NumberCheck,
    check_number,
    restore_zeros,
)
from kazanlak_case.intake.cells import Cell, as_text, fold, is_unanswered
from kazanlak_case.intake.findings import Change, Finding, number_problem
from kazanlak_case.intake.headings import Headings
from kazanlak_case.intake.mapping import ListMapping
from kazanlak_case.intake.parsed import Context, Parsed, Parser, label_of
from kazanlak_case.intake.parsers import parser_of
from kazanlak_case.intake.targets import (
    FAMILY_FIRST,
    FULL_NAME,
    GIVEN_AND_MIDDLE,
    NUMBER_EGN,
    NUMBER_LNCH,
    NUMBER_TARGETS,
    PLACE_AND_STREET,
    WITHOUT_VALUE,
    targets,
)
from kazanlak_case.intake.words import ETHNICITY, LABOUR

ID_TYPE, NATIONAL_ID, BORN = "person.id_type", "person.national_id", "person.born_on"

_SEVERAL_ANSWERS = (PLACE_AND_STREET, LABOUR, ETHNICITY)
"""Read after the columns of their own: what these say besides gives way to what stands in a column for it."""

_NEVER_TWICE = frozenset(
    {
        FULL_NAME,
        FAMILY_FIRST,
        GIVEN_AND_MIDDLE,
        NATIONAL_ID,
        "person.phone",
        "person.note",
        "person.email",
    }
)
"""Targets whose cells differ from row to row: remembering them would only cost."""

_FIGURE = re.compile(r"\d")
_KIND_IN_CELL = re.compile(r"([ЕE]ГН|EGN|ЛНЧ|LNCH?)\W*(?=\d)", re.IGNORECASE)
"""The kind written before the number itself: „ЛНЧ 1000000012“."""

_NO_NUMBER_WORDS = frozenset(
    {"няма", "не", "без", "без егн", "няма егн", "none", "no", "без лнч", "няма документи"}
)


@dataclass(slots=True)
class RowRead:
    """What a row says, and what is to be told about it."""

    values: dict[str, Value] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    doubts: list[Finding] = field(default_factory=list)
    reasons: list[Finding] = field(default_factory=list)
    number: NumberCheck | None = None


@dataclass(frozen=True, slots=True)
class _Lost:
    """Whether zeros may have been lost: a spreadsheet drops them from figures; in a text a digit was rather left out."""

    is_figure: bool
    born_on: Value

    def agrees(self, check: NumberCheck) -> bool:
        return self.is_figure or (check.born_on is not None and check.born_on == self.born_on)


class RowReader:
    """Reads the rows of one list."""

    def __init__(self, headings: Headings, mapping: ListMapping, context: Context) -> None:
        self._context = context
        self._tells_numbers = headings.sheet.tells_numbers
        columns = [
            (column.index, column.target)
            for column in headings.columns
            if column.target and column.target not in WITHOUT_VALUE
        ]
        self._numbers = [(at, target) for at, target in columns if target in NUMBER_TARGETS]
        plain = [(at, target) for at, target in columns if target not in NUMBER_TARGETS]
        plain.sort(key=lambda column: column[1] in _SEVERAL_ANSWERS)
        self._columns: list[tuple[int, str, Parser, dict[object, Parsed] | None]] = [
            (at, target, parser_of(target), None if target in _NEVER_TWICE else {})
            for at, target in plain
        ]
        self._constant_kind = mapping.constants.get(ID_TYPE)
        self._constants = {
            name: value
            for target, text in mapping.constants.items()
            if target != ID_TYPE
            for name, value in parser_of(target)(context, target, text).values
        }

    def read(self, cells: Sequence[Cell]) -> RowRead:
        """Read a row; what contradicts itself is for `checks`."""
        row = RowRead()
        width = len(cells)
        for at, target, parser, known in self._columns:
            cell = cells[at] if at < width else None
            if cell is None or cell == "":
                continue
            if known is None:
                parsed = parser(self._context, target, cell)
            else:
                # 1, 1.0 and True are the same key but not the same cell.
                key = (type(cell), cell)
                found = known.get(key)
                parsed = known[key] = (
                    found if found is not None else parser(self._context, target, cell)
                )
            _add(row, parsed)
        for target, value in self._constants.items():
            row.values.setdefault(target, value)
        self._read_number(row, cells)
        return row

    def _read_number(self, row: RowRead, cells: Sequence[Cell]) -> None:
        given = [
            (target, cells[at])
            for at, target in self._numbers
            if at < len(cells) and not _says_no_number(cells[at])
        ]
        said = row.values.pop(ID_TYPE, None) or self._constant_kind
        if not given:
            row.values[ID_TYPE] = NO_NUMBER
            return
        if len(given) > 1:
            row.reasons.append(Finding("both_numbers", given[1][0]))
            return
        target, cell = given[0]
        text = as_text(cell).strip()
        in_cell = _KIND_IN_CELL.match(text)
        kind: Value = {NUMBER_EGN: EGN, NUMBER_LNCH: LNCH}.get(target)
        if in_cell:
            kind, text = (LNCH if in_cell.group(1)[0] in "ЛлLl" else EGN), text[in_cell.end() :]
        elif kind is None and said != NO_NUMBER:
            kind = said
        lost = _Lost(
            is_figure=not (isinstance(cell, str) and self._tells_numbers),
            born_on=row.values.get(BORN),
        )
        if kind is None:
            kind = self._kind_told(row, target, text, lost)
        if kind is not None:
            self._check_number(row, target, text, kind=str(kind), lost=lost)

    def _kind_told(self, row: RowRead, target: str, text: str, lost: _Lost) -> str | None:
        """Tell the kind by the check digit, only where one kind alone passes."""
        today = self._context.today
        checks = [(kind, _checked(text, kind, today, lost=lost)[0]) for kind in (EGN, LNCH)]
        kinds = [kind for kind, check in checks if check.ok]
        if len(kinds) > 1 and lost.born_on and checks[0][1].born_on == lost.born_on:
            # One ЕГН in ten passes as a ЛНЧ too; the day of birth beside it says which it is.
            row.changes.append(Change(target, "number_type_born", text, EGN))
            return EGN
        if len(kinds) == 1:
            row.changes.append(Change(target, "number_type", text, kinds[0]))
            return kinds[0]
        code = "number_type_unclear" if kinds else "number_neither"
        row.reasons.append(Finding(code, target, {"text": text}))
        return None

    def _check_number(
        self, row: RowRead, target: str, text: str, *, kind: str, lost: _Lost
    ) -> None:
        check, restored = _checked(text, kind, self._context.today, lost=lost)
        row.values[ID_TYPE], row.values[NATIONAL_ID] = kind, check.number
        row.number = check
        if check.code is not None:
            row.reasons.append(number_problem(check.code, text, target))
        elif restored:
            row.changes.append(Change(target, "number_zeros", text, check.number))
        elif check.number != text:
            row.changes.append(Change(target, "number_signs", text, check.number))


def _checked(text: str, kind: str, today: date, *, lost: _Lost) -> tuple[NumberCheck, bool]:
    if len(text) == DIGITS and text.isdecimal():
        return check_number(kind, text, today=today), False
    number, restored = restore_zeros(text, id_type=kind)
    check = check_number(kind, number, today=today)
    if restored and not lost.agrees(check):
        return check_number(kind, text, today=today), False
    return check, restored


def _says_no_number(cell: Cell) -> bool:
    if not isinstance(cell, str):
        return cell is None
    if _FIGURE.search(cell):
        return cell.strip() == "0"
    return is_unanswered(cell) or fold(cell) in _NO_NUMBER_WORDS


def _add(row: RowRead, parsed: Parsed) -> None:
    for name, value in parsed.values:
        standing = row.values.get(name)
        if standing is None:
            row.values[name] = value
        elif name in targets() and targets()[name].joins:
            row.values[name] = f"{standing}, {value}"
        elif standing != value:
            row.doubts.append(
                Finding("two_answers", name, {"label": label_of(name), "text": str(value)})
            )
    row.changes.extend(parsed.changes)
    row.doubts.extend(parsed.doubts)
    row.reasons.extend(parsed.reasons)
