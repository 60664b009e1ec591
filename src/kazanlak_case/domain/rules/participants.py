"""One participant as the funds see them: one person in one operation, with the first entry and the final exit."""

from dataclasses import dataclass
from datetime import date

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.rules.esf_conditions import DERIVED
from kazanlak_case.domain.rules.expressions import Facts, value_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """What is known of one participant; None is "not answered", "refused" is an answer (domain.md 2.1, 2.2).

    The participation and the sensitive answers are those of the earliest entry. There is an exit only when no entry
    is open; then the results are those written down at the latest exit.
    """

    person: RecordId
    participation: RecordId
    site: str
    entered_on: date
    sex: str | None = None
    born_on: date | None = None
    id_type: str | None = None
    national_id: str | None = None
    national_id_reason: str | None = None
    labour_situation: str | None = None
    unemployed_since: date | None = None
    in_education: str | None = None
    education: str | None = None
    isced: int | None = None
    jobless_household: str | None = None
    jobless_with_children: str | None = None
    single_adult_with_children: str | None = None
    funds: str | None = None
    activity: str | None = None
    migrant: str | None = None
    foreign_background: str | None = None
    minority: str | None = None
    roma: str | None = None
    disability: str | None = None
    homeless: str | None = None
    other_disadvantage: str | None = None
    asked_on: date | None = None
    left_on: date | None = None
    state: str | None = None
    leaving_reason: str | None = None
    exit_state: str | None = None
    job_search_from: date | None = None
    education_from: date | None = None
    qualification: str | None = None
    qualification_on: date | None = None
    employment_from: date | None = None
    services_from: date | None = None
    status_6m: str | None = None

    @property
    def facts(self) -> Facts:
        """Everything rules may ask, with what follows from it (the age at entry, the end of the four weeks)."""
        known = {name: getattr(self, name) for name in self.__slots__}
        return {**known, **{name: value_of(value, known) for name, value in DERIVED.items()}}

    @property
    def age(self) -> int | None:
        """Whole years at the entry."""
        age = value_of(DERIVED["age"], {"born_on": self.born_on, "entered_on": self.entered_on})
        return age if isinstance(age, int) else None


@dataclass(frozen=True, slots=True)
class Selection:
    """Which participants a report is about; the whole project since its beginning unless something is said.

    Attributes:
        fund: Only who takes part in this fund's share, in any of their participations.
        site: Only what this site wrote down, as if there were no other: equal to that site's own report.
        since: First day of the period.
        until: Last day of the period.
    """

    fund: str | None = None
    site: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class IndicatorCount:
    """One indicator's figures. Women and men may not add up to the total where the sex is not known."""

    set: str
    code: str
    women: int
    men: int
    total: int
