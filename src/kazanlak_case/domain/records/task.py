"""What is to be done and when: tasks, appointments, and the text blocks that save typing."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from kazanlak_case.domain.fields import Field, Kind, Privacy, RecordId
from kazanlak_case.domain.rules.values import clock_time, not_in_future, plausible_minutes
from kazanlak_case.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something to do by a day, perhaps at an hour; whatever it follows from is named."""

    id: RecordId
    person: Annotated[RecordId | None, Field(N_("Person"), refers="person")] = None
    case: Annotated[RecordId | None, Field(N_("Case"), refers="case")] = None
    title: Annotated[
        str, Field(N_("What is to be done"), required=True, privacy=Privacy.PERSONAL)
    ] = ""
    kind: Annotated[str | None, Field(N_("Kind"), choices="task_kind")] = None
    due_on: Annotated[date | None, Field(N_("Due"))] = None
    due_at: Annotated[str | None, Field(N_("Hour"), rules=(clock_time,))] = None
    minutes: Annotated[int | None, Field(N_("Minutes"), rules=(plausible_minutes,))] = None
    place: Annotated[str | None, Field(N_("Place"), privacy=Privacy.PERSONAL)] = None
    assigned_to: Annotated[RecordId | None, Field(N_("For"), refers="staff_member")] = None
    done_on: Annotated[date | None, Field(N_("Done on"), rules=(not_in_future,))] = None
    done_by: Annotated[RecordId | None, Field(N_("Done by"), refers="staff_member")] = None
    dropped: Annotated[bool | None, Field(N_("Not needed any more"))] = None
    source_type: Annotated[str | None, Field(N_("Follows from"))] = None
    source: Annotated[str | None, Field(N_("Its record"))] = None
    note: Annotated[str | None, Field(N_("Note"), kind=Kind.NOTE, privacy=Privacy.PERSONAL)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """A few sentences one writes often, under a short name."""

    id: RecordId
    title: Annotated[str, Field(N_("Name"), required=True)] = ""
    text: Annotated[
        str, Field(N_("Text"), kind=Kind.NOTE, required=True, privacy=Privacy.PERSONAL)
    ] = ""
    service: Annotated[str | None, Field(N_("Service"), choices="service_type")] = None
    owner: Annotated[RecordId | None, Field(N_("Whose"), refers="staff_member")] = None
