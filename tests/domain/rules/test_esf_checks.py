"""What is doubtful about a participant's record, and about the figures."""

from datetime import date
from typing import Any

import pytest

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.rules.esf import ESF_2014_2020
from kazanlak_case.domain.rules.esf_checks import figures_that_cannot_be, findings_of
from kazanlak_case.domain.rules.participants import IndicatorCount, Participant
from kazanlak_case.i18n import sentence

TODAY = date(2024, 3, 1)
WELL: dict[str, Any] = {
    "sex": "f",
    "born_on": date(1985, 3, 10),
    "id_type": "egn",
    "national_id": "8503109277",
    "entered_on": date(2022, 9, 1),
    "labour_situation": "unemployed",
    "unemployed_since": date(2021, 5, 15),
    "in_education": "no",
    "isced": 2,
    "left_on": date(2023, 6, 30),
    "employment_from": date(2023, 7, 17),
}


def found(**changed: Any) -> list[str]:
    participant = Participant(
        person=RecordId("1" * 32), participation=RecordId("2" * 32), site="kran", **WELL | changed
    )
    for finding in findings_of(participant, TODAY):
        assert "None" not in sentence(finding.reason)
        assert "{" not in sentence(finding.reason)
    return [finding.code for finding in findings_of(participant, TODAY)]


def test_well_kept_record_has_no_findings() -> None:
    assert found() == []


def test_what_is_missing_is_not_doubtful() -> None:
    nothing = dict.fromkeys(WELL.keys() - {"entered_on"})
    assert found(**nothing) == []


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({"left_on": date(2022, 8, 31), "employment_from": None}, ["exit_before_entry"]),
        ({"isced": 5, "born_on": date(2005, 3, 10), "national_id": None}, ["education_above_age"]),
        ({"isced": 1, "born_on": date(2014, 9, 1), "national_id": None}, ["education_above_age"]),
        ({"isced": 1, "born_on": date(2013, 9, 1), "national_id": None}, []),
        ({"roma": "yes", "minority": "no"}, ["roma_not_minority"]),
        ({"roma": "yes", "minority": "yes"}, []),
        ({"jobless_with_children": "yes", "jobless_household": "no"}, ["children_not_jobless"]),
        (
            {"labour_situation": "employed", "unemployed_since": None, "jobless_household": "yes"},
            ["employed_jobless"],
        ),
        ({"in_education": "yes"}, ["unemployed_learning"]),
        ({"unemployed_since": None}, ["unemployed_since_when"]),
        ({"unemployed_since": date(2022, 9, 2)}, ["unemployed_after_entry"]),
        ({"labour_situation": "inactive"}, ["unemployed_date_not_status"]),
        ({"roma": "refused"}, ["refusal_without_evidence"]),
        ({"roma": "refused", "asked_on": date(2022, 9, 1)}, []),
        ({"employment_from": date(2022, 9, 1)}, ["employment_from_early"]),
        ({"employment_from": date(2023, 7, 28)}, []),
        ({"employment_from": date(2023, 7, 29)}, ["employment_from_late"]),
        ({"job_search_from": date(2022, 9, 1)}, ["job_search_from_early"]),
        ({"education_from": date(2023, 9, 15)}, ["education_from_late"]),
        ({"qualification_on": date(2022, 9, 1)}, []),
        ({"qualification_on": date(2022, 8, 31)}, ["qualification_on_early"]),
        ({"services_from": date(2023, 8, 1)}, ["services_from_late"]),
        ({"born_on": date(1985, 10, 3)}, ["number_born_on"]),
        ({"sex": "m"}, ["number_sex"]),
        ({"id_type": "lnch", "national_id": "1000000012", "sex": "m"}, []),
    ],
)
def test_doubtful_records(changed: dict[str, Any], codes: list[str]) -> None:
    assert found(**changed) == codes


def test_somebody_born_after_the_entry_is_blocked() -> None:
    assert "born_after_entry" in found(born_on=date(2022, 9, 2), national_id=None, isced=0)


def figures(**totals: int) -> list[IndicatorCount]:
    return [IndicatorCount(ESF_2014_2020, code, 0, total, total) for code, total in totals.items()]


def test_figures_that_agree() -> None:
    assert figures_that_cannot_be(figures(CO01=2, CO02=2, CO03=1, CO05=0, TOTAL=3, CR01=1)) == ()


def test_figures_that_cannot_be_are_named() -> None:
    reasons = figures_that_cannot_be(figures(CO01=2, CO03=1, CO05=1, TOTAL=3, CO02=3))
    assert [(r.facts["parts"], r.facts["sum"], r.facts["limit"]) for r in reasons] == [
        ("CO02", 3, 2),
        ("CO01 + CO03 + CO05", 4, 3),
    ]
