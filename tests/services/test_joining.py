"""Joining over real files: nothing typed is lost, everything can be taken back."""

from datetime import date, timedelta

import pytest

from conftest import NOW
from kazanlak_case.domain.changes import Born
from kazanlak_case.domain.errors import ChangedMeanwhileError, NumbersDifferError
from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.household import HouseholdMember
from kazanlak_case.domain.records.kinship import Kinship
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.records.repeats import DuplicateDecision
from kazanlak_case.domain.records.service_entry import ServicePerson
from kazanlak_case.services import history, households, people, visits
from kazanlak_case.services.joining import decide_different, join, split
from kazanlak_case.services.joining_fields import Side
from kazanlak_case.services.joining_mend import decided
from kazanlak_case.services.joining_plan import plan_joining
from kazanlak_case.services.person_page import person_page
from kazanlak_case.services.same_person import former_ids, person_now
from kazanlak_case.services.timeline import timeline
from support.office import EGN_OF_MAN, EGN_OF_WOMAN, SERVICE, id_of


@pytest.fixture
def a_visit(do, case_file):
    def make(person):
        draft = visits.VisitDraft(
            person=person,
            service=SERVICE,
            provided_on=NOW.date(),
            staff_member=case_file.user.staff_member,
        )
        return id_of(do(visits.record_visit, draft), "service_entry")

    return make


@pytest.fixture
def pair(a_person, a_visit):
    """Two records of one woman: the first has more behind it."""
    kept = a_person("Милена", family_name="Асенова", id_type="egn", national_id=EGN_OF_WOMAN)
    former = a_person("Милена", middle_name="Асенова", phone="0888 123 456", note="идва с баба си")
    a_visit(kept)
    a_visit(kept)
    return kept, former, a_visit(former)


def joined(do, one, other, choices=None, **options):
    return do(lambda uow: join(uow, plan_joining(uow, one, other), choices, **options))


def test_plan_proposes_what_is_filled_and_keeps_who_has_more(ask, pair):
    kept, former, _ = pair
    plan = ask(plan_joining, former, kept)
    assert (plan.kept.id, plan.former.id) == (kept, former)
    chosen = {one.name: (one.proposed, one.why) for one in plan.fields if one.differs}
    assert chosen["middle_name"] == (Side.FORMER, "only_one")
    assert chosen["phone"] == (Side.FORMER, "only_one")
    assert chosen["national_id"] == (Side.KEPT, "valid_number")
    assert plan.counts() == {"service_entry": 1}
    assert not plan.must_confirm


def test_joined_person_has_all_of_both(do, ask, get, pair):
    kept, former, visit = pair
    joined(do, kept, former)
    person = get(Person, kept)
    assert person.name == "Милена Асенова Асенова"
    assert (person.phone, person.national_id) == ("0888 123 456", EGN_OF_WOMAN)
    assert visit in [item.id for item in ask(timeline, kept)]
    assert ask(former_ids, kept) == (former,)
    assert ask(person_now, former) == kept
    assert ask(person_page, former).person.id == kept
    assert len(ask(timeline, former)) == 3
    assert ask(lambda uow: uow.people.count()) == 1


def test_joining_is_taken_back_whole(do, ask, get, pair):
    kept, former, visit = pair
    before = get(Person, kept)
    do(history.undo, joined(do, kept, former).undo)
    assert get(Person, kept) == before
    assert [item.id for item in ask(timeline, former)] == [visit]
    assert ask(former_ids, kept) == ()


def test_split_leaves_what_was_written_since(do, ask, get, pair, a_visit):
    kept, former, visit = pair
    decision = id_of(joined(do, kept, former), "duplicate_decision")
    do(people.save_person, kept, {"phone": "0899 000 111"})
    later = a_visit(kept)
    do(split, decision)
    assert get(Person, kept).phone == "0899 000 111"
    assert get(Person, former).phone == "0888 123 456"
    assert [item.id for item in ask(timeline, former)] == [visit]
    assert later in [item.id for item in ask(timeline, kept)]
    assert ask(decided) == []


def test_chosen_values_are_taken(do, get, a_person):
    one = a_person("Милена", phone="1", note="първа")
    other = a_person("Милена", phone="2", note="втора")
    joined(do, one, other, {"phone": Side.FORMER})
    person = get(Person, one)
    assert person.phone == "2"
    assert person.note == "първа\n\nвтора"


def test_two_valid_numbers_want_a_word(do, ask, a_person):
    one = a_person("Милена", id_type="egn", national_id=EGN_OF_WOMAN)
    other = a_person("Милен", id_type="egn", national_id=EGN_OF_MAN)
    with pytest.raises(NumbersDifferError):
        joined(do, one, other)
    assert ask(lambda uow: uow.people.count()) == 2
    joined(do, one, other, confirmed=True)
    assert ask(lambda uow: uow.people.count()) == 1


def test_what_changed_since_it_was_shown_is_not_joined(do, ask, pair):
    kept, former, _ = pair
    plan = ask(plan_joining, kept, former)
    do(people.save_person, former, {"phone": "0"})
    with pytest.raises(ChangedMeanwhileError):
        do(join, plan)


def test_both_in_one_household_live_there_once(do, ask, pair, a_person):
    kept, former, _ = pair
    other = a_person("Асен")
    draft = households.MemberDraft
    since = date(2021, 5, 1)
    members = [
        draft(person=kept),
        draft(person=former, relation="child", since=since),
        draft(person=other),
    ]
    household = id_of(do(households.make_household, {"name": "Асенови"}, members), "household")
    joined(do, kept, former)
    found = ask(households.household_people, household)
    assert {one.person for one in found} == {kept, other}
    mine = ask(lambda uow: uow.records.find(HouseholdMember, person=kept))
    assert [(one.relation, one.since) for one in mine] == [("child", since)]


def test_only_that_persons_links_move(do, ask, pair, a_person, a_case):
    kept, former, _ = pair
    case, bystander = a_case(former), a_case(a_person("Асен"))
    joined(do, kept, former)
    assert ask(lambda uow: uow.records.get(Case, case.id)).person == kept
    assert ask(lambda uow: uow.records.get(Case, bystander.id)).person == bystander.person


def test_two_open_cases_are_told(ask, pair, a_case):
    kept, former, _ = pair
    a_case(kept)
    a_case(former)
    codes = [one.code for one in ask(plan_joining, kept, former).objections]
    assert codes == ["two_open_cases"]


def test_joined_twice_keeps_all_former_ids_and_comes_apart_step_by_step(do, ask, a_person, a_visit):
    first, second, third = a_person("Ана"), a_person("Ана"), a_person("Ана")
    a_visit(second)
    a_visit(second)
    visit = a_visit(third)
    one = id_of(joined(do, second, third), "duplicate_decision")
    joined(do, second, first)
    assert set(ask(former_ids, second)) == {first, third}
    assert ask(person_now, third) == second
    do(split, one)
    assert [item.id for item in ask(timeline, third)] == [visit]
    assert ask(former_ids, second) == (first,)


def test_chain_of_joins_gives_links_back_to_the_first(do, ask, a_person, a_visit):
    top, middle, low = a_person("Ана"), a_person("Ана"), a_person("Ана")
    visit = a_visit(low)
    a_visit(middle)
    a_visit(middle)
    decision = id_of(joined(do, middle, low), "duplicate_decision")
    for _ in range(9):
        a_visit(top)
    joined(do, top, middle)
    assert ask(person_now, low) == top
    assert set(ask(former_ids, top)) == {middle, low}
    do(split, decision)
    assert [item.id for item in ask(timeline, low)] == [visit]


def test_decision_that_two_are_different_is_kept_until_they_are_joined(do, ask, pair, a_person):
    kept, former, _ = pair
    stranger = a_person("Милена")
    do(decide_different, kept, former)
    do(decide_different, stranger, former)
    assert not do(decide_different, former, kept).undo
    joined(do, kept, former)
    left = ask(lambda uow: uow.records.find(DuplicateDecision))
    found = {(one.person, one.other, one.verdict) for one in left}
    assert found == {(kept, former, "same"), (stranger, kept, "different")}


def test_list_of_the_decided_tells_what_each_was(do, ask, pair, a_person):
    kept, former, _ = pair
    joined(do, kept, former)
    other = a_person("Милена")
    do(decide_different, kept, other, at=NOW + timedelta(hours=1))
    found = [(one.decision.verdict, one.person.id, one.other_name) for one in ask(decided)]
    assert sorted(found) == [
        ("different", kept, "Милена"),
        ("same", kept, "Милена Асенова"),
    ]


def test_nobody_is_their_own_relative_nor_twice_at_a_visit(do, ask, pair, a_person, case_file):
    kept, former, visit = pair
    child = a_person("Ани")
    with case_file.writing(NOW + timedelta(minutes=1)) as uow:
        ties = [
            Kinship(id=uow.new_id(), person=kept, relative=former, relation="sibling"),
            Kinship(id=uow.new_id(), person=child, relative=kept, relation="parent"),
            Kinship(id=uow.new_id(), person=child, relative=former, relation="parent"),
            Kinship(id=uow.new_id(), person=former, relative=child, relation="close_person"),
        ]
        there = ServicePerson(id=uow.new_id(), service_entry=visit, person=kept)
        uow.log.append([Born(one) for one in (*ties, there)], "test")
        uow.commit()
    written = joined(do, kept, former)
    assert {(one.person, one.relative) for one in ask(lambda uow: uow.records.all(Kinship))} == {
        (child, kept),
        (kept, child),
    }
    do(history.undo, written.undo)
    assert len(ask(lambda uow: uow.records.all(Kinship))) == len(ties)
