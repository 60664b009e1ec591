"""Build people and cases and put them into a file, through the log, index and all."""

from datetime import date
from typing import Any

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Born
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records import Case, Person


def add_person(uow: UnitOfWork, name: str = "Мария Петрова Иванова", **values: Any) -> Person:
    """Write a person of one, two or three names; other fields by keyword."""
    given, *others = name.split()
    *middle, family = others or [None]
    person = Person(
        id=uow.new_id(),
        given_name=given,
        middle_name=" ".join(middle) or None,
        family_name=family,
        **values,
    )
    return _written(uow, person)


def add_case(uow: UnitOfWork, person: RecordId, number: str | None = None, **values: Any) -> Case:
    """Write a case of a person, opened on 3 January 2022 unless said otherwise."""
    values.setdefault("opened_on", date(2022, 1, 3))
    case = Case(id=uow.new_id(), person=person, number=number, **values)
    _written(uow, case)
    uow.search.refresh([bytes.fromhex(person)])
    return case


def _written(uow: UnitOfWork, record: Any) -> Any:
    uow.log.append([Born(record)], "test")
    if isinstance(record, Person):
        uow.search.refresh([bytes.fromhex(record.id)])
    return record
