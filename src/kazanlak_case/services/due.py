"""What is due by the terms of the law and the fund (domain.md, section 8.2): one line of a table for each code.

A new deadline is a query that finds the rows (db/work), a line in DUE, and its words in DEADLINE_WORDS.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.db.work.rows import DueRow
from kazanlak_case.db.work.schooling import DueAtSchool
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.rules.calendar import months_after
from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.domain.rules.schooling import (
    LAST_COMPULSORY_AGE,
    PRESCHOOLS,
    SCHOOLS,
    SEPTEMBER,
    to_go_on_from,
)
from kazanlak_case.domain.rules.sight import NAME
from kazanlak_case.i18n import N_
from kazanlak_case.services.deadlines import Terms

SHOWN_DEADLINES = 20
"""How many are found of each code, and in all."""

SCHOOL, PRESCHOOL, OUT_OF_SCHOOL = "school_age", "preschool_age", "out_of_school"
"""Codes, and what a task that follows from one says that it follows from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """Something due for one person; `code` is a key of DUE.

    Attributes:
        on: The day it is due; for a quiet case, the day it became one.
        record: What it is about, with `id`: a case, a spell, a plan, a referral, a consent or the person.
    """

    code: str
    on: date
    is_late: bool
    person: RecordId
    person_name: str
    number: str | None
    record: str
    id: RecordId


Asked = tuple[list[DueRow], int]


@dataclass(frozen=True, slots=True)
class Due:
    """How one kind of deadline is found.

    Attributes:
        rests_on: The fields it follows from: who may not see all of them does not see it.
        ask: Finds the rows and how many there are in all.
        on: Says from the day its time began to run when it is due.
        act: Only those who may do this are told.
    """

    rests_on: str
    ask: Callable[[UnitOfWork, Terms, int], Asked]
    on: Callable[[Terms, date], date]
    act: Act | None = None

    def concerns(self, uow: UnitOfWork) -> bool:
        """Tell whether the user is to be told of it."""
        return uow.sight.sees(self.rests_on, NAME) and (self.act is None or uow.may(self.act))


def deadlines(
    uow: UnitOfWork, *, limit: int = SHOWN_DEADLINES
) -> tuple[tuple[Deadline, ...], dict[str, int]]:
    """Find what is due, the longest due first, and how many there are of each code."""
    terms = Terms.of(uow.profile)
    found: list[Deadline] = []
    totals: dict[str, int] = {}
    for code, kind in DUE.items():
        if not kind.concerns(uow):
            continue
        rows, total = kind.ask(uow, terms, limit)
        if total:
            totals[code] = total
        found += [
            _deadline(code, uow.sight.shown(row), kind.on(terms, row.since), uow.today)
            for row in rows
        ]
    found.sort(key=lambda one: (one.on, one.person_name, one.id))
    return tuple(found[:limit]), totals


def _deadline(code: str, row: DueRow, on: date, day: date) -> Deadline:
    return Deadline(
        code=code,
        on=on,
        is_late=on < day,
        person=row.person,
        person_name=row.person_name,
        number=row.number,
        record=row.record,
        id=row.id,
    )


def _exit_cards(uow: UnitOfWork, _terms: Terms, limit: int) -> Asked:
    return uow.work.deadlines.exit_cards(limit=limit)


def _plans(uow: UnitOfWork, _terms: Terms, limit: int) -> Asked:
    return uow.work.deadlines.plans(limit=limit)


def _quiet(uow: UnitOfWork, terms: Terms, limit: int) -> Asked:
    return uow.work.deadlines.quiet_cases(before=terms.quiet_since(uow.today), limit=limit)


def _follow_ups(uow: UnitOfWork, terms: Terms, limit: int) -> Asked:
    left_until = months_after(uow.today, -terms.follow_up_months)
    return uow.work.deadlines.follow_ups(left_until=left_until, limit=limit)


def _approvals(uow: UnitOfWork, _terms: Terms, limit: int) -> Asked:
    return uow.work.pending.approvals(limit=limit)


def _reviews(uow: UnitOfWork, terms: Terms, limit: int) -> Asked:
    return uow.work.pending.reviews(until=terms.ahead(uow.today), limit=limit)


def _referrals(uow: UnitOfWork, _terms: Terms, limit: int) -> Asked:
    return uow.work.pending.referrals(until=uow.today, limit=limit)


def _expiring(uow: UnitOfWork, terms: Terms, limit: int) -> Asked:
    return uow.work.pending.expiring(until=terms.ahead(uow.today), limit=limit)


def _school(uow: UnitOfWork, terms: Terms, limit: int) -> Asked:
    year = uow.today.year
    asked = DueAtSchool(
        kinds=SCHOOLS,
        put_off_from=date(year - LAST_COMPULSORY_AGE, 1, 1),
        # who learned before that day learned in a kindergarten
        learning_since=date(year, SEPTEMBER, 1),
        **_of_age(uow, terms, terms.school_age),
        mark=SCHOOL,
    )
    return uow.work.schooling.due_at_school(asked, today=uow.today, limit=limit)


def _preschool(uow: UnitOfWork, terms: Terms, limit: int) -> Asked:
    asked = DueAtSchool(
        kinds=PRESCHOOLS | SCHOOLS,
        put_off_from=date(uow.today.year - terms.school_age + 1, 1, 1),
        **_of_age(uow, terms, terms.preschool_age),
        mark=PRESCHOOL,
    )
    return uow.work.schooling.due_at_school(asked, today=uow.today, limit=limit)


def _of_age(uow: UnitOfWork, terms: Terms, age: int) -> dict[str, date]:
    """Say who comes of an age in this calendar year: the law counts the year, not the birthday (ЗПУО, чл. 8 и 12)."""
    year = uow.today.year
    return {
        "born_from": date(year - age, 1, 1),
        "born_until": date(year - age, 12, 31),
        "on": date(year, SEPTEMBER, terms.school_day),
    }


def _out_of_school(uow: UnitOfWork, terms: Terms, limit: int) -> Asked:
    """Find who must learn, did, and is nowhere now; whose first year it is stands among those who come of age."""
    ages = set(range(terms.preschool_age + 1, LAST_COMPULSORY_AGE + 1)) - {terms.school_age}
    years = [uow.today.year - age for age in ages]
    return uow.work.schooling.out_of_school(years, today=uow.today, mark=OUT_OF_SCHOOL, limit=limit)


def _that_day(_terms: Terms, since: date) -> date:
    return since


def _to_go_on(terms: Terms, ended_on: date) -> date:
    return to_go_on_from(ended_on, terms.school_day)


_LEARNS = "person.born_on participation.in_education enrolment.kind enrolment.until"

DUE: dict[str, Due] = {
    "exit_card": Due("spell.left_on spell.exit_state", _exit_cards, Terms.exit_card_due),
    "plan": Due("case.opened_on case.status plan.state", _plans, Terms.plan_due),
    "quiet_case": Due(
        "case.opened_on case.closed_on service_entry.provided_on", _quiet, Terms.quiet_from
    ),
    "follow_up": Due("spell.left_on spell.status_6m", _follow_ups, Terms.follow_up_due),
    "approval": Due("plan.state plan.submitted_on", _approvals, _that_day, Act.APPROVE),
    "review": Due("plan.state plan.review_on", _reviews, _that_day),
    "referral": Due("referral.sent_on referral.answered_on", _referrals, _that_day),
    "expiring": Due("consent.answer consent.valid_until", _expiring, _that_day),
    SCHOOL: Due(_LEARNS, _school, _that_day),
    PRESCHOOL: Due(_LEARNS, _preschool, _that_day),
    OUT_OF_SCHOOL: Due("person.born_on enrolment.until", _out_of_school, _to_go_on),
}
"""By code, in no order: the day decides."""

DEADLINE_WORDS: dict[str, str] = {
    "exit_card": N_("Situation on leaving"),
    "plan": N_("Individual plan"),
    "quiet_case": N_("No contact for a long time"),
    "follow_up": N_("Six months after leaving"),
    "approval": N_("Plan waits for approval"),
    "review": N_("Review of the plan"),
    "referral": N_("Referral without an answer"),
    "expiring": N_("Consent ends"),
    "school_age": N_("To be entered in first class"),
    "preschool_age": N_("To be entered in preschool"),
    "out_of_school": N_("To go on learning: enrolled nowhere"),
}
"""English words by code, translated where shown."""
