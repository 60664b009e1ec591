"""Words of offices as codes; what is unclear stays unanswered."""

import pytest

from kazanlak_case.db.reference import code_lists
from kazanlak_case.intake.cells import fold
from kazanlak_case.intake.words import (
    EDUCATION,
    ETHNICITY,
    IN_EDUCATION,
    LABOUR,
    MINORITY,
    ROMA,
    SEX,
    read_answer,
    read_disability,
    read_education,
    read_ethnicity,
    read_labour,
    read_other_disadvantage,
    read_sex,
)


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("М", "m"),
        ("м.", "m"),
        ("Мъж", "m"),
        ("M", "m"),
        ("ж.", "f"),
        ("Жена", "f"),
        ("F", "f"),
        ("?", None),
        ("Мария", None),
    ],
)
def test_sex_is_read_from_its_word_alone(word: str, code: str | None) -> None:
    assert read_sex(fold(word)) == ({SEX: code} if code else None)


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("осн.", "lower_secondary"),
        ("7 клас", "lower_secondary"),
        ("Основно (8 клас)", "lower_secondary"),
        ("VIII клас", "lower_secondary"),
        ("10 клас", "lower_secondary"),
        ("Прогимназиално", "lower_secondary"),
        ("4 клас", "primary"),
        ("ІV клас", "primary"),  # a Ukrainian І, as some keyboards type it
        ("начално обр.", "primary"),
        ("Начален етап на основно образование", "primary"),
        ("6-ти клас", "primary"),
        ("в 5 клас", "primary"),
        ("3 клас", "none"),
        ("12 клас", "upper_secondary"),
        ("средно", "upper_secondary"),
        ("Средно образование (гимназия, техникум и т.н.)", "upper_secondary"),
        ("средно специално", "upper_secondary_voc"),
        ("Средно спец.", "upper_secondary_voc"),
        ("ср. спец.", "upper_secondary_voc"),
        ("висше", "higher"),
        ("висше - бакалавър", "bachelor"),
        ("висше, магистър", "master"),
        ("полувисше", "prof_bachelor"),
        ("неграмотен", "none"),
        ("няма", "none"),
        ("без образование", "none"),
    ],
)
def test_schooling_is_the_highest_completed_level(word: str, code: str) -> None:
    assert read_education(fold(word)) == {EDUCATION: code}


@pytest.mark.parametrize(
    "word",
    [
        "незавършено средно",
        "11 клас",
        "основно (4 клас)",
        "Основно образование (начално или прогимназиално)",
        "зелено",
    ],
)
def test_unclear_schooling_stays_unanswered(word: str) -> None:
    assert read_education(fold(word)) is None


@pytest.mark.parametrize(
    ("word", "situation", "studies"),
    [
        ("безраб. ДБТ", "unemployed", None),
        ("Безработна", "unemployed", None),
        ("регистриран в БТ", "unemployed", None),
        ("зает", "employed", None),
        ("работи по трудов договор", "employed", None),
        ("работи и учи", "employed", "yes"),
        ("работещ пенсионер", "employed", None),
        ("самонаето лице", "self_employed", None),
        ("неакт.", "inactive", None),
        ("не търси работа", "inactive", None),
        ("пенсионер", "inactive", None),
        ("ученик", "inactive", "yes"),
        ("учаща", "inactive", "yes"),
        ("Неактивен, неучащ", "inactive", "no"),
        ("неактивно лице извън образование или обучение", "inactive", "no"),
        ("Неактивно лице, ангажирано с образование и обучение (учащ)", "inactive", "yes"),
    ],
)
def test_the_labour_market_says_sometimes_who_studies(
    word: str, situation: str, studies: str | None
) -> None:
    read = read_labour(fold(word)) or {}
    assert (read.get(LABOUR), read.get(IN_EDUCATION)) == (situation, studies)


@pytest.mark.parametrize(
    "word", ["не работи", "майчинство", "дете", "безработен (не търси работа)", "да"]
)
def test_an_unclear_situation_stays_unanswered(word: str) -> None:
    assert read_labour(fold(word)) is None


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Ромска", {ETHNICITY: "roma", MINORITY: "yes", ROMA: "yes"}),
        ("ром", {ETHNICITY: "roma", MINORITY: "yes", ROMA: "yes"}),
        ("турска", {ETHNICITY: "turkish", MINORITY: "yes"}),
        ("българска", {ETHNICITY: "bulgarian", MINORITY: "no"}),
        ("не желае да посочи", {ETHNICITY: "refused", MINORITY: "refused", ROMA: "refused"}),
        ("отказва", {ETHNICITY: "refused", MINORITY: "refused", ROMA: "refused"}),
        ("румънска", None),
    ],
)
def test_origin_says_what_the_code_list_says_of_it(
    word: str, expected: dict[str, str] | None
) -> None:
    assert read_ethnicity(fold(word), code_lists()) == expected


def test_refusal_is_an_answer_where_one_may_refuse() -> None:
    target = "vulnerability.homeless"
    assert read_answer("refused", target, sensitive=True) == {target: "refused"}
    assert read_answer(fold("отказва да отговори"), target, sensitive=True) == {target: "refused"}
    assert read_answer("отказва", "participation.in_education", sensitive=False) is None


@pytest.mark.parametrize(
    ("word", "code"), [("ТЕЛК 60 %", "yes"), ("да", "yes"), ("няма ТЕЛК", "no"), ("не", "no")]
)
def test_a_decision_on_disability_is_yes(word: str, code: str) -> None:
    assert read_disability(fold(word)) == {"vulnerability.disability": code}


def test_another_disadvantage_keeps_its_words() -> None:
    target = "vulnerability.other_disadvantage"
    assert read_other_disadvantage("не", "не") == {target: "no"}
    assert read_other_disadvantage("refused", "refused") == {target: "refused"}
    assert read_other_disadvantage("long debt", "Long debt") == {target: "Long debt"}
