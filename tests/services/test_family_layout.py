"""Everybody has a place of their own on the map, whatever the family is like."""

from datetime import date
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from kazanlak_case.services.family_layout import HEIGHT, WIDTH, lay_out
from kazanlak_case.services.family_map import FamilyMap, MapPerson, MapTie

KINDS = ("parent", "spouse", "partner", "former_partner", "sibling", "grandparent", "guardian")


def person(key, *, sex=None, here=False, born=None):
    return MapPerson(
        id=key,
        name=f"Име {key}",
        nickname=None,
        sex=sex,
        born_on=born,
        born_precision=None,
        died_on=None,
        lives_here=here,
    )


@st.composite
def families(draw):
    keys = [f"p{at:02}" for at in range(draw(st.integers(1, 14)))]
    people = tuple(
        person(key, sex=draw(st.sampled_from(("m", "f", None))), here=draw(st.booleans()))
        for key in keys
    )
    pairs = draw(
        st.lists(st.tuples(*[st.sampled_from(keys)] * 2, st.sampled_from(KINDS)), max_size=24)
    )
    ties = {tuple(sorted(one[:2])): one for one in pairs if one[0] != one[1]}
    return FamilyMap(
        people=people,
        ties=tuple(
            MapTie(person=one, older=other, relation=kind) for one, other, kind in ties.values()
        ),
    )


@settings(max_examples=150)
@given(families())
def test_nobody_stands_on_another_and_everybody_stands_somewhere(family):
    layout = lay_out(family)
    assert sorted(place.person.id for place in layout.places) == [one.id for one in family.people]
    for one, other in combinations(layout.places, 2):
        apart = abs(one.left - other.left) >= WIDTH or abs(one.top - other.top) >= HEIGHT
        assert apart, (one, other)
    for place in layout.places:
        assert 0 <= place.left <= layout.width - WIDTH
        assert 0 <= place.top <= layout.height - HEIGHT
    assert lay_out(family) == layout
    for outline in layout.outlines:
        assert outline.left >= 0
        assert outline.top >= 0


def test_three_generations_stand_below_each_other_and_couples_side_by_side():
    people = (
        person("granny", sex="f", born=date(1950, 1, 1)),
        person("mother", sex="f", here=True, born=date(1980, 1, 1)),
        person("father", sex="m", here=True, born=date(1978, 1, 1)),
        person("former", sex="m", born=date(1975, 1, 1)),
        person("child", here=True, born=date(2010, 1, 1)),
        person("half", here=True, born=date(2005, 1, 1)),
    )
    ties = [
        ("mother", "granny", "parent"),
        ("mother", "father", "spouse"),
        ("mother", "former", "former_partner"),
        ("child", "mother", "parent"),
        ("child", "father", "parent"),
        ("half", "mother", "parent"),
        ("half", "former", "parent"),
    ]
    layout = lay_out(
        FamilyMap(
            people=people,
            ties=tuple(MapTie(person=a, older=b, relation=kind) for a, b, kind in ties),
        )
    )
    at = {place.person.id: place for place in layout.places}
    assert at["granny"].top < at["mother"].top < at["child"].top
    assert at["mother"].top == at["father"].top == at["former"].top
    assert at["child"].top == at["half"].top
    row = sorted(("mother", "father", "former"), key=lambda one: at[one].left)
    assert row[1] == "mother"
    styles = [stroke.style for stroke in layout.strokes]
    assert sorted(styles) == ["child", "child", "child", "couple", "former"]


def test_nobody_at_all_is_an_empty_map():
    assert lay_out(FamilyMap(people=(), ties=())).places == ()
