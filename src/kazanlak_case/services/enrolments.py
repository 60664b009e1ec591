"""Where people learn: written once, it ends the reminder to enrol a child, and stands on the pages of person and family."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Change, Written
from kazanlak_case.domain.errors import RecordMissingError
from kazanlak_case.domain.fields import Record, RecordId, Value
from kazanlak_case.domain.records.enrolment import Enrolment
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.rules.schooling import LEARNING, SCHOOLS, school_year_of
from kazanlak_case.domain.rules.sight import NAME, Of
from kazanlak_case.services.deadlines import Terms
from kazanlak_case.services.records import delete_record, save_record
from kazanlak_case.services.same_person import hidden_ids, person_now
from kazanlak_case.services.writing import prepare_birth, prepare_edit

WRITTEN, CHANGED, DELETED = "enrolment_written", "enrolment_changed", "enrolment_deleted"
FINISHED, ELSEWHERE = "finished", "other_institution"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentView:
    """One enrolment with whose it is."""

    enrolment: Enrolment
    person_name: Annotated[str, Of(NAME)]


def enrolments_of(uow: UnitOfWork, person_id: RecordId) -> tuple[Enrolment, ...]:
    """List where somebody learns and learned, what stands first, then the latest; nothing for who may not see it."""
    if not uow.sight.sees("enrolment"):
        return ()
    person = person_now(uow, person_id)
    whose = (person, *hidden_ids(uow, person))
    found = [one for each in whose for one in uow.records.find(Enrolment, person=each)]
    return tuple(uow.sight.shown_all(sorted(found, key=_place, reverse=True)))


def learning_now(uow: UnitOfWork, people: Iterable[RecordId]) -> dict[RecordId, Enrolment]:
    """Give where each of some people learns today, for those who do; nothing for who may not see it."""
    if not uow.sight.sees("enrolment"):
        return {}
    found: dict[RecordId, Enrolment] = {}
    for person in people:
        for one in enrolments_of(uow, person):
            if stands(one, uow.today):
                found.setdefault(person, one)
    return found


def stands(one: Enrolment, today: date) -> bool:
    """Tell whether an enrolment has not ended."""
    return one.until is None or one.until >= today


def enrolment_view(uow: UnitOfWork, enrolment_id: RecordId) -> EnrolmentView:
    """Give one enrolment.

    Raises:
        NotAllowedError: The user's post sees no enrolments.
        RecordMissingError: It is not there, or was deleted.
    """
    uow.sight.require("enrolment")
    if not uow.records.is_visible("enrolment", enrolment_id):
        raise RecordMissingError(id=enrolment_id)
    found = uow.records.get(Enrolment, enrolment_id)
    name = uow.records.get(Person, person_now(uow, found.person)).name
    return uow.sight.shown(EnrolmentView(enrolment=uow.sight.shown(found), person_name=name))


def enrolment_defaults(uow: UnitOfWork, person: RecordId | None = None) -> dict[str, Value]:
    """Begin an enrolment: this school year, from its first day or from today; in the year of seven the first class."""
    terms = Terms.of(uow.profile)
    year = school_year_of(uow.today)
    begins = date(int(year[:4]), 9, terms.school_day)
    values: dict[str, Value] = {"person": person, "school_year": year, "since": begins}
    born_on = None
    if person is not None and uow.sight.sees("person.born_on"):
        born_on = uow.records.get(Person, person_now(uow, person)).born_on
    if born_on is not None and begins.year - born_on.year == terms.school_age:
        values["grade"] = "grade_1"
    return values


def write_enrolment(uow: UnitOfWork, values: Mapping[str, Value]) -> Written:
    """Write down that somebody is enrolled somewhere; where they were until then ends with it, the day before.

    Raises:
        InvalidRecordError: Something typed is not well; the problems are named field by field.
        NotAllowedError: A field is not for this user's post.
    """
    born = prepare_birth(uow, Enrolment, values)
    written = uow.log.append([born, *_ended_by(uow, born.record)], WRITTEN)
    uow.commit()
    return written


def change_enrolment(
    uow: UnitOfWork, enrolment_id: RecordId, values: Mapping[str, Value]
) -> Written:
    """Change an enrolment: the grade of a new year, the end and its reason.

    Raises:
        InvalidRecordError: Something typed is not well; the problems are named field by field.
        RecordMissingError: It is not there, or was deleted.
    """
    return save_record(uow, Enrolment, enrolment_id, values, what=CHANGED)


def delete_enrolment(uow: UnitOfWork, enrolment_id: RecordId) -> Written:
    """Take away an enrolment written by mistake; history keeps it.

    Raises:
        NotAllowedError: The user's post deletes nothing, or writes no enrolments.
        RecordMissingError: It is not there, or was deleted before.
    """
    return delete_record(uow, Enrolment, enrolment_id, what=DELETED)


def _ended_by(uow: UnitOfWork, new: Record) -> Iterator[Change]:
    if not isinstance(new, Enrolment) or new.until or not new.since or new.kind not in LEARNING:
        return
    for one in enrolments_of(uow, new.person):
        if one.kind in LEARNING and one.until is None and (one.since or date.min) < new.since:
            goes_up = one.kind not in SCHOOLS and new.kind in SCHOOLS
            values: dict[str, Value] = {
                "until": new.since - timedelta(days=1),
                "leaving_reason": FINISHED if goes_up else ELSEWHERE,
            }
            yield prepare_edit(uow, Enrolment, one.id, values)


def _place(one: Enrolment) -> tuple[date, date, RecordId]:
    return (one.until or date.max, one.since or date.min, one.id)
