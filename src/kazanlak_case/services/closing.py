"""A case comes to its end: reason, result, what was achieved goal by goal, and what is left to be done afterwards.

One stroke closes the case, ends the participation if wanted, drops the tasks that lose their sense, and writes down the
two that follow: the exit card within its term, and the look back after months (domain.md, section 8.2).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Change, Written
from kazanlak_case.domain.errors import InvalidRecordError
from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.participation import Participation, Spell
from kazanlak_case.domain.records.plan import Goal, Plan
from kazanlak_case.domain.records.task import Task
from kazanlak_case.domain.rules.sight import NAME, Of
from kazanlak_case.i18n import N_
from kazanlak_case.services.cases import CLOSED, FINISHED, prepare_closing
from kazanlak_case.services.deadlines import Terms
from kazanlak_case.services.labels import labels_of
from kazanlak_case.services.records import read_record
from kazanlak_case.services.same_person import hidden_ids, person_now
from kazanlak_case.services.visits import open_case_of
from kazanlak_case.services.writing import prepare_birth, prepare_edit

DOCUMENT, FOLLOW_UP = "document", "follow_up"
"""Kinds of task that follow a closing."""

LEFT_EARLY, COMPLETED = "left_early", "completed"
TO_THE_END = frozenset({"goals_met", "project_end"})
"""Reasons for closing of who stayed until the planned end (nomenclatures: maps_to)."""

NO_LEAVING = frozenset({"duplicate"})
"""Reasons that end a record and nobody's participation."""

LEAVING_REASON = {
    "found_job": "job_offer",
    "education": "education_offer",
    "moved": "moved",
    "abroad": "moved",
    "school_change": "school_change",
    "personal": "personal",
}
"""Why somebody left early, by the reason for closing; any other is `other`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalLine:
    """One goal of the case's plan as the closing shows it."""

    id: RecordId
    text: Annotated[str, Of("goal.text")]
    status: Annotated[str | None, Of("goal.status")]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLine:
    """One task of the case that is not done."""

    id: RecordId
    title: Annotated[str, Of("task.title")]
    due_on: Annotated[date | None, Of("task.due_on")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingView:
    """What one looks at before closing.

    Attributes:
        spell: The entry that is open, if the person is in the project.
    """

    case: Case
    person_name: Annotated[str, Of(NAME)]
    goals: tuple[GoalLine, ...]
    tasks: tuple[TaskLine, ...]
    spell: RecordId | None
    exit_card_due: date
    follow_up_due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """What is said when a case is closed.

    Attributes:
        goals: How each goal ended, by its id; a goal left out stays as it stands.
        leaves: The person leaves the project too, if they are in it.
        drop_tasks: Tasks of the case that are not done are not needed any more.
        follow: Write down the exit card and the look back as tasks, when the person leaves.
        titles: What those two tasks are called, in the words of the one who closes.
    """

    reason: str | None
    closed_on: date | None = None
    result: str | None = None
    achieved: str | None = None
    recommendations: str | None = None
    goals: tuple[tuple[RecordId, str], ...] = ()
    leaves: bool = False
    exit_state: str | None = None
    drop_tasks: bool = True
    follow: bool = True
    titles: tuple[str, str] = ("", "")


def closing_view(uow: UnitOfWork, case_id: RecordId) -> ClosingView:
    """Gather what one looks at before closing a case.

    Raises:
        NotAllowedError: The user's post sees no cases.
        RecordMissingError: The case is not there, or was deleted.
    """
    uow.sight.require(NAME)
    case = read_record(uow, Case, case_id)
    terms = Terms.of(uow.profile)
    spell = _open_spell(uow, case.person) if uow.sight.sees("spell.left_on") else None
    sees_goals = uow.sight.sees("goal.text", "plan.state")
    sees_tasks = uow.sight.sees("task.title")
    return ClosingView(
        case=case,
        person_name=labels_of(uow, "person", [case.person]).get(case.person, ""),
        goals=tuple(
            uow.sight.shown(GoalLine(id=one.id, text=one.text, status=one.status))
            for one in (_goals(uow, case_id) if sees_goals else ())
        ),
        tasks=tuple(
            uow.sight.shown(TaskLine(id=one.id, title=one.title, due_on=one.due_on))
            for one in (_tasks(uow, case_id) if sees_tasks else ())
        ),
        spell=spell.id if spell else None,
        exit_card_due=terms.exit_card_due(uow.today),
        follow_up_due=terms.follow_up_due(uow.today),
    )


def closing_of_person(uow: UnitOfWork, person_id: RecordId) -> ClosingView | None:
    """Gather what one looks at before closing a person's open case; None where there is none.

    Raises:
        NotAllowedError: The user's post sees no cases.
    """
    uow.sight.require("case")
    case = open_case_of(uow, person_id) if person_id else None
    return closing_view(uow, case.id) if case else None


def close_whole(uow: UnitOfWork, case_id: RecordId, closing: Closing) -> Written:
    """Close a case with all that goes with it, as one intention.

    Raises:
        InvalidRecordError: There is no reason; or the day does not fit the case or the participation.
        RecordMissingError: The case is not there, or was deleted.
    """
    case = uow.records.get(Case, case_id)
    day = closing.closed_on or uow.today
    values: dict[str, Value] = {
        "closed_on": day,
        "closing_reason": closing.reason,
        "status": FINISHED,
        "closing_result": closing.result,
        "achieved": closing.achieved,
        "recommendations": closing.recommendations,
    }
    changes: list[Change] = [prepare_closing(uow, case_id, values)]
    changes += [prepare_edit(uow, Goal, goal, {"status": status}) for goal, status in closing.goals]
    spell = _open_spell(uow, case.person) if closing.leaves else None
    if spell is not None and closing.reason not in NO_LEAVING:
        changes += _leaving(uow, spell, case, closing, day)
    if closing.drop_tasks:
        changes += [
            prepare_edit(uow, Task, one.id, {"dropped": True}) for one in _tasks(uow, case_id)
        ]
    written = uow.log.append(changes, CLOSED, scope=uow.records.scope_of("case", case_id))
    uow.commit()
    return written


def _leaving(
    uow: UnitOfWork, spell: Spell, case: Case, closing: Closing, day: date
) -> Iterator[Change]:
    """End the participation on the day of the closing, and write down what follows from that."""
    stayed = closing.reason in TO_THE_END
    reason = None if stayed else LEAVING_REASON.get(closing.reason or "", "other")
    if spell.entered_on and day < spell.entered_on:
        raise InvalidRecordError({"closed_on": N_("Nobody can leave before the day of entry.")})
    values: dict[str, Value] = {
        "left_on": day,
        "state": COMPLETED if stayed else LEFT_EARLY,
        "leaving_reason": reason,
        "exit_state": closing.exit_state,
    }
    yield prepare_edit(uow, Spell, spell.id, values)
    if not closing.follow or closing.reason == "died":
        return
    terms = Terms.of(uow.profile)
    due = (
        (DOCUMENT, terms.exit_card_due(day), closing.titles[0] or N_("Exit card")),
        (FOLLOW_UP, terms.follow_up_due(day), closing.titles[1] or N_("Look back after months")),
    )
    for kind, due_on, title in due:
        task: dict[str, Value] = {
            "person": person_now(uow, case.person),
            "case": case.id,
            "title": title,
            "kind": kind,
            "due_on": due_on,
            "assigned_to": case.leader or uow.user.staff_member,
            "source_type": "spell",
            "source": spell.id,
        }
        yield prepare_birth(uow, Task, task)


def _open_spell(uow: UnitOfWork, person: RecordId) -> Spell | None:
    """Find the entry that is open; several only where copies wrote at once, and then the first one counts."""
    whose = (person_now(uow, person), *hidden_ids(uow, person_now(uow, person)))
    found = [
        spell
        for each in whose
        for one in uow.records.find(Participation, person=each)
        for spell in uow.records.find(Spell, participation=one.id)
        if spell.left_on is None
    ]
    return min(found, key=lambda one: (one.entered_on or date.max, one.id), default=None)


def _goals(uow: UnitOfWork, case_id: RecordId) -> list[Goal]:
    """List the goals of the plan that holds: the newest version, those given back left out."""
    plans = [one for one in uow.records.find(Plan, case=case_id) if one.state != "returned"]
    if not plans:
        return []
    newest = max(plans, key=lambda one: (one.version or 0, one.id))
    goals = uow.records.find(Goal, plan=newest.id)
    return sorted(goals, key=lambda one: (one.position or 0, one.id))


def _tasks(uow: UnitOfWork, case_id: RecordId) -> list[Task]:
    found = uow.records.find(Task, case=case_id)
    return [one for one in found if one.done_on is None and not one.dropped]
