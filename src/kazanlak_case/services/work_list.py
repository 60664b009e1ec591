"""„Липсват 7 отговора“: what the funds ask for and nobody has answered; and filling a column for many at once."""

from collections.abc import Mapping
from dataclasses import dataclass

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.db.work.missing import Wanted
from kazanlak_case.db.work.rows import MissingRow
from kazanlak_case.domain.changes import Change, Written
from kazanlak_case.domain.consent_errors import FrozenCardError
from kazanlak_case.domain.errors import InvalidRecordError
from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.records import RECORDS, spec_of
from kazanlak_case.domain.rules.rights import Action
from kazanlak_case.domain.rules.sight import NAME
from kazanlak_case.i18n import N_
from kazanlak_case.services.participation import prepare_answers, prepare_situation
from kazanlak_case.services.people import prepare_person
from kazanlak_case.services.wanted_answers import Need, wanted_of
from kazanlak_case.services.writing import append_by_scope, prepare_edit

FILLED = "answers_filled"


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingColumn:
    """One answer and for how many people it is missing. `label` is English, as the field declares it."""

    record: str
    field: str
    label: str
    need: Need
    count: int


def missing(uow: UnitOfWork) -> list[MissingColumn]:
    """List the answers that are missing for somebody, those the indicators need first, in the order of the card."""
    wanted = wanted_of(uow)
    counts = uow.work.missing.counts(one.wanted for one in wanted)
    columns = [
        MissingColumn(
            record=one.wanted.record,
            field=one.wanted.field,
            label=spec_of(one.wanted.record, one.wanted.field).label,
            need=one.need,
            count=counts[one.wanted.record, one.wanted.field],
        )
        for one in wanted
    ]
    return [column for column in columns if column.count]


def missing_people(
    uow: UnitOfWork, record: str, field: str, *, limit: int = 200
) -> list[MissingRow]:
    """List who lacks an answer, by name; `key` of each is what `fill` takes.

    Raises:
        KeyError: This answer is not asked.
        NotAllowedError: It is not for the user's post.
    """
    wanted = _wanted(uow, record, field)
    uow.sight.require(NAME)
    return uow.sight.shown_all(uow.work.missing.people(wanted, limit=limit))


def fill(uow: UnitOfWork, record: str, field: str, answers: Mapping[RecordId, Value]) -> Written:
    """Fill one column for many people as one intention; a key left empty stays not answered.

    Sensitive answers of people nobody has asked yet make the record they stand in.

    Raises:
        InvalidRecordError: An answer is not well; `problems` is by key here, and none was written.
        KeyError: This answer is not asked.
        NotAllowedError: It is not for the user's post.
    """
    wanted = _wanted(uow, record, field)
    changes: list[tuple[str, Change]] = []
    problems: dict[str, str] = {}
    for key, answer in answers.items():
        if answer is None or answer == "":
            continue
        try:
            scope = uow.records.scope_of(_keyed_by(record), key)
            changes.append((scope, _change(uow, wanted, key, answer)))
        except InvalidRecordError as error:
            problems[key] = next(iter(error.problems.values()))
        except FrozenCardError:
            problems[key] = N_("The card is signed: correct it on the page of the person.")
    if problems:
        raise InvalidRecordError(problems)
    written = append_by_scope(uow, changes, FILLED)
    uow.commit()
    return written


def _change(uow: UnitOfWork, wanted: Wanted, key: RecordId, answer: Value) -> Change:
    if wanted.record == "vulnerability":
        return prepare_answers(uow, key, {wanted.field: answer})
    if wanted.record == "person":
        return prepare_person(uow, key, {wanted.field: answer})
    if wanted.record == "participation":
        return prepare_situation(uow, key, {wanted.field: answer})
    return prepare_edit(uow, RECORDS[wanted.record], key, {wanted.field: answer})


def _keyed_by(record: str) -> str:
    """Name the record type an answer's key belongs to: sensitive answers are given for the participation."""
    return "participation" if record == "vulnerability" else record


def _wanted(uow: UnitOfWork, record: str, field: str) -> Wanted:
    for one in wanted_of(uow):
        if (one.wanted.record, one.wanted.field) == (record, field):
            return one.wanted
    spec_of(record, field)
    uow.sight.require(f"{record}.{field}", action=Action.WRITE)
    raise KeyError(f"{record}.{field}")
