"""Rows that are held already, given to a paged model in pages: for plans, reports and short lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic

from kazanlak_case.ui.tables.paged_model import RowT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class HeldRows(Generic[RowT]):
    """Answers a model's questions from a list."""

    def __init__(self) -> None:
        self._rows: tuple[RowT, ...] = ()
        self._places: dict[str, int] = {}

    def hold(self, rows: Sequence[RowT]) -> None:
        """Take other rows; the model is asked to reload by whoever holds it."""
        self._rows = tuple(rows)
        self._places = {row.id: at for at, row in enumerate(self._rows)}

    def row(self, row_id: str) -> RowT | None:
        """Find a row by its id."""
        at = self._places.get(row_id)
        return None if at is None else self._rows[at]

    def fetch(
        self, after: RowT | None, limit: int, answer: Callable[[Sequence[RowT]], None]
    ) -> None:
        """Answer a page."""
        start = 0 if after is None else self._places[after.id] + 1
        answer(self._rows[start : start + limit])
