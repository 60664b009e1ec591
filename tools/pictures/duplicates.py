"""Pictures of people who were written down twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from kazanlak_case.domain.changes import Edited
from kazanlak_case.domain.records.person import Person
from kazanlak_case.services.cases import open_case
from kazanlak_case.services.people import save_person
from kazanlak_case.services.visits import VisitDraft, record_visit
from pictures.stage import NOW, settle

if TYPE_CHECKING:
    from kazanlak_case.ui.shell import Shell


def _write_twice(shell: Shell) -> list[str]:
    """Write one woman down twice in this file, once."""
    born = date(1991, 4, 3)
    woman = {"given_name": "Цветелина", "family_name": "Драганова", "sex": "f", "id_type": "none"}
    slips = (
        {"middle_name": "Тодорова", "phone": "0888 12 34 56", "born_on": born},
        {"family_name": "Драганова-Петкова", "phone": "0888 12 34 65", "born_on": born},
    )
    notes = ("Идва с баба си.", "Работи на смени; търсете я следобед.")
    file = shell.operations.case_file
    with file.reading(NOW) as uow:
        found = [uow.records.find(Person, phone=str(slip["phone"])) for slip in slips]
    there = [some[0].id for some in found if some]
    if len(there) == len(slips):
        return there
    for slip, note in zip(slips, notes, strict=True):
        with file.writing(NOW) as uow:
            written = save_person(uow, None, {**woman, **slip, "note": note})
            there.append(next(one for _record, one in written.touched))
        with file.writing(NOW) as uow:
            draft = VisitDraft(person=there[-1], service="soc_info", provided_on=NOW.date())
            record_visit(uow, replace(draft, staff_member=uow.user.staff_member))
        with file.writing(NOW) as uow:
            open_case(uow, {"person": there[-1]})
    return there


def duplicates(shell: Shell) -> None:
    """Lay two people side by side."""
    _write_twice(shell)
    shell.workspace.open_questions("duplicates")
    settle()
    shell.workspace._screens["duplicates"].compare.enter()


def duplicates_numbers(shell: Shell) -> None:
    """Lay two people with two numbers side by side."""
    both = _write_twice(shell)
    for person_id, number in zip(both, ("9104035812", "9103046134"), strict=True):
        with shell.operations.case_file.writing(NOW) as uow:
            change = {"id_type": "egn", "national_id": number}
            uow.log.append([Edited("person", person_id, change)], "person_changed")
            uow.commit()
    shell.workspace.open_questions("duplicates")
    settle()
    shell.workspace._screens["duplicates"]._ask_comparison(*both)


def duplicates_across(shell: Shell) -> None:
    """Lay people of two houses side by side."""
    shell.workspace.open_questions("duplicates")
    settle()
    screen = shell.workspace._screens["duplicates"]
    across = [
        key for key, pair in screen.pairs.found.items() if pair.first.site != pair.second.site
    ]
    screen.side.show_lines(across[0] if across else "")
    screen.side.list.setFocus()


def duplicates_decided(shell: Shell) -> None:
    """Decide, and show what was decided."""
    duplicates(shell)
    screen = shell.workspace._screens["duplicates"]
    screen.join()
    screen.side.kinds._words["decided"].click()
    settle(300)


def duplicates_empty(shell: Shell) -> None:
    """Show that nobody is here twice."""
    duplicates(shell)
    screen = shell.workspace._screens["duplicates"]
    for key in list(screen.pairs.found):
        screen.pairs.drop(key)
