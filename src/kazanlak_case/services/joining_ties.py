"""What of the moved links of a joined person would say nothing any more, or say the same twice."""

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.db.work.rows import Link
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.kinship import Kinship
from kazanlak_case.domain.records.service_entry import ServiceEntry, ServicePerson


def vanishes(uow: UnitOfWork, link: Link, kept: RecordId, former: RecordId) -> bool:
    """Tell whether a link is to go instead of being moved: nobody is their own parent, or at a visit twice."""
    if link.record == "kinship":
        return _is_idle_tie(uow, link, kept, former)
    if link.record == "service_person":
        return _is_there_already(uow, link, kept, former)
    return False


def _is_idle_tie(uow: UnitOfWork, link: Link, kept: RecordId, former: RecordId) -> bool:
    tie = uow.records.get(Kinship, link.id)
    others_field = "relative" if link.field == "person" else "person"
    other: RecordId = getattr(tie, others_field)
    if other in {kept, former}:
        return True
    mine = {link.field: kept, others_field: other, "relation": tie.relation}
    return any(one.until == tie.until for one in uow.records.find(Kinship, **mine))


def _is_there_already(uow: UnitOfWork, link: Link, kept: RecordId, former: RecordId) -> bool:
    there = uow.records.get(ServicePerson, link.id)
    entry = uow.records.get(ServiceEntry, there.service_entry)
    named = uow.records.find(ServicePerson, service_entry=entry.id, person=kept)
    return entry.person in {kept, former} or bool(named)
