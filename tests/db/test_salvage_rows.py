"""What stands on good pages of a damaged table is read, whichever pages are bad, and the reading ends."""

import pytest
from sqlalchemy import Column, Integer, LargeBinary, MetaData, Table, Text, insert

from kazanlak_case.db.engine import connect, make_engine
from kazanlak_case.db.salvage_rows import TableReader
from kazanlak_case.domain.ids import new_raw_id
from support.damage import PAGE, flip

KEY, SALT = b"k" * 32, b"s" * 16
MICROS = 1_780_000_000_000_000
SOME_HOURS = 3 * 3_600_000_000
ROWS = 600
ON_A_PAGE = 12
MOST_OPENED = 3000

METADATA = MetaData()
BODY = "дума " * 40
BY_ROW = Table("by_row", METADATA, Column("name", Text), Column("body", Text))
BY_COPY = Table(
    "by_copy",
    METADATA,
    Column("copy", Integer, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("body", Text),
    sqlite_with_rowid=False,
)
BY_ID = Table(
    "by_id",
    METADATA,
    Column("row", LargeBinary, primary_key=True),
    Column("col", Integer, primary_key=True),
    Column("body", Text),
    sqlite_with_rowid=False,
)
BY_TEXT = Table(
    "by_text",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("body", Text),
    sqlite_with_rowid=False,
)
TABLES = (BY_ROW, BY_COPY, BY_ID, BY_TEXT)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """Give a file of four tables, one for each kind of key."""
    path = tmp_path_factory.mktemp("rows") / "case.db"
    ids = [new_raw_id(MICROS + at * SOME_HOURS) for at in range(ROWS // 2)]
    numbers = range(ROWS)
    contents = {
        BY_ROW: [{"name": f"име {at:04}"} for at in numbers],
        BY_COPY: [{"copy": 1 + at // 250, "seq": 1 + at % 250} for at in numbers],
        BY_ID: [{"row": ids[at // 2], "col": at % 2} for at in numbers],
        BY_TEXT: [{"name": f"име {at:04}"} for at in numbers],
    }
    engine = make_engine(path, lambda: (KEY, SALT), mode="rwc", connections=1)
    with engine.begin() as connection:
        METADATA.create_all(connection)
        for table, rows in contents.items():
            connection.execute(insert(table), [{**row, "body": BODY} for row in rows])
    engine.dispose()
    return path


def _read(path, table, bad=()):
    """Give the rows that are read with so many bad pages, and how often the file was opened for it."""
    opened = 0

    def connect_again():
        nonlocal opened
        opened += 1
        return connect(path, KEY, salt=SALT, mode="ro")

    for page in bad:
        flip(path, page * PAGE + 99, 5)
    names = tuple(column.name for column in table.columns if column.name != "body")
    rows = list(TableReader(table, names, connect_again).rows())
    for page in bad:
        flip(path, page * PAGE + 99, 5)
    return rows, opened


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_bad_page_costs_what_stands_on_it(path, table):
    """One page after another is bad; then the first and the last of the table together, and a third between."""
    rows, _opened = _read(path, table)
    assert len(rows) == ROWS
    lost_by = {}
    for page in range(1, path.stat().st_size // PAGE):
        read, opened = _read(path, table, [page])
        assert opened <= MOST_OPENED
        kept = set(read)
        lost_by[page] = [at for at, row in enumerate(rows) if row not in kept]
    costs = {page: len(lost) for page, lost in lost_by.items() if lost}
    assert max(costs.values()) == ROWS, "the root of the table was not met"
    leaves = [page for page, lost in costs.items() if lost <= ON_A_PAGE]
    assert len(leaves) > 0.85 * len(costs)
    assert sum(costs[page] for page in leaves) >= 0.8 * ROWS
    ends = [next(page for page in leaves if at in lost_by[page]) for at in (0, ROWS - 1)]
    middle = next(page for page in leaves if ROWS // 2 in lost_by[page])
    read, opened = _read(path, table, [*ends, middle])
    assert opened <= MOST_OPENED
    if table is not BY_TEXT:
        assert len(set(read)) == ROWS - sum(costs[page] for page in (*ends, middle))
