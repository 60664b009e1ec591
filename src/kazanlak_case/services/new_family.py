"""A new family as it is told at the door: household, members, ties and how they came, as one intention."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Born, Change, Written
from kazanlak_case.domain.errors import InvalidRecordError, RecordMissingError
from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.records.household import Household, HouseholdMember
from kazanlak_case.domain.records.kinship import Kinship
from kazanlak_case.domain.rules.kin import KEPT_AS
from kazanlak_case.domain.rules.numbers import NO_NUMBER
from kazanlak_case.domain.rules.rights import Action
from kazanlak_case.i18n import N_
from kazanlak_case.services.household_people import HEAD
from kazanlak_case.services.intakes import prepare_intake
from kazanlak_case.services.joining import tell_apart
from kazanlak_case.services.kinship import TieDraft, prepare_tie
from kazanlak_case.services.people import prepare_person
from kazanlak_case.services.suggested_ties import OF_HEAD, OF_SPOUSE
from kazanlak_case.services.writing import joined, prepare_birth

MADE = "family_made"
SPOUSE = "spouse"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMember:
    """One row of a family.

    Attributes:
        values: Fields of the person, as typed.
        is_known: Who it is, where they are in the file already: then nothing is written of them but the membership.
        different_from: Of whom it was said that they are somebody else.
    """

    relation: str | None
    values: Mapping[str, Value] = field(default_factory=dict)
    is_known: RecordId | None = None
    different_from: frozenset[RecordId] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFamily:
    """A family as it is being typed; the first member is its head."""

    household: Mapping[str, Value]
    members: Sequence[NewMember]
    since: date | None = None
    intake: Mapping[str, Value] = field(default_factory=dict)


class InvalidRowsError(InvalidRecordError):
    """Some rows are not well; the problems are named by row and field, as “2.national_id”."""


def save_family(uow: UnitOfWork, family: NewFamily) -> Written:
    """Write a family down: the people who are not in the file yet, the household, who lives there and who is who.

    Raises:
        InvalidRowsError: Something typed is not well; nothing was written.
        NotAllowedError: The user's post does not write such records.
        RecordMissingError: Somebody who was said to be in the file is not there any more.
    """
    _require_rows(family)
    born, people = _people(uow, family)
    household = prepare_birth(uow, Household, _household(family, born))
    changes: list[Change] = [*born.values(), household]
    beside = [*people, household.record.id]
    for person, member in zip(people, family.members, strict=True):
        values: dict[str, Value] = {
            "household": household.record.id,
            "person": person,
            "relation": member.relation,
            "since": family.since,
        }
        changes.append(prepare_birth(uow, HouseholdMember, values, beside=beside))
    changes += _ties(uow, family, people)
    if told := {name: value for name, value in family.intake.items() if value}:
        changes += prepare_intake(uow, {**told, "person": people[0]}, beside=people)
    # Who is known already decides where the family belongs: the municipality may write it for a house.
    known = next((one.is_known for one in family.members if one.is_known), None)
    scope = uow.records.scope_of("person", known) if known else uow.site
    written = uow.log.append(changes, MADE, scope=scope)
    uow.commit()
    return joined([written, *_told_apart(uow, family, people)])


def _require_rows(family: NewFamily) -> None:
    heads = [at for at, one in enumerate(family.members) if one.relation == HEAD]
    if heads != [0]:
        raise InvalidRowsError({"0.relation": N_("A household has one head.")})
    known = [one.is_known for one in family.members if one.is_known]
    numbers = [one.values.get("national_id") for one in family.members]
    for at, one in enumerate(family.members):
        if one.is_known and known.count(one.is_known) > 1:
            raise InvalidRowsError({f"{at}.given_name": N_("The same person stands here twice.")})
        number = one.values.get("national_id")
        if number and not one.is_known and numbers.count(number) > 1:
            raise InvalidRowsError({f"{at}.national_id": N_("This number stands here twice.")})


def _people(
    uow: UnitOfWork, family: NewFamily
) -> tuple[dict[RecordId, Born], tuple[RecordId, ...]]:
    """Make the births of those who are new; give all people in the order of the rows."""
    born: dict[RecordId, Born] = {}
    people: list[RecordId] = []
    problems: dict[str, str] = {}
    for at, one in enumerate(family.members):
        if one.is_known:
            if not uow.records.is_visible("person", one.is_known):
                raise RecordMissingError(id=one.is_known)
            people.append(one.is_known)
            continue
        typed = {"id_type": NO_NUMBER, **_where(family), **one.values}
        try:
            change = prepare_person(uow, None, typed)
        except InvalidRecordError as error:
            problems |= {f"{at}.{name}": text for name, text in error.problems.items()}
            continue
        if isinstance(change, Born):
            born[change.record.id] = change
            people.append(change.record.id)
    if problems:
        raise InvalidRowsError(problems)
    return born, tuple(people)


def _where(family: NewFamily) -> dict[str, Value]:
    """Give all members the address of the household: it is asked for once."""
    return {name: family.household.get(name) for name in ("settlement", "address")}


def _household(family: NewFamily, born: Mapping[RecordId, Born]) -> dict[str, Value]:
    """Name the household, by its head where nobody did."""
    values = dict(family.household)
    if not values.get("name"):
        head = next(iter(born.values()), None)
        values["name"] = getattr(head.record, "name", "") if head else ""
    return values


def _ties(uow: UnitOfWork, family: NewFamily, people: tuple[RecordId, ...]) -> Iterator[Born]:
    """Make the ties that follow from what the members are to the head, and to the head's only spouse."""
    if not uow.sight.sees("kinship.relation", action=Action.WRITE):
        return
    known = {one.is_known for one in family.members if one.is_known}
    spouses = [
        person for person, one in zip(people, family.members, strict=True) if one.relation == SPOUSE
    ]
    ends = [(people[0], OF_HEAD), *([(spouses[0], OF_SPOUSE)] if len(spouses) == 1 else [])]
    for end, follows in ends:
        for person, one in zip(people, family.members, strict=True):
            relation = follows.get(one.relation or "")
            if relation is None or person == end:
                continue
            draft = TieDraft(person=end, other=person, relation=relation)
            if {person, end} <= known:
                yield from _tie_of_known(uow, draft)
            else:
                yield _tie(uow, draft, people)


def _tie(uow: UnitOfWork, draft: TieDraft, beside: Sequence[RecordId]) -> Born:
    """Make a tie the way it is kept: said of the younger end."""
    kept = KEPT_AS.get(draft.relation)
    values: dict[str, Value] = {
        "person": draft.other if kept else draft.person,
        "relative": draft.person if kept else draft.other,
        "relation": kept or draft.relation,
    }
    return prepare_birth(uow, Kinship, values, beside=beside)


def _tie_of_known(uow: UnitOfWork, draft: TieDraft) -> Iterator[Born]:
    """Tie two who were in the file before, unless that is written already or cannot be."""
    try:
        yield prepare_tie(uow, draft)
    except InvalidRecordError:
        return


def _told_apart(
    uow: UnitOfWork, family: NewFamily, people: tuple[RecordId, ...]
) -> Iterator[Written]:
    for person, one in zip(people, family.members, strict=True):
        for other in sorted(one.different_from):
            if not one.is_known and uow.records.is_visible("person", other):
                yield tell_apart(uow, person, other)
