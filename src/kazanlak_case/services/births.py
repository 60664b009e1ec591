"""A child is born: the person, the place in the household and the ties to the parents in one stroke."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Born, Change, Written
from kazanlak_case.domain.errors import InvalidRecordError, RecordMissingError
from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.records.household import Household, HouseholdMember
from kazanlak_case.domain.records.kinship import Kinship
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.rules.kin import MAN, PARENT, WOMAN
from kazanlak_case.domain.rules.rights import Action
from kazanlak_case.i18n import N_
from kazanlak_case.services.household_people import HEAD, household_people
from kazanlak_case.services.households import MEMBER_ADDED
from kazanlak_case.services.people import prepare_person
from kazanlak_case.services.writing import prepare_birth

if TYPE_CHECKING:
    from datetime import date

    from kazanlak_case.services.household_people import HouseholdPerson

BORN = "birth_written"

OF_CHILD: Mapping[str, str] = {
    "head": "child",
    "spouse": "child",
    "child": "grandchild",
    "child_in_law": "grandchild",
    "step_child": "grandchild",
}
"""What a newborn is to the head, by what its parent is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BirthDraft:
    """A child of a household: what is known of it, and which members are its parents."""

    household: RecordId
    values: Mapping[str, Value] = field(default_factory=dict)
    mother: RecordId | None = None
    father: RecordId | None = None


def birth_defaults(uow: UnitOfWork, household_id: RecordId) -> dict[str, Value]:
    """Begin a birth: who are probably the parents, the household's family name, where it lives.

    Raises:
        NotAllowedError: The user's post does not know who lives with whom.
        RecordMissingError: The household is not there.
    """
    uow.sight.require("household")
    if not uow.records.is_visible("household", household_id):
        raise RecordMissingError(id=household_id)
    household = uow.sight.shown(uow.records.get(Household, household_id))
    grown = [one for one in household_people(uow, household_id) if one.relation in {HEAD, "spouse"}]
    people = uow.records.many(Person, [one.person for one in grown])
    shown = uow.sight.shown_all(people.values())
    mother = next((one for one in shown if one.sex == WOMAN), None)
    father = next((one for one in shown if one.sex == MAN), None)
    return {
        "family_name": next((one.family_name for one in (father, mother) if one), None),
        "settlement": household.settlement,
        "address": household.address,
        "mother": mother.id if mother else None,
        "father": father.id if father else None,
    }


def write_birth(uow: UnitOfWork, draft: BirthDraft) -> Written:
    """Write a child down: one changeset, one undo.

    Raises:
        InvalidRecordError: Something typed is not well; both parents are one person; or a parent is younger.
        NotAllowedError: The user's post writes no people, memberships or ties.
    """
    uow.sight.require("person household_member kinship", action=Action.WRITE)
    child = prepare_person(uow, None, draft.values)
    newborn = _born(child)
    born_on, child_id = newborn.born_on, newborn.id
    parents = _parents(uow, draft, born_on)
    changes: list[Change] = [child]
    values: dict[str, Value] = {
        "household": draft.household,
        "person": child_id,
        "relation": _relation(household_people(uow, draft.household), parents),
        "since": born_on,
    }
    changes.append(prepare_birth(uow, HouseholdMember, values, beside=[child_id]))
    for parent in parents:
        tie: dict[str, Value] = {"person": child_id, "relative": parent, "relation": PARENT}
        changes.append(prepare_birth(uow, Kinship, tie, beside=[child_id]))
    scope = uow.records.scope_of("household", draft.household)
    written = uow.log.append(changes, BORN, scope=scope)
    uow.commit()
    return written


def write_member(
    uow: UnitOfWork,
    household_id: RecordId,
    values: Mapping[str, Value],
    *,
    relation: str | None = None,
    since: "date | None" = None,
) -> Written:
    """Write down a new person who lives in a household, in one stroke; where nothing is said, where the family lives.

    Raises:
        InvalidRecordError: Something typed is not well; or there would be two heads.
        RecordMissingError: The household is not there.
    """
    uow.sight.require("person household_member", action=Action.WRITE)
    if not uow.records.is_visible("household", household_id):
        raise RecordMissingError(id=household_id)
    people = household_people(uow, household_id)
    if relation == HEAD and any(one.relation == HEAD for one in people):
        raise InvalidRecordError({"relation": N_("A household has one head.")})
    household = uow.records.get(Household, household_id)
    where = {"settlement": household.settlement, "address": household.address}
    person = prepare_person(uow, None, {**where, **values})
    born = _born(person)
    membership: dict[str, Value] = {
        "household": household_id,
        "person": born.id,
        "relation": relation,
        "since": since,
    }
    member = prepare_birth(uow, HouseholdMember, membership, beside=[born.id])
    scope = uow.records.scope_of("household", household_id)
    written = uow.log.append([person, member], MEMBER_ADDED, scope=scope)
    uow.commit()
    return written


def _born(change: Change) -> Person:
    """Give the person a birth makes: one without an id is always born."""
    if not isinstance(change, Born) or not isinstance(change.record, Person):
        raise TypeError(change)
    return change.record


def _parents(uow: UnitOfWork, draft: BirthDraft, born_on: "date | None") -> tuple[RecordId, ...]:
    said = [one for one in (draft.mother, draft.father) if one]
    if len(set(said)) < len(said):
        raise InvalidRecordError({"father": N_("Mother and father are two people.")})
    for parent, person in uow.records.many(Person, said).items():
        if born_on and person.born_on and person.born_on >= born_on:
            where = "mother" if parent == draft.mother else "father"
            raise InvalidRecordError({where: N_("The parent would be younger than the child.")})
    return tuple(said)


def _relation(members: "tuple[HouseholdPerson, ...]", parents: tuple[RecordId, ...]) -> str | None:
    """Tell what the child is to the head; not answered where no parent lives there."""
    found = (OF_CHILD.get(one.relation or "") for one in members if one.person in parents)
    return next((one for one in found if one), None)
