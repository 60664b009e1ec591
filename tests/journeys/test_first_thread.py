"""The whole main job by command: an office's Excel list becomes counted people in the central copy."""

import json
from datetime import date, timedelta
from pathlib import Path

from support.command import Terminal
from support.travel import acquainted

SAMPLE = Path(__file__).parents[1] / "files" / "uchastnitsi-kran.xlsx"


def test_a_list_becomes_counted_people_at_the_municipality(terminal: Terminal) -> None:
    folder = terminal.folder
    centre, house = folder / "municipality.kcase", folder / "kran.kcase"
    stick, figures = folder / "флашка", folder / "показатели.json"
    stick.mkdir()

    # The municipality prepares the house; the house opens its starter.
    day = ["--now", "2022-11-14"]
    terminal.open("new", centre, "--site", "municipality", "--role", "centre", *day)
    terminal.open("prepare", centre, "--site", "kran", stick / "kran.kstarter", *day)
    terminal.open("enrol", stick / "kran.kstarter", house, *day)

    # The house takes in its list, and puts a bundle on the stick.
    taken = terminal.open("intake", house, SAMPLE, *day, "--json").json
    assert taken["taken"]
    bundle = terminal.open("export", house, stick, *day, "--json").json["path"]

    # The municipality rehearses, merges, and meets the same bundle once more.
    rehearsed = terminal.open("import", centre, bundle, "--rehearse", *day, "--json").json
    merged = terminal.open("import", centre, bundle, *day, "--json").json
    assert merged["status"] == rehearsed["status"] == "merged"
    assert merged["new"] == rehearsed["new"] > len(taken["taken"])
    again = terminal.open("import", centre, bundle, *day, "--json").json
    assert again["status"] == "already"
    here, there = (terminal.open("verify", file, "--json").json for file in (house, centre))
    assert here["ok"]
    assert there["ok"]
    assert here["scopes"]["kran"] == there["scopes"]["kran"]

    # The funds' figures are the same in the house and at the municipality.
    counted = []
    for file in (house, centre):
        terminal.open("report", file, "esf-indicators", "--out", figures, *day)
        counted.append(json.loads(figures.read_text("utf-8")))
    assert counted[0] == counted[1]
    grand_total = next(row for row in counted[0] if row["code"] == "GRAND_TOTAL")
    participants = {row["participation"] for row in _spells(terminal, centre)}
    assert grand_total["total"] == len(participants) > 0

    # The house takes its list back: the municipality learns that too.
    terminal.open("undo", house, taken["undo"], *day)
    assert terminal.open("list", house, "person", "--json").json == []
    terminal.open("report", house, "esf-indicators", "--out", figures, *day)
    assert all(row["total"] == 0 for row in json.loads(figures.read_text("utf-8")))
    later = ["--now", (date(2022, 11, 14) + timedelta(days=7)).isoformat()]
    bundle = terminal.open("export", house, stick, *later, "--json").json["path"]
    terminal.open("import", centre, bundle, *later)
    assert terminal.open("list", centre, "person", "--json").json == []
    here, there = (terminal.open("verify", file, "--json").json for file in (house, centre))
    assert (here["ok"], there["ok"]) == (True, True)
    assert here["scopes"]["kran"] == there["scopes"]["kran"]


def test_undo_of_an_import_lets_it_be_taken_again(terminal: Terminal) -> None:
    folder, day = terminal.folder, ["--now", "2022-11-14"]
    files = acquainted()
    centre, house = terminal.copy_of(files["municipality"]), terminal.copy_of(files["kran"])
    terminal.open("intake", house, SAMPLE, *day)
    bundle = terminal.open("export", house, folder, *day, "--json").json["path"]
    before = terminal.open("verify", centre, "--json").json["digest"]
    undo = terminal.open("import", centre, bundle, *day, "--json").json["undo"]
    after = terminal.open("verify", centre, "--json").json["digest"]
    terminal.open("undo", centre, undo, *day)
    assert terminal.open("verify", centre, "--json").json["digest"] == before
    assert terminal.open("import", centre, bundle, *day, "--json").json["status"] == "merged"
    assert terminal.open("verify", centre, "--json").json["digest"] == after


def _spells(terminal: Terminal, file: Path) -> list[dict[str, str]]:
    found: list[dict[str, str]] = terminal.open("list", file, "spell", "--json").json
    return found
