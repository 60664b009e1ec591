"""Say what joining two people would do, field by field and link by link, before anything is written."""

from collections.abc import Iterator
from dataclasses import dataclass

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.db.work.rows import Link
from kazanlak_case.domain.errors import RecordMissingError
from kazanlak_case.domain.fields import RecordId, specs_of
from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.household import HouseholdMember
from kazanlak_case.domain.records.participation import Participation
from kazanlak_case.domain.records.person import Person
from kazanlak_case.services.household_people import lives_there
from kazanlak_case.services.joining_fields import FieldChoice, choices_of, is_valid_number


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """Something to know before joining. Codes: two_numbers, two_open_cases, two_participations, born_apart, two_sexes.

    Attributes:
        must_confirm: Joining is refused until somebody says that they know.
        texts: What stands on each side: numbers of cases, numbers of persons.
    """

    code: str
    must_confirm: bool = False
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class JoiningPlan:
    """What joining would do.

    Attributes:
        kept: The record that stays; the one with more behind it, so that least is moved.
        former: The record that is hidden; its id is kept for ever.
        is_across: They are of two houses: nothing is moved, each house keeps its record and knows of the other.
        moves: The links of the former that go to the kept, each in its scope.
        doubled: Memberships both have in one household: the former's go, the kept's takes what it lacks.
    """

    kept: Person
    former: Person
    kept_site: str
    former_site: str
    fields: tuple[FieldChoice, ...]
    moves: tuple[Link, ...]
    doubled: tuple[tuple[HouseholdMember, HouseholdMember], ...]
    objections: tuple[Objection, ...]

    @property
    def is_across(self) -> bool:
        """Whether the two are of two houses."""
        return self.kept_site != self.former_site

    @property
    def must_confirm(self) -> bool:
        """Whether somebody has to say that they know what stands against it."""
        return any(one.must_confirm for one in self.objections)

    def counts(self) -> dict[str, int]:
        """Count what is moved, by record type."""
        found: dict[str, int] = {}
        for link in self.moves:
            found[link.record] = found.get(link.record, 0) + 1
        return found


def plan_joining(
    uow: UnitOfWork, one: RecordId, other: RecordId, *, keeping: RecordId | None = None
) -> JoiningPlan:
    """Say what joining two people would do; nothing is written.

    Args:
        uow: The unit of work.
        one: One of them.
        other: The other one.
        keeping: Which of them stays; without it the one that has more behind it, then the older.

    Raises:
        NotAllowedError: The user may not see every field of a person: all of them are laid side by side.
        RecordMissingError: One of them is not there, or they are one already.
    """
    uow.sight.require(*(f"person.{spec.name}" for spec in specs_of(Person)))
    if one == other:
        raise RecordMissingError(id=other)
    links = {
        whose: [link for link in uow.work.joined.links_to([whose]) if link.target == whose]
        for whose in (one, other)
    }
    first = keeping or min((one, other), key=lambda whose: (-len(links[whose]), whose))
    kept, former = (uow.records.get(Person, id_) for id_ in (first, other if first == one else one))
    for person in (kept, former):
        if not uow.records.is_visible("person", person.id):
            raise RecordMissingError(id=person.id)
    doubled = tuple(_doubled(uow, kept.id, former.id))
    stays = {member.id for _, member in doubled}
    return JoiningPlan(
        kept=kept,
        former=former,
        kept_site=uow.records.scope_of("person", kept.id),
        former_site=uow.records.scope_of("person", former.id),
        fields=tuple(choices_of(uow, kept, former)),
        moves=tuple(link for link in links[former.id] if link.id not in stays),
        doubled=doubled,
        objections=tuple(_objections(uow, kept, former)),
    )


def _doubled(
    uow: UnitOfWork, kept: RecordId, former: RecordId
) -> Iterator[tuple[HouseholdMember, HouseholdMember]]:
    """Find where both live in one household today: one person lives there once."""
    own = {
        one.household: one
        for one in uow.records.find(HouseholdMember, person=kept)
        if lives_there(one, uow.today)
    }
    for other in uow.records.find(HouseholdMember, person=former):
        if lives_there(other, uow.today) and other.household in own:
            yield own[other.household], other


def _objections(uow: UnitOfWork, kept: Person, former: Person) -> Iterator[Objection]:
    """Tell what speaks against joining, or will have to be mended after it."""
    numbers = [(one.national_id, one.id_type, one.national_id_reason) for one in (kept, former)]
    if all(is_valid_number(one, uow.today) for one in numbers) and numbers[0] != numbers[1]:
        texts = tuple(str(one[0]) for one in numbers)
        yield Objection(code="two_numbers", must_confirm=True, texts=texts)
    if kept.born_on and former.born_on and kept.born_on != former.born_on:
        yield Objection(code="born_apart")
    if kept.sex and former.sex and kept.sex != former.sex:
        yield Objection(code="two_sexes")
    if uow.records.scope_of("person", kept.id) != uow.records.scope_of("person", former.id):
        return  # each house goes on with what it has
    if not uow.sight.sees("case.number", "participation.operation"):
        return
    cases = [
        [one for one in uow.records.find(Case, person=person.id) if one.closed_on is None]
        for person in (kept, former)
    ]
    if all(cases):
        numbers_of = tuple(one.number or "" for some in cases for one in some)
        yield Objection(code="two_open_cases", texts=numbers_of)
    operations = [
        {one.operation for one in uow.records.find(Participation, person=person.id)}
        for person in (kept, former)
    ]
    if operations[0] & operations[1]:
        yield Objection(code="two_participations")
