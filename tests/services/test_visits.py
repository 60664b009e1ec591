"""„Запиши посещение“."""

from datetime import date, timedelta

import pytest

from kazanlak_case.domain.errors import InvalidRecordError, RecordMissingError
from kazanlak_case.domain.records.service_entry import ServiceEntry
from kazanlak_case.services import visit_corrections, visits
from kazanlak_case.services.visits import VisitDraft
from support.office import OTHER_SERVICE, SERVICE, id_of

TODAY = date(2022, 11, 14)


@pytest.fixture
def a_visit(do, ask):
    def make(person, **values):
        draft = VisitDraft(**{"service": SERVICE, "provided_on": TODAY, "person": person, **values})
        return id_of(do(visits.record_visit, draft), "service_entry")

    return make


def test_the_first_visit_begins_with_today_and_whoever_is_signed_in(ask):
    draft = ask(visits.visit_defaults)
    user = ask(lambda uow: uow.user)
    assert user.staff_member
    assert draft == VisitDraft(provided_on=TODAY, staff_member=user.staff_member)


def test_the_next_one_begins_as_the_last_one_of_the_same_member_of_staff(ask, a_person, a_visit):
    staff = ask(lambda uow: uow.user.staff_member)
    person = a_person()
    a_visit(person, service=OTHER_SERVICE, form="phone", minutes=15, staff_member=staff)
    a_visit(person, service=SERVICE, minutes=99)  # somebody else's
    draft = ask(visits.visit_defaults, person=person)
    assert (draft.person, draft.service, draft.form, draft.minutes) == (
        person,
        OTHER_SERVICE,
        "phone",
        15,
    )


def test_after_a_long_absence_it_still_begins_as_the_last_one(ask, a_person, a_visit):
    staff = ask(lambda uow: uow.user.staff_member)
    a_visit(a_person(), minutes=20, provided_on=TODAY - timedelta(days=300), staff_member=staff)
    assert ask(visits.visit_defaults).minutes == 20


def test_a_visit_is_written_and_shown_that_day(do, ask, get, a_person, a_visit):
    person = a_person("Иван", family_name="Петров")
    entry = get(
        ServiceEntry, a_visit(person, minutes=45, form="home_visit", note="говорихме за работа")
    )
    assert (entry.minutes, entry.form, entry.case) == (45, "home_visit", None)
    (row,) = ask(visits.visits_of_day, TODAY)
    assert (row.id, row.person_name, row.minutes, row.note) == (
        entry.id, "Иван Петров", 45, "говорихме за работа",
    )  # fmt: skip
    assert ask(visits.visits_of_day, TODAY - timedelta(days=1)) == []


def test_a_visit_belongs_to_the_open_case(get, a_person, a_case, a_visit):
    person, other = a_person("Иван"), a_person("Мария")
    a_case(person, opened_on=date(2022, 1, 3), closed_because="moved")
    case = a_case(person, opened_on=date(2022, 2, 1))
    later = a_case(person, opened_on=date(2022, 3, 1))
    assert get(ServiceEntry, a_visit(person)).case == later.id
    assert get(ServiceEntry, a_visit(person, case=case.id)).case == case.id
    assert get(ServiceEntry, a_visit(other)).case is None


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"person": None}, "person"),
        ({"person": "f" * 32}, "person"),
        ({"service": None}, "service"),
        ({"service": "no_such"}, "service"),
        ({"form": "no_such"}, "form"),
        ({"provided_on": None}, "provided_on"),
        ({"provided_on": date(2022, 11, 15)}, "provided_on"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 1441}, "minutes"),
        ({"note": "нула \0"}, "note"),
        ({"note": "\ud800"}, "note"),
        ({"note": "а" * 100_001}, "note"),
        ({"staff_member": "f" * 32}, "staff_member"),
    ],
)
def test_a_visit_that_is_not_well_is_refused_whole(ask, a_person, a_visit, values, wrong):
    person = a_person()
    with pytest.raises(InvalidRecordError) as refused:
        a_visit(**{"person": person, **values})
    assert set(refused.value.problems) == {wrong}
    assert ask(lambda uow: uow.records.count(ServiceEntry)) == 0


def test_a_day_of_the_diary_is_one_intention(do, ask, a_person):
    drafts = [
        VisitDraft(person=a_person(name), service=SERVICE, provided_on=TODAY)
        for name in ("Иван", "Мария")
    ]
    written = do(visits.record_visits, drafts)
    assert len(written.touched) == 2
    with pytest.raises(InvalidRecordError):
        do(visits.record_visits, [*drafts, VisitDraft(provided_on=TODAY)])
    assert len(ask(visits.visits_of_day, TODAY)) == 2


def test_a_visit_is_corrected_and_taken_away(do, ask, get, a_person, a_visit):
    visit = a_visit(a_person(), minutes=45)
    draft = ask(visits.draft_of, visit)
    do(
        visit_corrections.change_visit,
        visit,
        VisitDraft(**{**draft.values(), "minutes": 30, "note": ""}),
    )
    assert get(ServiceEntry, visit).minutes == 30
    do(visit_corrections.delete_visit, visit)
    assert ask(visits.visits_of_day, TODAY) == []
    with pytest.raises(RecordMissingError):
        ask(visits.draft_of, visit)


def test_those_visited_last_are_picked_first(ask, a_person, a_visit):
    staff = ask(lambda uow: uow.user.staff_member)
    people = [a_person(name) for name in ("Ана", "Боян", "Вера", "Гошо")]
    days = [TODAY - timedelta(days=back) for back in (5, 1, 15, 0)]
    for person, day in zip(people, days, strict=True):
        a_visit(person, provided_on=day, staff_member=staff)
    a_visit(a_person("Чужд"))
    assert [one.name for one in ask(visits.recent_people)] == ["Гошо", "Боян", "Ана"]
    assert len(ask(visits.recent_people, limit=1)) == 1


def test_a_family_is_picked_whole_and_leaves_room_for_who_was_visited_before_it(
    ask, a_person, a_visit
):
    staff = ask(lambda uow: uow.user.staff_member)
    a_visit(a_person("Яна"), provided_on=TODAY - timedelta(days=2), staff_member=staff)
    family = [a_person(name) for name in ("Ана", "Боян", "Вера", "Гошо", "Дора")]
    a_visit(family[1], people=(family[0], *family[2:]), staff_member=staff)
    names = [one.name for one in ask(visits.recent_people)]
    assert names == ["Боян", "Ана", "Вера", "Гошо", "Яна", "Дора"]
    # whoever was with the family and was seen alone since then stands where they were seen last
    a_visit(family[4], staff_member=staff)
    names = [one.name for one in ask(visits.recent_people)]
    assert names == ["Дора", "Боян", "Ана", "Вера", "Гошо", "Яна"]


def test_who_has_no_post_in_the_house_begins_empty_and_picks_from_all(
    ask, a_person, a_visit, as_user
):
    staff = ask(lambda uow: uow.user.staff_member)
    a_visit(a_person("Ана"), staff_member=staff)
    a_visit(a_person("Боян"))
    as_user(staff_member=None)
    assert ask(visits.visit_defaults) == VisitDraft(provided_on=TODAY)
    assert [one.name for one in ask(visits.recent_people)] == ["Боян", "Ана"]
