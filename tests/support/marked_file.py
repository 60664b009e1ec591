"""A case file in which every field of every record type holds a value that can be told from all others.

Only flags are not marked: there are two of them in all. What stands beside them in their records is of the same class.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert, select

from kazanlak_case.db import tables
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Born, Edited
from kazanlak_case.domain.fields import FieldSpec, Kind, RecordId, Value, specs_of
from kazanlak_case.domain.ids import new_id
from kazanlak_case.domain.records import RECORDS
from kazanlak_case.domain.records.confidential import ONLY_ADDED
from kazanlak_case.services.conflicts import Question, questions_of
from kazanlak_case.services.joining_plan import JoiningPlan, plan_joining
from support.office import EGN_OF_WOMAN

FIRST_DAY = date(1931, 1, 1)
NOT_MARKED = frozenset({"profile"})
"""The profile is what the whole file goes by: its words are everywhere, whoever may see the record."""

LOGIC: Mapping[str, Value] = {
    "person.id_type": "egn",
    "household_member.until": None,
    "household_member.relation": "head",
    "case.closed_on": None,
    "participation.operation": None,
    "duplicate_decision.verdict": "same",
    "transfer.from_site": "kran",
    "transfer.to_site": "enina",
    "transfer.state": "offered",
    "confidential_note.secret": "psychologist",
    "emergency_opening.secret": "psychologist",
    "data_request.kind": "access",
    "data_request.answered_on": None,
    "data_request.ended_on": None,
    "user.name": "марк",
    "user.role": "auditor",
    "kinship.until": None,
    "task.done_on": None,
    "referral.answered_on": None,
    "consent.withdrawn_on": None,
}
"""What other rules need so that a record is looked at at all; all other fields are marked."""


@dataclass(eq=False)
class Marked:
    """What stands where: marks by field as “record.field”, each with all the ways it is shown."""

    ids: dict[str, RecordId] = field(default_factory=dict)
    twins: dict[str, RecordId] = field(default_factory=dict)
    marks: dict[str, tuple[str, ...]] = field(default_factory=dict)
    undo: str = ""
    """A changeset that was taken back."""
    plan: JoiningPlan | None = None
    """What joining the person and the twin would do."""
    question: Question | None = None
    """A place where people wrote different things."""

    def found_in(self, text: str) -> frozenset[str]:
        """List the fields whose values stand in a text."""
        return frozenset(
            place for place, ways in self.marks.items() if any(way in text for way in ways)
        )


def fill(file: CaseFile, now: Any) -> Marked:
    """Write one record of every type, and let every field of it be disputed."""
    made = Marked()
    made.ids = {name: new_id(now + timedelta(seconds=n)) for n, name in enumerate(RECORDS)}
    made.twins = {"person": new_id(now + timedelta(seconds=100))}
    with file.writing(now) as uow:
        records = [_record(uow, made, name) for name in RECORDS if name not in NOT_MARKED]
        twin = {spec.name: getattr(records[0], spec.name) for spec in specs_of(RECORDS["person"])}
        uow.log.append([Born(one) for one in records], "record_made")
        uow.log.append([Born(RECORDS["person"](id=made.twins["person"], **twin))], "record_made")
        uow.commit()
    with file.writing(now + timedelta(hours=1)) as uow:
        for record in records:
            name = next(key for key, cls in RECORDS.items() if cls is type(record))
            texts = {
                spec.name: made.marks[f"{name}.{spec.name}"][0]
                for spec in specs_of(type(record))
                if _is_edited(spec)
            }
            if texts:
                uow.log.append([Edited(name, record.id, dict(texts))], "record_changed")
        made.undo = uow.log.append(
            [Edited("person", made.ids["person"], {"email": None})], "x"
        ).undo
        uow.undo(made.undo)
        _dispute(uow)
        uow.findings.refresh()
        uow.commit()
    with file.reading(now + timedelta(hours=1)) as uow:
        made.plan = plan_joining(uow, made.ids["person"], made.twins["person"])
        made.question = questions_of(uow, [made.ids["person"]])[0]
    return made


def _record(uow: UnitOfWork, made: Marked, name: str) -> Any:
    values = {}
    for spec in specs_of(RECORDS[name]):
        place = f"{name}.{spec.name}"
        if place in LOGIC:
            value = LOGIC[place]
            if place == "participation.operation":
                value = uow.profile.operation or None
        elif spec.kind is Kind.REFERENCE:
            value = _reference(made, place, spec)
        elif spec.kind is Kind.FLAG:
            value = False  # yes and no cannot be told from those of others
        else:
            value, shown = _mark(made, place, spec, uow.today)
            made.marks[place] = shown
            if _is_edited(spec):  # it stood otherwise before
                value = f"{value} преди"
        values[spec.name] = value
    return RECORDS[name](id=made.ids[name], **values)


def _is_edited(spec: FieldSpec) -> bool:
    place = f"{spec.record}.{spec.name}"
    is_text = spec.kind in {Kind.TEXT, Kind.NOTE} and place != "person.national_id"
    return is_text and place not in LOGIC and spec.record not in ONLY_ADDED


def _reference(made: Marked, place: str, spec: FieldSpec) -> RecordId | None:
    if place in {"duplicate_decision.other", "kinship.relative"}:
        return made.twins["person"]
    if place in {"transfer.counterpart", "confidential_note.corrects", "plan.replaces"}:
        return None
    return made.ids[spec.refers] if spec.refers else made.ids["person"]


def _mark(made: Marked, place: str, spec: FieldSpec, today: date) -> tuple[Value, tuple[str, ...]]:
    number = len(made.marks)
    if place == "person.national_id":
        return EGN_OF_WOMAN, (EGN_OF_WOMAN, EGN_OF_WOMAN[:6])
    if place == "service_entry.provided_on":
        day = today - timedelta(days=3)
        return day, (day.isoformat(), f"{day:%d.%m.%Y}")
    if spec.kind is Kind.DATE:
        day = FIRST_DAY + timedelta(days=37 * number)
        return day, (day.isoformat(), f"{day:%d.%m.%Y}")
    if spec.kind in {Kind.NUMBER, Kind.AMOUNT}:
        return 770_000 + number, (str(770_000 + number),)
    if place in {"person.phone", "staff_member.phone", "partner.phone"}:
        text = f"0888{100_000 + number}"
        return text, (text,)
    text = f"ЗНАК-{spec.record}-{spec.name}Я"
    return text, (text,)


def _dispute(uow: UnitOfWork) -> None:
    """Let every edited place be one that waits for a person, as after a merge."""
    change = tables.change
    rows = uow._connection.execute(select(change).where(change.c.col > 0)).all()
    places = {(row.row, row.col): row for row in rows}
    for row in places.values():
        uow._connection.execute(
            insert(tables.conflict).values(
                row=row.row, col=row.col, tbl=row.tbl, rid=row.rid, seq=row.seq, value=row.new
            )
        )
