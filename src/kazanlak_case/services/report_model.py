"""What a report is, whoever shows or writes it: columns, rows in sections, notes. Texts are English until they are shown."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from kazanlak_case.domain.rules.expressions import Reason
from kazanlak_case.domain.rules.participants import Selection

Cell: TypeAlias = str | int | date | tuple[Reason, ...] | None
"""A value, or reasons that whoever shows them puts in words."""


class ColumnKind(StrEnum):
    """How a column's values are shown."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    REASONS = "reasons"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `name` is the key scripts rely on, `label` an English heading, `width` in letters."""

    name: str
    label: str
    kind: ColumnKind = ColumnKind.TEXT
    width: int = 12


@dataclass(frozen=True, slots=True)
class Section:
    """Rows that belong together, under an English title of their own; "" is no title."""

    title: str
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A report, ready to be shown. `keys` names the columns a script is given; all, if empty."""

    name: str
    title: str
    columns: tuple[Column, ...]
    sections: tuple[Section, ...]
    notes: tuple[Reason, ...]
    selection: Selection
    keys: tuple[str, ...] = ()
    is_practice: bool = False
    """Made of made-up people: every page says so (domain.md, section 9)."""

    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """All rows, whatever section they stand in."""
        return tuple(row for section in self.sections for row in section.rows)
