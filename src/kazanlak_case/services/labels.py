"""Name a record in a few words, for whoever points to it."""

from collections.abc import Iterable

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.fields import Record, RecordId, record_type
from kazanlak_case.domain.records import RECORDS
from kazanlak_case.domain.records.participation import Participation
from kazanlak_case.domain.rules.sight import NAME


def label_of(uow: UnitOfWork, record: Record) -> str:
    """Name a record by what people know it by, as far as the user may see it: a name, a number, else nothing."""
    seen = uow.sight.shown(record)
    for name in ("name", "number", "code"):
        label = getattr(seen, name, None)
        if label:
            return str(label)
    return ""


_LABELLED_BY = {
    "case": f"case.number {NAME}",
    "household": "household.name",
    "assessment": f"assessment.number {NAME}",
    "attachment": f"attachment.number {NAME}",
    "intake": f"intake.number {NAME}",
    "issued_document": f"issued_document.number {NAME}",
    "partner": "partner.name",
    "plan": f"plan.number {NAME}",
    "plan_review": f"plan_review.number {NAME}",
    "questionnaire": "questionnaire.code",
    "residence": "household.name",
    "referral": f"referral.number {NAME}",
    "signal": f"signal.number {NAME}",
    "site": "site.name site.code",
    "staff_member": "staff_member.given_name staff_member.family_name",
}
"""The fields a label comes from, where it is not a person's name."""


def label_is_seen(uow: UnitOfWork, record: str) -> bool:
    """Tell whether the user may see what a record of a type is called: most go by the name of their person."""
    return uow.sight.sees(_LABELLED_BY.get(record, NAME))


def names_of_all(uow: UnitOfWork, cls: type[Record]) -> dict[RecordId, str]:
    """Name every record of a small type; none for who may not see what they are called."""
    if not label_is_seen(uow, record_type(cls)):
        return {}
    found: list[Record] = uow.records.all(cls)
    return {one.id: label_of(uow, one) for one in found}


def labels_of(uow: UnitOfWork, name: str, ids: Iterable[RecordId]) -> dict[RecordId, str]:
    """Name several records of one type; a participation goes by its person's name."""
    found: dict[RecordId, Record] = uow.records.many(RECORDS[name], ids)
    if name != "participation":
        return {one: label_of(uow, record) for one, record in found.items()}
    people = {
        one: record.person for one, record in found.items() if isinstance(record, Participation)
    }
    names = labels_of(uow, "person", people.values())
    return {one: names.get(person, "") for one, person in people.items()}
