"""What questions about tasks answer: one row for every list they are shown in."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from kazanlak_case.db.work.rows import STAFF_NAME
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.rules.sight import NAME, Of


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """One task as lists show it; the person, the case and whom it is for may be missing."""

    id: RecordId
    title: Annotated[str, Of("task.title")]
    kind: Annotated[str | None, Of("task.kind")]
    due_on: Annotated[date | None, Of("task.due_on")]
    due_at: Annotated[str | None, Of("task.due_at")]
    minutes: Annotated[int | None, Of("task.minutes")]
    place: Annotated[str | None, Of("task.place")]
    person: Annotated[RecordId | None, Of("task.person")]
    person_name: Annotated[str, Of(f"task.person {NAME}")]
    case: Annotated[RecordId | None, Of("task.case")]
    case_number: Annotated[str | None, Of("task.case case.number")]
    assigned_to: Annotated[RecordId | None, Of("task.assigned_to")]
    staff_name: Annotated[str, Of(f"task.assigned_to {STAFF_NAME}")]
    done_on: Annotated[date | None, Of("task.done_on")]
    source_type: Annotated[str | None, Of("task.source_type")]
    source: Annotated[RecordId | None, Of("task.source")]
    note: Annotated[str | None, Of("task.note")]
