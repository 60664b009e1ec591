"""Lists of any record type."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from kazanlak_case.domain.fields import specs_of
from kazanlak_case.domain.records import RECORDS
from support.command import Terminal
from support.travel import write_people


@pytest.mark.parametrize("record", list(RECORDS))
def test_any_record_type_is_listed_by_the_registry(
    terminal: Terminal, house: Path, record: str
) -> None:
    rows = terminal.open("list", house, record, "--json").json
    names = {"id"} | {spec.name for spec in specs_of(RECORDS[record])}
    assert all(set(row) <= names for row in rows)
    assert all(len(row["id"]) == 32 for row in rows)


def test_people_are_listed_with_iso_dates_and_into_excel(terminal: Terminal, house: Path) -> None:
    ids = write_people(house, "Мария Петрова", "=1+1", number="8503109277")
    rows = terminal.open("list", house, "person", "--json").json
    assert [row["id"] for row in rows] == ids
    (maria,) = [row for row in rows if row["given_name"] == "Мария"]
    assert (maria["born_on"], maria["national_id"]) == ("1985-03-10", "8503109277")
    out = terminal.folder / "хора.xlsx"
    written = terminal.open("list", house, "person", "--xlsx", out, "--json").json
    assert written == {"status": "written", "rows": 2, "file": str(out)}
    sheet = load_workbook(out).active
    assert sheet is not None
    table = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert table[0][:2] == ["Id", "Given name"]
    column = table[0].index("Personal number")
    assert {(row[1], row[column]) for row in table[1:]} == {
        ("Мария", "8503109277"),
        ("=1+1", None),
    }
    assert {sheet["B2"].data_type, sheet["B3"].data_type} == {"s"}


def test_unknown_type_and_unfit_target_are_refused(terminal: Terminal, house: Path) -> None:
    assert "service_entry" in terminal.refused("list", house, "visit").err
    assert ".xlsx" in terminal.refused("list", house, "person", "--xlsx", "people.doc").err
    assert not Path("people.doc").exists()
    assert "no such folder" in terminal.refused("list", house, "person", "--xlsx", "a/b.xlsx").err


def test_plain_list_is_one_line_a_record(terminal: Terminal, house: Path) -> None:
    write_people(house, "Мария Петрова", "Иван Колев")
    lines = terminal.open("list", house, "person").out.splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("id\tgiven_name")
