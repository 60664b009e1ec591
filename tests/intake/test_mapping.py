"""Mappings: saved, found, and refused when they mean nothing."""

from pathlib import Path

import pytest

from kazanlak_case.domain.workbook_errors import MappingError
from kazanlak_case.intake.headings import headings_at
from kazanlak_case.intake.mapping import (
    ListMapping,
    find_mapping,
    mapping_of,
    save_mapping,
    shipped_mappings,
)
from kazanlak_case.intake.workbook import Sheet


def test_a_mapping_survives_being_written_down(tmp_path: Path) -> None:
    mapping = ListMapping(
        name="лист на къщата",
        title='Списък „по стария ред“ с "кавички"',
        sheet="Лист 1",
        heading_rows=(4, 5),
        columns={"Име\nи фамилия": "full_name", "@C": "egn", "Обувки": "ignored"},
        words={"participation.education": {"VII": "lower_secondary"}},
        constants={"person.settlement": "40292"},
        must_have_one_of=("person.sex",),
        verbatim=("person.given_name",),
        same_name_is_same_person=True,
    )
    save_mapping(mapping, tmp_path)
    assert find_mapping("лист на къщата", folders=[tmp_path]) == mapping
    assert find_mapping(str(tmp_path / "лист на къщата.toml")) == mapping


def test_what_ships_can_be_used() -> None:
    assert "esf-lives" in shipped_mappings()
    for name in shipped_mappings():
        assert find_mapping(name).columns


def test_a_missing_mapping_is_named() -> None:
    with pytest.raises(MappingError) as refused:
        find_mapping("няма такава")
    assert refused.value.facts["path"] == "няма такава"


@pytest.mark.parametrize(
    "text",
    [
        "това не е TOML =",
        "format = 2",
        'format = 1\n[columns]\n"Име" = "person.shoe_size"',
        'format = 1\n[columns]\n"Име" = "person.case"',
        "format = 1\ncolumns = 3",
        "format = 1\n[rows]\nverbatim = 3",
    ],
)
def test_a_mapping_that_means_nothing_is_refused(text: str) -> None:
    with pytest.raises(MappingError):
        ListMapping.parse(text, path="a.toml")


@pytest.mark.parametrize("name", ["", "../навън", "a/b"])
def test_a_name_that_is_no_file_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(MappingError):
        save_mapping(ListMapping(name=name), tmp_path)


def test_columns_of_a_list_become_a_mapping_and_back() -> None:
    sheet = Sheet("Лист", 1, (), ())
    headings = headings_at(sheet, [(1, ("Име", "ЕГН", "Обувки", "Обувки"))])
    mapping = mapping_of(headings, name="нов")
    assert mapping.columns == {"Име": "full_name", "ЕГН": "egn", "@C": "ignored", "@D": "ignored"}
    assert [column.target for column in mapping.applied(headings).columns] == [
        "full_name",
        "egn",
        "ignored",
        "ignored",
    ]
