"""Name a record in a few words, for whoever points to it."""

from collections.abc import Iterable

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.fields import Record, RecordId
from kazanlak_case.domain.records import RECORDS
from kazanlak_case.domain.records.participation import Participation


def label_of(record: Record) -> str:
    """Name a record by what people know it by: a name, a number, else nothing."""
    for name in ("name", "number", "code"):
        label = getattr(record, name, None)
        if label:
            return str(label)
    return ""


def labels_of(uow: UnitOfWork, name: str, ids: Iterable[RecordId]) -> dict[RecordId, str]:
    """Name several records of one type; a participation goes by its person's name."""
    found: dict[RecordId, Record] = uow.records.many(RECORDS[name], ids)
    if name != "participation":
        return {one: label_of(record) for one, record in found.items()}
    people = {
        one: record.person for one, record in found.items() if isinstance(record, Participation)
    }
    names = labels_of(uow, "person", people.values())
    return {one: names.get(person, "") for one, person in people.items()}
