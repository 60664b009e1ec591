"""Everything about one person by command."""

import json
from pathlib import Path

from support.command import Terminal

LIVES = Path(__file__).parents[1] / "files" / "esf_worked_examples.csv"


def test_a_person_is_written_for_themselves_and_for_programs(
    terminal: Terminal, house: Path
) -> None:
    terminal.open("intake", house, LIVES, "--mapping", "esf-lives", "--now", "2024-01-15")
    person = terminal.open("list", house, "person", "--json").json[0]["id"]
    for ending in (".pdf", ".json"):
        out = terminal.folder / f"извлечение{ending}"
        answer = terminal.open("person", house, person, "--out", out, "--json").json
        assert answer["file"] == str(out)
        assert answer["records"] > 1
    told = json.loads((terminal.folder / "извлечение.json").read_text("utf-8"))
    assert told["records"]["person"][0]["id"] == person


def test_nobody_is_refused(terminal: Terminal, house: Path) -> None:
    out = terminal.folder / "nobody.pdf"
    for person in ("0" * 32, "Мария"):
        terminal.refused("person", house, person, "--out", out)
    assert not out.exists()
