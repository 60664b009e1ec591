"""Pictures of the families: the list, one family with three generations, and its map."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kazanlak_case.services.births import write_member
from kazanlak_case.services.family import family_page
from kazanlak_case.services.family_list import family_rows
from kazanlak_case.services.family_moves import MoveDraft, move_household
from kazanlak_case.services.households import save_household
from kazanlak_case.services.kinship import TieDraft, add_tie
from kazanlak_case.services.people import save_person
from kazanlak_case.services.suggested_ties import take_suggested

if TYPE_CHECKING:
    from datetime import datetime

    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.ui.shell import Shell

RED_LINE = "Зло куче на двора – първо се обадете по телефона. Дядото е с туберкулоза: маска."
TOLD: list[str] = []


def families(shell: Shell) -> None:
    """List families."""
    _told(shell)
    shell.workspace.go("families")


def family(shell: Shell) -> None:
    """Open a family."""
    shell.workspace.open_family(_told(shell))


def family_map(shell: Shell) -> None:
    """Show the map of a family."""
    _at(shell, 2)


def family_ties(shell: Shell) -> None:
    """Show the ties of a family."""
    _at(shell, 1)


def family_homes(shell: Shell) -> None:
    """Show where a family lived."""
    _at(shell, 4)


def family_birth(shell: Shell) -> None:
    """Write a birth."""
    family(shell)
    shell.workspace._screens["families"].open_form("birth", "")


def family_part(shell: Shell) -> None:
    """Let some of a family move out."""
    family(shell)
    place = shell.workspace._screens["families"]
    place.open_form("part", place.family.page.members[-1].member)


def _at(shell: Shell, tab: int) -> None:
    family(shell)
    shell.workspace._screens["families"].family.tabs.setCurrentIndex(tab)


def _told(shell: Shell) -> str:
    """Write a family with three generations, a former partner and a move, once."""
    if TOLD:
        return TOLD[0]
    file, now = shell.operations.case_file, shell.operations.clock()
    with file.reading(now) as uow:
        rows = [row for row in family_rows(uow, limit=80) if row.household.members >= 4]
    household = max(rows, key=lambda row: (row.open_cases, row.household.members)).id
    TOLD.append(household)
    _write(file, now, household)
    return household


def _write(file: CaseFile, now: datetime, household: str) -> None:
    def do(service, *args, **more):
        with file.writing(now) as uow:
            return service(uow, *args, **more)

    do(save_household, household, {"before_visit": RED_LINE})
    granny = {
        "given_name": "Стоянка",
        "family_name": "Колева",
        "sex": "f",
        "born_on": date(1954, 7, 1),
        "born_precision": "about",
        "nickname": "Баба Цона",
        "languages": "bg rom",
        "id_type": "none",
    }
    do(write_member, household, granny, relation="parent", since=date(2019, 4, 2))
    do(take_suggested, household)
    with file.reading(now) as uow:
        page = family_page(uow, household)
    head = page.members[0].person
    for values, relation in (
        ({"given_name": "Асен", "sex": "m", "died_on": date(2016, 2, 9)}, "parent"),
        ({"given_name": "Камен", "sex": "m"}, "former_partner"),
        ({"given_name": "Росица", "sex": "f"}, "sibling"),
    ):
        written = do(save_person, None, {"family_name": "Колев", "id_type": "none", **values})
        other = next(one for record, one in written.touched if record == "person")
        do(add_tie, TieDraft(person=head, other=other, relation=relation))
    move = MoveDraft(
        settlement=page.household.settlement,
        address="бл. 12, вх. Б, ап. 7",
        tenure="social_dwelling",
        since=date(2022, 6, 1),
        reason="social_housing",
    )
    do(move_household, household, move)
