"""The map of a family: who stands on it and which ties are drawn; where each stands says family_layout."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.rules.kin import KEPT_AS
from kazanlak_case.domain.rules.sight import NAME, Of
from kazanlak_case.services.household_people import household_people
from kazanlak_case.services.kinship import stands, ties_of
from kazanlak_case.services.suggested_ties import follows

MOST_PEOPLE = 60
"""No page shows more; whoever is nearer to the household comes first."""

FAR = 2
"""How many ties away from the household somebody may be who is still drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPerson:
    """Somebody on the map."""

    id: RecordId
    name: Annotated[str, Of(NAME)]
    nickname: Annotated[str | None, Of("person.nickname")]
    sex: Annotated[str | None, Of("person.sex")]
    born_on: Annotated[date | None, Of("person.born_on")]
    born_precision: Annotated[str | None, Of("person.born_precision")]
    died_on: Annotated[date | None, Of("person.died_on")]
    lives_here: Annotated[bool, Of("household_member.person")]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapTie:
    """A tie on the map: `older` is the `relation` of `person` („parent“, „spouse“…). `is_past` of one that ended."""

    person: RecordId
    older: RecordId
    relation: Annotated[str, Of("kinship.relation")]
    is_past: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyMap:
    """All that is drawn of a family."""

    people: tuple[MapPerson, ...]
    ties: tuple[MapTie, ...]


def family_map(uow: UnitOfWork, household_id: RecordId) -> FamilyMap:
    """Gather who lives in a household and their relatives, with the ties between them.

    A tie that is not written but follows from what the members are to the head is drawn too.

    Raises:
        NotAllowedError: The user's post does not know who is who to whom.
    """
    uow.sight.require("household_member.relation", "kinship.relation", NAME)
    members = household_people(uow, household_id)
    here = [one.person for one in members]
    ties: dict[tuple[RecordId, RecordId], MapTie] = {}
    people = dict.fromkeys(here)
    at_edge = list(people)
    for _step in range(FAR):
        found: dict[RecordId, None] = {}
        for person in at_edge:
            for tie in _as_drawn(uow, person):
                ties.setdefault(_pair(tie), tie)
                found[tie.older if tie.person == person else tie.person] = None
        at_edge = [one for one in found if one not in people]
        people |= dict.fromkeys(at_edge)
    for head, other, relation in follows(members):
        tie = _kept(head.person, other.person, relation)
        ties.setdefault(_pair(tie), tie)
    shown = list(people)[:MOST_PEOPLE]
    return FamilyMap(
        people=tuple(_people(uow, shown, frozenset(here))),
        ties=tuple(one for one in ties.values() if {one.person, one.older} <= set(shown)),
    )


def _as_drawn(uow: UnitOfWork, person: RecordId) -> Iterable[MapTie]:
    for tie in ties_of(uow, person):
        yield _kept(person, tie.other, tie.relation, is_past=not stands(tie, uow.today))


def _kept(person: RecordId, other: RecordId, relation: str, *, is_past: bool = False) -> MapTie:
    """Turn a tie so that it is said from the younger end."""
    if relation in KEPT_AS:
        return MapTie(person=other, older=person, relation=KEPT_AS[relation], is_past=is_past)
    return MapTie(person=person, older=other, relation=relation, is_past=is_past)


def _pair(tie: MapTie) -> tuple[RecordId, RecordId]:
    first, second = sorted((tie.person, tie.older))
    return first, second


def _people(
    uow: UnitOfWork, ids: Iterable[RecordId], here: frozenset[RecordId]
) -> Iterable[MapPerson]:
    ids = list(ids)
    found: Mapping[RecordId, Person] = uow.records.many(Person, ids)
    return uow.sight.shown_all(
        MapPerson(
            id=one,
            name=found[one].name,
            nickname=found[one].nickname,
            sex=found[one].sex,
            born_on=found[one].born_on,
            born_precision=found[one].born_precision,
            died_on=found[one].died_on,
            lives_here=one in here,
        )
        for one in ids
        if one in found
    )
