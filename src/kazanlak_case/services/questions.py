"""What waits for a person to decide: how much of each kind, and the bare list of differing places."""

from dataclasses import dataclass

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Conflict
from kazanlak_case.domain.records import RECORDS
from kazanlak_case.services.duplicates import pairs_at_a_glance
from kazanlak_case.services.history import may_see


@dataclass(frozen=True, slots=True)
class QuestionCounts:
    """How much waits, by where it is answered."""

    conflicts: int
    duplicates: int
    findings: int


def question_counts(uow: UnitOfWork) -> QuestionCounts:
    """Count what waits."""
    return QuestionCounts(
        uow.disagreements.count(), len(pairs_at_a_glance(uow)), uow.findings.count()
    )


def open_conflicts(uow: UnitOfWork) -> list[Conflict]:
    """List the places where people wrote different things; fields this user may not see are left out.

    The fields of a deleted record ask nothing: whoever deleted it had seen them.
    """
    return [
        conflict
        for conflict in uow.history.conflicts()
        if may_see(uow, conflict.record, conflict.field or None) and _stands(uow, conflict)
    ]


def _stands(uow: UnitOfWork, conflict: Conflict) -> bool:
    is_known = conflict.field and conflict.record in RECORDS
    return not is_known or uow.records.is_visible(conflict.record, conflict.id)
