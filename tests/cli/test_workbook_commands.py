"""An office's list by command."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from support.command import Terminal

SAMPLE = Path(__file__).parents[1] / "files" / "uchastnitsi-kran.xlsx"
LIVES = Path(__file__).parents[1] / "files" / "esf_worked_examples.csv"


def test_every_row_of_the_sample_is_accounted_for(terminal: Terminal, house: Path) -> None:
    rejects = terminal.folder / "отхвърлени.xlsx"
    words = [SAMPLE, "--now", "2022-11-14"]
    rehearsed = terminal.open("intake", house, *words, "--rehearse", "--json").json
    assert terminal.open("list", house, "person", "--json").json == []
    taken = terminal.open("intake", house, *words, "--rejects", rejects, "--json").json
    assert {**taken, "undo": None} == rehearsed
    rows = [*taken["taken"], *taken["repeated"], *(one["row"] for one in taken["rejected"])]
    assert len(rows) == len(set(rows)) == taken["rows"] == 130
    assert all(one["reasons"] for one in taken["rejected"])
    assert rejects.is_file()
    assert len(terminal.open("list", house, "person", "--json").json) == len(taken["taken"])
    terminal.open("undo", house, taken["undo"])
    assert terminal.open("list", house, "person", "--json").json == []


def test_plain_answer_names_every_row_in_question(terminal: Terminal, house: Path) -> None:
    answer = terminal.open("intake", house, SAMPLE, "--now", "2022-11-14").out
    assert "Rows of people: 130." in answer
    assert "rejected." in answer
    assert "the same person as row" in answer
    assert "Read otherwise than written" in answer
    again = terminal.open("intake", house, SAMPLE, "--now", "2022-11-14").out
    assert "is in the file already" in again


def test_shipped_mapping_takes_the_worked_examples(terminal: Terminal, house: Path) -> None:
    words = [LIVES, "--mapping", "esf-lives", "--now", "2024-01-15", "--json"]
    answer = terminal.open("intake", house, *words).json
    assert answer["rows"] == 24
    assert answer["undo"]


@pytest.mark.parametrize("mapping", ["няма такова", "../../etc/passwd"])
def test_unknown_mapping_is_refused(terminal: Terminal, house: Path, mapping: str) -> None:
    assert "mapping" in terminal.refused("intake", house, LIVES, "--mapping", mapping).err


def test_a_second_list_in_the_workbook_is_named_for_scripts_too(
    terminal: Terminal, house: Path
) -> None:
    book = Workbook()
    for month, name in (("Януари", "Вяра"), ("Февруари", "Надежда")):
        sheet = book.create_sheet(month)
        sheet.append(["Име", "Фамилия", "Пол"])
        sheet.append([name, "Примерна", "ж"])
    book.save(terminal.folder / "месеци.xlsx")
    answer = terminal.open("intake", house, terminal.folder / "месеци.xlsx", "--json").json
    assert (answer["rows"], answer["other_lists"]) == (1, ["Февруари"])
