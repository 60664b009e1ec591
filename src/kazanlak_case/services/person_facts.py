"""What to know of a person at a glance: what is open, what is at risk, what to do now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.rules.numbers import NO_NUMBER
from kazanlak_case.services.case_rows import CaseRow
from kazanlak_case.services.deadlines import Terms
from kazanlak_case.services.participation_view import ParticipationView

Tone = Literal["calm", "due", "late"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing to know at a glance. The window puts `code` in words.

    Codes: open_case, no_case, last_contact, never_contacted, quiet_case, plan_due, exit_card_due, follow_up_due,
    in_project, not_in_project, card_not_signed, missing_answers, no_number, conflict.
    """

    code: str
    tone: Tone = "calm"
    on: date | None = None
    count: int = 0
    text: str = ""
    record: str = ""
    id: RecordId | None = None


def case_facts(cases: tuple[CaseRow, ...], terms: Terms) -> Iterator[Fact]:
    """Tell which cases are open and what is due or late in them."""
    is_open = [row for row in cases if row.is_open]
    if not is_open:
        yield Fact(code="no_case")
    for row in is_open:
        yield Fact(
            code="open_case",
            tone="late" if row.is_urgent else "calm",
            on=row.case.opened_on,
            text=row.case.number or "",
            record="case",
            id=row.id,
        )
        if row.case.awaits_plan and row.case.opened_on:
            tone: Tone = "late" if "plan" in row.late else "due"
            due = terms.plan_due(row.case.opened_on)
            yield Fact(code="plan_due", tone=tone, on=due, record="case", id=row.id)
        if "quiet" in row.late:
            yield Fact(
                code="quiet_case", tone="late", on=row.case.last_on, record="case", id=row.id
            )


def contact_facts(last_contact: date | None) -> Iterator[Fact]:
    """Tell when the person was last seen."""
    yield Fact(code="last_contact" if last_contact else "never_contacted", on=last_contact)


def participation_facts(
    participations: tuple[ParticipationView, ...], terms: Terms, *, today: date
) -> Iterator[Fact]:
    """Tell whether the person is in the project, and what the fund still waits for."""
    if not any(view.is_open for view in participations):
        yield Fact(code="not_in_project")
    for view in participations:
        about = view.participation
        if view.is_open:
            yield Fact(code="in_project", on=view.entered_on, record="participation", id=about.id)
        if view.spells and not about.card_signed_on:
            yield Fact(code="card_not_signed", tone="due", record="participation", id=about.id)
        for spell in view.spells:
            if not spell.left_on:
                continue
            if not spell.exit_state:
                due = terms.exit_card_due(spell.left_on)
                tone: Tone = "late" if due < today else "due"
                yield Fact(code="exit_card_due", tone=tone, on=due, record="spell", id=spell.id)
            due = terms.follow_up_due(spell.left_on)
            if not spell.status_6m and due <= today:
                yield Fact(code="follow_up_due", tone="due", on=due, record="spell", id=spell.id)


def number_facts(person: Person) -> Iterator[Fact]:
    """Tell when the number that ISUN asks for is missing."""
    if not person.national_id or person.id_type in {None, NO_NUMBER}:
        yield Fact(code="no_number", tone="due", record="person", id=person.id)
