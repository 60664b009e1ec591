"""How answers are set out."""

import json

import pytest

from kazanlak_case.cli.console import Console, aligned


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    assert aligned([("kran", 7), ("municipality", 1200)]) == [
        "kran             7",
        "municipality  1200",
    ]
    assert aligned([]) == []


def test_rows_are_one_json_list_however_many(capsys: pytest.CaptureFixture[str]) -> None:
    console = Console(speaks_json=True, language="bg")
    for count in (0, 1, 3):
        rows = [{"number": number, "text": "ред"} for number in range(count)]
        assert console.tell_rows(iter(rows), ["number", "text"]) == count
        assert json.loads(capsys.readouterr().out) == rows


def test_plain_rows_are_one_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    console = Console(speaks_json=False, language="bg")
    console.tell_rows([{"a": "две\nдуми\tтук", "b": None}], ["a", "b"])
    assert capsys.readouterr().out == "a\tb\nдве думи тук\t\n"


def test_lines_for_people_are_not_for_scripts(capsys: pytest.CaptureFixture[str]) -> None:
    Console(speaks_json=True, language="bg").say("за хора")
    assert capsys.readouterr().out == ""
