"""What the day of a person's death forbids: nothing is done for anybody after it."""

from collections.abc import Mapping
from datetime import date

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.fields import Record, RecordId, Value
from kazanlak_case.domain.records.service_entry import ServiceEntry
from kazanlak_case.i18n import N_


def after_death(uow: UnitOfWork, cls: type[Record], values: Mapping[str, Value]) -> dict[str, str]:
    """Find a visit dated after the death of whom it is for: field name to English message."""
    person, day = values.get("person"), values.get("provided_on")
    if cls is not ServiceEntry or not person or not isinstance(day, date):
        return {}
    died_on = uow.work.requests.died([RecordId(str(person))]).get(RecordId(str(person)))
    if died_on is None or day <= died_on:
        return {}
    return {"provided_on": N_("The person died before this day.")}
