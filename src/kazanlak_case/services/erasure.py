"""Erase a person for good (GDPR art. 17; design.md, section 4): values gone from tables, log, search and later bundles."""

from dataclasses import dataclass, field

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Born, Change, Erased, Written
from kazanlak_case.domain.errors import RecordMissingError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.erasure_protocol import ErasureProtocol
from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.services.same_person import former_ids
from kazanlak_case.services.shared_visits import leave_to_others
from kazanlak_case.services.writing import joined

ERASED = "person_erased"


@dataclass(frozen=True, slots=True)
class ErasurePlan:
    """What an erasure would take, before anybody says yes.

    Attributes:
        records: By scope, each record that goes, as (type, id).
        counts: How many of each type.
        handed_over: By scope, what becomes of visits that concern others too: they stay with these.
    """

    records: dict[str, tuple[tuple[str, RecordId], ...]]
    counts: dict[str, int]
    handed_over: dict[str, tuple[Change, ...]] = field(default_factory=dict)


def plan_erasure(uow: UnitOfWork, person: RecordId) -> ErasurePlan:
    """Gather all that this file holds about a person, under former ids and in other houses too, hidden or not.

    Raises:
        RecordMissingError: There is no such person here, or not any more.
    """
    people = (person, *former_ids(uow, person))
    found = uow.records.about(people)
    if not any(record == ("person", person) for some in found.values() for record in some):
        raise RecordMissingError(id=person)
    found, handed_over = leave_to_others(uow, found, people)
    counts: dict[str, int] = {}
    for some in found.values():
        for record, _ in some:
            counts[record] = counts.get(record, 0) + 1
    return ErasurePlan({scope: tuple(some) for scope, some in found.items()}, counts, handed_over)


def erase_person(
    uow: UnitOfWork, plan: ErasurePlan, protocol: ErasureProtocol | None = None
) -> Written:
    """Erase what was planned, one changeset in each scope; it travels with the next bundles and cannot be undone.

    The protocol is born in the changeset of this file's own scope, if it has a part: whoever holds it has erased.

    A house has only its own scope; where the person went on in another house, the centre finds out and does the same.

    Raises:
        NotAllowedError: Only the heads may.
    """
    uow.require(Act.ERASE)
    first = uow.site if uow.site in plan.records else next(iter(plan.records))
    written = []
    for scope, records in plan.records.items():
        changes: list[Change] = list(plan.handed_over.get(scope, ()))
        changes += [Erased(record, one) for record, one in records]
        if protocol is not None and scope == first:
            changes.insert(0, Born(protocol))
        written.append(uow.log.append(changes, ERASED, scope=scope))
    uow.commit()
    return joined(written)
