"""Who stands on the map of a family."""

from datetime import date

from kazanlak_case.services import family_map, households, kinship
from kazanlak_case.services.households import MemberDraft
from kazanlak_case.services.kinship import TieDraft
from support.office import id_of


def test_members_relatives_and_what_follows_from_the_household_are_drawn(do, ask, a_person):
    mother = a_person("Мария", born_on=date(1985, 3, 10))
    child = a_person("Ана", born_on=date(2012, 7, 1), nickname="Ани")
    granny, her_sister = a_person("Стоянка"), a_person("Пенка")
    far = a_person("Донка")
    members = [
        MemberDraft(person=mother, relation="head"),
        MemberDraft(person=child, relation="child"),
    ]
    household = id_of(do(households.make_household, {"name": "Иванови"}, members), "household")
    for person, other, relation in (
        (mother, granny, "parent"),
        (granny, her_sister, "sibling"),
        (her_sister, far, "sibling"),
    ):
        do(kinship.add_tie, TieDraft(person=person, other=other, relation=relation))
    found = ask(family_map.family_map, household)
    assert {one.name: one.lives_here for one in found.people} == {
        "Мария": True,
        "Ана": True,
        "Стоянка": False,
        "Пенка": False,
    }
    assert {(one.person, one.older, one.relation) for one in found.ties} == {
        (mother, granny, "parent"),
        (granny, her_sister, "sibling"),
        (child, mother, "parent"),
    }
