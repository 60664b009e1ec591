"""A second list of another shape, as another office keeps it: made here, so that every row is known."""

from datetime import date
from pathlib import Path

from openpyxl import Workbook

TITLE = "ОТЧЕТ ЗА УЧАСТНИЦИТЕ"
HEADINGS_TOP = [
    "№", "Име", None, None, "Идентификация", None, "Роден(а) на", "Пол", "Адрес", None, "Тел. за връзка",
    "Най-висока завършена степен на образование", "Трудов статус", "Постъпил/а на", "Напуснал/а на", "ТЕЛК", "Обувки №",
]  # fmt: skip
HEADINGS_BELOW = [
    None, "собствено", "бащино", "фамилно", "ЕГН", "ЛНЧ", None, None, "нас. място", "улица, №", None, None, None, None, None, None, None,
]  # fmt: skip
NUMBERING = [str(number) for number in range(1, 18)]

WOMAN = [1, "Мария", "Иванова", "Петрова", 8503109277, None, "10.03.1985", "ж", "гр. Казанлък", "ул. Роза 1", "0888 123 456",
         "основно", "безработна", date(2022, 3, 1), None, "не", 38]  # fmt: skip
MAN = [2, "ИВАН", None, "Георгиев", " 971115 9280", None, date(1997, 11, 15), "м", "Енина", None, None,
       "средно", "работи", "01.03.2022 г.", "30.09.2022", "ТЕЛК 60%", 43]  # fmt: skip
CHILD = [3, "Емил", "Иванов", "Георгиев", 945209320, None, "20.5.2009г", "момче", "Енина", None, "няма",
         "6 клас", "ученик", "02.03.2022", None, None, 36]  # fmt: skip
FOREIGNER = [4, "Али", None, "Хасан", None, 1000000012, "5.5.1990", "мъж", "с. Г. Черковище", None, "+359888000111",
             "висше", "търси работа", "03.03.2022", None, None, None]  # fmt: skip
WITHOUT_NUMBER = [5, "Айше", "Мехмед", "Али", "няма", None, "7.7.1950", "жена", "Ръжена", None, None,
                  "неграмотна", "пенсионер", "04.03.2022", None, "да", None]  # fmt: skip
SAME_WITHOUT_NUMBER = [6, "Мария", "Иванова", "Петрова", None, None, "10/03/1985", "ж", "Крън", None, None,
                       "основно", "безработна", "05.03.2022", None, None, None]  # fmt: skip
WRONG_SEX = [7, "Стоян", "Петров", "Стоянов", "6712019293", None, None, "м", "Крън", None, None,
             "средно", "зает", "05.03.2022", None, None, None]  # fmt: skip
LEFT_TOO_EARLY = [8, "Минка", "Янкова", "Янкова", None, None, "1.1.1980", "ж", "Крън", None, None,
                  "средно", "заета", "05.03.2022", "04.03.2022", None, None]  # fmt: skip
SHORT_YEAR = [9, "Петко", "Янков", "Янков", None, None, "1.1.80", "м", "Крън", None, None,
              "средно", "зает", "05.03.2022", None, None, None]  # fmt: skip
BOTH_NUMBERS = [10, "Ана", "Янкова", "Янкова", "5007079372", 1002003053, None, "ж", "Крън", None, None,
                "средно", "заета", "05.03.2022", None, None, None]  # fmt: skip
BAD_FOREIGNER = [11, "Омар", None, "Рахман", None, "1076543218", "1.1.1980", "м", "Крън", None, None,
                 "средно", "зает", "05.03.2022", None, None, None]  # fmt: skip
NAMELESS = [12, None, None, None, "7704049429", None, None, "м", "Крън", None, None,
            "средно", "зает", "05.03.2022", None, None, None]  # fmt: skip
FUTURE = [13, "Петър", "Илиев", "Илиев", None, None, "2.2.1982", "м", "Крън", None, None,
          "средно", "зает", "05.03.2052", None, None, None]  # fmt: skip

TAKEN = [8, 9, 10, 13, 14]
REPEATED = [18]
REJECTED = [19, 20, 21, 22, 23, 24, 27]


def write_second_list(path: Path) -> Path:
    """Write the list: two-line headings with joined cells, numbering, a page break with headings, totals by sex."""
    book = Workbook()
    cover = book.active
    cover.title = "Титул"
    cover["B2"] = "Семейна къща"
    sheet = book.create_sheet("Участници 2022")
    sheet["A2"] = TITLE
    sheet.merge_cells("A2:Q2")
    sheet["A3"] = date(2022, 10, 1)
    _headings(sheet, 5)
    _row(sheet, 7, NUMBERING)
    for at, row in enumerate((WOMAN, MAN, CHILD), 8):
        _row(sheet, at, row)
    sheet["A11"] = "Клуб по плуване"
    sheet.merge_cells("A11:Q11")
    for at, row in enumerate((FOREIGNER, WITHOUT_NUMBER), 13):
        _row(sheet, at, row)
    _headings(sheet, 16)
    _row(sheet, 18, SAME_WITHOUT_NUMBER)
    for at, row in enumerate(
        (WRONG_SEX, LEFT_TOO_EARLY, SHORT_YEAR, BOTH_NUMBERS, BAD_FOREIGNER, NAMELESS), 19
    ):
        _row(sheet, at, row)
    _row(sheet, 25, [14])
    _row(sheet, 27, FUTURE)
    _row(sheet, 29, [None, "Общо:", None, None, 13])
    _row(sheet, 30, [None, "Жени:", None, None, 5])
    _row(sheet, 31, [None, "в т.ч. деца", None, None, 1])
    _row(sheet, 33, [None, "Изготвил:", None, None, None, None, "Дата: 01.10.2022"])
    _row(sheet, 34, [None, "* по данни на къщата"])
    book.save(path)
    return path


def _headings(sheet: object, at: int) -> None:
    _row(sheet, at, HEADINGS_TOP)
    _row(sheet, at + 1, HEADINGS_BELOW)
    for joined in ("B{0}:D{0}", "E{0}:F{0}", "I{0}:J{0}"):
        sheet.merge_cells(joined.format(at))
    for letter in "AGHKLMNOPQ":
        sheet.merge_cells(f"{letter}{at}:{letter}{at + 1}")


def _row(sheet: object, at: int, cells: list[object]) -> None:
    for column, value in enumerate(cells, 1):
        if value is not None:
            sheet.cell(at, column, value)
