"""The reports as their readers get them, from a real case file."""

import dataclasses
from datetime import date

import pytest

from kazanlak_case.domain.changes import Edited
from kazanlak_case.domain.errors import (
    NotAllowedError,
    PeriodError,
    UnknownFundError,
    UnknownReportError,
    UnknownSiteError,
)
from kazanlak_case.domain.rules.esf import ESF_2014_2020, OPHRD_2014_2020, Rule
from kazanlak_case.domain.rules.participants import Selection
from kazanlak_case.i18n import sentence
from kazanlak_case.services.indicators import people_behind, rules_in_use
from kazanlak_case.services.microdata import microdata
from kazanlak_case.services.reports import REPORTS, run_report, selection_of
from support.esf_case import READY, take_in

LATER = {"entered_on": date(2022, 11, 1), "id_type": "none", "national_id": None}


@pytest.fixture
def without_rights(case_file, do):
    """The user's post does not need sensitive answers."""

    def make_cleaner(uow):
        uow.log.append([Edited("user", uow.user.id, {"role": "roma_mediator"})], "user_changed")
        uow.commit()

    do(make_cleaner)
    case_file.load()
    assert case_file.user.role == "roma_mediator"


def figures(report):
    return {row[1]: row[3:] for row in report.rows}


def test_indicators_come_in_sections_with_official_names(case_file, now, ask):
    take_in(case_file, now, READY)
    report = ask(run_report, "esf-indicators")
    assert report.sections[0].title.startswith("Outputs")
    assert len(report.rows) == 29
    names = {row[1]: row[2] for row in report.rows}
    assert names["CO01"] == "безработни, включително трайно безработни"
    assert figures(report)["CO01"] == (1, 0, 1)
    assert figures(report)["TOTAL"] == (1, 0, 1)
    english = {row[1]: row[2] for row in ask(run_report, "esf-indicators", language="en").rows}
    assert english["CO02"] == "long-term unemployed"


def test_incomplete_records_are_said_in_a_note(case_file, now, ask):
    take_in(case_file, now, READY, LATER)
    notes = [sentence(note) for note in ask(run_report, "esf-indicators").notes]
    assert any(note.endswith(": 1.") for note in notes)
    assert figures(ask(run_report, "esf-indicators"))["GRAND_TOTAL"] == (1, 0, 2)


def test_programme_indicators_come_with_a_target_in_the_profile(case_file):
    profile = case_file.profile
    assert {rule.set for rule in rules_in_use(profile)} == {ESF_2014_2020}
    target = {"set": OPHRD_2014_2020, "code": "И2113", "fund": "oprchr", "target": 40}
    wider = dataclasses.replace(
        profile, settings={**profile.settings, "indicators.targets": [target]}
    )
    assert [rule.code for rule in rules_in_use(wider) if rule.set == OPHRD_2014_2020] == ["И2113"]


def test_setting_for_children_is_the_profiles(case_file):
    def ask_for(code: str, rules: tuple[Rule, ...]) -> Rule:
        return next(rule for rule in rules if rule.code == code)

    profile = case_file.profile
    strict = dataclasses.replace(
        profile, settings={**profile.settings, "indicators.isced0_child_in_co09": False}
    )
    assert ask_for("CO09", rules_in_use(strict)) != ask_for("CO09", rules_in_use(profile))


def test_number_opens_its_people_with_reasons(case_file, now, ask):
    [person] = take_in(case_file, now, READY)
    [behind] = ask(people_behind, ESF_2014_2020, "CO02")
    assert (behind.person, behind.name, behind.site, behind.age) == (
        person,
        "Мария Петрова Стоянова",
        "kran",
        37,
    )
    assert [sentence(reason) for reason in behind.reasons] == [
        "unemployed at entry",
        "37 years old and without work since 15.05.2021: more than 12 months",
    ]
    assert ask(people_behind, ESF_2014_2020, "CO02", sex="m") == []
    assert ask(people_behind, ESF_2014_2020, "CO16") == []


def test_who_may_not_see_sensitive_answers_gets_figures_but_no_people(
    without_rights, case_file, now, ask
):
    take_in(case_file, now, READY)
    assert figures(ask(run_report, "esf-indicators"))["CO15"] == (1, 0, 1)
    assert len(ask(people_behind, ESF_2014_2020, "CO01")) == 1
    for code in ("CO15", "CO17", "CO18", "CR05", "CR09"):
        with pytest.raises(NotAllowedError):
            ask(people_behind, ESF_2014_2020, code)
    with pytest.raises(NotAllowedError):
        ask(run_report, "isun-microdata")
    with pytest.raises(NotAllowedError):
        ask(microdata)
    names = [column.name for column in ask(run_report, "completeness").columns]
    assert names == ["name", "site", "entered_on", "indicators"]


def test_microdata_has_a_row_for_who_is_ready_and_reasons_for_the_others(case_file, now, ask):
    take_in(case_file, now, READY, LATER)
    report = ask(run_report, "isun-microdata")
    assert [len(row) for row in report.rows] == [35]
    assert report.rows[0][:5] == (1, "Мария", "Петрова", "Стоянова", "8503109277")
    assert [note.facts["count"] for note in report.notes] == [1, 1]
    answers = ask(lambda uow: list(microdata(uow)))
    assert [bool(answer.blocked) for answer in answers] == [False, True]


def test_completeness_lists_only_who_has_something_to_mend(case_file, now, ask):
    take_in(
        case_file,
        now,
        READY,
        LATER,
        READY
        | {
            "national_id": "7704049429",
            "in_education": "yes",
            "sex": "m",
            "born_on": date(1977, 4, 4),
        },
    )
    report = ask(run_report, "completeness")
    assert [note.facts["count"] for note in report.notes] == [3, 2, 2]
    doubtful, incomplete = report.rows
    assert [len(cell) for cell in doubtful[3:]] == [0, 0, 1]
    assert len(incomplete[3]) == 4  # sex, birth, work, education


def test_period_and_house_narrow_every_report(case_file, now, ask):
    take_in(case_file, now, READY, LATER)
    october = Selection(until=date(2022, 10, 31))
    assert figures(ask(run_report, "esf-indicators", october))["GRAND_TOTAL"][-1] == 1
    assert len(ask(lambda uow: list(microdata(uow, october)))) == 1
    elsewhere = Selection(site="razhena")
    assert figures(ask(run_report, "esf-indicators", elsewhere))["GRAND_TOTAL"][-1] == 0


def test_selection_knows_the_profiles_funds_and_houses(ask):
    chosen = ask(
        selection_of, fund="oprchr", site="kran", since=date(2022, 1, 1), until=date(2022, 1, 1)
    )
    assert chosen == Selection("oprchr", "kran", date(2022, 1, 1), date(2022, 1, 1))
    assert ask(selection_of, fund="", site=None) == Selection()
    with pytest.raises(UnknownFundError):
        ask(selection_of, fund="opr")
    with pytest.raises(UnknownSiteError):
        ask(selection_of, site="Крън")
    with pytest.raises(PeriodError):
        ask(selection_of, since=date(2022, 2, 1), until=date(2022, 1, 1))


def test_unknown_report_names_those_there_are(ask):
    with pytest.raises(UnknownReportError) as refused:
        ask(run_report, "esf")
    assert refused.value.facts["names"] == ", ".join(REPORTS)


@pytest.mark.parametrize("name", list(REPORTS))
def test_empty_file_makes_every_report(name, ask):
    report = ask(run_report, name)
    assert all(len(row) == len(report.columns) for row in report.rows)
