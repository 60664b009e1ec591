"""What waits for a person to decide: how much of each kind, and the bare list of differing places."""

from dataclasses import dataclass, replace

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Conflict
from kazanlak_case.domain.records import RECORDS
from kazanlak_case.services.duplicates import may_compare, pairs_at_a_glance
from kazanlak_case.services.findings import finding_count
from kazanlak_case.services.history import may_see
from kazanlak_case.services.labels import label_is_seen


@dataclass(frozen=True, slots=True)
class QuestionCounts:
    """How much waits, by where it is answered."""

    conflicts: int
    duplicates: int
    findings: int


def question_counts(uow: UnitOfWork) -> QuestionCounts:
    """Count what waits, as far as the user may see it."""
    return QuestionCounts(conflict_count(uow), pair_count(uow), finding_count(uow))


def conflict_count(uow: UnitOfWork) -> int:
    """Count the places that differ and that the user may see."""
    counts = uow.disagreements.counts()
    return sum(
        count for (record, field), count in counts.items() if may_see(uow, record, field or None)
    )


def pair_count(uow: UnitOfWork) -> int:
    """Count the people who are surely here twice, for who may see what they are compared by."""
    return len(pairs_at_a_glance(uow)) if may_compare(uow) else 0


def open_conflicts(uow: UnitOfWork) -> list[Conflict]:
    """List the places where people wrote different things; fields this user may not see are left out.

    The fields of a deleted record ask nothing: whoever deleted it had seen them.
    """
    return [
        conflict if label_is_seen(uow, conflict.record) else replace(conflict, label="")
        for conflict in uow.history.conflicts()
        if may_see(uow, conflict.record, conflict.field or None) and _stands(uow, conflict)
    ]


def _stands(uow: UnitOfWork, conflict: Conflict) -> bool:
    is_known = conflict.field and conflict.record in RECORDS
    return not is_known or uow.records.is_visible(conflict.record, conflict.id)
