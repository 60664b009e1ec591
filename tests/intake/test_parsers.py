"""One parser for every target, and what each says about a cell."""

from datetime import date

import pytest

from kazanlak_case.db.reference import code_lists, settlements
from kazanlak_case.domain.fields import Kind
from kazanlak_case.intake.addresses import Addresses
from kazanlak_case.intake.parsed import Context, Parsed
from kazanlak_case.intake.parsers import PARSER_OF_KIND, parser_of
from kazanlak_case.intake.targets import targets

CONTEXT = Context(date(2022, 11, 14), code_lists(), Addresses(settlements(), "SZR12"))


def parsed(target: str, cell: object) -> Parsed:
    return parser_of(target)(CONTEXT, target, cell)


def codes(found: tuple[object, ...]) -> list[str]:
    return [one.code for one in found]


def test_every_kind_of_field_has_a_parser() -> None:
    assert set(PARSER_OF_KIND) == set(Kind)


def test_every_target_reads_any_cell_without_falling_over() -> None:
    for name in targets():
        for cell in (
            None,
            "",
            "-",
            "нещо",
            "13.03.1979",
            5,
            5.5,
            True,
            date(2020, 1, 1),
            "няма",
            "x" * 300,
        ):
            assert isinstance(parsed(name, cell), Parsed), (name, cell)


@pytest.mark.parametrize(
    ("written", "given", "middle", "family"),
    [
        ("Иван Петров Иванов", "Иван", "Петров", "Иванов"),
        ("Айше Мехмед", "Айше", None, "Мехмед"),
        ("Айше", "Айше", None, None),
        ("Айше Мехмед Али Осман", "Айше", "Мехмед", "Али Осман"),
        ("Росица Мехмедова Найденова-Алиосманова", "Росица", "Мехмедова", "Найденова-Алиосманова"),
        ("Иванов, Иван Петров", "Иван", "Петров", "Иванов"),
        ("  ЩЕРЮ   ЮЛИЯНОВ МЛАДЕНОВ ", "Щерю", "Юлиянов", "Младенов"),
        ("Mлaдeн Жeкoв Xpиcтoв", "Младен", "Жеков", "Христов"),
    ],
)
def test_a_whole_name_is_parted(
    written: str, given: str, middle: str | None, family: str | None
) -> None:
    values = dict(parsed("full_name", written).values)
    assert values.get("person.given_name") == given
    assert values.get("person.middle_name") == middle
    assert values.get("person.family_name") == family


def test_what_was_done_to_a_name_is_told() -> None:
    assert codes(parsed("full_name", "ИВАН ПЕТРОВ ИВАНОВ").changes) == ["capitals"]
    assert codes(parsed("full_name", "Иван Пeтров Иванов").changes) == ["look_alikes"]
    assert codes(parsed("full_name", "Айше Мехмед").changes) == ["name_split"]
    assert codes(parsed("full_name", "Айше Мехмед Али Осман").doubts) == ["name_parts"]
    assert parsed("full_name", "Иван Петров Иванов").changes == ()


def test_a_name_with_figures_is_refused() -> None:
    assert codes(parsed("full_name", "Иван 2 Петров").reasons) == ["name_digits"]
    assert codes(parsed("person.given_name", "Е01").reasons) == ["name_digits"]


@pytest.mark.parametrize(
    "cell",
    [
        "Мария Иванова и Петър Иванов",
        "Асен Митев Колев\nРада Митева Колева",
        "Ана Колева; Иво Колев",
    ],
)
def test_two_people_in_one_cell_are_refused(cell: str) -> None:
    assert codes(parsed("full_name", cell).reasons) == ["two_people"]


@pytest.mark.parametrize("cell", ["Петров Асен Митев", "Петров, Асен Митев"])
def test_a_family_name_written_first_is_put_last_and_told(cell: str) -> None:
    read = parsed("family_name_first", cell)
    assert [value for _target, value in read.values] == ["Асен", "Митев", "Петров"]
    assert codes(read.changes) == ["name_order"]


def test_a_name_broken_over_two_lines_is_one_name() -> None:
    assert parsed("full_name", "Мария Иванова\nПетрова").reasons == ()


def test_a_name_taken_as_written_keeps_its_figures() -> None:
    context = Context(
        CONTEXT.today, CONTEXT.lists, CONTEXT.addresses, verbatim=frozenset({"person.given_name"})
    )
    assert parser_of("person.given_name")(context, "person.given_name", "AB01").values == (
        ("person.given_name", "AB01"),
    )


def test_an_address_fills_two_fields() -> None:
    found = parsed("place_and_street", "ГР. КРЪН ул.Тунджа 18")
    assert dict(found.values) == {"person.settlement": "40292", "person.address": "ул.Тунджа 18"}
    assert codes(found.changes) == ["settlement"]


def test_a_date_in_the_future_is_refused_wherever_it_stands() -> None:
    for target in ("person.born_on", "spell.entered_on", "participation.unemployed_since"):
        assert codes(parsed(target, "15.11.2022").reasons) == ["date_future"]
        assert parsed(target, "14.11.2022").reasons == ()


@pytest.mark.parametrize("word", ["не е регистриран", "няма", "-", "участва", "продължава"])
def test_a_word_in_a_column_of_dates_may_say_that_there_is_none(word: str) -> None:
    assert parsed("spell.left_on", word) == Parsed()


def test_a_word_nobody_knows_stays_unanswered_and_is_told() -> None:
    found = parsed("participation.education", "зелено")
    assert (found.values, codes(found.doubts)) == ((), ["unknown_word"])


def test_the_words_of_a_mapping_come_first() -> None:
    context = Context(
        CONTEXT.today, CONTEXT.lists, CONTEXT.addresses, {"participation.education": {"0": "none"}}
    )
    target = "participation.education"
    for cell in ("0", 0, 0.0):
        assert dict(parser_of(target)(context, target, cell).values) == {target: "none"}


def test_codes_and_labels_of_a_list_are_understood() -> None:
    for word in (
        "employed_improved",
        "работи, при по-добро положение",
        "Employed, improved situation",
    ):
        assert dict(parsed("spell.status_6m", word).values) == {
            "spell.status_6m": "employed_improved"
        }


def test_several_codes_stand_in_one_cell() -> None:
    lists = CONTEXT.lists.with_list("@funds", code_lists().entries("sex"))
    context = Context(CONTEXT.today, lists, CONTEXT.addresses)
    target = "participation.funds"
    assert dict(parser_of(target)(context, target, "мъж + жена").values) == {target: "f m"}
    assert codes(parser_of(target)(context, target, "мъж, дърво").doubts) == ["unknown_word"]


def test_an_age_is_a_figure() -> None:
    assert dict(parsed("age", "37 г.").values) == {"age": 37}
    assert codes(parsed("age", "млад").doubts) == ["unknown_word"]


def test_an_odd_mail_address_is_kept_and_told() -> None:
    assert codes(parsed("person.email", "a@").doubts) == ["email_odd"]
    assert parsed("person.email", "няма") == Parsed()
