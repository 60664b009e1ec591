"""Settling: the right answer, by the right person, in the right house, and in every copy."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from conftest import CHEAP, NOW, PASSWORD
from kazanlak_case.db.birth import create_starter
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.domain.changes import Born, Deleted, Edited
from kazanlak_case.domain.errors import (
    ChangedMeanwhileError,
    InvalidRecordError,
    NotAllowedError,
    NotTheCentreError,
)
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.ids import new_id
from kazanlak_case.domain.records import Person, ServiceEntry, StaffMember
from kazanlak_case.services.alike import By, alike
from kazanlak_case.services.conflicts import (
    DELETE,
    KEEP,
    Question,
    questions,
    questions_of,
    settle,
    settle_alike,
)
from kazanlak_case.services.history import history_of, undo
from kazanlak_case.services.questions import open_conflicts
from support.courier import carry

HOUSE_SAYS, CENTRE_SAYS = "0880 00 00 01", "0880 00 00 02"


class Pair:
    """A house and the centre, and what each writes without knowing of the other."""

    def __init__(self, house: CaseFile, centre: CaseFile) -> None:
        self.house, self.centre = house, centre
        self._at = 0

    def born(self, *records: object) -> None:
        with self.house.writing(NOW) as uow:
            uow.log.append([Born(one) for one in records], "person_made")
            uow.commit()
        self.to_centre()

    def person(self, name: str = "Мария", **values: object) -> RecordId:
        self._at += 1
        person = Person(
            id=new_id(NOW + timedelta(milliseconds=self._at)), given_name=name, **values
        )
        self.born(person)
        return person.id

    def write(
        self, file: CaseFile, change: object, *, at=NOW, what: str = "person_changed"
    ) -> None:
        with file.writing(at) as uow:
            uow.log.append([change], what)
            uow.commit()

    def differ(self, person: RecordId, field: str = "phone", **says: object) -> None:
        here, there = says.get("house", HOUSE_SAYS), says.get("centre", CENTRE_SAYS)
        self.write(self.house, Edited("person", person, {field: here}))
        self.write(self.centre, Edited("person", person, {field: there}))

    def to_centre(self, at=NOW) -> None:
        carry(self.house, self.centre, now=at)

    def back(self, at=NOW) -> None:
        carry(self.centre, self.house, now=at)

    def asked(self, file: CaseFile, at=NOW) -> list[Question]:
        with file.reading(at) as uow:
            return questions(uow)

    def do(self, file: CaseFile, service, *args, at=NOW):
        with file.writing(at) as uow:
            return service(uow, *args)

    def shows(self, file: CaseFile, person: RecordId) -> str | None:
        with file.reading(NOW) as uow:
            return uow.records.get(Person, person).phone


@pytest.fixture
def house_of(tmp_path: Path) -> Iterator[Callable[[CaseFile, str], CaseFile]]:
    """Prepare a house, and open its file."""
    opened: list[CaseFile] = []

    def make(centre: CaseFile, site: str) -> CaseFile:
        path = tmp_path / f"{site}.kcase"
        create_starter(path, centre, site=site, password=PASSWORD, now=NOW, cost=CHEAP)
        opened.append(CaseFile.open(path, password=PASSWORD))
        return opened[-1]

    yield make
    for file in opened:
        file.close()


@pytest.fixture
def pair(open_copy: Callable[[str], CaseFile], house_of) -> Pair:
    """A house and the centre, which lies in a file, or on a server where both are tried."""
    centre = open_copy("municipality")
    return Pair(house_of(centre, "kran"), centre)


def test_a_question_tells_who_said_what_in_which_form_and_what_else(pair: Pair) -> None:
    person = pair.person(phone="0880 00 00 00")
    pair.write(
        pair.house,
        Edited("person", person, {"phone": HOUSE_SAYS, "address": "ул. Роза 3"}),
        what="visit_recorded",
    )
    pair.write(pair.centre, Edited("person", person, {"phone": CENTRE_SAYS}))
    pair.to_centre()
    (one,) = pair.asked(pair.centre)
    assert (one.label, one.person, one.site, one.spec.name) == ("Мария", person, "kran", "phone")
    centre, house = one.options
    assert [option.value for option in one.options] == [CENTRE_SAYS, HOUSE_SAYS]
    assert (house.voices[0].site, house.voices[0].what) == ("kran", "visit_recorded")
    assert house.voices[0].before == "0880 00 00 00"
    assert [(b.field, b.new) for b in house.voices[0].beside] == [("address", "ул. Роза 3")]
    assert centre.voices[0].beside == ()
    assert sum(option.is_shown for option in one.options) == 1
    assert one.refused == ""


def test_the_order_of_answers_does_not_follow_the_clock(pair: Pair) -> None:
    for hours in (-5, 5):
        person = pair.person(f"Мария {hours}")
        later = NOW + timedelta(hours=hours)
        pair.write(pair.house, Edited("person", person, {"phone": HOUSE_SAYS}), at=later)
        pair.write(pair.centre, Edited("person", person, {"phone": CENTRE_SAYS}))
    pair.to_centre()
    assert {tuple(o.value for o in one.options) for one in pair.asked(pair.centre)} == {
        (CENTRE_SAYS, HOUSE_SAYS)
    }


@pytest.mark.parametrize("answer", [HOUSE_SAYS, CENTRE_SAYS, "0880 99 99 99", None])
def test_any_answer_stands_in_both_copies_and_in_history(pair: Pair, answer: str | None) -> None:
    person = pair.person()
    pair.differ(person)
    pair.to_centre()
    (one,) = pair.asked(pair.centre)
    pair.do(pair.centre, settle, one, answer)
    pair.back()
    for file in (pair.centre, pair.house):
        assert pair.asked(file) == []
        assert pair.shows(file, person) == answer
        with file.reading(NOW) as uow:
            newest, *others = history_of(uow, "person", person, field="phone")
        assert (newest.entry.what, newest.entry.new) == ("conflict_settled", answer)
        assert {HOUSE_SAYS, CENTRE_SAYS} <= {fact.entry.new for fact in others}


def test_a_third_value_is_checked_like_any_field(pair: Pair) -> None:
    person = pair.person()
    pair.differ(person, "born_on", house=date(1990, 1, 1), centre=date(1990, 1, 2))
    pair.to_centre()
    (one,) = pair.asked(pair.centre)
    with pytest.raises(InvalidRecordError) as refused:
        pair.do(pair.centre, settle, one, date(2031, 1, 1))
    assert set(refused.value.problems) == {"born_on"}
    assert len(pair.asked(pair.centre)) == 1


def test_an_answer_to_what_stands_otherwise_now_is_refused(pair: Pair) -> None:
    person = pair.person()
    pair.differ(person)
    pair.to_centre()
    (one,) = pair.asked(pair.centre)
    pair.write(pair.house, Edited("person", person, {"phone": "0880 00 00 03"}))
    pair.to_centre()
    with pytest.raises(ChangedMeanwhileError):
        pair.do(pair.centre, settle, one, HOUSE_SAYS)
    (now,) = pair.asked(pair.centre)
    pair.do(pair.centre, settle, now, "0880 00 00 03")
    with pytest.raises(ChangedMeanwhileError):
        pair.do(pair.centre, settle, now, HOUSE_SAYS)


def test_a_house_settles_its_own_and_leaves_the_rest_to_the_centre(pair: Pair) -> None:
    person = pair.person()
    pair.differ(person)
    pair.to_centre()
    pair.back()
    staff = new_id(NOW)
    with pair.centre.writing(NOW) as uow:
        uow.log.append([Born(StaffMember(id=staff, given_name="Ани"))], "record_made")
        uow.commit()
    pair.back()
    for file, phone in ((pair.house, "1"), (pair.centre, "2")):
        pair.write(file, Edited("staff_member", staff, {"phone": phone}))
    pair.to_centre()
    pair.back()
    common, own = pair.asked(pair.house)
    assert (common.site, common.refused) == ("common", "centre")
    with pytest.raises(NotTheCentreError):
        pair.do(pair.house, settle, common, "1")
    pair.do(pair.house, settle, own, HOUSE_SAYS)
    pair.do(pair.centre, settle, pair.asked(pair.centre)[0], "2")
    pair.to_centre()
    pair.back()
    assert pair.asked(pair.centre) == pair.asked(pair.house) == []


def test_sensitive_fields_are_settled_by_those_who_may_write_them(pair: Pair) -> None:
    from kazanlak_case.domain.records import Participation, Vulnerability

    person = pair.person()
    participation, answers = new_id(NOW), new_id(NOW + timedelta(seconds=1))
    pair.born(
        Participation(id=participation, person=person),
        Vulnerability(id=answers, participation=participation),
    )
    for file, answer in ((pair.house, "yes"), (pair.centre, "no")):
        pair.write(file, Edited("vulnerability", answers, {"disability": answer}))
    pair.to_centre()
    (one,) = pair.asked(pair.centre)
    assert (one.person, one.label) == (person, "Мария")
    accountant = replace(pair.centre.user, role="accountant")
    pair.centre._facts = replace(pair.centre.facts, user=accountant)
    assert pair.asked(pair.centre) == []
    with pytest.raises(NotAllowedError):
        pair.do(pair.centre, settle, one, "yes")


@pytest.mark.parametrize("answer", [KEEP, DELETE])
def test_deleted_here_and_changed_there(pair: Pair, answer: bool) -> None:
    person = pair.person(phone="1")
    pair.write(pair.house, Deleted("person", person), what="person_deleted")
    pair.write(pair.centre, Edited("person", person, {"phone": "2", "email": "a@b.bg"}))
    pair.to_centre()
    (one,) = pair.asked(pair.centre)
    keep, delete = one.options
    assert one.is_own_place
    assert (keep.value, delete.value) == (KEEP, DELETE)
    assert {b.field: b.new for b in keep.voices[0].beside} == {"phone": "2", "email": "a@b.bg"}
    assert (delete.voices[0].site, delete.voices[0].what) == ("kran", "person_deleted")
    assert one.shown is KEEP
    pair.do(pair.centre, settle, one, answer)
    pair.back()
    for file in (pair.centre, pair.house):
        assert pair.asked(file) == []
        with file.reading(NOW) as uow:
            assert uow.records.is_visible("person", person) is (answer is KEEP)


def test_taking_a_settlement_back_brings_the_value_and_not_the_question(pair: Pair) -> None:
    person = pair.person()
    pair.differ(person)
    pair.to_centre()
    (one,) = pair.asked(pair.centre)
    other = next(option.value for option in one.options if not option.is_shown)
    written = pair.do(pair.centre, settle, one, other)
    assert pair.shows(pair.centre, person) == other
    pair.do(pair.centre, undo, written.undo)
    assert pair.shows(pair.centre, person) == one.shown
    assert pair.asked(pair.centre) == []
    pair.back()
    assert pair.shows(pair.house, person) == one.shown
    assert pair.asked(pair.house) == []


def test_keeping_taken_back_deletes_nothing(pair: Pair) -> None:
    person = pair.person()
    pair.write(pair.house, Deleted("person", person))
    pair.write(pair.centre, Edited("person", person, {"phone": "2"}))
    pair.to_centre()
    written = pair.do(pair.centre, settle, pair.asked(pair.centre)[0], KEEP)
    pair.do(pair.centre, undo, written.undo)
    with pair.centre.reading(NOW) as uow:
        assert uow.records.is_visible("person", person)


def test_many_alike_are_settled_at_once_and_taken_back_together(pair: Pair) -> None:
    people = [pair.person(name) for name in "АБВГ"]
    for at, person in enumerate(people[:3]):
        pair.differ(person, "settlement", house="40292", centre="35167")
        if at:
            pair.differ(person, house=f"088{at}", centre=f"089{at}")
    pair.write(pair.house, Edited("person", people[3], {"settlement": "49076"}))
    pair.write(pair.centre, Edited("person", people[3], {"settlement": "63570"}))
    pair.to_centre()
    asked = pair.asked(pair.centre)
    first = next(one for one in asked if one.place.id == people[0])
    found = {group.by: group for group in alike(asked, first, "40292")}
    assert {by: group.count for by, group in found.items()} == {
        By.VALUES: 2,
        By.SIDES: 3,
        By.HOUSES: 5,
    }
    assert found[By.HOUSES].side == "kran"
    done = pair.do(pair.centre, settle_alike, [(first, "40292"), *found[By.HOUSES].answers])
    assert (done.settled, done.left) == (6, ())
    assert pair.asked(pair.centre) == []
    pair.back()
    assert pair.asked(pair.house) == []
    with pair.house.reading(NOW) as uow:
        settlements = [uow.records.get(Person, one).settlement for one in people]
    assert settlements == ["40292", "40292", "40292", "49076"]
    pair.do(pair.centre, undo, done.written.undo)
    with pair.centre.reading(NOW) as uow:
        back = {one.place.id: one.shown for one in asked if one.place.field == "settlement"}
        assert {one: uow.records.get(Person, one).settlement for one in people} == back


def test_two_answers_that_differ_are_a_question_again(pair: Pair) -> None:
    person = pair.person()
    pair.differ(person)
    pair.to_centre()
    pair.back()
    for file, answer in ((pair.house, HOUSE_SAYS), (pair.centre, CENTRE_SAYS)):
        pair.do(file, settle, pair.asked(file)[0], answer)
    pair.to_centre()
    (one,) = pair.asked(pair.centre)
    whats = {voice.what for option in one.options for voice in option.voices}
    assert whats == {"conflict_settled"}
    pair.do(pair.centre, settle, one, HOUSE_SAYS)
    pair.back()
    assert pair.asked(pair.centre) == pair.asked(pair.house) == []


def test_two_answers_that_agree_ask_nobody(pair: Pair) -> None:
    person = pair.person()
    pair.differ(person)
    pair.to_centre()
    pair.back()
    for file in (pair.house, pair.centre):
        pair.do(file, settle, pair.asked(file)[0], HOUSE_SAYS)
    pair.to_centre()
    pair.back()
    assert pair.asked(pair.centre) == pair.asked(pair.house) == []


def test_a_third_value_is_offered_for_no_other(pair: Pair) -> None:
    for name in "АБ":
        pair.differ(pair.person(name))
    pair.to_centre()
    asked = pair.asked(pair.centre)
    assert alike(asked, asked[0], "0880 99 99 99") == ()


def test_what_changed_meanwhile_is_left_when_many_are_settled(pair: Pair) -> None:
    people = [pair.person(name) for name in "АБ"]
    for person in people:
        pair.differ(person)
    pair.to_centre()
    asked = pair.asked(pair.centre)
    pair.write(pair.house, Edited("person", people[0], {"phone": "3"}))
    pair.to_centre()
    done = pair.do(pair.centre, settle_alike, [(one, HOUSE_SAYS) for one in asked])
    assert (done.settled, [one.place.id for one in done.left]) == (1, [people[0]])
    (still,) = pair.asked(pair.centre)
    assert still.place.id == people[0]


def test_many_houses_at_once_are_one_changeset_each(pair: Pair, house_of) -> None:
    other = Pair(house_of(pair.centre, "razhena"), pair.centre)
    for each in (pair, other):
        each.differ(each.person())
        each.to_centre()
    asked = pair.asked(pair.centre)
    assert {one.site for one in asked} == {"kran", "razhena"}
    done = pair.do(pair.centre, settle_alike, [(one, CENTRE_SAYS) for one in asked])
    assert len(done.written.undo.split()) == 2
    pair.do(pair.centre, undo, done.written.undo)
    assert pair.asked(pair.centre) == []


def test_a_wrong_clock_is_told_and_decides_nothing(pair: Pair) -> None:
    long_ago = NOW.replace(year=2009)
    people = [pair.person("А"), pair.person("Б")]
    pair.write(pair.house, Edited("person", people[0], {"phone": HOUSE_SAYS}), at=long_ago)
    pair.write(pair.centre, Edited("person", people[0], {"phone": CENTRE_SAYS}))
    pair.write(
        pair.house, Edited("person", people[1], {"phone": HOUSE_SAYS}), at=NOW.replace(year=2036)
    )
    pair.write(pair.centre, Edited("person", people[1], {"phone": CENTRE_SAYS}))
    pair.to_centre()
    clocks = [
        {voice.site: voice.clock for option in one.options for voice in option.voices}
        for one in pair.asked(pair.centre)
    ]
    assert clocks == [
        {"kran": "behind", "municipality": ""},
        {"kran": "ahead", "municipality": ""},
    ]


def test_questions_of_a_record_that_everybody_sees_deleted_are_none(pair: Pair) -> None:
    person = pair.person()
    pair.differ(person)
    pair.to_centre()
    pair.write(pair.centre, Deleted("person", person))
    assert pair.asked(pair.centre) == []
    with pair.centre.reading(NOW) as uow:
        assert uow.disagreements.count() == 0
        assert open_conflicts(uow) == []
        assert questions_of(uow, [person]) == []


def test_references_are_named_and_visits_belong_to_their_person(pair: Pair) -> None:
    person = pair.person()
    visit = new_id(NOW)
    pair.born(ServiceEntry(id=visit, person=person, service="soc_info", provided_on=NOW.date()))
    staff = {}
    for at, name in enumerate("АБ"):
        staff[name] = new_id(NOW + timedelta(seconds=at))
        with pair.centre.writing(NOW) as uow:
            uow.log.append([Born(StaffMember(id=staff[name], given_name=name))], "record_made")
            uow.commit()
    pair.back()
    for file, name in ((pair.house, "А"), (pair.centre, "Б")):
        pair.write(file, Edited("service_entry", visit, {"staff_member": staff[name]}))
    pair.to_centre()
    (one,) = pair.asked(pair.centre)
    assert one.person == person
    assert set(one.names.values()) == {"А", "Б"}
