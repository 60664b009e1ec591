"""Where a record of any type is opened: one table for lists that hold several types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kazanlak_case.services.agenda import SEEN_TO

if TYPE_CHECKING:
    from kazanlak_case.ui.workspace import Workspace


def open_deadline(
    workspace: Workspace, code: str, record: str, record_id: str, person_id: str
) -> None:
    """Lead to where something due is done."""
    if code == "review":
        workspace.openings.plans.review_plan(record_id)
    elif code in SEEN_TO and workspace.kit.writes("enrolment.kind"):
        workspace.openings.case_work.write_enrolment(person_id)
    else:
        open_record(workspace, record, record_id, person_id)


def open_draft(workspace: Workspace, kind: str, target: str, name: str) -> None:
    """Go on with what was begun and not saved."""
    openings = workspace.openings
    ways = {
        "plan": openings.plans.open_plan,
        "new-plan": openings.plans.new_plan,
        "assessment": openings.plans.open_assessment,
        "new-assessment": openings.plans.new_assessment,
        "enrolment": openings.case_work.write_enrolment,
    }
    if kind in ways:
        ways[kind](target)
    elif kind == "notebook":
        openings.write_notebook()
    else:
        workspace.go_on_with(kind, target, name)


def open_record(workspace: Workspace, record: str, record_id: str, person_id: str = "") -> None:
    """Open a record over the page; one that has no page of its own is found with its person."""
    openings = workspace.openings
    ways = {
        "assessment": openings.plans.open_assessment,
        "attachment": openings.view_attachment,
        "case": openings.open_case,
        "enrolment": openings.case_work.open_enrolment,
        "plan": openings.plans.open_plan,
        "referral": openings.open_referral,
        "service_entry": openings.open_visit,
        "signal": openings.open_signal,
        "task": openings.open_task,
    }
    if record in ways:
        ways[record](record_id)
    elif person_id:
        workspace.open_person(person_id)
