"""A plan being written as plain values, so that it can be kept sealed and taken up again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from kazanlak_case.domain.fields import Kind, RecordId, specs_of
from kazanlak_case.domain.records.plan import Goal, Plan, PlanAction
from kazanlak_case.services.plan_drafts import ActionDraft, GoalDraft, PlanDraft

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kazanlak_case.domain.fields import Value


def plain_of(draft: PlanDraft) -> dict[str, object]:
    """Put a plan into plain values."""
    return {
        "id": draft.id,
        "assessment": draft.assessment,
        "values": _plain(draft.values),
        "unplanned": dict(draft.unplanned),
        "goals": [
            {
                "id": goal.id,
                "values": _plain(goal.values),
                "actions": [{"id": one.id, "values": _plain(one.values)} for one in goal.actions],
            }
            for goal in draft.goals
        ],
    }


def draft_from(kept: Mapping[str, Any], base: PlanDraft) -> PlanDraft | None:
    """Take a plan up again; None where it is of another version, or of another assessment."""
    try:
        if (kept["id"], kept["assessment"]) != (base.id, base.assessment):
            return None
        return replace(
            base,
            values=_values(Plan, kept["values"]),
            unplanned=dict(kept["unplanned"]),
            goals=tuple(_goal(one) for one in kept["goals"]),
        )
    except (KeyError, TypeError, ValueError):
        return None  # kept by another version of the program: what is in the file stands


def _goal(kept: Mapping[str, Any]) -> GoalDraft:
    return GoalDraft(
        id=_id(kept["id"]),
        values=_values(Goal, kept["values"]),
        actions=tuple(
            ActionDraft(id=_id(one["id"]), values=_values(PlanAction, one["values"]))
            for one in kept["actions"]
        ),
    )


def _id(kept: object) -> RecordId | None:
    return RecordId(kept) if isinstance(kept, str) and kept else None


def _plain(values: Mapping[str, Value]) -> dict[str, object]:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
        if value is not None
    }


def _values(cls: type, kept: Mapping[str, Any]) -> dict[str, Value]:
    days = {one.name for one in specs_of(cls) if one.kind is Kind.DATE}
    return {
        name: date.fromisoformat(value) if name in days else value for name, value in kept.items()
    }
