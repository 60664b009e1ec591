"""The worked examples of the funds, from the office's list to the reported figures: golden."""

import csv
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.domain.rules.esf import ESF_2014_2020
from kazanlak_case.export.reports import write_report
from kazanlak_case.intake.mapping import find_mapping
from kazanlak_case.intake.rehearse import rehearse
from kazanlak_case.intake.take_in import take_in
from kazanlak_case.services.indicators import count_indicators, people_behind
from support.esf_people import FILES, worked_examples

AFTERWARDS = datetime(2024, 3, 1, 9, 0, tzinfo=UTC)
"""When all exits, and the six months after them, are past."""

EXAMPLES = FILES / "esf_worked_examples.csv"
NOT_PARTICIPANTS = {"E22", "E23"}
COLUMNS = ("outputs", "household", "immediate", "longer_term")


@pytest.fixture
def taken(case_file: CaseFile) -> CaseFile:
    plan = rehearse(case_file, EXAMPLES, mapping=find_mapping("esf-lives"), now=AFTERWARDS)
    report = take_in(case_file, plan, now=AFTERWARDS).to_json()
    assert report["rows"] == 24
    assert len(report["taken"]) == 22
    assert len(report["rejected"]) == len(NOT_PARTICIPANTS)
    return case_file


def test_totals_are_those_of_the_file(taken: CaseFile, tmp_path: Path) -> None:
    out = tmp_path / "x.json"
    write_report(taken, "esf-indicators", out, now=AFTERWARDS)
    found = {row["code"]: row for row in json.loads(out.read_text("utf-8"))}
    with (FILES / "esf_worked_examples_totals.csv").open(encoding="utf-8", newline="") as file:
        expected = list(csv.DictReader(file))
    assert set(found) == {row["code"] for row in expected}
    for row in expected:
        one = found[row["code"]]
        assert one["set"] == ESF_2014_2020
        assert one["total"] == int(row["total"])
        if row["women"]:  # the file leaves the grand total undivided
            assert (one["women"], one["men"]) == (int(row["women"]), int(row["men"]))


def test_every_example_counts_exactly_where_it_should(taken: CaseFile) -> None:
    expected = {
        example["case_id"]: {
            code for column in COLUMNS for code in example[f"expected_{column}"].split()
        }
        for example in worked_examples()
        if example["case_id"] not in NOT_PARTICIPANTS
    }
    found: dict[str, set[str]] = {case_id: set() for case_id in expected}
    with taken.reading(AFTERWARDS) as uow:
        for one in count_indicators(uow):
            behind = people_behind(uow, one.set, one.code)
            assert len(behind) == one.total
            for person in behind:
                assert person.reasons or one.code in {"TOTAL", "GRAND_TOTAL"}
                found[person.name].add(one.code)
    for example in worked_examples():
        case_id = example["case_id"]
        if case_id not in NOT_PARTICIPANTS:
            assert ("TOTAL" in found[case_id]) == (example["counted_in_total"] == "1")
            assert "GRAND_TOTAL" in found[case_id]
            assert found[case_id] - {"TOTAL", "GRAND_TOTAL"} == expected[case_id], case_id
