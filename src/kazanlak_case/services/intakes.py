"""How somebody came: the request, the first look and what was decided. A short consultation needs no case."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Born, Change, Written
from kazanlak_case.domain.errors import RecordMissingError
from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.records.intake import Intake, IntakeRisks
from kazanlak_case.services.cases import prepare_case
from kazanlak_case.services.same_person import hidden_ids, person_now
from kazanlak_case.services.visits import open_case_of
from kazanlak_case.services.writing import prepare_birth, prepare_edit

WRITTEN, CHANGED = "intake_written", "intake_changed"

ONE_OFF, CASE, REDIRECTED = "one_off", "case", "redirected"
"""What may be decided: a consultation with neither case nor plan, a case, or to send them on to an institution."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeView:
    """One knock on the door; the risks only for those who may see such answers."""

    intake: Intake
    risks: IntakeRisks | None = None


def intake_defaults(uow: UnitOfWork, person: RecordId | None = None) -> dict[str, Value]:
    """Begin an intake: received today, written by whoever is signed in."""
    return {"person": person, "received_on": uow.today, "staff_member": uow.user.staff_member}


def intakes_of(uow: UnitOfWork, person_id: RecordId) -> tuple[IntakeView, ...]:
    """List how a person came, the latest first; nothing for who may not see it."""
    if not uow.sight.sees("intake"):
        return ()
    whose = (person_now(uow, person_id), *hidden_ids(uow, person_id))
    found = [one for person in whose for one in uow.records.find(Intake, person=person)]
    found.sort(key=lambda one: (str(one.received_on or ""), one.id), reverse=True)
    return tuple(
        IntakeView(intake=uow.sight.shown(one), risks=_risks_of(uow, one.id)) for one in found
    )


def intake_view(uow: UnitOfWork, intake_id: RecordId) -> IntakeView:
    """Give one intake.

    Raises:
        NotAllowedError: The user's post sees no intakes.
        RecordMissingError: It is not there, or was deleted.
    """
    uow.sight.require("intake")
    if not uow.records.is_visible("intake", intake_id):
        raise RecordMissingError(id=intake_id)
    intake = uow.sight.shown(uow.records.get(Intake, intake_id))
    return IntakeView(intake=intake, risks=_risks_of(uow, intake_id))


def write_intake(
    uow: UnitOfWork, values: Mapping[str, Value], risks: Mapping[str, Value] | None = None
) -> Written:
    """Write an intake down; the decision for a case opens it in the same stroke.

    Raises:
        InvalidRecordError: Something typed is not well; the problems are named field by field.
        NotAllowedError: Risks are written by somebody who may not see them.
    """
    written = uow.log.append(list(prepare_intake(uow, values, risks)), WRITTEN)
    uow.commit()
    return written


def change_intake(
    uow: UnitOfWork,
    intake_id: RecordId,
    values: Mapping[str, Value],
    risks: Mapping[str, Value] | None = None,
) -> Written:
    """Change what was written; deciding for a case now opens it in the same stroke.

    Raises:
        InvalidRecordError: Something typed is not well; the problems are named field by field.
        RecordMissingError: It is not there, or was deleted.
    """
    if not uow.records.is_visible("intake", intake_id):
        raise RecordMissingError(id=intake_id)
    standing = uow.records.get(Intake, intake_id)
    typed, opened = dict(values), list[Born]()
    if typed.get("decision") == CASE and standing.case is None:
        typed["case"], opened = _case_of(uow, standing.person, standing.reason)
    beside = [one.record.id for one in opened]
    changes: list[Change] = [
        prepare_edit(uow, Intake, intake_id, typed, beside=beside),
        *opened,
        *_risks(uow, intake_id, risks or {}),
    ]
    written = uow.log.append(changes, CHANGED)
    uow.commit()
    return written


def prepare_intake(
    uow: UnitOfWork,
    values: Mapping[str, Value],
    risks: Mapping[str, Value] | None = None,
    *,
    beside: Collection[RecordId] = (),
) -> Iterator[Change]:
    """Make the changes of an intake, the case it opens among them; `beside` holds who is born with it."""
    said = {name: value for name, value in values.items() if value is not None}
    whole = intake_defaults(uow) | said
    opened: list[Born] = []
    if whole.get("decision") == CASE and not whole.get("case"):
        reason = str(whole.get("reason") or "")
        person = RecordId(str(whole["person"]))
        whole["case"], opened = _case_of(uow, person, reason, beside=beside)
    born = prepare_birth(uow, Intake, whole, beside=[*beside, *(one.record.id for one in opened)])
    yield born
    yield from opened
    yield from _risks(uow, born.record.id, risks or {}, is_new=True)


def _case_of(
    uow: UnitOfWork, person: RecordId, reason: str | None, *, beside: Collection[RecordId] = ()
) -> tuple[RecordId, list[Born]]:
    """Give the person's open case, or one that is opened with the intake."""
    open_case = None if person in beside else open_case_of(uow, person)
    if open_case is not None:
        return open_case.id, []
    values: dict[str, Value] = {"person": person, "summary": reason or None}
    born = prepare_case(uow, values, beside=beside)
    return born.record.id, [born]


def _risks(
    uow: UnitOfWork, intake: RecordId, risks: Mapping[str, Value], *, is_new: bool = False
) -> list[Change]:
    """Make the change of what was seen of health and violence: in the record that stands, or in a new one."""
    standing = [] if is_new else uow.records.find(IntakeRisks, intake=intake)
    if standing:
        return [prepare_edit(uow, IntakeRisks, standing[0].id, risks)] if risks else []
    if not any(value not in {None, "", False} for value in risks.values()):
        return []
    return [prepare_birth(uow, IntakeRisks, {**risks, "intake": intake}, beside=[intake])]


def _risks_of(uow: UnitOfWork, intake: RecordId) -> IntakeRisks | None:
    if not uow.sight.sees("intake_risks"):
        return None
    found = uow.records.find(IntakeRisks, intake=intake)
    return uow.sight.shown(found[0]) if found else None
