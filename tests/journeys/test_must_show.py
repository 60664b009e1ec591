"""The practice data shows what was promised: exactly the seeded questions, equal copies, nothing taken twice."""

import json
from pathlib import Path
from typing import Any

from conftest import PASSWORD
from kazanlak_case.db.casefile import DATABASE, CaseFile
from kazanlak_case.db.engine import connect
from support.command import Terminal
from support.isun_import import IsunImport

HOUSES = ("kazanlak", "kran", "gorno_cherkovishte", "razhena")
CENTRE = "municipality"


def seeded(practice: Path) -> Any:
    return json.loads((practice / "seeded.json").read_text("utf-8"))


def file_of(practice: Path, site: str) -> Path:
    return practice / f"{site}.kcase"


def verified(terminal: Terminal, file: Path) -> Any:
    return terminal.open("verify", file, "--json").json


def test_all_files_verify_and_hold_the_same(terminal: Terminal, practice: Path) -> None:
    centre = verified(terminal, file_of(practice, CENTRE))
    assert centre["ok"]
    for site in HOUSES:
        house = verified(terminal, file_of(practice, site))
        assert house["ok"]
        assert house["scopes"][site] == centre["scopes"][site]
        assert set(house["scopes"]) == {"common", site}
    assert set(centre["scopes"]) >= {"common", *HOUSES}


def test_conflicts_and_repeats_are_exactly_the_seeded(terminal: Terminal, practice: Path) -> None:
    expected, centre = seeded(practice), file_of(practice, CENTRE)
    conflicts = terminal.open("conflicts", centre, "--json").json
    assert expected["conflicts"]
    assert {
        (one["record"], one["id"], one["field"], *sorted(value["value"] for value in one["values"]))
        for one in conflicts
    } == {(one["record"], one["id"], one["field"], *one["values"]) for one in expected["conflicts"]}
    assert len(conflicts) == len(expected["conflicts"])
    for site in HOUSES:
        of_site = [one["id"] for one in expected["conflicts"] if one["site"] == site]
        found = terminal.open("conflicts", file_of(practice, site), "--json").json
        assert sorted(one["id"] for one in found) == sorted(of_site)
    pairs = terminal.open("duplicates", centre, "--json").json
    assert sorted(
        (sorted((one["first"]["id"], one["second"]["id"])), one["certain"]) for one in pairs
    ) == sorted((one["ids"], one["certain"]) for one in expected["duplicates"])
    assert any(one["certain"] for one in pairs)


def test_one_case_moved_and_two_wait_for_an_answer(terminal: Terminal, practice: Path) -> None:
    moves = seeded(practice)["transfers"]
    assert [one["state"] for one in moves] == ["done", "offered", "offered"]
    for site in HOUSES:
        listed = terminal.open("list", file_of(practice, site), "transfer", "--json").json
        own = [one for one in moves if site in {one["from"], one["to"]}]
        assert sorted(one["state"] for one in listed) == sorted(one["state"] for one in own)


def test_one_bundle_came_late_and_one_twice(practice: Path) -> None:
    facts = seeded(practice)
    assert facts["late"]["refused"] == "gap"
    assert (practice / "stick" / facts["late"]["bundle"]).is_file()
    assert (practice / "stick" / facts["repeated"]).is_file()


def test_every_bundle_a_second_time_is_already_here(terminal: Terminal, practice: Path) -> None:
    bundles = sorted((practice / "stick").glob("*.kbundle"))
    assert len(bundles) >= 4 * len(HOUSES)
    for site in (CENTRE, *HOUSES):
        file = file_of(practice, site)
        before = verified(terminal, file)["digest"]
        mine = [one for one in bundles if f"-{site.upper()}-2022" in one.name]
        answer = terminal.open("import", file, *mine, "--json").json
        assert len(answer["bundles"]) == len(mine) > 0
        assert {one["status"] for one in answer["bundles"]} == {"already"}
        assert verified(terminal, file)["digest"] == before


def test_reports_are_there_and_count_one_person_once(terminal: Terminal, practice: Path) -> None:
    rows = json.loads((practice / "reports" / "esf-indicators.json").read_text("utf-8"))
    total = next(row["total"] for row in rows if row["code"] == "GRAND_TOTAL")
    centre = file_of(practice, CENTRE)
    spells = terminal.open("list", centre, "spell", "--json").json
    participations = {
        row["id"]: row["person"]
        for row in terminal.open("list", centre, "participation", "--json").json
    }
    people = {participations[row["participation"]] for row in spells}
    facts = seeded(practice)
    twice = [set(one["ids"]) for one in facts["duplicates"] if one["certain"]]
    twice += [set(one["ids"]) for one in facts["transfers"] if one["state"] == "done"]
    assert total == len(people) - sum(both <= people for both in twice)
    for name in ("esf-indicators.pdf", "esf-indicators.xlsx", "isun-microdata.xlsx"):
        assert (practice / "reports" / name).stat().st_size > 1000


def test_isun_would_take_every_row_of_the_microdata(terminal: Terminal, practice: Path) -> None:
    out = terminal.folder / "isun.xlsx"
    centre = file_of(practice, CENTRE)
    answer = terminal.open("report", centre, "isun-microdata", "--out", out, "--json").json
    taken = IsunImport(out)
    assert taken.errors == []
    assert len(taken.people) == answer["rows"] > 0
    assert answer["blocked"] > 0
    rows = json.loads((practice / "reports" / "esf-indicators.json").read_text("utf-8"))
    total = next(row["total"] for row in rows if row["code"] == "GRAND_TOTAL")
    assert answer["rows"] + answer["blocked"] == total


def altered(file: Path, statement: str, *values: object) -> None:
    """Write into the database with its raw key, past the log, as somebody with a database tool would."""
    opened = CaseFile.open(file, password=PASSWORD)
    key, salt = opened.unlocked.database_keys()
    opened.close()
    connection = connect(file / DATABASE, key, salt=salt)
    assert connection.execute(statement, values).rowcount == 1, statement
    connection.close()


def one_of(file: Path, query: str) -> Any:
    opened = CaseFile.open(file, password=PASSWORD)
    with opened.reading_raw() as connection:
        found = connection.exec_driver_sql(query).fetchone()
    opened.close()
    assert found is not None
    return found


UNEDITED = (
    "SELECT hex(id) FROM service_entry WHERE id NOT IN (SELECT row FROM change WHERE col <> 0)"
    " AND note IS NOT NULL LIMIT 1"
)


def fails(terminal: Terminal, file: Path, *, check: str, record: str) -> None:
    answer = terminal.open("verify", file, "--json", expect=1).json
    assert answer["ok"] is False
    wrong = {one["name"]: one["detail"] for one in answer["checks"] if not one["ok"]}
    assert check in wrong, answer["checks"]
    assert any(record.lower() in detail for detail in wrong.values()), wrong
    plain = terminal.open("verify", file, expect=1).out
    assert "WRONG" in plain


def test_verify_names_the_record_of_an_altered_birth(terminal: Terminal, practice: Path) -> None:
    file = file_of(practice, "kran")
    (record,) = one_of(file, UNEDITED)
    altered(file, "UPDATE service_entry SET note = 'друго' WHERE hex(id) = ?", record)
    fails(terminal, file, check="chain", record=record)


def test_verify_names_the_record_of_an_altered_log_row(terminal: Terminal, practice: Path) -> None:
    file = file_of(practice, "kran")
    rid, seq, record = one_of(
        file, "SELECT rid, seq, hex(row) FROM change WHERE col > 0 AND old IS NULL LIMIT 1"
    )
    altered(file, "UPDATE change SET old = 'друго' WHERE rid = ? AND seq = ?", rid, seq)
    fails(terminal, file, check="chain", record=record)


def test_verify_names_an_altered_changeset(terminal: Terminal, practice: Path) -> None:
    file = file_of(practice, "kran")
    rid, last, record = one_of(
        file,
        "SELECT s.rid, s.last, hex(c.row) FROM intention s JOIN change c"
        " ON c.rid = s.rid AND c.seq = s.last WHERE s.what = 'person_made' LIMIT 1",
    )
    altered(file, "UPDATE changeset SET lag = lag + 60 WHERE rid = ? AND last = ?", rid, last)
    fails(terminal, file, check="chain", record=record)


def test_verify_misses_a_removed_trace_of_a_key(terminal: Terminal, practice: Path) -> None:
    file = file_of(practice, "kran")
    for kind in ("age", "sqlcipher"):
        terminal.open("reveal", file, kind, terminal.folder / f"{kind}.key")
    altered(file, "DELETE FROM reading WHERE number = 1")
    fails(terminal, file, check="readings", record="entry 1")
