"""Let families move from house to house: one case is offered, accepted and goes on, others wait for an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.demo.houses import House
from kazanlak_case.domain.fields import NO_RECORD, RecordId
from kazanlak_case.domain.records import Transfer
from kazanlak_case.services.transfer_list import waiting_for_me
from kazanlak_case.services.transfers import Offer, accept, offer

GO_ALONG = ("participation", "service_entries")
REASON_DAYS = 3
"""So long before the offer the consent was signed."""

MOVED = 1
"""How many people are written down a second time, in the house they moved to."""


@dataclass(slots=True)
class Move:
    """One case that is offered to another house."""

    from_site: str
    to_site: str
    person: RecordId
    state: str = "offered"
    person_there: RecordId = NO_RECORD

    @property
    def facts(self) -> dict[str, object]:
        """What is written down of it."""
        ids = sorted(one for one in (self.person, self.person_there) if one)
        return {"from": self.from_site, "to": self.to_site, "state": self.state, "ids": ids}


def offer_case(
    houses: Sequence[House],
    *,
    to: House,
    avoid: frozenset[RecordId],
    now: datetime,
) -> Move | None:
    """Let the first house that has somebody who stays in the project offer their case to another one."""
    for house in houses:
        found = next((one for one in house.staying() if one[0] not in avoid), None)
        if house is to or found is None:
            continue
        person, case = found
        wanted = Offer(
            case=case,
            to_site=to.site,
            parts=GO_ALONG,
            consent_on=now.date() - timedelta(days=REASON_DAYS),
        )
        with house.file.writing(now) as uow:
            offer(uow, wanted)
        return Move(house.site, to.site, person)
    return None


def accept_cases(house: House, now: datetime) -> int:
    """Let a house say yes to what it is asked."""
    with house.file.reading(now) as uow:
        asked = [one.id for one in waiting_for_me(uow)]
    for one in asked:
        with house.file.writing(now) as uow:
            accept(uow, one)
    return len(asked)


def see_how_it_stands(moves: Sequence[Move], centre: CaseFile, now: datetime) -> None:
    """Look at the centre what became of each, and under which id the person goes on."""
    with centre.reading(now) as uow:
        for move in moves:
            found = uow.records.find(Transfer, person=move.person)
            for one in found:
                move.state = one.state or ""
                if one.counterpart:
                    there = uow.records.get(Transfer, one.counterpart)
                    move.person_there = there.person or NO_RECORD
