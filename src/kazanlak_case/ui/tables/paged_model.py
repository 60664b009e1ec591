"""A table model over pages: rows are asked for as one scrolls, ordered and filtered by the store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeAlias, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from typing_extensions import override

from kazanlak_case.i18n import _

if TYPE_CHECKING:
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.ui.tables.columns import Column, TwoLines


class Identified(Protocol):
    """A row that knows which record it shows."""

    @property
    def id(self) -> RecordId:
        """The record."""


RowT = TypeVar("RowT", bound=Identified)
Index: TypeAlias = QModelIndex | QPersistentModelIndex
Fetch: TypeAlias = Callable[["RowT | None", int, Callable[[Sequence["RowT"]], None]], None]
"""Ask for so many rows after one (None: from the beginning); the answer comes to the given function."""

PAGE = 200
MOST_REFRESHED = 1_000
"""After a change at most so many rows are read again; the others follow by scrolling."""

ROW_ROLE = Qt.ItemDataRole.UserRole
MARK_ROLE = Qt.ItemDataRole.UserRole + 1
COLUMN_ROLE = Qt.ItemDataRole.UserRole + 2
LINES_ROLE = Qt.ItemDataRole.UserRole + 3


class PagedModel(QAbstractTableModel, Generic[RowT]):
    """Holds the pages read so far. `filled` follows each page."""

    filled = Signal()

    def __init__(
        self,
        parent: QObject,
        columns: Sequence[Column[RowT]],
        fetch: Fetch[RowT],
        *,
        lines: Callable[[RowT], TwoLines] | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._fetch = fetch
        self._lines = lines
        self._rows: list[RowT] = []
        self._has_more = False
        self._asked = 0
        self._is_waiting = False

    @property
    def rows(self) -> tuple[RowT, ...]:
        """The rows read so far."""
        return tuple(self._rows)

    @property
    def can_tell_lines(self) -> bool:
        """Whether rows can be told in two lines."""
        return self._lines is not None

    def row_of(self, record_id: str) -> int | None:
        """Find the row of a record among those read so far."""
        return next((at for at, row in enumerate(self._rows) if row.id == record_id), None)

    def reload(self) -> None:
        """Read everything anew: filter or order changed."""
        self._ask_first(PAGE)

    def refresh(self) -> None:
        """Read again what is shown: something was written."""
        self._ask_first(min(max(PAGE, len(self._rows)), MOST_REFRESHED))

    def _ask_first(self, count: int) -> None:
        self._asked += 1
        self._is_waiting = True
        self._fetch(None, count, _Answer(self, self._asked, count, is_first=True))

    def take(self, rows: Sequence[RowT], answer: _Answer[RowT]) -> None:
        """Take a page; one that was asked for before the last reload is dropped."""
        if answer.number != self._asked:
            return
        self._is_waiting = False
        self._has_more = len(rows) >= answer.count
        if answer.is_first:
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()
        elif rows:
            at = len(self._rows)
            self.beginInsertRows(QModelIndex(), at, at + len(rows) - 1)
            self._rows.extend(rows)
            self.endInsertRows()
        self.filled.emit()

    @override
    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._has_more and not self._is_waiting

    @override
    def fetchMore(self, parent: Index) -> None:
        if not self.canFetchMore(parent):
            return
        self._is_waiting = True
        self._fetch(self._rows[-1], PAGE, _Answer(self, self._asked, PAGE, is_first=False))

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return _(column.title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.is_figure else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return column.mark(row).text if column.mark else column.text(row)
        if role == MARK_ROLE:
            return column.mark(row) if column.mark else None
        if role == LINES_ROLE:
            return self._lines(row) if self._lines else None
        return {ROW_ROLE: row, COLUMN_ROLE: column}.get(role)


class _Answer(Generic[RowT]):
    """Remembers which question a page answers."""

    def __init__(self, model: PagedModel[RowT], number: int, count: int, *, is_first: bool) -> None:
        self._model = model
        self.number = number
        self.count = count
        self.is_first = is_first

    def __call__(self, rows: Sequence[RowT]) -> None:
        self._model.take(rows, self)
