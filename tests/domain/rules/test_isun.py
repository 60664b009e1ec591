"""One row for ISUN: exact texts, derived status, refusals, and every reason to hold a row back."""

import dataclasses
from datetime import date
from typing import Any

import pytest

from kazanlak_case import paths
from kazanlak_case.db.reference import code_lists_of, settlements
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.domain.records import Person
from kazanlak_case.domain.rules.isun import IsunForm, IsunRow, parse_fields, parse_values
from kazanlak_case.domain.rules.participants import Participant
from kazanlak_case.i18n import sentence

PROFILE = MunicipalityProfile.parse(paths.resource("profiles/kazanlak.toml").read_text("utf-8"))
FIELDS = parse_fields(paths.resource("reference/isun_microdata_esf_fields.csv").read_text("utf-8"))
ALLOWED = parse_values(paths.resource("reference/isun_microdata_esf_values.csv").read_text("utf-8"))
COLUMN = {field.letter: at for at, field in enumerate(FIELDS[1:])}
TODAY = date(2024, 3, 1)

PERSON: dict[str, Any] = {
    "given_name": "Мария",
    "middle_name": "Петрова",
    "family_name": "Стоянова",
    "sex": "f",
    "born_on": date(1985, 3, 10),
    "id_type": "egn",
    "national_id": "8503109277",
    "settlement": "22633",
    "phone": "0888 123 456",
}
PARTICIPANT: dict[str, Any] = {
    "entered_on": date(2022, 9, 1),
    "labour_situation": "unemployed",
    "unemployed_since": date(2021, 5, 15),
    "in_education": "no",
    "education": "lower_secondary",
    "isced": 2,
    **dict.fromkeys(("migrant", "foreign_background", "disability", "homeless"), "no"),
    **dict.fromkeys(("minority", "roma"), "yes"),
    "other_disadvantage": "не",
    "jobless_household": "yes",
    "jobless_with_children": "yes",
    "single_adult_with_children": "no",
    "funds": "oprchr",
    "left_on": date(2023, 6, 30),
    "state": "completed",
    "exit_state": "other_employer",
}


def row_of(
    *, profile: MunicipalityProfile = PROFILE, fund: str | None = None, **changed: Any
) -> IsunRow:
    names = {field.name for field in dataclasses.fields(Person)}
    person = PERSON | {name: value for name, value in changed.items() if name in names}
    told = {
        name: person.get(name)
        for name in ("sex", "born_on", "id_type", "national_id", "national_id_reason")
    }
    participation = PARTICIPANT | {
        name: value for name, value in changed.items() if name not in names
    }
    site = participation.pop("site", "kran")
    form = IsunForm(
        lists=code_lists_of(profile),
        allowed=ALLOWED,
        settlements=settlements(),
        profile=profile,
        today=TODAY,
    )
    participant = Participant(
        person=RecordId("1" * 32),
        participation=RecordId("2" * 32),
        site=site,
        **told | participation,
    )
    return form.row(participant, Person(id=RecordId("1" * 32), **person), fund=fund)


def cell(row: IsunRow, letter: str) -> Any:
    return row.cells[COLUMN[letter]]


def with_setting(**settings: str) -> MunicipalityProfile:
    named = {f"microdata.{name}": value for name, value in settings.items()}
    return dataclasses.replace(PROFILE, settings={**PROFILE.settings, **named})


def test_whole_row_is_exactly_what_isun_reads() -> None:
    row = row_of()
    assert row.blocked == []
    assert row.refused == []
    assert row.cells == [
        "Мария", "Петрова", "Стоянова", "8503109277", "жена", 37,
        "безработно лице над 12 месеца",
        "Основно образование (начално  или прогимназиално)",
        "Стара_Загора", "Долно изворово", "0888 123 456", None,
        "не", "не", "да", "да", "не", "не", "не", "да", "да", "не",
        2022, 9, 1, "Потребител на услуги", "Стара_Загора", "Крън",
        "лицето е участвало до планирания край на дейностите", 2023, 6, 30, None,
        "което е заето при друг работодател",
    ]  # fmt: skip
    assert len(row.cells) == len(FIELDS) - 1 == 34


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({"labour_situation": "employed"}, "заето лице"),
        ({"labour_situation": "self_employed"}, "самонаето лице"),
        ({"unemployed_since": date(2022, 3, 1)}, "безработно лице до 6 месеца"),
        ({"unemployed_since": date(2022, 2, 28)}, "безработно лице над 6 месеца"),
        ({"unemployed_since": date(2021, 9, 1)}, "безработно лице над 6 месеца"),
        ({"unemployed_since": date(2021, 8, 31)}, "безработно лице над 12 месеца"),
        ({"labour_situation": "inactive"}, "неактивно лице извън образование или обучение"),
        (
            {"labour_situation": "inactive", "in_education": "yes"},
            "Неактивно лице, ангажирано с образование и обучение (учащ)",
        ),
        ({"labour_situation": "inactive", "in_education": None}, "неактивно лице"),
    ],
)
def test_labour_status_is_worked_out(changed: dict[str, Any], text: str) -> None:
    row = row_of(**changed)
    assert cell(row, "H") == text
    assert not row.blocked


def test_text_for_pupils_is_the_profiles() -> None:
    pupil = {"labour_situation": "inactive", "in_education": "yes"}
    assert (
        cell(row_of(profile=with_setting(pupil_status="неактивно лице"), **pupil), "H")
        == "неактивно лице"
    )
    # a text ISUN would refuse is not sent
    assert cell(row_of(profile=with_setting(pupil_status="ученик"), **pupil), "H").endswith(
        "(учащ)"
    )


@pytest.mark.parametrize(
    ("education", "text"),
    [
        ("none", "Без образование"),
        ("none_child", "Без образование"),
        ("first_gymnasial", "Основно образование (начално  или прогимназиално)"),
        ("upper_secondary_voc", "Средно образование (гимназия, техникум и т.н.)"),
        (
            "post_secondary",
            "Следгимназиално (професионално обучение след средно образование – ІV степен)",
        ),
        ("higher", "Висше образование"),
    ],
)
def test_education_in_isuns_own_spelling(education: str, text: str) -> None:
    assert cell(row_of(education=education), "I") == text


@pytest.mark.parametrize(
    ("field", "code_list", "letter", "isun_list"),
    [
        ("state", "participation_state", "AD", "isun_participation_state"),
        ("leaving_reason", "leaving_reason", "AH", "isun_cancelation_reason"),
        ("exit_state", "exit_state", "AI", "isun_leaving_state"),
    ],
)
def test_every_code_of_an_exit_gives_a_text_isun_knows(
    field: str, code_list: str, letter: str, isun_list: str
) -> None:
    for entry in code_lists_of(PROFILE).entries(code_list):
        assert cell(row_of(**{field: entry.code}), letter) in ALLOWED[isun_list]


def test_looking_for_work_and_a_qualification_are_other_for_isun() -> None:
    for code in ("job_searching", "qualification"):
        assert cell(row_of(exit_state=code), "AI") == "Друго"


def test_columns_of_leaving_stay_empty_until_somebody_left() -> None:
    row = row_of(left_on=None)
    assert row.cells[COLUMN["AD"] :] == [None] * 6
    assert not row.blocked


def test_refusals_become_no_and_are_listed() -> None:
    row = row_of(roma="refused", disability="refused", other_disadvantage="Отказ")
    assert [cell(row, letter) for letter in ("Q", "R", "T")] == ["не"] * 3
    assert len(row.refused) == 3
    assert not row.blocked
    assert cell(row_of(roma="refused", profile=with_setting(refusal_as="да")), "Q") == "да"


def test_other_disadvantage_is_free_text() -> None:
    assert cell(row_of(other_disadvantage="самотен родител"), "T") == "самотен родител"
    assert cell(row_of(other_disadvantage="НЯМА"), "T") == "не"


def test_activity_is_the_participations_then_the_funds() -> None:
    assert cell(row_of(activity="Детски клуб"), "AA") == "Детски клуб"
    assert cell(row_of(funds="opnoir"), "AA") == "Дейности с деца/ученици (ОП НОИР)"
    assert cell(row_of(funds="opnoir oprchr"), "AA") == "Потребител на услуги"
    assert (
        cell(row_of(fund="opnoir", funds="opnoir oprchr"), "AA")
        == "Дейности с деца/ученици (ОП НОИР)"
    )
    assert cell(row_of(funds=None), "AA") == "Потребител на услуги"


@pytest.mark.parametrize(
    ("changed", "count"),
    [
        ({"given_name": ""}, 1),
        ({"middle_name": None}, 1),
        ({"family_name": None}, 1),
        ({"national_id": None}, 1),
        ({"id_type": "none", "national_id": None}, 1),
        ({"id_type": "service_no"}, 1),
        ({"national_id": "8503109278"}, 1),
        ({"national_id": "8503109278", "national_id_reason": "така е в картата"}, 1),
        ({"sex": None}, 1),
        ({"sex": "m"}, 1),
        ({"born_on": None}, 1),
        ({"born_on": date(1985, 10, 3)}, 1),
        ({"labour_situation": None}, 1),
        ({"unemployed_since": None}, 1),
        ({"unemployed_since": date(2022, 9, 2)}, 1),
        ({"education": None}, 1),
        ({"education": "foreign_unrecognised"}, 1),
        ({"settlement": None}, 1),
        ({"settlement": "99999"}, 1),
        ({"roma": None, "homeless": None}, 2),
        ({"other_disadvantage": None}, 1),
        ({"jobless_household": None}, 1),
        ({"activity": "-"}, 1),
        ({"site": "nowhere"}, 1),
        ({"left_on": date(2022, 8, 31)}, 1),
        ({"phone": "0" * 201}, 1),
        ({"given_name": "Я" * 201}, 1),
    ],
)
def test_reasons_to_hold_a_row_back(changed: dict[str, Any], count: int) -> None:
    row = row_of(**changed)
    assert len(row.blocked) == count, [sentence(reason) for reason in row.blocked]
    assert len(row.cells) == 34


def test_settlement_that_isun_does_not_list_is_named() -> None:
    new = settlements().by_code("87802")
    assert new is not None
    [reason] = row_of(settlement=new.ekatte).blocked
    assert new.label in sentence(reason)


def test_substitute_for_a_missing_patronymic_is_the_profiles() -> None:
    row = row_of(middle_name=None, profile=with_setting(missing_patronymic_as="–"))
    assert cell(row, "C") == "–"
    assert not row.blocked


def test_age_is_at_the_entry_and_a_foreigners_too() -> None:
    foreigner = {
        "id_type": "lnch",
        "national_id": "1000000012",
        "born_on": date(1991, 10, 10),
        "sex": "m",
    }
    assert cell(row_of(entered_on=date(2022, 10, 9), **foreigner), "G") == 30
    assert cell(row_of(entered_on=date(2022, 10, 10), **foreigner), "G") == 31
