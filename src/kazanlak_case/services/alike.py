"""Conflicts that are alike: settle one, and offer the same for all of its kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kazanlak_case.domain.fields import Value
from kazanlak_case.services.conflicts import Option, Question


class By(StrEnum):
    """What makes two conflicts alike."""

    VALUES = "values"
    """The same field and the same values: one list entry against another."""
    SIDES = "sides"
    """The same field and the same two houses (or the same two people of one house)."""
    HOUSES = "houses"
    """The same two houses, whatever the field: „навсякъде вземи стойността на Крън“."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Others like the one at hand, each with the answer that would be given."""

    by: By
    side: str
    """Whose answer is taken, a site or a person's name; "" where the values themselves are the same."""
    answers: tuple[tuple[Question, Value], ...]

    @property
    def count(self) -> int:
        """How many others there are."""
        return len(self.answers)


def alike(questions: Sequence[Question], one: Question, value: Value) -> tuple[Alike, ...]:
    """Find the others like `one`, when `value` is the answer to it. A third value is a matter of one place alone."""
    chosen = next((option for option in one.options if option.value == value), None)
    if chosen is None:
        return ()
    others = [other for other in questions if other.id != one.id and not other.refused]
    found = [_by_values(others, one, value), *_by_side(others, one, chosen)]
    told: set[frozenset[str]] = set()
    kept = []
    for group in found:
        ids = frozenset(question.id for question, _ in group.answers)
        if ids and ids not in told:  # two ways to say the same are one
            told.add(ids)
            kept.append(group)
    return tuple(kept)


def _by_values(others: Sequence[Question], one: Question, value: Value) -> Alike:
    answers = tuple((other, value) for other in others if _values(other) == _values(one))
    return Alike(By.VALUES, "", answers)


def _by_side(others: Sequence[Question], one: Question, chosen: Option) -> list[Alike]:
    sides = sides_of(one)
    if not sides or one.is_own_place:
        return []
    side = sides[one.options.index(chosen)]
    given = []
    for other in others:
        theirs = sides_of(other)
        if set(theirs) == set(sides) and not other.is_own_place:
            given.append((other, other.options[theirs.index(side)].value))
    same_field = tuple(one_ for one_ in given if _field(one_[0]) == _field(one))
    return [Alike(By.SIDES, side, same_field), Alike(By.HOUSES, side, tuple(given))]


def sides_of(question: Question) -> tuple[str, ...]:
    """Name who stands behind each answer: the house, or within one house the person; () where that tells nothing."""
    for sides in (
        [option.sites for option in question.options],
        [frozenset(voice.author for voice in option.voices) for option in question.options],
    ):
        single = [next(iter(side)) for side in sides if len(side) == 1]
        if len(single) == len(sides) == len(set(single)):
            return tuple(single)
    return ()


def _field(question: Question) -> tuple[str, str]:
    return question.place.record, question.place.field


def _values(question: Question) -> tuple[tuple[str, str], frozenset[Value]]:
    return _field(question), frozenset(option.value for option in question.options)
