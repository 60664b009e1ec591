"""Families as a list shows them: how many live there, how many children, what is open, who was seen last."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.db.work.rows import HouseholdListRow, LivingRow
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.rules.sight import NAME, Of
from kazanlak_case.services.households import household_rows

OF_AGE = 18
MEMBERS = "household_member.person"


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyRow:
    """One household as the list of families shows it. `before_visit` is the red line, where there is one."""

    household: HouseholdListRow
    children: Annotated[int, Of(f"{MEMBERS} person.born_on")]
    open_cases: Annotated[int, Of(f"{MEMBERS} case.closed_on")]
    last_contact: Annotated[date | None, Of(f"{MEMBERS} service_entry.provided_on")]

    @property
    def id(self) -> RecordId:
        """The household's id."""
        return self.household.id


def family_rows(
    uow: UnitOfWork, *, text: str = "", after: RecordId | None = None, limit: int = 200
) -> list[FamilyRow]:
    """List a page of families, the newest first; `text` is a part of the name, or of an address the user may see.

    Raises:
        NotAllowedError: The user's post sees no households, or knows no people by name.
    """
    uow.sight.require("household.name", NAME)
    rows = household_rows(uow, text=text, after=after, limit=limit)
    living = defaultdict[RecordId, list[LivingRow]](list)
    for one in uow.work.households.living_in([row.id for row in rows]):
        living[one.household].append(one)
    everybody = [one.person for some in living.values() for one in some]
    contacts = uow.work.visits.last_contacts(everybody) if everybody else {}
    return uow.sight.shown_all(
        FamilyRow(
            household=row,
            children=sum(_is_child(one, uow.today) for one in living[row.id]),
            open_cases=sum(one.has_open_case for one in living[row.id]),
            last_contact=max(
                (contacts[one.person] for one in living[row.id] if one.person in contacts),
                default=None,
            ),
        )
        for row in rows
    )


def _is_child(one: LivingRow, today: date) -> bool:
    born = one.born_on
    if born is None:
        return False
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day)) < OF_AGE
