"""Cases as lists and the person page show them."""

from dataclasses import dataclass

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.db.work.rows import CaseFilter, CaseListRow
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.rules.sight import NAME
from kazanlak_case.services.deadlines import Terms
from kazanlak_case.services.told_apart import Apart, told_apart_people

URGENT = "urgent"

NARROWED = {
    "is_open": "case.closed_on",
    "person": "case.person",
    "leader": "case.leader",
    "type": "case.type",
    "status": "case.status",
    "priority": "case.priority",
    "number": "case.number",
}
"""What a list may be narrowed by, and the field each looks at."""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case, and by code what is late in it (`plan`, `quiet`)."""

    case: CaseListRow
    late: tuple[str, ...]
    apart: Apart | None = None
    """What tells the person from a namesake of the same page."""

    @property
    def id(self) -> RecordId:
        """The case's id."""
        return self.case.id

    @property
    def is_open(self) -> bool:
        """Whether the case is still worked on."""
        return self.case.closed_on is None

    @property
    def is_urgent(self) -> bool:
        """Whether it is open and somebody marked it urgent."""
        return self.is_open and self.case.priority == URGENT


def case_rows(
    uow: UnitOfWork, wanted: CaseFilter, *, after: RecordId | None = None, limit: int = 200
) -> list[CaseRow]:
    """List a page of cases, the newest first, from just after a case in that order.

    Raises:
        NotAllowedError: The user's post sees no cases, or not what the list is narrowed by.
    """
    _require(uow, wanted)
    terms = Terms.of(uow.profile)
    rows = uow.sight.shown_all(uow.work.cases.page(wanted, after=after, limit=limit))
    names = [(row.person, row.person_name) for row in rows] if uow.sight.sees(NAME) else []
    apart = told_apart_people(uow, names) if names else {}
    return [CaseRow(row, terms.late_of_case(row, uow.today), apart.get(row.person)) for row in rows]


def count_cases(uow: UnitOfWork, wanted: CaseFilter) -> int:
    """Count the cases of a filter.

    Raises:
        NotAllowedError: As `case_rows` says.
    """
    _require(uow, wanted)
    return uow.work.cases.count(wanted)


def _require(uow: UnitOfWork, wanted: CaseFilter) -> None:
    uow.sight.require("case")
    for name, place in NARROWED.items():
        if getattr(wanted, name) not in {None, ""}:
            uow.sight.require(place)
