"""Signals for a child at risk and other incidents: written at once, numbered, never deleted (ЗЗДт, чл. 7).

What was seen stays as it was written; only who was notified and what followed are written later. Every post that works
with people may write one, also about somebody whose data may otherwise only be kept, or about nobody in the file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Annotated, cast

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Born, Change, Written
from kazanlak_case.domain.errors import RecordMissingError
from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.records.signal import Signal
from kazanlak_case.domain.records.task import Task
from kazanlak_case.domain.rules.sight import NAME, Of
from kazanlak_case.i18n import N_
from kazanlak_case.services.issuing import Paper, prepare_issue
from kazanlak_case.services.records import read_record, save_record
from kazanlak_case.services.restriction import restricted
from kazanlak_case.services.visits import open_case_of
from kazanlak_case.services.writing import prepare_birth

WRITTEN, FOLLOWED = "signal_written", "signal_followed"
FORM = "incident"
CHILD_AT_RISK = "child_abuse"
TASK_TITLE = N_("Follow up signal {number}")
"""What the task is called; the window gives it in the language of whoever writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalRow:
    """A signal for the register."""

    signal: Signal
    person_name: Annotated[str, Of(NAME)]


def signal_defaults(uow: UnitOfWork, *, person: RecordId | None = None) -> dict[str, Value]:
    """Begin a signal: a child at risk, seen today, by whoever is signed in."""
    return {
        "person": person,
        "type": CHILD_AT_RISK,
        "happened_on": uow.today,
        "staff_member": uow.user.staff_member,
    }


def record_signal(
    uow: UnitOfWork, values: Mapping[str, Value], *, task_title: str = TASK_TITLE
) -> Written:
    """Write a signal down with its number, and a task to follow it up the next day. Nobody can take it back.

    Raises:
        InvalidRecordError: Something typed is not well; the problems are named field by field.
    """
    typed = dict(values)
    person = RecordId(str(typed["person"])) if typed.get("person") else None
    if person and not typed.get("case"):
        case = open_case_of(uow, person)
        typed["case"] = case.id if case else None
    signal = prepare_birth(uow, Signal, typed)
    # a restriction holds back papers and tasks about the person, not the signal itself
    named = None if person and restricted(uow, [person]) else person
    paper = Paper(form=FORM, person=named, source_type="signal", source=signal.record.id)
    number, issued = prepare_issue(uow, paper, beside={signal.record.id})
    changes: list[Change] = [_numbered(signal, number), *issued]
    if uow.sight.sees("task.title"):
        title = task_title.format(number=number)
        changes.append(_task(uow, signal.record.id, title, person=named))
    scope = uow.records.scope_of("person", person) if person else None
    written = uow.log.append(changes, WRITTEN, scope=scope)
    uow.commit()
    return written


def follow_signal(uow: UnitOfWork, signal_id: RecordId, values: Mapping[str, Value]) -> Written:
    """Write who was notified and what followed.

    Raises:
        InvalidRecordError: Something typed is not well; the problems are named field by field.
        RecordMissingError: There is no such signal.
        SignalStaysError: Something else of it would be changed.
    """
    _require(uow, signal_id)
    return save_record(uow, Signal, signal_id, values, what=FOLLOWED)


def read_signal(uow: UnitOfWork, signal_id: RecordId) -> Signal:
    """Give a signal.

    Raises:
        NotAllowedError: The user's post sees no signals.
        RecordMissingError: There is no such signal.
    """
    _require(uow, signal_id)
    return read_record(uow, Signal, signal_id)


def signals(uow: UnitOfWork) -> list[SignalRow]:
    """List the register of signals, the newest first.

    Raises:
        NotAllowedError: The user's post sees no signals.
    """
    uow.sight.require("signal.type")
    found: list[Signal] = uow.records.all(Signal)
    names = uow.records.many(Person, [one.person for one in found if one.person])
    rows = [
        SignalRow(
            signal=uow.sight.shown(one),
            person_name=names[one.person].name if one.person in names else "",
        )
        for one in reversed(found)
    ]
    return uow.sight.shown_all(rows)


def _require(uow: UnitOfWork, signal_id: RecordId) -> None:
    if not uow.records.is_visible("signal", signal_id):
        raise RecordMissingError(id=signal_id)


def _numbered(born: Born, number: str) -> Born:
    return replace(born, record=replace(cast("Signal", born.record), number=number))


def _task(uow: UnitOfWork, signal: RecordId, title: str, *, person: RecordId | None) -> Born:
    values: dict[str, Value] = {
        "title": title,
        "kind": "follow_up",
        "due_on": uow.today + timedelta(days=1),
        "assigned_to": uow.user.staff_member,
        "person": person,
        "source_type": "signal",
        "source": signal,
    }
    return prepare_birth(uow, Task, values)
