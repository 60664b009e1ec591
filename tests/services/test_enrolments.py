"""Where people learn: an enrolment ends the reminder, and the reminder comes back only where it must."""

from datetime import date, datetime, timedelta

import pytest

from kazanlak_case.domain.errors import InvalidRecordError
from kazanlak_case.domain.records import Enrolment
from kazanlak_case.services import agenda, enrolments
from kazanlak_case.services.due import deadlines
from kazanlak_case.services.history import undo
from support.office import id_of

TODAY = date(2022, 11, 14)


@pytest.fixture
def enrol(do):
    def make(person, kind, **values):
        return do(enrolments.write_enrolment, {"person": person, "kind": kind, **values})

    return make


@pytest.fixture
def due(ask, now):
    """Tell by code who is due, today or in a later year."""

    def found(years=0):
        at = datetime.combine(date(TODAY.year + years, 11, 14), now.timetz())
        return {(one.code, one.person_name, one.on) for one in ask(deadlines, at=at)[0]}

    return found


def test_enrolling_a_child_ends_the_reminder_and_undo_brings_it_back(do, due, enrol, a_person):
    pupil = a_person("Ели", born_on=date(2015, 5, 5))
    small = a_person("Жана", born_on=date(2018, 5, 5))
    school, first = date(2022, 9, 15), ("school_age", "Ели", date(2022, 9, 15))
    assert due() == {first, ("preschool_age", "Жана", school)}
    enrol(small, "nursery")  # not what the law asks of that age
    enrol(pupil, "kindergarten")
    assert due() == {first, ("preschool_age", "Жана", school)}
    enrol(small, "kindergarten", since=school)
    written = enrol(pupil, "primary_school", since=school)
    assert due() == set()
    assert due(years=1) == set()
    do(undo, written.undo)
    assert due() == {first}


def test_the_small_one_is_asked_for_again_when_the_first_class_comes(due, enrol, a_person):
    enrol(a_person("Жана", born_on=date(2018, 5, 5)), "kindergarten", since=date(2022, 9, 15))
    assert [due(years=years) for years in (0, 1, 2)] == [set(), set(), set()]
    assert due(years=3) == {("school_age", "Жана", date(2025, 9, 15))}


def test_who_was_put_off_comes_back_the_next_year_and_who_is_unknown_does_not(do, due, a_person):
    put_off = a_person("Ели", born_on=date(2015, 5, 5))
    a_person("Зара", born_on=date(2015, 5, 5))
    do(agenda.see_to, put_off, code="school_age", title="В първи клас")
    assert due() == {("school_age", "Зара", date(2022, 9, 15))}
    assert due(years=1) == {("school_age", "Ели", date(2023, 9, 15))}


def test_who_left_and_is_enrolled_nowhere_is_told_of(do, due, enrol, a_person):
    a_child = a_person("Иво", born_on=date(2011, 5, 5))
    school = id_of(enrol(a_child, "basic_school", since=date(2018, 9, 15)), "enrolment")
    assert due() == set()
    with pytest.raises(InvalidRecordError):
        do(enrolments.change_enrolment, school, {"leaving_reason": "dropped_out"})
    left = {"until": date(2022, 10, 3), "leaving_reason": "dropped_out"}
    do(enrolments.change_enrolment, school, left)
    assert due() == {("out_of_school", "Иво", date(2022, 10, 3))}
    # who ends in summer has until the next school year
    do(enrolments.change_enrolment, school, {"until": date(2022, 6, 30)})
    assert due() == {("out_of_school", "Иво", date(2022, 9, 15))}
    assert due(years=5) == set()  # sixteen
    enrol(a_child, "vocational", since=date(2022, 9, 15))
    assert due() == set()


def test_who_goes_on_elsewhere_leaves_the_place_before(ask, enrol, a_person):
    child = a_person("Ели", born_on=date(2015, 5, 5))
    enrol(child, "kindergarten", since=date(2019, 9, 15))
    enrol(child, "cplr", since=date(2020, 9, 15))
    enrol(child, "primary_school", since=date(2022, 9, 15), grade="grade_1")
    found = {
        one.kind: (one.until, one.leaving_reason) for one in ask(enrolments.enrolments_of, child)
    }
    assert found == {
        "primary_school": (None, None),
        "cplr": (None, None),
        "kindergarten": (date(2022, 9, 14), "finished"),
    }
    assert ask(enrolments.learning_now, [child])[child].kind == "primary_school"


def test_a_form_begins_with_this_school_year_and_the_class_of_the_age(ask, a_person):
    child = a_person("Ели", born_on=date(2015, 5, 5))
    assert ask(enrolments.enrolment_defaults, child) == {
        "person": child,
        "school_year": "2022/2023",
        "since": date(2022, 9, 15),
        "grade": "grade_1",
    }
    assert "grade" not in ask(enrolments.enrolment_defaults, a_person("Ана"))


def test_wrong_years_and_ends_are_refused(do, ask, a_person):
    person = a_person("Ана")
    wrong = (
        {"school_year": "2022-2023"},
        {"school_year": "2022/2024"},
        {"since": TODAY, "until": TODAY - timedelta(days=1)},
        {"kind": None},
    )
    for values in wrong:
        with pytest.raises(InvalidRecordError):
            do(enrolments.write_enrolment, {"person": person, "kind": "secondary", **values})
    assert ask(lambda uow: uow.records.count(Enrolment)) == 0
