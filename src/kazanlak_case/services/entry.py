"""A new person at entry: who is here already, with reasons, and that somebody was found to be another."""

from collections.abc import Collection, Mapping

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Born, Change, Written
from kazanlak_case.domain.duplicates import DuplicatePair
from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.rules.numbers import NO_NUMBER, check_number
from kazanlak_case.services.duplicates import like
from kazanlak_case.services.intakes import prepare_intake
from kazanlak_case.services.joining import tell_apart
from kazanlak_case.services.people import MADE, prepare_person, tidied
from kazanlak_case.services.writing import joined

_COMPARED = (
    "given_name",
    "middle_name",
    "family_name",
    "sex",
    "born_on",
    "id_type",
    "national_id",
    "settlement",
    "address",
    "phone",
)


def already_here(
    uow: UnitOfWork, typed: Mapping[str, Value], passed_over: Collection[RecordId] = ()
) -> list[DuplicatePair]:
    """List who may be the person that is being typed; the draft comes first in each pair.

    A number that is not whole yet says nothing, and does not make two people of one.
    """
    values = tidied(typed, uow.today)
    seen = uow.sight.fields("person")
    values = {name: value for name, value in values.items() if name in seen}
    known = {name: values.get(name) for name in _COMPARED if values.get(name) is not None}
    number, kind = known.get("national_id"), known.get("id_type")
    if number and not check_number(str(kind), str(number), today=uow.today).ok:
        known |= {"national_id": None, "id_type": NO_NUMBER}
    draft = Person(id=uow.new_id(), **known)  # type: ignore[arg-type]  # values by field name
    return [pair for pair in like(uow, draft) if pair.second.id not in passed_over]


def save_new_person(
    uow: UnitOfWork,
    values: Mapping[str, Value],
    different_from: Collection[RecordId] = (),
    *,
    intake: Mapping[str, Value] | None = None,
) -> Written:
    """Save a new person with how they came, and remember of whom it was said at entry that they are somebody else.

    Who is known by a neighbour's word only has no number yet, and need not say so.

    Raises:
        InvalidRecordError: Something typed is not well.
    """
    typed = dict(values) if values.get("national_id") else {**values, "id_type": NO_NUMBER}
    born = prepare_person(uow, None, typed)
    changes: list[Change] = [born]
    person = born.record.id if isinstance(born, Born) else born.id
    if intake:
        changes += prepare_intake(uow, {**intake, "person": person}, beside=[person])
    written = uow.log.append(changes, MADE)
    uow.commit()
    decided = [
        tell_apart(uow, person, other)
        for other in sorted(different_from)
        if uow.records.is_visible("person", other)
    ]
    return joined([written, *decided])
