from dataclasses import dataclass
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kazanlak_case.ui.tables.columns import Column, Mark, TwoLines
from kazanlak_case.ui.tables.paged_model import PAGE, PagedModel
from kazanlak_case.ui.tables.table_view import TableView


@dataclass(frozen=True)
class Row:
    id: str
    name: str


ROWS = [Row(f"{at:032}", f"Лице {at}") for at in range(450)]
COLUMNS = (
    Column(key="name", title="Name", text=lambda row: row.name, least=200, share=3, is_strong=True),
    Column(key="id", title="Number", text=lambda row: row.id, least=120, goes=2, is_figure=True),
    Column(
        key="state",
        title="State",
        text=lambda _row: "active",
        mark=lambda _row: Mark("active", "accent"),
        least=100,
        goes=1,
    ),
)


class Store:
    """Answers pages, at once or when told to."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows
        self.held: list = []
        self.holds = False

    def fetch(self, after: Row | None, limit: int, answer) -> None:
        at = 0 if after is None else self.rows.index(after) + 1
        page = self.rows[at : at + limit]
        if self.holds:
            self.held.append((answer, page))
        else:
            answer(page)


@pytest.fixture
def store() -> Store:
    return Store(list(ROWS))


@pytest.fixture
def model(host: QWidget, store: Store) -> PagedModel[Row]:
    return PagedModel(host, COLUMNS, store.fetch, lines=lambda row: TwoLines(row.name, row.id))


def test_model_keeps_the_rules_of_models(model: PagedModel[Row], qtmodeltester) -> None:
    model.reload()
    qtmodeltester.check(model)


def test_rows_come_by_the_page_as_one_scrolls(model: PagedModel[Row]) -> None:
    root = model.index(-1, -1)
    model.reload()
    assert model.rowCount() == PAGE
    while model.canFetchMore(root):
        model.fetchMore(root)
    assert model.rows == tuple(ROWS)


def test_page_asked_for_before_a_reload_is_dropped(model: PagedModel[Row], store: Store) -> None:
    store.holds = True
    model.reload()
    model.reload()
    (older, page), (newer, _page) = store.held
    newer(ROWS[:3])
    older(page)
    assert model.rows == tuple(ROWS[:3])


def test_refresh_reads_what_was_shown(model: PagedModel[Row], store: Store) -> None:
    model.reload()
    model.fetchMore(model.index(-1, -1))
    store.rows[0] = Row(ROWS[0].id, "Друго име")
    model.refresh()
    assert model.rowCount() == 2 * PAGE
    assert model.data(model.index(0, 0)) == "Друго име"


def test_words_marks_and_headings(model: PagedModel[Row]) -> None:
    model.reload()
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Name"
    assert model.data(model.index(0, 2)) == "active"
    assert model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole) == "Лице 0"
    assert model.row_of(ROWS[7].id) == 7
    assert model.row_of("nobody") is None


def _fills_its_room(table: TableView, shown: list[int]) -> bool:
    return sum(table.columnWidth(at) for at in shown) == table.viewport().width()


def test_columns_share_the_room_and_the_least_needed_go_first(host, look, model, qtbot) -> None:
    table = TableView(host, "table", look, model)
    host.show()
    model.reload()
    for width, shown in ((900, [0, 1, 2]), (470, [0, 1, 2]), (465, [0, 1, 2])):
        table.resize(width, 300)
        assert [at for at in range(3) if not table.isColumnHidden(at)] == shown
        qtbot.waitUntil(partial(_fills_its_room, table, shown))
    table._paged._lines = None
    table.resize(380, 300)
    assert [at for at in range(3) if not table.isColumnHidden(at)] == [0, 2]


def test_narrow_list_tells_a_row_in_two_lines(host, look, model) -> None:
    table = TableView(host, "table", look, model)
    host.show()
    model.reload()
    table.resize(300, 300)
    assert table.delegate.is_compact
    assert not table.horizontalHeader().isVisible()
    table.resize(800, 300)
    assert not table.delegate.is_compact
    assert table.rowHeight(0) == 34


def test_keyboard_chooses_and_opens(host, look, model, qtbot) -> None:
    table = TableView(host, "table", look, model)
    table.resize(800, 400)
    host.show()
    model.reload()
    table.setFocus()
    table.choose_first()
    with qtbot.waitSignal(table.chosen) as chosen:
        qtbot.keyClick(table, Qt.Key.Key_Down)
    assert chosen.args == [ROWS[1].id]
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [ROWS[1].id]


def test_chosen_row_stays_chosen_after_a_refresh(host, look, model, store, qtbot) -> None:
    table = TableView(host, "table", look, model)
    host.show()
    model.reload()
    table.choose(ROWS[5].id)
    store.rows.insert(0, Row("f" * 32, "Аврам"))
    model.refresh()
    assert table.chosen_id == ROWS[5].id
