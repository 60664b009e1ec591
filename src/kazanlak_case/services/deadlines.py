"""How long things may take, from the profile, and what is late by it."""

from dataclasses import dataclass, fields
from datetime import date, timedelta

from kazanlak_case.db.work.rows import CaseListRow
from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.domain.rules.calendar import months_after


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The terms of a profile; the defaults are domain.md 8.1 and 8.2."""

    plan_days: int = 20
    review_months: int = 6
    """A plan is looked at again after so many months at the latest."""
    exit_card_days: int = 28
    follow_up_months: int = 6
    quiet_days: int = 30
    referral_days: int = 14
    """Days within which an institution should answer."""
    bundle_days: int = 10
    """Days after which a bundle is overdue."""
    ahead_days: int = 30
    """How long before a review or the end of a consent one is told."""
    school_age: int = 7
    """First class begins in the calendar year of this birthday (ЗПУО, чл. 12)."""
    preschool_age: int = 4
    """So does preschool (ЗПУО, чл. 8, ал. 1)."""
    school_day: int = 15
    """The day of September on which school begins."""

    @classmethod
    def of(cls, profile: MunicipalityProfile) -> "Terms":
        """Read the terms a profile sets."""
        said = {one.name: profile.settings.get(f"deadlines.{one.name}") for one in fields(cls)}
        return cls(**{name: value for name, value in said.items() if isinstance(value, int)})

    def plan_due(self, opened_on: date) -> date:
        """Say when the plan of a case must be there."""
        return opened_on + timedelta(days=self.plan_days)

    def review_due(self, begun_on: date) -> date:
        """Say by when a plan must be looked at again."""
        return months_after(begun_on, self.review_months)

    def exit_card_due(self, left_on: date) -> date:
        """Say by when the situation on leaving must be written: the fund looks until that day."""
        return left_on + timedelta(days=self.exit_card_days)

    def follow_up_due(self, left_on: date) -> date:
        """Say on which day the later situation is looked at."""
        return months_after(left_on, self.follow_up_months)

    def ahead(self, today: date) -> date:
        """Say until which day one is told of what ends or comes round."""
        return today + timedelta(days=self.ahead_days)

    def quiet_since(self, today: date) -> date:
        """Say since when an open case must have had a contact not to count as quiet."""
        return today - timedelta(days=self.quiet_days)

    def quiet_from(self, last_on: date) -> date:
        """Say since which day a case without a contact after `last_on` counts as quiet."""
        return last_on + timedelta(days=self.quiet_days + 1)

    def late_of_case(self, row: CaseListRow, today: date) -> tuple[str, ...]:
        """List by code what is late in a case: `plan`, `quiet`."""
        if row.closed_on or not row.opened_on:
            return ()
        late = []
        if row.awaits_plan and self.plan_due(row.opened_on) < today:
            late.append("plan")
        if max(row.last_on or row.opened_on, row.opened_on) < self.quiet_since(today):
            late.append("quiet")
        return tuple(late)
