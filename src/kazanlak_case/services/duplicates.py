"""Find people who may be in the file twice, with a score and the reasons: everybody, one person, or who was touched.

Pairs that somebody decided about are left out; two people who were found different come back only when their numbers
become equal.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kazanlak_case.db.duplicates import DIFFERENT, Decisions, Pair
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.duplicates import DuplicatePair, PersonFacts
from kazanlak_case.domain.exchange import LogKey, Progress, no_progress
from kazanlak_case.domain.fields import RecordId, specs_of
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.rules.names import sort_key
from kazanlak_case.domain.rules.sight import NAME
from kazanlak_case.services.likeness import Likeness, Traits, compare, traits_of

__all__ = [
    "duplicates_of",
    "found_after",
    "found_among",
    "found_since",
    "like",
    "may_compare",
    "pairs_at_a_glance",
    "possible_duplicates",
]


COMPARED = " ".join(
    f"person.{name}"
    for name in PersonFacts._fields
    if name in {one.name for one in specs_of(Person)}
)
"""What is compared of two people: that they are offered as one tells that these are alike."""


def may_compare(uow: UnitOfWork) -> bool:
    """Tell whether the user may see all that people are compared by."""
    return uow.sight.sees(COMPARED, "household_member")


def possible_duplicates(
    uow: UnitOfWork, *, limit: int | None = None, progress: Progress = no_progress
) -> list[DuplicatePair]:
    """List the pairs to be looked at: the certain ones first, then by score, then by name.

    Raises:
        CancelledError: `progress` said so.
        NotAllowedError: The user may not see all that people are compared by; so says every list of pairs here.
    """
    _require(uow)
    found = _offered(uow.duplicates.pairs(progress), uow.duplicates.decisions())
    return _in_order(found)[:limit]


def duplicates_of(uow: UnitOfWork, person_id: RecordId) -> list[DuplicatePair]:
    """List the pairs one person belongs to; that person comes first in each."""
    _require(uow)
    return _in_order(_offered(uow.duplicates.pairs_of([person_id]), uow.duplicates.decisions()))


def found_after(uow: UnitOfWork, person_ids: Iterable[RecordId]) -> list[DuplicatePair]:
    """List the pairs of which at least one was touched: after an intake, after a merge."""
    _require(uow)
    return _in_order(_offered(uow.duplicates.pairs_of(person_ids), uow.duplicates.decisions()))


def found_since(uow: UnitOfWork, first: Mapping[LogKey, int]) -> list[DuplicatePair]:
    """List the pairs of whom changes touched, from the given number of each log on."""
    return found_after(uow, uow.duplicates.touched_since(first))


def found_among(
    uow: UnitOfWork, drafts: Sequence[PersonFacts], progress: Progress = no_progress
) -> list[DuplicatePair]:
    """List who of a list not taken in yet may be in the file, or stand in the list twice; a draft comes first."""
    _require(uow)
    return _in_order(_offered(uow.duplicates.pairs_with(drafts, progress), {}))


def like(uow: UnitOfWork, person: Person) -> list[DuplicatePair]:
    """List who is here already when a person is about to be saved; the draft comes first in each pair.

    What was typed is compared only with what the user may see.
    """
    uow.sight.require(NAME)
    draft = PersonFacts.of(uow.sight.shown(person))
    pairs = ((draft, other) for other in uow.duplicates.near(draft))
    found = _in_order(_offered(pairs, uow.duplicates.decisions()))
    shown = uow.sight.shown
    return [replace(pair, first=shown(pair.first), second=shown(pair.second)) for pair in found]


def pairs_at_a_glance(uow: UnitOfWork) -> list[DuplicatePair]:
    """List the pairs that are found at once whatever the file's size: of one number, or of one name and birth date."""
    _require(uow)
    return _in_order(_offered(uow.duplicates.glance(), uow.duplicates.decisions()))


def _require(uow: UnitOfWork) -> None:
    uow.sight.require(COMPARED, "household_member")


def _offered(pairs: Iterable[Pair], decided: Decisions) -> Iterator[DuplicatePair]:
    """Compare pair by pair, and give those above the threshold that nobody decided about."""
    known: dict[RecordId, Traits] = {}
    for one, other in pairs:
        likeness = compare(_known(known, one), _known(known, other))
        if likeness is None or not likeness.is_offered:
            continue
        verdict = decided.get(frozenset({one.id, other.id}))
        if verdict is None or (verdict == DIFFERENT and likeness.certain):
            yield _pair(one, other, likeness)


def _known(known: dict[RecordId, Traits], one: PersonFacts) -> Traits:
    traits = known.get(one.id)
    if traits is None:
        traits = known[one.id] = traits_of(one)
    return traits


def _pair(one: PersonFacts, other: PersonFacts, likeness: Likeness) -> DuplicatePair:
    return DuplicatePair(
        one.ref,
        other.ref,
        score=likeness.score,
        certain=likeness.certain,
        reasons=likeness.reasons,
        against=likeness.against,
        sure=likeness.is_nearly_sure,
    )


def _in_order(pairs: Iterable[DuplicatePair]) -> list[DuplicatePair]:
    return sorted(pairs, key=_place_of)


def _place_of(pair: DuplicatePair) -> tuple[bool, float, str, RecordId, RecordId]:
    return not pair.certain, -pair.score, sort_key(pair.first.name), pair.first.id, pair.second.id
