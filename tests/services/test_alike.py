"""Which conflicts are alike: every answer offered is one that stands there, and by the same side or the same value."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from kazanlak_case.domain.questions import Disagreement, Voice
from kazanlak_case.domain.records import spec_of
from kazanlak_case.services.alike import By, alike, sides_of
from kazanlak_case.services.conflicts import Option, Question

FIELDS = st.sampled_from([("person", "phone"), ("person", "email"), ("case", "status")])
VALUES = st.sampled_from(["а", "б", "в"])
SITES = st.sampled_from(["kran", "razhena", "municipality"])
AUTHORS = st.sampled_from(["Асен", "Билян"])


def voice(value: str, site: str, author: str, number: int) -> Voice:
    return Voice(
        value=value,
        before=None,
        at=datetime(2022, 1, 1, tzinfo=UTC),
        clock="",
        author=author,
        site=site,
        what="person_changed",
        shown=number == 0,
        beside=(),
        mark=str(number),
    )


@st.composite
def question(draw, number: int = 0) -> Question:
    record, field = draw(FIELDS)
    values = draw(st.lists(VALUES, min_size=2, max_size=3, unique=True))
    options = []
    for at, value in enumerate(values):
        said = draw(st.lists(st.tuples(SITES, AUTHORS), min_size=1, max_size=2))
        voices = tuple(voice(value, *one, 10 * at + n) for n, one in enumerate(said))
        options.append(Option(value, voices))
    identity = draw(st.uuids(version=4)).hex
    place = Disagreement(record, identity, field, tuple(v for o in options for v in o.voices))
    return Question(
        place=place,
        person=None,
        label="",
        site=draw(SITES),
        spec=spec_of(record, field),
        options=tuple(options),
        refused=draw(st.sampled_from(["", "", "", "centre"])),
    )


@given(st.lists(question(), min_size=1, max_size=8), st.integers(0, 2))
def test_only_what_stands_there_is_offered_and_only_to_what_is_alike(
    asked: list[Question], at: int
) -> None:
    one = asked[0]
    chosen = one.options[at % len(one.options)]
    groups = alike(asked, one, chosen.value)
    assert len({frozenset(q.id for q, _ in group.answers) for group in groups}) == len(groups)
    for group in groups:
        assert group.count > 0
        for other, value in group.answers:
            assert other.id != one.id
            assert not other.refused
            answer = next(option for option in other.options if option.value == value)
            same_field = (other.place.record, other.place.field) == (
                one.place.record,
                one.place.field,
            )
            if group.by is By.VALUES:
                assert same_field
                assert {o.value for o in other.options} == {o.value for o in one.options}
                assert value == chosen.value
            else:
                assert same_field or group.by is By.HOUSES
                assert set(sides_of(other)) == set(sides_of(one))
                assert group.side in {v.site for v in answer.voices} | {
                    v.author for v in answer.voices
                }


@given(question())
def test_sides_tell_the_answers_apart_or_nothing(one: Question) -> None:
    sides = sides_of(one)
    assert not sides or len(set(sides)) == len(one.options)
