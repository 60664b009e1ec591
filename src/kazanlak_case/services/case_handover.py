"""All the work of somebody who leaves or is ill, handed to others in one step: cases, tasks, actions of plans."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.db.work.team import LedCase
from kazanlak_case.domain.changes import Change, Written
from kazanlak_case.domain.errors import InvalidRecordError, RecordMissingError
from kazanlak_case.domain.fields import Record, RecordId
from kazanlak_case.domain.person_errors import RestrictedError
from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.office import StaffMember
from kazanlak_case.domain.records.plan import PlanAction
from kazanlak_case.domain.records.task import Task
from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.domain.transfer_errors import TransferredAwayError
from kazanlak_case.i18n import N_
from kazanlak_case.services.team import NEEDED, RISKS
from kazanlak_case.services.writing import append_by_scope, prepare_edit

HANDED_OVER = "cases_handed_over"

WEIGHT = {"urgent": 4, "high": 3, "medium": 2, "low": 1}
"""How much a case weighs when several share the work; one of which nothing was said weighs as a medium one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedCase:
    """One case and who would lead it from now on."""

    case: LedCase
    to: RecordId


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverPlan:
    """What would change: the cases one by one, open tasks and actions of plans as numbers. Nothing is written yet."""

    staff_member: RecordId
    cases: tuple[HandedCase, ...]
    tasks: int
    actions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """A colleague who may take cases over, with what they lead already."""

    staff_member: RecordId
    name: str
    role: str | None
    cases: int


def receivers_of(uow: UnitOfWork, staff_member: RecordId) -> tuple[Receiver, ...]:
    """List the colleagues of somebody, of the same house where that is known, those who lead cases first, and of them those who lead least.

    Raises:
        NotAllowedError: The user does not lead others.
    """
    uow.require(Act.SUPERVISE)
    uow.sight.require(NEEDED)
    staff = {one.id: uow.sight.shown(one) for one in uow.records.all(StaffMember)}
    site = staff[staff_member].site if staff_member in staff else None
    cases = Counter(one.leader for one in uow.work.team.open_cases())
    found = [
        Receiver(staff_member=one.id, name=one.name, role=one.role, cases=cases[one.id])
        for one in staff.values()
        if one.id != staff_member and (site is None or one.site == site)
    ]
    return tuple(sorted(found, key=lambda one: (one.cases == 0, one.cases, one.name)))


def hand_over_plan(
    uow: UnitOfWork, staff_member: RecordId, receivers: Sequence[RecordId]
) -> HandOverPlan:
    """Share the open cases of somebody among others, so that who carries least is given next.

    Raises:
        NotAllowedError: The user does not lead others.
        InvalidRecordError: Nobody was named to receive them.
    """
    uow.require(Act.SUPERVISE)
    uow.sight.require(NEEDED)
    others = [one for one in dict.fromkeys(receivers) if one != staff_member]
    if not others:
        raise InvalidRecordError({"leader": N_("Please choose who takes the cases over.")})
    every = uow.sight.shown_all(uow.work.team.open_cases())
    return HandOverPlan(
        staff_member=staff_member,
        cases=_shared(every, staff_member, others),
        tasks=len(uow.work.team.tasks_of(staff_member)),
        actions=len(uow.work.team.actions_of(staff_member)),
    )


def hand_over_cases(
    uow: UnitOfWork, staff_member: RecordId, leaders: Mapping[RecordId, RecordId], rest: RecordId
) -> Written:
    """Give the cases their new leaders; tasks and actions follow their case, all others go to `rest`.

    One changeset a scope; taking it back gives everything back. What may not be written any more, because the case went
    to another house or the data are restricted, stays as it is.

    Raises:
        NotAllowedError: The user does not lead others, or does not write cases.
        InvalidRecordError: Somebody named is not in the file.
    """
    uow.require(Act.SUPERVISE)
    # cases whose leader was somebody else meanwhile are left alone
    own = {one.id for one in uow.work.team.open_cases() if one.leader == staff_member}
    wanted: list[tuple[type[Record], RecordId, str, RecordId]] = [
        (Case, case, "leader", to) for case, to in leaders.items() if case in own
    ]
    wanted += [
        (Task, task, "assigned_to", leaders.get(case, rest) if case else rest)
        for task, case in uow.work.team.tasks_of(staff_member)
    ]
    wanted += [
        (PlanAction, action, "owner", leaders.get(case, rest))
        for action, case in uow.work.team.actions_of(staff_member)
    ]
    changes = [_change(uow, *one) for one in wanted]
    written = append_by_scope(uow, [one for one in changes if one is not None], HANDED_OVER)
    uow.commit()
    return written


def _change(
    uow: UnitOfWork, cls: type[Record], record_id: RecordId, field: str, to: RecordId
) -> tuple[str, Change] | None:
    try:
        change = prepare_edit(uow, cls, record_id, {field: to})
    except (TransferredAwayError, RestrictedError, RecordMissingError):
        return None
    return uow.records.scope_of(change.type, record_id), change


def _shared(
    every: list[LedCase], staff_member: RecordId, others: list[RecordId]
) -> tuple[HandedCase, ...]:
    """Give the heaviest case to who carries least, and so on."""
    load = {one: sum(_weight(case) for case in every if case.leader == one) for one in others}
    own = [one for one in every if one.leader == staff_member]
    own.sort(key=lambda one: (-_weight(one), one.number or "", one.id))
    shared = []
    for case in own:
        to = min(others, key=lambda one: (load[one], others.index(one)))
        load[to] += _weight(case)
        shared.append(HandedCase(case=case, to=to))
    return tuple(shared)


def _weight(case: LedCase) -> int:
    return WEIGHT.get(case.priority or "", WEIGHT[RISKS[2]])
