"""Ties that follow from what the members of a household are to its head: offered, never written by themselves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Written
from kazanlak_case.domain.errors import InvalidRecordError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.rules.sight import NAME, Of
from kazanlak_case.services.household_people import HEAD, HouseholdPerson, household_people
from kazanlak_case.services.kinship import TieDraft, add_ties, prepare_tie, ties_of

OF_HEAD: Mapping[str, str] = {
    "spouse": "spouse",
    "child": "child",
    "step_child": "step_child",
    "foster_child": "foster_child",
    "parent": "parent",
    "sibling": "sibling",
    "grandchild": "grandchild",
    "grandparent": "grandparent",
    "other_relative": "other_relative",
}
"""What a member is to the head, by what the household says."""

OF_SPOUSE: Mapping[str, str] = {
    "child": "child",
    "step_child": "child",
    "parent_in_law": "parent",
    "foster_child": "foster_child",
}
"""What a member is to the head's spouse, where that follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestedTie:
    """One tie that may be written: `other` is the `relation` of `person`."""

    person: RecordId
    other: RecordId
    person_name: Annotated[str, Of(NAME)]
    other_name: Annotated[str, Of(NAME)]
    relation: Annotated[str, Of("household_member.relation kinship.relation")]


def suggested_ties(uow: UnitOfWork, household_id: RecordId) -> tuple[SuggestedTie, ...]:
    """List the ties that follow from a household and are not written yet.

    Raises:
        NotAllowedError: The user's post does not know who lives with whom, or who is who to whom.
    """
    uow.sight.require("household_member.relation", "kinship.relation", NAME)
    people = household_people(uow, household_id)
    tied = {one.person: {tie.other for tie in ties_of(uow, one.person)} for one in people}
    return tuple(
        SuggestedTie(
            person=one.person,
            other=other.person,
            person_name=one.name,
            other_name=other.name,
            relation=relation,
        )
        for one, other, relation in follows(people)
        if other.person not in tied[one.person] and _could_be(uow, one, other, relation)
    )


def take_suggested(uow: UnitOfWork, household_id: RecordId) -> Written:
    """Write all the ties that follow from a household.

    Raises:
        NotAllowedError: The user's post does not write who is who to whom.
    """
    return add_ties(
        uow,
        [
            TieDraft(person=one.person, other=one.other, relation=one.relation)
            for one in suggested_ties(uow, household_id)
        ],
    )


def follows(
    people: tuple[HouseholdPerson, ...],
) -> Iterator[tuple[HouseholdPerson, HouseholdPerson, str]]:
    """Say which ties follow from what the members of a household are to its head: of whom, who, what."""
    head = next((one for one in people if one.relation == HEAD), None)
    if head is None:
        return
    spouses = [one for one in people if one.relation == "spouse"]
    spouse = spouses[0] if len(spouses) == 1 else None
    for one in people:
        if relation := OF_HEAD.get(one.relation or ""):
            yield head, one, relation
        if spouse is not None and (relation := OF_SPOUSE.get(one.relation or "")):
            yield spouse, one, relation


def _could_be(uow: UnitOfWork, one: HouseholdPerson, other: HouseholdPerson, relation: str) -> bool:
    try:
        prepare_tie(uow, TieDraft(person=one.person, other=other.person, relation=relation))
    except InvalidRecordError:
        return False
    return True
