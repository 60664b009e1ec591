"""Every reason and doubt can be said, in both languages, with its facts."""

from datetime import date
from string import Formatter

import pytest

from kazanlak_case import paths
from kazanlak_case.domain.duplicates import Reason
from kazanlak_case.domain.rules.numbers import PROBLEMS
from kazanlak_case.i18n import use_language_here
from kazanlak_case.intake.findings import (
    CHANGES,
    DOUBTS,
    REASONS,
    Change,
    Coded,
    Finding,
    Why,
    change_in_words,
    in_words,
    number_problem,
    value_in_words,
)

FACTS = {
    "text": "x",
    "label": "Sex",
    "problem": "",
    "written": "1",
    "number": "2",
    "date": "3",
    "left": "4",
    "entered": "5",
    "born": "6",
    "age": 7,
    "education": Coded("participation.education", "master"),
    "situation": Coded("participation.labour_situation", None),
    "since": "8",
    "row": 9,
    "here": Coded("person.settlement", "40292"),
    "there": Coded("person.born_on", date(1985, 3, 10)),
    "name": "Мария Петрова",
    "why": Why((Reason("short_form", (("one", "Митко"), ("other", "Димитър"))), Reason("birth"))),
}


@pytest.mark.parametrize("code", [*REASONS, *DOUBTS])
def test_every_finding_can_be_said(code: str) -> None:
    needed = {
        name
        for _text, name, _spec, _conversion in Formatter().parse((REASONS | DOUBTS)[code])
        if name
    }
    assert needed <= set(FACTS)
    assert "{" not in in_words(Finding(code, "", FACTS))


def test_codes_are_said_by_their_labels() -> None:
    said = in_words(Finding("repeated_differs", "", FACTS))
    assert "гр. Крън" in said
    assert "10.03.1985" in said
    assert change_in_words(Change("person.sex", "word", "ж.", "f")) == "female"
    assert change_in_words(Change("person.phone", "phone", "0888 1", "08881")) == "08881"


def test_what_no_list_knows_is_said_as_it_is() -> None:
    assert value_in_words("person.settlement", "99999") == "99999"
    assert value_in_words("person.phone", None) == "–"
    assert value_in_words("unknown", 5) == "5"


@pytest.mark.parametrize("code", PROBLEMS)
def test_a_number_says_what_is_wrong_with_it(code: str) -> None:
    assert PROBLEMS[code] in in_words(number_problem(code, "1", "egn"))


def test_every_change_has_words() -> None:
    assert all(CHANGES.values())


def test_a_bulgarian_hears_bulgarian() -> None:
    use_language_here("bg", locale_dir=paths.locale_folder())
    try:
        assert in_words(Finding("no_name")) == "Липсва име."
    finally:
        use_language_here("en", locale_dir=paths.locale_folder())
