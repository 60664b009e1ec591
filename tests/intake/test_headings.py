"""Columns known by their headings, wherever these stand and however they are written."""

from pathlib import Path

import pytest

from kazanlak_case.domain.fields import Kind
from kazanlak_case.intake.headings import best_target, find_headings, headings_at
from kazanlak_case.intake.headings_known import WORDINGS
from kazanlak_case.intake.targets import targets
from kazanlak_case.intake.workbook import Sheet, read_workbook

FILES = Path(__file__).parents[1] / "files"


def sheet_of(
    *rows: tuple[object, ...], merged: tuple[tuple[int, int, int, int], ...] = ()
) -> Sheet:
    return Sheet("Лист", len(rows), merged, rows)


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("Име, презиме, фамилия", "full_name"),
        ("ТРИТЕ ИМЕНА", "full_name"),
        ("ЕГН", "egn"),
        ("EГН", "egn"),  # a Latin E
        ("ЕГН / ЛНЧ", "egn_or_lnch"),
        ("ЕГН, ЛНЧ №", "egn_or_lnch"),
        ("Дата на\nраждане", "person.born_on"),
        ("Дата на ражд.", "person.born_on"),
        ("Етническа група\n(по самоопределяне)", "vulnerability.ethnicity"),
        ("Етническа приналежност", "vulnerability.ethnicity"),  # a slip of the pen
        ("Статут на пазара на труда", "participation.labour_situation"),
        ("Дата на включване в дейностите", "spell.entered_on"),
        ("Бюро по труда\nот (дата)", "participation.unemployed_since"),
        ("Тел. за връзка", "person.phone"),
        ("Образ.", "participation.education"),
        ("Date of birth", "person.born_on"),
        ("Причина", "ignored"),
        ("ТЕЛК №", "vulnerability.disability"),
        ("Е.Г.Н.", "egn"),
        ("Фамилия, име, презиме", "family_name_first"),
        ("Статус при включване", "participation.labour_situation"),
        ("Рег. в ДБТ на", "participation.unemployed_since"),
    ],
)
def test_a_heading_is_recognised(heading: str, target: str) -> None:
    assert best_target(heading)[0] == target


@pytest.mark.parametrize(
    "heading",
    [
        "Име на майката",
        "ЕГН на родителя",
        "Телефон на социалния работник",
        "Статус",
        "Дата",
        "Размер обувки",
        "Брой деца",
        "Място на раждане",
        "Документ при включване",
    ],
)
def test_a_heading_about_somebody_else_is_not_taken_for_the_person(heading: str) -> None:
    assert best_target(heading)[0] is None


def test_every_wording_leads_to_its_own_target() -> None:
    wrong = {
        wording: best_target(wording)[0]
        for target, wordings in WORDINGS.items()
        for wording in wordings
        if best_target(wording)[0] != target
    }
    assert wrong == {}


def test_every_field_of_an_imported_record_is_a_target() -> None:
    for name, target in targets().items():
        assert target.label, name
        assert target.spec is None or target.spec.kind is not Kind.REFERENCE


def test_the_sample_is_found_under_its_titles() -> None:
    found = find_headings(read_workbook(FILES / "uchastnitsi-kran.xlsx").sheets)
    assert found is not None
    assert (found.sheet.name, found.first_row, found.last_row) == ("Списък", 4, 4)
    assert [column.target for column in found.columns] == [
        "row_number",
        "full_name",
        "egn",
        "person.born_on",
        "person.sex",
        "place_and_street",
        "person.phone",
        "vulnerability.ethnicity",
        "participation.education",
        "participation.labour_situation",
        "spell.entered_on",
        "participation.unemployed_since",
        "participation.activity",
        "person.note",
    ]


def test_headings_of_two_lines_are_read_together() -> None:
    sheet = sheet_of(
        ("Списък", None, None, None),
        ("Име", None, None, "Дата на"),
        ("собствено", "бащино", "фамилно", "раждане"),
        ("Иван", "Петров", "Иванов", "1.1.1980"),
        merged=((1, 0, 1, 3), (2, 0, 2, 2)),
    )
    found = find_headings([sheet])
    assert found is not None
    assert (found.first_row, found.last_row) == (2, 3)
    assert [column.target for column in found.columns] == [
        "person.given_name",
        "person.middle_name",
        "person.family_name",
        "person.born_on",
    ]


def test_a_first_person_is_not_swallowed_as_second_line() -> None:
    found = find_headings([sheet_of(("Име", "Пол", "Образование"), ("Иван Петров", "м", "средно"))])
    assert found is not None
    assert found.last_row == 1


def test_a_lonely_given_name_column_holds_the_whole_name() -> None:
    sheet = sheet_of(("Име", "ЕГН"))
    assert [column.target for column in headings_at(sheet, [(1, ("Име", "ЕГН"))]).columns] == [
        "full_name",
        "egn",
    ]
    both = headings_at(sheet, [(1, ("Имена", "Фамилия"))])
    assert [column.target for column in both.columns] == ["given_and_middle", "person.family_name"]


def test_of_two_columns_for_one_target_the_better_is_taken_and_the_other_named() -> None:
    found = headings_at(sheet_of(), [(1, ("Телефон за спешни случаи", "Телефон", "Име"))])
    assert [column.target for column in found.columns] == [None, "person.phone", "full_name"]


def test_a_sheet_without_a_name_is_no_list() -> None:
    assert find_headings([sheet_of(("ЕГН", "Пол", "Адрес"))]) is None


def test_the_longer_of_two_lists_with_the_same_headings_is_taken() -> None:
    example = Sheet("Образец", 2, (), (("Име", "ЕГН"), ("Иван", "1")))
    real = Sheet("Списък", 3, (), (("Име", "ЕГН"), ("Иван", "1"), ("Мария", "2")))
    found = find_headings([example, real])
    assert found is not None
    assert found.sheet.name == "Списък"


def test_a_slip_of_the_pen_is_no_other_word() -> None:
    assert best_target("ЕГН на участника")[0] == "egn"


def test_whom_the_list_names_is_nobody_else() -> None:
    sheet = sheet_of(("Име на детето", "ЕГН на детето", "ЕГН на родителя", "Тел. на родителя"))
    headings = headings_at(sheet, list(sheet.rows()))
    assert [column.target for column in headings.columns] == ["full_name", "egn", None, None]


def test_a_heading_over_several_columns_gives_them_their_sense() -> None:
    sheet = sheet_of(("Име", "Участие", None), (None, "От дата", "До дата"), merged=((1, 1, 1, 2),))
    headings = headings_at(sheet, list(sheet.rows()))
    assert [column.target for column in headings.columns[1:]] == [
        "spell.entered_on",
        "spell.left_on",
    ]
