"""Reports by command."""

import json
from pathlib import Path

import pytest

from support.command import Terminal

LIVES = Path(__file__).parents[1] / "files" / "esf_worked_examples.csv"


@pytest.fixture
def lives(terminal: Terminal, house: Path) -> Path:
    terminal.open("intake", house, LIVES, "--mapping", "esf-lives", "--now", "2024-01-15")
    return house


def test_reports_are_named(terminal: Terminal) -> None:
    names = [one["name"] for one in terminal.run("report", "--list", "--json").json]
    assert {"esf-indicators", "isun-microdata"} <= set(names)
    assert "esf-indicators" in terminal.run("report", "--list").out


def test_indicators_are_written_as_each_kind_of_file(terminal: Terminal, lives: Path) -> None:
    for ending in (".json", ".xlsx", ".pdf"):
        out = terminal.folder / f"показатели{ending}"
        answer = terminal.open("report", lives, "esf-indicators", "--out", out, "--json").json
        assert answer["file"] == str(out)
        assert out.stat().st_size > 100
    rows = json.loads((terminal.folder / "показатели.json").read_text("utf-8"))
    assert {"set", "code", "women", "men", "total"} == set(rows[0])


def test_microdata_comes_with_what_was_left_out(terminal: Terminal, lives: Path) -> None:
    out = terminal.folder / "isun.xlsx"
    answer = terminal.open("report", lives, "isun-microdata", "--out", out, "--json").json
    assert Path(answer["beside"]).is_file()
    assert answer["blocked"] > 0
    assert answer["beside"] in terminal.open("report", lives, "isun-microdata", "--out", out).out


def test_figures_of_a_fund_a_site_and_a_period(terminal: Terminal, lives: Path) -> None:
    out = terminal.folder / "x.json"
    words = ["--fund", "oprchr", "--site", "kran", "--from", "2030-01-01", "--to", "2030-12-31"]
    terminal.open("report", lives, "esf-indicators", "--out", out, *words)
    assert all(row["total"] == 0 for row in json.loads(out.read_text("utf-8")))


@pytest.mark.parametrize(
    "words",
    [
        ["no-such-report", "--out", "x.json"],
        ["esf-indicators", "--out", "x.doc"],
        ["esf-indicators", "--out", "x.json", "--fund", "none"],
        ["esf-indicators", "--out", "x.json", "--site", "none"],
        ["esf-indicators", "--out", "x.json", "--from", "2022-02-01", "--to", "2022-01-01"],
        ["esf-indicators", "--out", "no/such/folder/x.json"],
    ],
)
def test_what_cannot_be_reported_is_refused(
    terminal: Terminal, house: Path, words: list[str]
) -> None:
    terminal.refused("report", house, *words)
    assert not (terminal.folder / "x.json").exists()
