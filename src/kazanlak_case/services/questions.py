"""What waits for a person to decide: places that two people filled differently, and people who may be here twice."""

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Conflict
from kazanlak_case.domain.records import RECORDS, spec_of
from kazanlak_case.domain.rules.rights import Action, can


def open_conflicts(uow: UnitOfWork) -> list[Conflict]:
    """List the places where people wrote different things; fields this user may not see are left out."""
    return [conflict for conflict in uow.history.conflicts() if _may_see(uow, conflict)]


def _may_see(uow: UnitOfWork, conflict: Conflict) -> bool:
    if not conflict.field or conflict.record not in RECORDS:
        return True
    try:
        privacy = spec_of(conflict.record, conflict.field).privacy
    except KeyError:  # a field of a newer version
        return True
    return can(uow.user, Action.SEE, privacy)
