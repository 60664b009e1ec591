"""What a list would become, row by row, before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.intake.cells import Cell
from kazanlak_case.intake.findings import Change, Finding, in_words
from kazanlak_case.intake.headings import Column, Headings
from kazanlak_case.intake.mapping import ListMapping
from kazanlak_case.intake.row_kinds import RowKind
from kazanlak_case.intake.targets import IGNORED


class Outcome(StrEnum):
    """What happens to a person's row."""

    TAKEN = "taken"
    REPEATED = "repeated"
    REJECTED = "rejected"


@dataclass(slots=True)
class PlannedRow:
    """One person's row: what becomes of it, and everything there is to say about it."""

    number: int
    outcome: Outcome
    values: dict[str, Value] = field(default_factory=dict)
    reasons: tuple[Finding, ...] = ()
    doubts: tuple[Finding, ...] = ()
    changes: tuple[Change, ...] = ()
    cells: tuple[Cell, ...] = ()
    """The row as it stands; kept for the rejected only."""
    same_as_row: int | None = None
    same_as_person: RecordId | None = None

    @property
    def name(self) -> str:
        """The name as it would be kept."""
        parts = ("given_name", "middle_name", "family_name")
        return " ".join(
            str(self.values[f"person.{part}"])
            for part in parts
            if self.values.get(f"person.{part}")
        )


@dataclass(frozen=True, slots=True)
class OtherRow:
    """A row that is nobody."""

    number: int
    kind: RowKind
    text: str


@dataclass(frozen=True, slots=True)
class IntakePlan:
    """The rehearsal of a list."""

    path: Path
    headings: Headings
    mapping: ListMapping
    rows: tuple[PlannedRow, ...]
    others: tuple[OtherRow, ...]
    blank: int = 0
    other_lists: tuple[str, ...] = ()
    """Further sheets that look like lists: one is taken at a time."""

    def of(self, outcome: Outcome) -> list[PlannedRow]:
        """Give the rows of one outcome, in order."""
        return [row for row in self.rows if row.outcome is outcome]

    @property
    def unrecognised(self) -> tuple[Column, ...]:
        """Columns whose heading nobody understood: they are not taken unless mapped by hand."""
        return tuple(column for column in self.headings.columns if column.target is None)

    @property
    def left_out(self) -> tuple[Column, ...]:
        """Columns that are not taken on purpose."""
        return tuple(column for column in self.headings.columns if column.target == IGNORED)

    def to_json(self) -> dict[str, object]:
        """Say what would happen, as scripts read it (design.md, section 8)."""
        return as_json(self.rows, undo=None, other_lists=self.other_lists)


def as_json(
    rows: Sequence[PlannedRow], *, undo: str | None, other_lists: Sequence[str] = ()
) -> dict[str, object]:
    """Part the people's rows into taken, repeated and rejected; sheets that were left are named, if there are any."""
    left = {"other_lists": list(other_lists)} if other_lists else {}
    return {
        "rows": len(rows),
        "taken": [row.number for row in rows if row.outcome is Outcome.TAKEN],
        "repeated": [row.number for row in rows if row.outcome is Outcome.REPEATED],
        "rejected": [
            {"row": row.number, "reasons": [in_words(reason) for reason in row.reasons]}
            for row in rows
            if row.outcome is Outcome.REJECTED
        ],
        "undo": undo,
        **left,
    }
