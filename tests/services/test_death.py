"""One action closes all that is open when a person has died, and one undo takes all of it back."""

from datetime import date, datetime

import pytest

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.domain.changes import Born
from kazanlak_case.domain.errors import InvalidRecordError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.person_errors import AlreadyDeadError
from kazanlak_case.domain.records import (
    Case,
    Household,
    HouseholdMember,
    Participation,
    Person,
    ServiceEntry,
    Spell,
    Task,
    Transfer,
)
from kazanlak_case.services import records
from kazanlak_case.services.death import record_death
from kazanlak_case.services.death_visits import Becomes, visits_after
from kazanlak_case.services.history import undo
from kazanlak_case.services.people import save_person
from kazanlak_case.services.today import today
from kazanlak_case.services.visit_people import others_of
from kazanlak_case.services.visits import VisitDraft, record_visit
from support.office import id_of

DAY = date(2022, 11, 1)


@pytest.fixture
def person(case_file: CaseFile, now: datetime) -> RecordId:
    """Somebody with one of everything open, and somebody else in the same household."""
    with case_file.writing(now) as uow:
        one = Person(id=uow.new_id(), given_name="Стара", born_on=date(1930, 1, 2))
        other = Person(id=uow.new_id(), given_name="Внучка")
        home = Household(id=uow.new_id(), name="Дом")
        taken = Participation(id=uow.new_id(), person=one.id)
        case = Case(id=uow.new_id(), person=one.id, status="assessment", opened_on=date(2022, 1, 5))
        records = (
            one,
            other,
            home,
            taken,
            case,
            Spell(id=uow.new_id(), participation=taken.id, entered_on=date(2022, 2, 1)),
            *(
                HouseholdMember(id=uow.new_id(), person=who.id, household=home.id)
                for who in (one, other)
            ),
            Transfer(
                id=uow.new_id(),
                person=one.id,
                case=case.id,
                from_site="kran",
                to_site="kazanlak",
                state="offered",
            ),
            ServiceEntry(id=uow.new_id(), person=one.id, provided_on=date(2022, 10, 20)),
        )
        uow.log.append([Born(record) for record in records], "person_made")
        uow.commit()
    return one.id


def test_one_action_closes_all_and_one_undo_opens_it_again(
    case_file: CaseFile, now: datetime, person: RecordId
) -> None:
    with case_file.reading(now) as uow:
        assert today(uow).deadlines
    with case_file.writing(now) as uow:
        written = record_death(uow, person, DAY)
    with case_file.reading(now) as uow:
        assert uow.records.get(Person, person).died_on == DAY
        (case,) = uow.records.find(Case)
        assert (case.closed_on, case.closing_reason, case.status) == (DAY, "died", "closed")
        (spell,) = uow.records.find(Spell)
        assert (spell.left_on, spell.state) == (DAY, "left_early")
        ended = {one.person: one.until for one in uow.records.find(HouseholdMember)}
        assert ended.pop(person) == DAY
        assert set(ended.values()) == {None}
        assert uow.records.find(Transfer)[0].state == "withdrawn"
        assert not today(uow).deadlines
    with case_file.reading(now.replace(year=2023, month=8)) as uow:
        assert not today(uow).deadlines  # nobody is asked how the person is six months later
    with case_file.writing(now) as uow, pytest.raises(AlreadyDeadError):
        record_death(uow, person, DAY)
    with case_file.writing(now) as uow:
        undo(uow, written.undo)
    with case_file.reading(now) as uow:
        assert uow.records.get(Person, person).died_on is None
        assert uow.records.find(Case)[0].closed_on is None
        assert uow.records.find(Spell)[0].left_on is None
        assert uow.records.find(Transfer)[0].state == "offered"


def test_nothing_is_done_for_anybody_after_it(
    case_file: CaseFile, now: datetime, person: RecordId
) -> None:
    late = VisitDraft(person=person, service="lab_info", provided_on=date(2022, 11, 2))
    with case_file.writing(now) as uow:
        record_death(uow, person, DAY)
    with case_file.writing(now) as uow, pytest.raises(InvalidRecordError) as refused:
        record_visit(uow, late)
    assert "provided_on" in refused.value.problems


def test_a_day_that_cannot_be_is_refused(
    case_file: CaseFile, now: datetime, person: RecordId
) -> None:
    for day in (None, date(2022, 10, 1), date(2030, 1, 1), date(1929, 1, 1)):
        with case_file.writing(now) as uow, pytest.raises(InvalidRecordError) as refused:
            record_death(uow, person, day)
        assert "died_on" in refused.value.problems


def test_birth_after_death_is_refused_in_the_form_too(
    case_file: CaseFile, now: datetime, person: RecordId
) -> None:
    with case_file.writing(now) as uow, pytest.raises(InvalidRecordError) as refused:
        save_person(uow, person, {"died_on": date(1920, 1, 1)})
    assert "died_on" in refused.value.problems


def test_what_was_still_to_be_done_is_put_aside(do, ask, a_person, now):
    person = a_person()
    for values in ({}, {"done_on": now.date()}):
        whole = {"title": "обаждане", "person": person, "due_on": now.date(), **values}
        do(records.save_record, Task, None, whole, what="test")
    do(record_death, person, now.date())
    tasks = ask(lambda uow: uow.records.find(Task, person=person))
    assert [bool(one.dropped) for one in tasks] == [True, False]


def test_visits_after_the_death_stay_with_the_others_and_past_ones_as_they_are(do, ask, a_person):
    old, mother, child = a_person("Баба"), a_person("Майка"), a_person("Дете")
    before, after = date(2022, 10, 20), date(2022, 11, 5)

    def visit(day, person, *people):
        draft = VisitDraft(person=person, people=people, service="lab_info", provided_on=day)
        return id_of(do(record_visit, draft), "service_entry")

    past = visit(before, mother, old)
    named = visit(after, mother, old, child)
    own = visit(after, old, mother)
    said = {one.id: (one.becomes, one.name) for one in ask(visits_after, old, DAY)}
    assert said == {named: (Becomes.NAMES_NO_MORE, "Майка"), own: (Becomes.PASSES, "Майка")}
    written = do(record_death, old, DAY)

    def concerned(entry):
        first = ask(lambda uow: uow.records.get(ServiceEntry, entry)).person
        return first, set(ask(others_of, entry))

    assert concerned(past) == (mother, {old})
    assert concerned(named) == (mother, {child})
    assert concerned(own) == (mother, set())
    do(undo, written.undo)
    assert concerned(named) == (mother, {old, child})
    assert concerned(own) == (old, {mother})
    # a visit to nobody else is a mistake to be mended first
    alone = visit(after, old)
    assert {one.id: one.becomes for one in ask(visits_after, old, DAY)}[alone] is Becomes.IN_THE_WAY
    with pytest.raises(InvalidRecordError):
        do(record_death, old, DAY)


def test_tasks_of_the_cases_are_put_aside_too(do, ask, a_person, a_case, now):
    person = a_person()
    case = a_case(person)
    values = {"title": "да се отговори", "case": case.id, "due_on": now.date()}
    do(records.save_record, Task, None, values, what="test")
    do(record_death, person, now.date())
    assert all(one.dropped for one in ask(lambda uow: uow.records.find(Task, case=case.id)))
