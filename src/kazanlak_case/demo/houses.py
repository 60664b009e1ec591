"""One house of the story: whom it will meet, and what it types in week by week."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.demo.calendar import AT_WORK, LAST_WEEK, at, last_day_of, week_of
from kazanlak_case.demo.case_work import CaseWork, Subject
from kazanlak_case.demo.chance import chance_of
from kazanlak_case.demo.lives import CLOSING, Life
from kazanlak_case.demo.people import MadeUpFamily
from kazanlak_case.domain.changes import Written
from kazanlak_case.domain.fields import NO_RECORD, RecordId
from kazanlak_case.domain.records import Site, StaffMember
from kazanlak_case.services.cases import close_case, open_case
from kazanlak_case.services.households import MemberDraft, make_household
from kazanlak_case.services.participation import EntryDraft, enter, exit_spell, save_results
from kazanlak_case.services.people import save_person
from kazanlak_case.services.visits import VisitDraft, record_visits

LONGEST_DAY = 12 * 60
"""Minutes that one colleague writes down for a day; half of what the program takes."""


@dataclass(slots=True)
class Arrival:
    """A family that comes to a house on a day, with the lives of its members."""

    day: date
    family: MadeUpFamily
    lives: Sequence[Life | None]
    ids: list[RecordId] = field(default_factory=list)
    """The records of its members, once they are written."""
    household: RecordId = NO_RECORD


@dataclass(slots=True)
class Counts:
    """What a house has typed in so far."""

    people: int = 0
    entries: int = 0
    visits: int = 0
    exits: int = 0


@dataclass(slots=True)
class _Participant:
    """The records of one participant."""

    life: Life
    person: RecordId
    staff: RecordId
    name: str
    arrival: Arrival
    spell: RecordId = NO_RECORD
    case: RecordId | None = None


class House:
    """Types in, at the end of each week, what happened in it. All of it goes through the services."""

    def __init__(self, file: CaseFile, arrivals: Sequence[Arrival], chance: Random) -> None:
        self.file = file
        self.arrivals = arrivals
        self.counts = Counts()
        self._chance = chance
        self._case_work = CaseWork(chance_of(len(arrivals)))
        self._participants: list[_Participant] = []
        self._staff: list[RecordId] = []

    @property
    def site(self) -> str:
        """The code of the site."""
        return self.file.site

    def staying(self) -> list[tuple[RecordId, RecordId]]:
        """List who has a case here and stays in the project: person and case, in the order they came."""
        return [
            (one.person, one.case)
            for one in self._participants
            if one.case and one.spell and not one.life.exit
        ]

    def type_in(self, week: int) -> None:
        """Type in one week's paper."""
        with self.file.writing(at(last_day_of(week), AT_WORK)) as uow:
            self._staff = self._staff or _staff_of(uow)
            for arrival in self.arrivals:
                if week_of(arrival.day) == week:
                    self._register(uow, arrival)
            for one in self._participants:
                if week_of(one.life.entered_on) == week:
                    self._enter(uow, one)
            self._write_visits(uow, week)
            self._case_work.type_in(uow, week)
            for one in self._participants:
                self._follow(uow, one, week)

    def _register(self, uow: UnitOfWork, arrival: Arrival) -> None:
        """Write a family down: each person, then who lives with whom."""
        for made_up, life in zip(arrival.family.people, arrival.lives, strict=True):
            person = _only(save_person(uow, None, made_up.values), "person")
            arrival.ids.append(person)
            self.counts.people += 1
            if life:
                staff = self._chance.choice(self._staff)
                name = made_up.name
                self._participants.append(_Participant(life, person, staff, name, arrival))
        if len(arrival.ids) > 1:
            members = [
                MemberDraft(person=person, relation=one.relation, since=None)
                for person, one in zip(arrival.ids, arrival.family.people, strict=True)
            ]
            arrival.household = _only(
                make_household(uow, arrival.family.values, members), "household"
            )

    def _enter(self, uow: UnitOfWork, one: _Participant) -> None:
        draft = EntryDraft(
            person=one.person,
            entered_on=one.life.entered_on,
            answers=one.life.answers,
            sensitive=one.life.sensitive,
        )
        one.spell = _only(enter(uow, draft), "spell")
        self.counts.entries += 1
        if one.life.case:
            case = one.life.case | {
                "person": one.person,
                "leader": one.staff,
                "opened_on": one.life.entered_on,
            }
            one.case = _only(open_case(uow, case), "case")
            self._case_work.take_up(_subject(one, one.case))

    def _write_visits(self, uow: UnitOfWork, week: int) -> None:
        drafts = list(self._within_hours(self._visits(week)))
        if drafts:
            record_visits(uow, sorted(drafts, key=_day_of))
            self.counts.visits += len(drafts)

    def _visits(self, week: int) -> Iterator[VisitDraft]:
        for one in self._participants:
            for visit in one.life.visits:
                if week_of(visit.day) == week:
                    yield VisitDraft(
                        person=one.person,
                        service=visit.service,
                        form=visit.form,
                        provided_on=visit.day,
                        minutes=visit.minutes,
                        staff_member=one.staff,
                        note=visit.note or None,
                    )

    def _within_hours(self, drafts: Iterable[VisitDraft]) -> Iterator[VisitDraft]:
        """Hand to a colleague what no longer fits into somebody's day, and leave out what fits into nobody's."""
        written = Counter[tuple[RecordId | None, date | None]]()
        for draft in drafts:
            minutes = draft.minutes or 0
            for staff in (draft.staff_member, *self._staff):
                day = (staff, draft.provided_on)
                if written[day] + minutes <= LONGEST_DAY:
                    written[day] += minutes
                    yield replace(draft, staff_member=staff)
                    break

    def _follow(self, uow: UnitOfWork, one: _Participant, week: int) -> None:
        """Write down who left, and what was found after it."""
        left = one.life.exit
        if left and week_of(left.day) == week:
            exit_spell(uow, one.spell, left.values)
            self.counts.exits += 1
            if one.case:
                reason = CLOSING[str(left.values["state"])]
                close_case(uow, one.case, closed_on=left.day, reason=reason)
        for found in one.life.results:
            if week_of(found.day) == week and found.values:
                save_results(uow, one.spell, found.values)


def _subject(one: _Participant, case: RecordId) -> Subject:
    grown_up = (each.name for each in one.arrival.family.people if each.is_grown_up)
    return Subject(
        person=one.person,
        case=case,
        staff=one.staff,
        name=one.name,
        week=week_of(one.life.entered_on),
        family=one.arrival.ids,
        household=one.arrival.household,
        elder=next(grown_up, ""),
        until=week_of(one.life.exit.day) if one.life.exit else LAST_WEEK,
    )


def _staff_of(uow: UnitOfWork) -> list[RecordId]:
    (site,) = uow.records.find(Site, code=uow.site)
    return [one.id for one in uow.records.find(StaffMember, site=site.id)]


def _only(written: Written, record: str) -> RecordId:
    (found,) = (one for name, one in written.touched if name == record)
    return found


def _day_of(draft: VisitDraft) -> date:
    return draft.provided_on or date.min
