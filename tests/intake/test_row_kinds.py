"""Rows that are nobody: each kind, and the people who look like one of them."""

import pytest

from kazanlak_case.intake.headings import headings_at
from kazanlak_case.intake.row_kinds import RowKind, RowSorter
from kazanlak_case.intake.workbook import Merged, Sheet

HEADINGS = ("№", "Име, презиме, фамилия", "ЕГН", "Дата на раждане", "Забележка")


def sorter(*merged: Merged) -> RowSorter:
    return RowSorter(headings_at(Sheet("Лист", 9, merged, ()), [(1, HEADINGS)]))


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ((None, "", " ", None, None), RowKind.BLANK),
        ((17, None, None, None, None), RowKind.BLANK),
        (HEADINGS, RowKind.HEADING),
        (("№", "ИМЕ, презиме,\nфамилия", "ЕГН", None, None), RowKind.HEADING),
        ((1, 2, 3, 4, 5), RowKind.NUMBERING),
        (("1", "2", "3", None, None), RowKind.NUMBERING),
        ((None, "Общо: 130", None, None, None), RowKind.TOTALS),
        ((None, "Всичко", 120, None, None), RowKind.TOTALS),
        ((None, "в т.ч. жени", 60, None, None), RowKind.TOTALS),
        ((None, "Междинен сбор:", 10, None, None), RowKind.TOTALS),
        (("Мъже", None, 60, None, None), RowKind.TOTALS),
        ((None, None, 60, 70, None), RowKind.TOTALS),
        ((None, "Изготвил: ………", None, None, "Проверил: ………"), RowKind.SIGNATURE),
        ((None, "Изготвил:", None, "Дата: 12.10.2022", None), RowKind.SIGNATURE),
        (("Семейна къща Крън", None, None, None, None), RowKind.TITLE),
        ((None, "Клуб по плуване", None, None, None), RowKind.TITLE),
        ((None, "* по данни на къщата", None, None, None), RowKind.TITLE),
        ((None, None, None, None, "вж. тефтера"), RowKind.TITLE),
    ],
)
def test_a_row_that_is_nobody_is_known(cells: tuple[object, ...], kind: RowKind) -> None:
    assert sorter().kind_of(9, cells) is kind


@pytest.mark.parametrize(
    "cells",
    [
        (1, "Иван Петров Иванов", "8503109277", None, None),
        (None, "Иван Петров", None, None, None),
        (5, "Иван", None, None, None),
        (None, "Иван Петров Иванов", None, "13.03.1979", None),
        (1, None, "8503109277", None, None),
        (None, "Дата Тоталова", "8503109277", None, None),
        (None, "Иван", None, None, "без документи"),
    ],
)
def test_a_person_is_not_taken_for_something_else(cells: tuple[object, ...]) -> None:
    assert sorter().kind_of(9, cells) is None


def test_one_text_over_the_whole_width_is_a_title_even_if_it_looks_like_a_name() -> None:
    assert sorter((9, 0, 9, 4)).kind_of(9, (None, "Роза Тунджа", None, None, None)) is RowKind.TITLE
