"""How long data are to be kept, from the profile with its reason, and whose time is over; nothing goes by itself."""

from dataclasses import dataclass
from datetime import date

from kazanlak_case.db.people import Cursor, PeopleFilter
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.participation import Participation, Spell
from kazanlak_case.domain.records.repeats import Transfer
from kazanlak_case.services.data_requests import is_restricting, requests_of
from kazanlak_case.services.finding_people import people_page
from kazanlak_case.services.same_person import hidden_ids
from kazanlak_case.services.transfers import PENDING

OPEN_CASE, OPEN_PARTICIPATION, PENDING_TRANSFER, OPEN_REQUEST, RESTRICTED = (
    "open_case",
    "open_participation",
    "pending_transfer",
    "open_request",
    "restricted",
)
"""What holds somebody's data although their time is over; the window puts these codes in words."""


@dataclass(frozen=True, slots=True)
class Retention:
    """Until when the profile wants data kept, and why; without a date nothing is ever due."""

    until: date | None
    reason: str

    @classmethod
    def of(cls, profile: MunicipalityProfile) -> "Retention":
        """Read what a profile says; a date that is none counts as unknown."""
        said = profile.settings.get("retention.until")
        try:
            until = said if isinstance(said, date) else date.fromisoformat(str(said or ""))
        except ValueError:
            until = None
        return cls(until, str(profile.settings.get("retention.reason") or ""))

    def is_over(self, today: date) -> bool:
        """Tell whether that day has passed."""
        return self.until is not None and self.until < today


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRow:
    """Somebody whose data are due to be erased, with what still holds them (codes, see above)."""

    id: RecordId
    name: str
    born_on: date | None
    born_precision: str | None
    site: str
    last_service_on: date | None
    holds: tuple[str, ...]
    cursor: Cursor


def due_people(
    uow: UnitOfWork, *, limit: int = 200, after: Cursor | None = None, site: str | None = None
) -> list[DueRow]:
    """List those whose time is over, in the order of the alphabet, a page at a time; nobody before that day.

    Raises:
        NotAllowedError: The user's post knows no people by name.
    """
    if not Retention.of(uow.profile).is_over(uow.today):
        return []
    rows = people_page(uow, "name", after, limit=limit, wanted=PeopleFilter(site=site))
    return [
        DueRow(
            id=row.id,
            name=row.name,
            born_on=row.born_on,
            born_precision=row.born_precision,
            site=row.site,
            last_service_on=row.last_service_on,
            holds=holds_of(uow, row.id),
            cursor=row.cursor,
        )
        for row in rows
    ]


def holds_of(uow: UnitOfWork, person: RecordId) -> tuple[str, ...]:
    """Tell what holds a person's data: something open, or something asked that must be answered first."""
    of = (person, *hidden_ids(uow, person))
    requests = requests_of(uow, person)
    held = {
        OPEN_CASE: any(
            not case.closed_on for one in of for case in uow.records.find(Case, person=one)
        ),
        OPEN_PARTICIPATION: any(_is_in(uow, one) for one in of),
        PENDING_TRANSFER: any(
            one.state in PENDING for whose in of for one in uow.records.find(Transfer, person=whose)
        ),
        OPEN_REQUEST: any(not one.outcome for one in requests),
        RESTRICTED: any(is_restricting(one) for one in requests),
    }
    return tuple(code for code, is_held in held.items() if is_held)


def _is_in(uow: UnitOfWork, person: RecordId) -> bool:
    return any(
        spell.left_on is None
        for taken in uow.records.find(Participation, person=person)
        for spell in uow.records.find(Spell, participation=taken.id)
    )
