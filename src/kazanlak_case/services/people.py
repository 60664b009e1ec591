"""People: save and delete a person, and warn of one who may be here already."""

from collections.abc import Mapping
from datetime import date

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Born, Edited, Written
from kazanlak_case.domain.errors import InvalidRecordError
from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.rules.names import tidy_name
from kazanlak_case.domain.rules.numbers import CHECKED_TYPES, compact_number
from kazanlak_case.domain.rules.whole import known_from_number
from kazanlak_case.i18n import N_
from kazanlak_case.services.checking import cleaned, problems_of, values_of
from kazanlak_case.services.records import delete_record
from kazanlak_case.services.writing import prepare_birth, prepare_edit

MADE, CHANGED, DELETED = "person_made", "person_changed", "person_deleted"

_NAMES = ("given_name", "middle_name", "family_name")


def tidied(values: Mapping[str, Value], today: date) -> dict[str, Value]:
    """Bring a person's typed values into the shape they are kept in.

    Names lose stray spaces and look-alike letters, a number what stood between its digits; and what a valid ЕГН says of
    birth date and sex fills those fields when they are empty.
    """
    tidy = cleaned(Person, values)
    tidy |= {name: tidy_name(str(tidy[name])) for name in _NAMES if tidy.get(name)}
    if tidy.get("national_id"):
        tidy["national_id"] = compact_number(str(tidy["national_id"]))
    return tidy | known_from_number(tidy, today)


def person_problems(values: Mapping[str, Value], today: date) -> dict[str, str]:
    """List what is wrong with a whole person as typed: field name to English message."""
    return problems_of(Person, tidied(values, today), today)


def save_person(
    uow: UnitOfWork, person_id: RecordId | None, values: Mapping[str, Value]
) -> Written:
    """Save a new person (no id) or what differs in one who stands.

    Raises:
        InvalidRecordError: Something typed is not well; the problems are named field by field.
        RecordMissingError: The person is not there, or was deleted.
    """
    change = prepare_person(uow, person_id, values)
    written = uow.log.append([change], CHANGED if person_id else MADE)
    uow.commit()
    return written


def prepare_person(
    uow: UnitOfWork, person_id: RecordId | None, values: Mapping[str, Value]
) -> Born | Edited:
    """Check a person as typed and make the change of it; nothing is written yet.

    Raises:
        InvalidRecordError: As `save_person` says.
    """
    standing = values_of(uow.records.get(Person, person_id)) if person_id else {}
    tidy = tidied({**standing, **values}, uow.today)
    change = (
        prepare_edit(uow, Person, person_id, tidy)
        if person_id
        else prepare_birth(uow, Person, tidy)
    )
    is_new_number = any(tidy.get(name) != standing.get(name) for name in ("national_id", "id_type"))
    if is_new_number and _is_taken(uow, person_id, tidy):
        raise InvalidRecordError(
            {"national_id": N_("Somebody with this number is in the file already.")}
        )
    return change


def _is_taken(uow: UnitOfWork, person_id: RecordId | None, values: Mapping[str, Value]) -> bool:
    """Tell whether another person has the number: the same ЕГН or ЛНЧ is the same person (domain.md, section 4)."""
    kind, number = values.get("id_type"), values.get("national_id")
    if kind not in CHECKED_TYPES or not number:
        return False
    others = uow.records.find(Person, id_type=kind, national_id=number)
    return any(other.id != person_id for other in others)


def delete_person(uow: UnitOfWork, person_id: RecordId) -> Written:
    """Hide a person written by mistake; history keeps everything.

    Raises:
        RecordInUseError: Visits, cases or other records point to the person.
        RecordMissingError: The person is not there, or was deleted before.
    """
    return delete_record(uow, Person, person_id, what=DELETED)
