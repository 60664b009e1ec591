"""The individual plan: goals with a measurable sign, actions with owner and date, approval and review."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from kazanlak_case.domain.fields import NO_RECORD, Field, Kind, Privacy, RecordId
from kazanlak_case.domain.rules.values import not_in_future
from kazanlak_case.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One version of a plan. A new version continues the old, which stays as it was signed."""

    id: RecordId
    case: Annotated[RecordId, Field(N_("Case"), refers="case", required=True)] = NO_RECORD
    number: Annotated[str | None, Field(N_("Number"))] = None
    version: Annotated[int | None, Field(N_("Version"))] = None
    assessment: Annotated[RecordId | None, Field(N_("Assessment"), refers="assessment")] = None
    made_on: Annotated[date | None, Field(N_("Made on"), rules=(not_in_future,))] = None
    from_on: Annotated[date | None, Field(N_("From"))] = None
    until_on: Annotated[date | None, Field(N_("Until"))] = None
    review_on: Annotated[date | None, Field(N_("Review by"))] = None
    state: Annotated[str | None, Field(N_("State"), choices="plan_state")] = None
    commitments: Annotated[
        str | None,
        Field(N_("What the person undertakes"), kind=Kind.NOTE, privacy=Privacy.PERSONAL),
    ] = None
    submitted_by: Annotated[RecordId | None, Field(N_("Submitted by"), refers="staff_member")] = (
        None
    )
    submitted_on: Annotated[date | None, Field(N_("Submitted on"), rules=(not_in_future,))] = None
    approved_by: Annotated[RecordId | None, Field(N_("Approved by"), refers="user")] = None
    approved_on: Annotated[date | None, Field(N_("Approved on"), rules=(not_in_future,))] = None
    approval_comment: Annotated[
        str | None, Field(N_("Comment of the head"), kind=Kind.NOTE, privacy=Privacy.PERSONAL)
    ] = None
    signed_on: Annotated[date | None, Field(N_("Signed on"), rules=(not_in_future,))] = None
    replaces: Annotated[RecordId | None, Field(N_("Replaces the plan"), refers="plan")] = None
    staff_member: Annotated[RecordId | None, Field(N_("Written by"), refers="staff_member")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnplannedNeed:
    """A weak domain that gets no goal, and why: every need is answered (domain.md, section 8)."""

    id: RecordId
    plan: Annotated[RecordId, Field(N_("Plan"), refers="plan", required=True)] = NO_RECORD
    domain: Annotated[str, Field(N_("Domain"), choices="domain_of_need", required=True)] = ""
    reason: Annotated[
        str,
        Field(N_("Why there is no goal"), kind=Kind.NOTE, required=True, privacy=Privacy.PERSONAL),
    ] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A goal of a plan with the sign by which it is known to be reached."""

    id: RecordId
    plan: Annotated[RecordId, Field(N_("Plan"), refers="plan", required=True)] = NO_RECORD
    position: Annotated[int | None, Field(N_("No."))] = None
    domain: Annotated[str | None, Field(N_("Domain"), choices="domain_of_need")] = None
    text: Annotated[
        str, Field(N_("Goal"), kind=Kind.NOTE, required=True, privacy=Privacy.PERSONAL)
    ] = ""
    sign: Annotated[
        str | None, Field(N_("Measurable sign"), kind=Kind.NOTE, privacy=Privacy.PERSONAL)
    ] = None
    due_on: Annotated[date | None, Field(N_("Due"))] = None
    status: Annotated[str | None, Field(N_("State"), choices="plan_goal_status")] = None
    note: Annotated[str | None, Field(N_("Note"), kind=Kind.NOTE, privacy=Privacy.PERSONAL)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAction:
    """What is to be done for a goal, by whom, until when."""

    id: RecordId
    goal: Annotated[RecordId, Field(N_("Goal"), refers="goal", required=True)] = NO_RECORD
    text: Annotated[
        str, Field(N_("Action"), kind=Kind.NOTE, required=True, privacy=Privacy.PERSONAL)
    ] = ""
    service: Annotated[str | None, Field(N_("Service"), choices="service_type")] = None
    form: Annotated[str | None, Field(N_("How"), choices="activity_form")] = None
    frequency: Annotated[str | None, Field(N_("How often"))] = None
    owner: Annotated[RecordId | None, Field(N_("Responsible"), refers="staff_member")] = None
    owner_other: Annotated[str | None, Field(N_("Or who else"), privacy=Privacy.PERSONAL)] = None
    due_on: Annotated[date | None, Field(N_("Due"))] = None
    done_on: Annotated[date | None, Field(N_("Done on"), rules=(not_in_future,))] = None
    status: Annotated[str | None, Field(N_("State"), choices="plan_goal_status")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReview:
    """A review of a plan: what changed and what follows."""

    id: RecordId
    plan: Annotated[RecordId, Field(N_("Plan"), refers="plan", required=True)] = NO_RECORD
    number: Annotated[str | None, Field(N_("Number"))] = None
    reviewed_on: Annotated[date | None, Field(N_("Date"), rules=(not_in_future,))] = None
    team: Annotated[str | None, Field(N_("Who took part"), privacy=Privacy.PERSONAL)] = None
    changes: Annotated[
        str | None, Field(N_("What changed"), kind=Kind.NOTE, privacy=Privacy.PERSONAL)
    ] = None
    decision: Annotated[str | None, Field(N_("Decision"), choices="review_decision")] = None
    next_review_on: Annotated[date | None, Field(N_("Next review by"))] = None
    own_view: Annotated[
        str | None,
        Field(N_("View of the person or the child"), kind=Kind.NOTE, privacy=Privacy.PERSONAL),
    ] = None
    staff_member: Annotated[RecordId | None, Field(N_("Written by"), refers="staff_member")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalReview:
    """How one goal stood at a review."""

    id: RecordId
    review: Annotated[RecordId, Field(N_("Review"), refers="plan_review", required=True)] = (
        NO_RECORD
    )
    goal: Annotated[RecordId, Field(N_("Goal"), refers="goal", required=True)] = NO_RECORD
    status: Annotated[str | None, Field(N_("State"), choices="plan_goal_status")] = None
    helped: Annotated[
        str | None, Field(N_("What helped"), kind=Kind.NOTE, privacy=Privacy.PERSONAL)
    ] = None
    hindered: Annotated[
        str | None, Field(N_("What did not"), kind=Kind.NOTE, privacy=Privacy.PERSONAL)
    ] = None
