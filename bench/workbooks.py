"""An office's list into the file: 1 000, 10 000 and 100 000 rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

from files import new_centre, new_house
from kazanlak_case.intake.rehearse import rehearse
from kazanlak_case.intake.take_in import take_in
from made_up import NOW, MadeUp
from measures import Row, Run, cpu_of, memory

HEADINGS = ("№", "Име, презиме, фамилия", "ЕГН", "Пол", "Населено място", "Телефон", "Образование")
MORE = ("Статус на пазара на труда", "Дата на включване")


def rows(run: Run) -> Iterator[Row]:
    """Measure the rehearsal and the taking in."""
    centre = new_centre(run.folder / "centre.kcase")
    for count in run.sizes(1_000, 10_000, 100_000):
        book = _list(run.folder / f"list-{count}.xlsx", count)
        house = new_house(run.folder / f"house-{count}.kcase", centre)
        plan = None

        def look() -> None:
            nonlocal plan
            plan = rehearse(house, book, now=NOW)  # noqa: B023 - used within this turn of the loop

        seen = cpu_of(look)
        assert plan is not None
        taken = cpu_of(lambda: take_in(house, plan, now=NOW))  # noqa: B023 - as above
        house.close()
        yield Row(f"rehearsal of a list of {count} rows", seen, "s", "CPU, patience")
        yield Row(f"taking in a list of {count} rows", taken, "s", "CPU, patience")
    yield Row("most memory of the intake", memory("VmHWM"), "MB", "resident, this whole run")
    centre.close()


def _list(path: Path, count: int) -> Path:
    made = MadeUp(21)
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("Списък")
    sheet.write_row(0, 0, (*HEADINGS, *MORE))
    for number in range(1, count + 1):
        person = made.person(NOW)
        sex = "ж" if person.sex == "f" else "м"
        known = (number, person.name, person.national_id, sex, "гр. Крън", person.phone)
        sheet.write_row(number, 0, (*known, "основно", "безработен", "14.02.2022"))
    book.close()
    return path
