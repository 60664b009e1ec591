"""Headers come back from the store as they were signed, whatever the clocks said."""

from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

from kazanlak_case.db import migrations, tables
from kazanlak_case.db.engine import make_engine
from kazanlak_case.db.intentions import COLUMNS, deed_of, deeds_of, lag_of, lags_of

AUTHOR = bytes(16)
HOUR = 3_600_000_000

MOMENTS = (
    "2022-05-14T06:30:00+00:00",
    "1970-01-01T00:00:00+00:00",
    "2009-12-31T23:59:59+00:00",
    "2036-02-29T12:00:01+00:00",
    "8999-12-31T23:59:59+00:00",
)
TIMES = (0, 1, 1_652_509_800_999_999, 1_652_509_800_000_000 + HOUR, -1, -1_500_000, 2**62)


@pytest.mark.parametrize("at", MOMENTS)
def test_the_clock_as_it_stood_is_told_beside_any_logical_time(uow, at):
    connection = uow._connection
    for last, hlc in enumerate(TIMES, 1_000_000):
        _write(connection, last, hlc=hlc, lag=lag_of(hlc, at))
    told = connection.exec_driver_sql("SELECT at FROM intention WHERE last >= 1000000").scalars()
    assert set(told) == {at}
    assert lags_of(TIMES, [at] * len(TIMES)) == [lag_of(hlc, at) for hlc in TIMES]


def test_who_did_what_has_one_number(uow):
    connection = uow._connection
    once = deed_of(connection, AUTHOR, "visit_recorded")
    again = deeds_of(connection, [AUTHOR, b"\1" * 16, AUTHOR], ["visit_recorded"] * 3)
    assert again[0] == again[2] == once
    assert again[1] != once


def _write(connection, last, *, hlc, lag):
    deed = deed_of(connection, AUTHOR, "test")
    values = dict(zip(COLUMNS, (1, last, 1, hlc, lag, 0, deed, None, bytes(32)), strict=True))
    connection.execute(tables.headers.insert().values(values))


def test_headers_of_an_older_file_say_the_same_afterwards(tmp_path: Path) -> None:
    engine = make_engine(tmp_path / "older.db", lambda: (bytes(32), bytes(16)), mode="rwc")
    headers = [
        (1, 3, 1, 1_652_509_800_000_007, MOMENTS[0], 0, AUTHOR, "taken_in", bytes(16), bytes(32)),
        (1, 4, 4, 1_652_509_800_000_008, MOMENTS[2], 1, AUTHOR, "visit_recorded", None, bytes(32)),
        (2, 2, 1, 1_652_509_900_000_000, MOMENTS[3], 0, b"\2" * 16, "taken_in", None, bytes(32)),
    ]
    names = "rid, last, first, hlc, at, ctx, author, what, salt, hash"
    with engine.connect() as connection:
        config = Config()
        config.set_main_option("script_location", str(Path(migrations.__file__).parent))
        config.attributes["connection"] = connection
        command.upgrade(config, "0004")
        for header in headers:
            connection.exec_driver_sql(
                f"INSERT INTO changeset ({names}, payload) VALUES ({', '.join('?' * 11)})",
                (*header, bytes(32)),
            )
        command.upgrade(config, "head")
        told = connection.exec_driver_sql(f"SELECT {names} FROM intention ORDER BY rid, last")
        assert [tuple(row) for row in told] == headers
    engine.dispose()
