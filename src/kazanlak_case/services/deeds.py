"""Who read and changed what, for those who may look through it; and how the record of readings stands."""

from dataclasses import replace

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.readings import Deed, DeedFilter, ReadingsState
from kazanlak_case.domain.records import User
from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.services.labels import label_is_seen
from kazanlak_case.services.whose import whose

PAGE = 200


def deeds(
    uow: UnitOfWork,
    wanted: DeedFilter | None = None,
    *,
    after: Deed | None = None,
    limit: int = PAGE,
) -> list[Deed]:
    """List what was read, taken out and changed, the newest first; names only for who may see them.

    Raises:
        NotAllowedError: The user's post does not look through it.
    """
    uow.require(Act.SEE_READINGS)
    return [
        one if label_is_seen(uow, one.record) else replace(one, about="")
        for one in uow.deeds.page(wanted or DeedFilter(), after, limit=limit)
    ]


def state_of_readings(uow: UnitOfWork) -> ReadingsState:
    """Check the whole record of readings.

    Raises:
        NotAllowedError: The user's post does not look through it.
    """
    uow.require(Act.SEE_READINGS)
    return uow.readings.check()


def users_by_name(uow: UnitOfWork) -> dict[RecordId, str]:
    """Name everybody who has or had access, in order.

    Raises:
        NotAllowedError: The user's post does not look through it.
    """
    uow.require(Act.SEE_READINGS)
    users = {one.id: one.display_name or one.name for one in uow.records.find(User)}
    return dict(sorted(users.items(), key=lambda one: one[1].casefold()))


def person_behind(uow: UnitOfWork, record: str, record_id: RecordId) -> RecordId | None:
    """Find the person whose page shows what a deed concerns; None where there is nobody to be seen.

    Raises:
        NotAllowedError: The user's post does not look through it.
    """
    uow.require(Act.SEE_READINGS)
    return whose(uow, record, record_id).person
