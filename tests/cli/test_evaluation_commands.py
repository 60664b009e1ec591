"""`evaluate`: rows without names from the command line, and what was left out of them; `verify` counts the readings."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from openpyxl import load_workbook

from conftest import PASSWORD
from kazanlak_case.db.casefile import CaseFile
from support.command import Terminal
from support.esf_case import READY, take_in

NOW = datetime(2022, 11, 14, 9, 30, tzinfo=UTC)


def test_rows_are_written_and_who_stands_out_is_told(terminal: Terminal, house: Path) -> None:
    file = CaseFile.open(house, password=PASSWORD)
    alike = [
        {**READY, "entered_on": date(2022, 2, 1) + timedelta(days=day), "national_id": None}
        for day in range(20)
    ]
    alone = {**READY, "sex": "m", "born_on": date(1940, 1, 1), "national_id": None}
    take_in(file, NOW, *({**one, "id_type": None} for one in (*alike, alone)))
    file.close()
    out = terminal.folder / "оценка.xlsx"
    said = terminal.open("evaluate", house, out, "--pseudonyms", "--k", "4", "--json").json
    assert (said["rows"], said["left_out"], said["k"]) == (20, 1, 4)
    assert len(said["risky"][0]["people"]) == 1
    assert load_workbook(out).active is not None
    again = terminal.open("evaluate", house, terminal.folder / "e.json", "--k", "4")
    assert "20" in again.out
    refused = terminal.refused("evaluate", house, terminal.folder / "x.json", "--to", "2000-01-01")
    assert "too few" in refused.err
    assert not (terminal.folder / "x.json").exists()
    assert "recorded readings:" in terminal.open("verify", house).out
