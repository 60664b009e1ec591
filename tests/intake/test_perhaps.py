"""A row that may be somebody who is here, or further up: told as a doubt, with the reasons, and taken all the same."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from kazanlak_case import paths
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.i18n import use_language_here
from kazanlak_case.intake.findings import in_words
from kazanlak_case.intake.plan import Outcome, PlannedRow
from kazanlak_case.intake.rehearse import rehearse
from support.people import add_person

NOW = datetime(2024, 6, 30, 9, 0, tzinfo=UTC)
BORN = date(1985, 3, 10)


@pytest.fixture
def rows(case_file: CaseFile, tmp_path: Path) -> list[PlannedRow]:
    with case_file.writing(NOW) as uow:
        add_person(uow, "Димитър Асенов", born_on=BORN)
        add_person(uow, "Мария Петрова Иванова", born_on=BORN)
        uow.commit()
    book = Workbook()
    for row in (
        ["Име", "Презиме", "Фамилия", "Дата на раждане", "Пол"],
        ["Митко", None, "Асенов", "10.03.1985", "мъж"],
        ["Мария", "Петрова", "Стоянова", "10.03.1985", "жена"],
        ["Щилян", "Иванов", "Щерев", "05.04.1990", "мъж"],
        ["Щерев", "Штилян", "Иванов", "05.04.1990", "мъж"],
        ["Петя", "Колева", "Колева", "01.02.1970", "жена"],
    ):
        book.active.append(row)
    book.save(tmp_path / "list.xlsx")
    return list(rehearse(case_file, tmp_path / "list.xlsx", now=NOW).rows)


def test_who_may_be_here_already_is_told_and_taken(rows: list[PlannedRow]) -> None:
    assert {row.outcome for row in rows} == {Outcome.TAKEN}
    assert [[doubt.code for doubt in row.doubts if doubt.code != "no_entry"] for row in rows] == [
        ["perhaps_here"],
        ["perhaps_here"],
        [],
        ["perhaps_row"],
        [],
    ]
    assert rows[3].doubts[-1].facts["row"] == rows[2].number


def test_the_reasons_are_said_in_bulgarian(rows: list[PlannedRow]) -> None:
    use_language_here("bg", locale_dir=paths.resource("locale"))
    told = in_words(rows[0].doubts[-1])
    assert "Димитър Асенов" in told
    assert "Димитър и Митко може да са едно и също име" in told
    assert "същата дата на раждане" in told
