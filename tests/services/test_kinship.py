"""Who is who to whom."""

from datetime import date, timedelta

import pytest

from kazanlak_case.domain.errors import InvalidRecordError
from kazanlak_case.domain.records.kinship import Kinship
from kazanlak_case.services import households, kinship, suggested_ties
from kazanlak_case.services.households import MemberDraft
from kazanlak_case.services.kinship import TieDraft
from support.office import id_of

TODAY = date(2022, 11, 14)


@pytest.fixture
def tie(do):
    def make(person, other, relation, **more):
        draft = TieDraft(person=person, other=other, relation=relation, **more)
        return id_of(do(kinship.add_tie, draft), "kinship")

    return make


@pytest.fixture
def kin(ask):
    """Name a person's ties, in order."""
    return lambda person: [(one.name, one.relation) for one in ask(kinship.ties_of, person)]


def test_a_tie_is_written_once_and_read_from_both_ends(tie, kin, get, a_person):
    mother, child = a_person("Мария"), a_person("Ана")
    one = tie(mother, child, "child")
    assert kin(mother) == [("Ана", "child")]
    assert kin(child) == [("Мария", "parent")]
    kept = get(Kinship, one)
    assert (kept.person, kept.relative, kept.relation) == (child, mother, "parent")


def test_grandparents_and_couples_have_their_other_end(tie, kin, a_person):
    grandmother, child, husband = a_person("Стоянка"), a_person("Ана"), a_person("Иван")
    tie(child, grandmother, "grandparent")
    tie(grandmother, husband, "spouse")
    assert kin(grandmother) == [("Ана", "grandchild"), ("Иван", "spouse")]
    assert kin(husband) == [("Стоянка", "spouse")]


def test_what_cannot_be_is_refused_and_nothing_is_written(do, ask, tie, a_person):
    mother = a_person("Мария", born_on=date(1990, 1, 1))
    child = a_person("Ана", born_on=date(2010, 1, 1))
    grandchild = a_person("Рая")
    tie(mother, child, "child")
    tie(child, grandchild, "child")
    impossible = [
        (mother, mother, "sibling"),  # with oneself
        (mother, child, "child"),  # written already
        (child, mother, "parent"),  # the same from the other end
        (child, mother, "child"),  # the other way round
        (mother, grandchild, "parent"),  # a circle over two generations
        (a_person("Ида", born_on=date(1980, 5, 5)), mother, "parent"),  # younger than the child
    ]
    for person, other, relation in impossible:
        with pytest.raises(InvalidRecordError):
            do(kinship.add_tie, TieDraft(person=person, other=other, relation=relation))
    assert ask(lambda uow: uow.records.count(Kinship)) == 2


def test_a_third_parent_waits_until_one_tie_ends(do, tie, kin, a_person):
    child = a_person("Ана")
    first = tie(child, a_person("Мария"), "parent")
    tie(child, a_person("Иван"), "parent")
    third = TieDraft(person=child, other=a_person("Петър"), relation="parent")
    with pytest.raises(InvalidRecordError):
        do(kinship.add_tie, third)
    do(kinship.remove_tie, first)
    do(kinship.add_tie, third)
    assert kin(child) == [("Иван", "parent"), ("Петър", "parent")]


def test_a_couple_that_ends_is_one_of_former_partners(do, ask, tie, a_person):
    wife, husband = a_person("Мария"), a_person("Иван")
    one = tie(wife, husband, "spouse", since=date(2015, 6, 1))
    with pytest.raises(InvalidRecordError):
        do(kinship.end_tie, one, until=date(2014, 1, 1))
    do(kinship.end_tie, one, until=TODAY - timedelta(days=1))
    (seen,) = ask(kinship.ties_of, husband)
    assert (seen.relation, seen.until) == ("former_partner", TODAY - timedelta(days=1))
    tie(wife, husband, "partner")  # they may live together again


def test_ties_follow_from_the_household_and_are_taken_as_one_intention(do, ask, kin, a_person):
    father = a_person("Иван", born_on=date(1980, 1, 1))
    mother = a_person("Мария", born_on=date(1982, 1, 1))
    child = a_person("Ана", born_on=date(2010, 1, 1))
    granny = a_person("Стоянка", born_on=date(1955, 1, 1))
    members = [
        MemberDraft(person=father, relation="head"),
        MemberDraft(person=mother, relation="spouse"),
        MemberDraft(person=child, relation="child"),
        MemberDraft(person=granny, relation="parent_in_law"),
    ]
    household = id_of(do(households.make_household, {"name": "Иванови"}, members), "household")
    assert len(ask(suggested_ties.suggested_ties, household)) == 4
    do(suggested_ties.take_suggested, household)
    assert kin(mother) == [("Ана", "child"), ("Стоянка", "parent"), ("Иван", "spouse")]
    assert kin(child) == [("Иван", "parent"), ("Мария", "parent")]
    assert ask(suggested_ties.suggested_ties, household) == ()
    assert do(suggested_ties.take_suggested, household).undo == ""
