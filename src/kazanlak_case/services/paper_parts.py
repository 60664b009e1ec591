"""The records beside the one a form is made from: goals of a plan, scores of an assessment, consents of a person."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.records import RECORDS
from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.records.plan import Goal, PlanAction
from kazanlak_case.domain.records.service_entry import ServiceEntry

PARTS: Mapping[str, tuple[str, ...]] = {
    "application": ("attachment", "consent"),
    "referral": ("consent",),
    "consent": ("consent",),
    "participant_card": ("participation", "vulnerability", "spell"),
    "exit_card": ("participation", "spell", "attachment"),
    "followup": ("participation", "spell", "contact"),
    "initial_assessment": ("intake_risks",),
    "needs_assessment": ("assessment_score", "participation"),
    "support_plan": ("assessment", "goal", "plan_action", "unplanned_need", "referral"),
    "plan_review": ("plan", "plan_review", "goal", "goal_review"),
    "consultation": ("service_person", "service_worker", "goal_of_action"),
    "home_visit": ("service_person", "service_worker"),
    "group_list": ("service_person", "service_worker"),
    "report": ("service_entry", "plan", "goal", "referral"),
    "certificate": ("service_entry", "participation", "spell"),
    "closing": ("plan", "goal", "participation", "spell"),
}
"""By form: what is read beside its record. `contact` are the entries after leaving."""


BY: Mapping[str, tuple[str, str]] = {
    "assessment_score": ("assessment", "record"),
    "intake_risks": ("intake", "record"),
    "service_person": ("service_entry", "record"),
    "service_worker": ("service_entry", "record"),
    "goal_review": ("review", "record"),
    "assessment": ("case", "case"),
    "plan": ("case", "case"),
    "goal": ("plan", "plan"),
    "unplanned_need": ("plan", "plan"),
    "plan_review": ("plan", "plan"),
}
"""By record type: the field it is found by, and what that points to; all others are found by the person."""

UNDER: Mapping[str, tuple[str, str]] = {
    "plan_action": ("goal", "goal"),
    "vulnerability": ("participation", "participation"),
    "spell": ("participation", "participation"),
}
"""Records that hang on others of the form: their field, and the type of those."""


def gathered(
    uow: UnitOfWork, form: str, record: Any, person: Person | None, case: Case | None
) -> dict[str, tuple[Any, ...]]:
    """Read what a form needs beside its record, without what the user may not see."""
    found: dict[str, tuple[Any, ...]] = {}
    ids = {name: one.id for name, one in (("person", person), ("case", case)) if one is not None}
    if record is not None:
        ids["record"] = record.id
    for name in PARTS.get(form, ()):
        if name == "goal_of_action":
            found[name] = _goal_of(uow, getattr(record, "plan_action", None))
        elif name == "contact":
            found[name] = _contacts(uow, ids.get("person"), getattr(record, "left_on", None))
        elif name in UNDER:
            field, above = UNDER[name]
            found[name] = tuple(
                each for one in found.get(above, ()) for each in _seen(uow, name, {field: one.id})
            )
        else:
            field, of = BY.get(name, ("person", "person"))
            target = _plan_of(record, found) if of == "plan" else ids.get(of)
            found[name] = _seen(uow, name, {field: target})
    return found


def _plan_of(record: Any, found: Mapping[str, tuple[Any, ...]]) -> RecordId | None:
    """Tell whose goals are meant: of the plan itself, of the one reviewed, else of the newest."""
    if type(record).__name__ == "Plan":
        return RecordId(record.id)
    if getattr(record, "plan", None):
        return RecordId(record.plan)
    plans = found.get("plan", ())
    return RecordId(plans[-1].id) if plans else None


def _goal_of(uow: UnitOfWork, action: RecordId | None) -> tuple[Any, ...]:
    if not action or not uow.sight.sees("plan_action", "goal"):
        return ()
    goal = uow.records.get(PlanAction, action).goal
    return (uow.sight.shown(uow.records.get(Goal, goal)),)


def _contacts(
    uow: UnitOfWork, person: RecordId | None, left_on: date | None
) -> tuple[ServiceEntry, ...]:
    entries = _seen(uow, "service_entry", {"person": person})
    return tuple(
        one for one in entries if left_on and one.provided_on and one.provided_on > left_on
    )


def _seen(uow: UnitOfWork, name: str, equals: Mapping[str, Value]) -> tuple[Any, ...]:
    if not all(equals.values()) or not uow.sight.sees(name):
        return ()
    cls: type[Any] = RECORDS[name]
    rows = uow.sight.shown_all(uow.records.find(cls, **equals))
    if cls is ServiceEntry:
        rows.sort(key=lambda one: (str(one.provided_on or ""), one.id))
    return tuple(rows)
