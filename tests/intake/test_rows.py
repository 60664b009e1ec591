"""One row as one person: the number's kind, columns that say the same, what stands nowhere else."""

from datetime import date, timedelta

import pytest

from kazanlak_case.db.reference import code_lists, settlements
from kazanlak_case.intake.addresses import Addresses
from kazanlak_case.intake.checks import complete, contradictions, doubts_of
from kazanlak_case.intake.headings import headings_at
from kazanlak_case.intake.mapping import ListMapping
from kazanlak_case.intake.parsed import Context
from kazanlak_case.intake.rows import RowRead, RowReader
from kazanlak_case.intake.workbook import Sheet

TODAY = date(2022, 11, 14)
WOMAN, AMBIGUOUS = "8503109277", "9711169308"


class Spreadsheet(Sheet):
    """A sheet that tells figures from texts, as a workbook does."""

    tells_numbers = True


def read(headings: tuple[str, ...], *cells: object, mapping: ListMapping | None = None) -> RowRead:
    context = Context(TODAY, code_lists(), Addresses(settlements(), "SZR12"))
    row = RowReader(
        headings_at(Spreadsheet("Лист", 2, (), ()), [(1, headings)]),
        mapping or ListMapping(),
        context,
    ).read(cells)
    complete(row)
    row.reasons.extend(contradictions(row, ()))
    return row


def codes(found: list[object]) -> list[str]:
    return [one.code for one in found]


@pytest.mark.parametrize(
    "cell", [WOMAN, 8503109277, 8503109277.0, " 850310 9277 ", "ЕГН 8503109277", "850310-9277"]
)
def test_a_number_is_read_in_every_way_of_writing(cell: object) -> None:
    row = read(("Име", "ЕГН"), "Мария Петрова", cell)
    assert (row.values["person.id_type"], row.values["person.national_id"], row.reasons) == (
        "egn",
        WOMAN,
        [],
    )


@pytest.mark.parametrize("cell", [945209320, 945209320.0])
def test_a_zero_lost_from_a_figure_is_given_back_when_the_check_agrees(cell: object) -> None:
    row = read(("Име", "ЕГН"), "Иван Петров", cell)
    assert row.values["person.national_id"] == "0945209320"
    assert "number_zeros" in codes(row.changes)


def test_a_zero_is_missing_from_a_text_only_if_the_birth_date_says_so() -> None:
    dated = ("Име", "ЕГН", "Дата на раждане")
    assert (
        read(dated, "Иван Петров", "945209320", "20.05.2009").values["person.national_id"]
        == "0945209320"
    )
    assert codes(read(dated, "Иван Петров", "945209320", None).reasons) == ["number_invalid"]
    # With a zero before it this passes the check: but it is a woman's number without its last digit.
    assert codes(read(("Име", "ЕГН"), "Мария Петрова", "850310927").reasons) == ["number_invalid"]


@pytest.mark.parametrize(
    "cell", ["850310927", "8503109278", "8513109274", "9902299287", "85031092", "85031O9277"]
)
def test_a_number_that_fails_is_refused(cell: str) -> None:
    assert codes(read(("Име", "ЕГН"), "Мария Петрова", cell).reasons) == ["number_invalid"]


@pytest.mark.parametrize("cell", [None, "", "няма", "-", "без ЕГН"])
def test_a_row_without_a_number_is_a_person_without_a_number(cell: object) -> None:
    row = read(("Име", "ЕГН"), "Мария Петрова", cell)
    assert (row.values["person.id_type"], "person.national_id" in row.values, row.reasons) == (
        "none",
        False,
        [],
    )


def test_birth_date_and_sex_come_from_the_number_where_the_list_is_silent() -> None:
    row = read(("Име", "ЕГН", "Дата на раждане", "Пол"), "Мария Петрова", WOMAN, None, None)
    assert (row.values["person.born_on"], row.values["person.sex"]) == (date(1985, 3, 10), "f")
    assert codes(row.changes).count("from_number") == 2


def test_a_number_that_contradicts_the_row_refuses_it() -> None:
    row = read(("Име", "ЕГН", "Дата на раждане", "Пол"), "Мария Петрова", WOMAN, "11.03.1985", "м")
    assert codes(row.reasons) == ["born_contradicts", "sex_contradicts"]


def test_the_kind_of_a_number_is_never_guessed() -> None:
    both = ("Име", "ЕГН/ЛНЧ", "Вид на номера")
    assert read(both[:2], "Али Хасан", "1000000012").values["person.id_type"] == "lnch"
    assert "number_type" in codes(read(both[:2], "Али Хасан", "1000000012").changes)
    assert codes(read(both[:2], "Али Хасан", "1000000013").reasons) == ["number_neither"]
    assert read(both, "Али Хасан", WOMAN, "ЕГН").values["person.id_type"] == "egn"
    assert codes(read(both, "Али Хасан", WOMAN, "ЛНЧ").reasons) == ["number_invalid"]
    assert codes(read(("Име", "ЕГН"), "Али Хасан", "1000000012").reasons) == ["number_invalid"]
    assert read(("Име", "ЕГН"), "Али Хасан", "ЛНЧ 1000000012").values["person.id_type"] == "lnch"


def test_a_number_that_passes_both_checks_is_refused_unless_its_kind_is_said(
    ambiguous: str,
) -> None:
    assert codes(read(("Име", "ЕГН/ЛНЧ"), "Али Хасан", ambiguous).reasons) == [
        "number_type_unclear"
    ]
    said = read(("Име", "ЕГН/ЛНЧ", "Вид на номера"), "Али Хасан", ambiguous, "ЛНЧ")
    assert (said.values["person.id_type"], said.reasons) == ("lnch", [])
    constant = read(
        ("Име", "ЕГН/ЛНЧ"),
        "Али Хасан",
        ambiguous,
        mapping=ListMapping(constants={"person.id_type": "egn"}),
    )
    assert constant.values["person.id_type"] == "egn"


def test_a_number_that_passes_both_checks_is_of_the_kind_the_birth_date_says(
    ambiguous: str,
) -> None:
    headings = ("Име", "ЕГН/ЛНЧ", "Дата на раждане")
    born_on = read(("Име", "ЕГН"), "Али Хасан", ambiguous).values["person.born_on"]
    assert isinstance(born_on, date)
    told = read(headings, "Али Хасан", ambiguous, born_on)
    assert (told.values["person.id_type"], told.reasons) == ("egn", [])
    assert "number_type_born" in codes(told.changes)
    other = read(headings, "Али Хасан", ambiguous, born_on + timedelta(days=1))
    assert codes(other.reasons) == ["number_type_unclear"]


@pytest.fixture(scope="module")
def ambiguous() -> str:
    from stdnum.bg import egn, pnf

    numbers = (f"850310{serial:03}" for serial in range(1000))
    whole = (number + egn.calc_check_digit(number) for number in numbers)
    return next(number for number in whole if pnf.is_valid(number))


def test_two_numbers_of_two_kinds_are_refused() -> None:
    assert codes(read(("Име", "ЕГН", "ЛНЧ"), "Али Хасан", WOMAN, "1000000012").reasons) == [
        "both_numbers"
    ]


def test_a_row_without_a_name_is_refused_and_a_family_name_alone_is_a_name() -> None:
    names = ("Име", "Презиме", "Фамилия", "ЕГН")
    assert codes(read(names, None, None, None, WOMAN).reasons) == ["no_name"]
    assert read(names, None, None, "Петрова", WOMAN).values["person.given_name"] == "Петрова"


def test_dates_must_follow_one_another() -> None:
    dates = ("Име", "Дата на раждане", "Дата на включване", "Дата на напускане")
    assert codes(read(dates, "Мария", "1.1.1980", "5.5.2022", "4.5.2022").reasons) == [
        "exit_before_entry"
    ]
    assert codes(read(dates, "Мария", "1.1.2022", "5.5.2021", None).reasons) == [
        "entry_before_birth"
    ]
    assert read(dates, "Мария", "1.1.1980", "5.5.2022", "5.5.2022").reasons == []


def test_parts_of_an_address_are_joined_and_another_answer_is_told() -> None:
    row = read(
        ("Име", "Адрес", "Улица", "Населено място"),
        "Мария",
        "гр. Крън, кв. Изток",
        "ул. Роза 5",
        "Енина",
    )
    assert row.values["person.settlement"] == "27499"
    assert row.values["person.address"] == "ул. Роза 5, кв. Изток"
    assert codes(row.doubts) == ["two_answers"]


@pytest.mark.parametrize(
    ("values", "doubt"),
    [
        ({"participation.education": "primary"}, "no_entry"),
        (
            {
                "person.born_on": date(1950, 1, 1),
                "spell.entered_on": TODAY,
                "participation.in_education": "yes",
            },
            "student_age",
        ),
        (
            {
                "person.born_on": date(2010, 1, 1),
                "spell.entered_on": TODAY,
                "participation.labour_situation": "employed",
            },
            "worker_age",
        ),
        (
            {
                "person.born_on": date(2015, 1, 1),
                "spell.entered_on": TODAY,
                "participation.education": "master",
            },
            "education_age",
        ),
        ({"person.born_on": date(1950, 1, 1), "age": 37}, "age_differs"),
        (
            {
                "spell.entered_on": TODAY,
                "participation.unemployed_since": TODAY,
                "participation.labour_situation": "employed",
            },
            "registered_not_unemployed",
        ),
        (
            {
                "spell.entered_on": date(2022, 1, 1),
                "participation.unemployed_since": TODAY,
                "participation.labour_situation": "unemployed",
            },
            "registered_after_entry",
        ),
        (
            {
                "spell.entered_on": TODAY,
                "vulnerability.roma": "yes",
                "vulnerability.minority": "no",
            },
            "roma_not_minority",
        ),
    ],
)
def test_what_looks_odd_is_taken_and_told(values: dict[str, object], doubt: str) -> None:
    assert [one.code for one in doubts_of(values, TODAY)] == [doubt]


def test_an_ordinary_row_has_no_doubts() -> None:
    values = {
        "person.born_on": date(1985, 3, 10),
        "age": 37,
        "spell.entered_on": date(2022, 1, 1),
        "participation.unemployed_since": date(2021, 1, 1),
        "participation.labour_situation": "unemployed",
        "participation.education": "lower_secondary",
    }
    assert list(doubts_of(values, TODAY)) == []
