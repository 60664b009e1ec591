"""A plan as it is being written, and what it lacks before it can be handed in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.records.plan import Goal, PlanAction
from kazanlak_case.services.checking import values_of
from kazanlak_case.services.plans import PlanView

PLAN_FIELDS = ("from_on", "until_on", "review_on", "commitments")
GOAL_FIELDS = ("domain", "text", "sign", "due_on")
ACTION_FIELDS = ("text", "service", "form", "frequency", "owner", "owner_other", "due_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionDraft:
    """An action as it is being written."""

    id: RecordId | None = None
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalDraft:
    """A goal as it is being written, with its actions."""

    id: RecordId | None = None
    values: Mapping[str, Value] = field(default_factory=dict)
    actions: tuple[ActionDraft, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDraft:
    """A plan as it is being written. `unplanned` has the reason for each weak domain that gets no goal."""

    case: RecordId
    id: RecordId | None = None
    assessment: RecordId | None = None
    values: Mapping[str, Value] = field(default_factory=dict)
    goals: tuple[GoalDraft, ...] = ()
    unplanned: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lack:
    """What a plan lacks before it can be handed in. The window puts `code` in words.

    Codes: assessment, goals, domain (which), sign, due, action, owner, action_due (of goal number `goal`), review.
    """

    code: str
    domain: str = ""
    goal: int = 0


def lacks_of(
    draft: PlanDraft, weak: tuple[str, ...], *, latest_review: date | None = None
) -> tuple[Lack, ...]:
    """List what a plan still lacks: every weak domain has a goal or a reason, every goal sign, day and action.

    Args:
        draft: The plan as it is written.
        weak: The domains it must answer.
        latest_review: The last day the review may be on.
    """
    lacks = [] if draft.assessment else [Lack("assessment")]
    planned = {one.values.get("domain") for one in draft.goals}
    lacks += [
        Lack("domain", domain)
        for domain in weak
        if domain not in planned and not draft.unplanned.get(domain, "").strip()
    ]
    if not draft.goals and not weak:
        lacks.append(Lack("goals"))
    for at, goal in enumerate(draft.goals, start=1):
        lacks += [Lack(code, goal=at) for code in _lacks_of_goal(goal)]
    review = draft.values.get("review_on")
    if not isinstance(review, date) or (latest_review and review > latest_review):
        lacks.append(Lack("review"))
    return tuple(lacks)


def draft_of_plan(view: PlanView) -> PlanDraft:
    """Give a plan that stands as a draft, to go on with it."""
    values = values_of(view.plan)
    return PlanDraft(
        id=view.id,
        case=view.plan.case,
        assessment=view.plan.assessment,
        values={name: values[name] for name in PLAN_FIELDS},
        goals=tuple(
            GoalDraft(
                id=one.goal.id,
                values=_some(one.goal, GOAL_FIELDS),
                actions=tuple(
                    ActionDraft(id=action.id, values=_some(action, ACTION_FIELDS))
                    for action in one.actions
                ),
            )
            for one in view.goals
        ),
        unplanned=view.unplanned,
    )


def _lacks_of_goal(goal: GoalDraft) -> list[str]:
    lacks = [
        code for code, name in (("sign", "sign"), ("due", "due_on")) if not goal.values.get(name)
    ]
    if not goal.actions:
        return [*lacks, "action"]
    for one in goal.actions:
        if not one.values.get("owner") and not one.values.get("owner_other"):
            lacks.append("owner")
        if not one.values.get("due_on"):
            lacks.append("action_due")
    return list(dict.fromkeys(lacks))


def _some(record: Goal | PlanAction, names: Iterable[str]) -> dict[str, Value]:
    values = values_of(record)
    return {name: values[name] for name in names}
