"""Forms about a time, not about a person: a month of one member of staff, the cases of a year, a meeting."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.db.work.rows import CaseFilter, VisitRow
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.records.plan import Plan, PlanReview
from kazanlak_case.domain.rules.numbers import mask_number
from kazanlak_case.services.case_rows import CaseRow, case_rows

MONTHLY = frozenset({"monthly_report", "timesheet"})
PERIOD_FORMS = MONTHLY | {"team_meeting", "register"}
AT_MOST = 5000
PARTED = "/"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """One case as the register lists it; the personal number is masked."""

    row: CaseRow
    number: str
    closing_reason: str
    plans: tuple[date, ...]
    reviews: tuple[date, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodFacts:
    """What a form about a time says: `period` is 2022-11, or 2022, or a day."""

    period: str
    staff_member: RecordId | None = None
    first: date
    last: date
    visits: tuple[VisitRow, ...] = ()
    new_people: int = 0
    cases: tuple[RegisterRow, ...] = ()

    @property
    def source(self) -> tuple[str, str]:
        """How an issued document names it."""
        parts = (self.period, self.staff_member or "")
        return "period", PARTED.join(part for part in parts if part)


def period_facts(uow: UnitOfWork, form: str, source: str) -> PeriodFacts:
    """Gather a month, a year or a meeting; nothing said means the present one, of whoever is signed in.

    Raises:
        NotAllowedError: The user's post may not see the work of others, or the cases.
        ValueError: The period cannot be read.
    """
    period, _, staff = source.partition(PARTED)
    whose = RecordId(staff) if staff else uow.user.staff_member
    if form in MONTHLY:
        return _month(uow, period or f"{uow.today:%Y-%m}", whose)
    if form == "register":
        return _year(uow, period or f"{uow.today:%Y}")
    day = date.fromisoformat(period) if period else uow.today
    return PeriodFacts(
        period=day.isoformat(), first=day, last=day, cases=_register(uow, _urgent(uow))
    )


def _month(uow: UnitOfWork, period: str, staff: RecordId | None) -> PeriodFacts:
    uow.sight.require("service_entry.provided_on")
    year, month = (int(part) for part in period.split("-"))
    first = date(year, month, 1)
    last = date(year, month, calendar.monthrange(year, month)[1])
    found = uow.work.visits.between(first, last, staff_member=staff, limit=AT_MOST)
    visits = tuple(reversed(uow.sight.shown_all(found)))
    return PeriodFacts(
        period=period,
        staff_member=staff,
        first=first,
        last=last,
        visits=visits,
        new_people=_new_people(uow, visits, first),
    )


def _new_people(uow: UnitOfWork, visits: Iterable[VisitRow], first: date) -> int:
    """Count whose first entry of all lies in the month."""
    new = 0
    for person in dict.fromkeys(one.person for one in visits):
        entries = uow.work.visits.of_person(person, limit=AT_MOST)
        new += min(one.provided_on for one in entries) >= first
    return new


def _year(uow: UnitOfWork, period: str) -> PeriodFacts:
    year = int(period)
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows = [
        one
        for one in case_rows(uow, CaseFilter(), limit=AT_MOST)
        if one.case.opened_on is not None and first <= one.case.opened_on <= last
    ]
    rows.sort(key=lambda one: (one.case.opened_on or first, one.case.number or ""))
    return PeriodFacts(period=period, first=first, last=last, cases=_register(uow, rows))


def _urgent(uow: UnitOfWork) -> list[CaseRow]:
    """List the open cases somebody marked, for the head of the agenda; a meeting writes the others in."""
    if not uow.sight.sees("case"):
        return []
    return [one for one in case_rows(uow, CaseFilter(is_open=True), limit=AT_MOST) if one.is_urgent]


def _register(uow: UnitOfWork, rows: Iterable[CaseRow]) -> tuple[RegisterRow, ...]:
    rows = list(rows)
    people = uow.records.many(Person, [one.case.person for one in rows])
    sees_number = uow.sight.sees("person.national_id")
    sees_why = uow.sight.sees("case.closing_reason")
    sees_plans = uow.sight.sees("plan", "plan_review")
    found = []
    for one in rows:
        person = people.get(one.case.person)
        plans = uow.records.find(Plan, case=one.id) if sees_plans else []
        reviews = [each for plan in plans for each in uow.records.find(PlanReview, plan=plan.id)]
        number = mask_number(person.national_id or "") if person and sees_number else ""
        reason = _reason(uow, one.id) if sees_why and one.case.closed_on else ""
        found.append(
            RegisterRow(
                row=one,
                number=number,
                closing_reason=reason,
                plans=tuple(each.made_on for each in plans if each.made_on),
                reviews=tuple(each.reviewed_on for each in reviews if each.reviewed_on),
            )
        )
    return tuple(found)


def _reason(uow: UnitOfWork, case: RecordId) -> str:
    from kazanlak_case.domain.records.case import Case

    return uow.records.get(Case, case).closing_reason or ""
