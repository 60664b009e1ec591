"""The row of one participant in the microdata file of ISUN 2020 (domain.md, section 3), or why there can be none."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from kazanlak_case.domain.code_lists import CodeLists
from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.domain.records import Person
from kazanlak_case.domain.rules.calendar import months_after
from kazanlak_case.domain.rules.esf_checks import SENSITIVE, impossible
from kazanlak_case.domain.rules.esf_conditions import (
    LONG_MONTHS,
    LONG_MONTHS_YOUNG,
    NOTHING_WORDS,
    REFUSED_WORDS,
)
from kazanlak_case.domain.rules.expressions import Reason
from kazanlak_case.domain.rules.numbers import CHECKED_TYPES
from kazanlak_case.domain.rules.participants import Participant
from kazanlak_case.domain.rules.whole import person_clashes
from kazanlak_case.domain.settlements import Settlement, Settlements
from kazanlak_case.i18n import N_

LONGEST = 200
"""Letters ISUN takes in a name, a phone number or an address."""

YES, NO, OTHER = "да", "не", "Друго"

Cell: TypeAlias = str | int | None


@dataclass(frozen=True, slots=True)
class IsunField:
    """One column of the file. Headings must be exactly these; one of a date stands over three columns.

    `name` is ours, for scripts.
    """

    name: str
    letter: str
    heading: str
    group: str


def parse_fields(text: str) -> tuple[IsunField, ...]:
    """Read the columns, in order (CSV)."""
    return tuple(
        IsunField(row["suggested_field"], row["col_letter"], row["header_bg"], row["group_bg"])
        for row in csv.DictReader(io.StringIO(text))
    )


def parse_values(text: str) -> dict[str, tuple[str, ...]]:
    """Read the texts ISUN accepts, by list (CSV); none of them is ever normalised (domain.md 3.2, trap 5)."""
    lists: dict[str, tuple[str, ...]] = {}
    for row in csv.DictReader(io.StringIO(text)):
        lists[row["list"]] = (*lists.get(row["list"], ()), row["value_bg"])
    return lists


@dataclass(slots=True)
class IsunRow:
    """One participant's cells after the row number, what stops it, and which answers were refused."""

    cells: list[Cell] = field(default_factory=list)
    blocked: list[Reason] = field(default_factory=list)
    refused: list[Reason] = field(default_factory=list)

    def block(self, message: str, **facts: object) -> None:
        """Name one more reason why ISUN would not take this row, or must not be given it."""
        self.blocked.append(Reason(message, facts))

    def put(self, cell: Cell, missing: str) -> None:
        """Add a mandatory cell; an empty one stops the row."""
        if cell in {None, "", "-"}:
            self.block(missing)
        self.add(cell)

    def add(self, cell: Cell) -> None:
        """Add a cell that may stay empty; one with more letters than ISUN takes stops the row."""
        if isinstance(cell, str) and len(cell) > LONGEST:
            self.block(N_("a text is longer than 200 letters: “{text}…”"), text=cell[:20])
        self.cells.append(cell)


_MISSING_ANSWERS: dict[str, str] = {
    "migrant": N_("not answered: migrant"),
    "foreign_background": N_("not answered: foreign background"),
    "minority": N_("not answered: minority"),
    "roma": N_("not answered: Roma"),
    "disability": N_("not answered: disability"),
    "homeless": N_("not answered: homeless or housing exclusion"),
    "jobless_household": N_("not answered: jobless household"),
    "jobless_with_children": N_("not answered: jobless household with dependent children"),
    "single_adult_with_children": N_("not answered: single adult with dependent children"),
}
_REFUSED: dict[str, str] = {
    "migrant": N_("refused: migrant"),
    "foreign_background": N_("refused: foreign background"),
    "minority": N_("refused: minority"),
    "roma": N_("refused: Roma"),
    "disability": N_("refused: disability"),
    "homeless": N_("refused: homeless or housing exclusion"),
    "other_disadvantage": N_("refused: other disadvantage"),
}
_BY_NUMBER = ("id_type", "national_id", "born_on", "sex")
_HOUSEHOLD = ("jobless_household", "jobless_with_children", "single_adult_with_children")


class IsunForm:
    """Fill rows for one profile. Everything ISUN wants to read exactly comes from the reference data."""

    def __init__(
        self,
        *,
        lists: CodeLists,
        allowed: dict[str, tuple[str, ...]],
        settlements: Settlements,
        profile: MunicipalityProfile,
        today: date,
    ) -> None:
        self._lists = lists
        self._allowed = allowed
        self._settlements = settlements
        self._profile = profile
        self._today = today
        self._texts: dict[tuple[str, str | None], str | None] = {}
        setting = profile.settings
        self._refusal = str(setting.get("microdata.refusal_as") or NO)
        self._patronymic = str(setting.get("microdata.missing_patronymic_as") or "")
        self._pupil = str(setting.get("microdata.pupil_status") or "")

    def row(self, participant: Participant, person: Person, *, fund: str | None = None) -> IsunRow:
        """Fill columns B to AI."""
        row = IsunRow()
        row.blocked += [one.reason for one in impossible(participant)]
        self._names(row, person)
        self._number(row, participant)
        row.put(self._text("isun_gender", "sex", participant.sex), N_("sex is not known"))
        row.put(participant.age, N_("date of birth is not known, so neither is the age"))
        self._labour(row, participant)
        self._education(row, participant)
        self._place(
            row,
            self._settlements.by_code(person.settlement),
            N_("settlement of the present address is not known"),
        )
        row.add(person.phone)
        row.add(person.email)
        self._answers(row, participant)
        row.cells += [
            participant.entered_on.year,
            participant.entered_on.month,
            participant.entered_on.day,
        ]
        row.put(
            participant.activity or self._activity(participant, fund), N_("activity is not known")
        )
        site = self._profile.site(participant.site)
        self._place(
            row,
            self._settlements.by_code(site.ekatte if site else None),
            N_("settlement of the house is not known"),
        )
        row.cells += self._exit(participant)
        return row

    def _text(self, isun_list: str, own_list: str, code: str | None) -> str | None:
        """Give the exact text of a code, if the list of ISUN has one."""
        key = (own_list, code)
        if key not in self._texts:
            text = self._lists.isun(own_list, code) if code else None
            self._texts[key] = text if text in self._allowed[isun_list] else None
        return self._texts[key]

    def _names(self, row: IsunRow, person: Person) -> None:
        row.put(person.given_name, N_("given name is missing"))
        row.put(
            person.middle_name or self._patronymic,
            N_("patronymic is missing (the substitute agreed on goes into the profile)"),
        )
        row.put(person.family_name, N_("family name is missing"))

    def _number(self, row: IsunRow, participant: Participant) -> None:
        """Ask more than ISUN does: it takes any ten digits (domain.md 3.2, trap 8)."""
        number = participant.national_id
        row.cells.append(number)
        if participant.id_type not in CHECKED_TYPES or not number:
            row.block(
                N_("no personal number of a citizen or a foreigner: ISUN takes nobody without")
            )
        elif participant.national_id_reason:
            row.block(
                N_(
                    "the number fails its check and was recorded as it stands in a document: review it first"
                )
            )
        else:
            values = {name: getattr(participant, name) for name in _BY_NUMBER}
            row.blocked += [Reason(one.message, {}) for one in person_clashes(values, self._today)]

    def _labour(self, row: IsunRow, participant: Participant) -> None:
        """Work the status out of situation, date and education (domain.md 3.1)."""
        code = participant.labour_situation
        if code == "unemployed":
            code = _unemployed(participant)
            missing = N_("unemployed, but not known since when")
        else:
            missing = N_("situation on the labour market is not known")
        if code == "inactive":
            row.cells.append(self._inactive(participant.in_education))
        else:
            row.put(self._text("isun_occupation", "labour_status", code), missing)

    def _inactive(self, in_education: str | None) -> str:
        plain, outside, pupil = self._allowed["isun_occupation"][5:8]
        if in_education == "yes":
            return self._pupil if self._pupil in self._allowed["isun_occupation"] else pupil
        return outside if in_education == "no" else plain

    def _education(self, row: IsunRow, participant: Participant) -> None:
        text = self._text("isun_education", "education_level", participant.education)
        row.put(text, N_("level of education is not known"))

    def _place(self, row: IsunRow, place: Settlement | None, missing: str) -> None:
        """Write oblast and settlement as ISUN spells them; three new settlements are not in its list."""
        if place and not place.isun_settlement:
            missing = N_("{place} is not in the list of ISUN")
            row.block(missing, place=place.label)
            row.cells += [None, None]
            return
        row.cells.append(place.isun_district if place else None)
        row.put(place.isun_settlement if place else None, missing)

    def _answers(self, row: IsunRow, participant: Participant) -> None:
        """Write the sensitive and household answers; a refusal becomes what the profile says, and is listed."""
        said = {"yes": YES, "no": NO, "refused": self._refusal}
        for name in SENSITIVE:
            answer = getattr(participant, name)
            if answer == "refused":
                row.refused.append(Reason(_REFUSED[name], {}))
            row.put(said.get(answer), _MISSING_ANSWERS[name])
        other = participant.other_disadvantage
        if other in REFUSED_WORDS:
            row.refused.append(Reason(_REFUSED["other_disadvantage"], {}))
            other = self._refusal
        if other is None:
            row.block(N_("not answered: other disadvantage (“no” or which)"))
        row.cells.append(NO if other in NOTHING_WORDS else other)
        for name in _HOUSEHOLD:
            row.put(said.get(getattr(participant, name)), _MISSING_ANSWERS[name])

    def _activity(self, participant: Participant, fund: str | None) -> str:
        """Give the profile's activity of the fund that is reported, or of the first that pays."""
        activities = self._profile.activities
        funds = [fund] if fund else (participant.funds or "").split()
        return next(
            (text for code, text in activities.items() if code in funds),
            self._profile.default_activity,
        )

    def _exit(self, participant: Participant) -> Iterator[Cell]:
        """Leave the columns of leaving empty until somebody has left for good."""
        left_on = participant.left_on
        if left_on is None:
            yield from [None] * 6
            return
        yield self._text("isun_participation_state", "participation_state", participant.state)
        yield from (left_on.year, left_on.month, left_on.day)
        yield self._text("isun_cancelation_reason", "leaving_reason", participant.leaving_reason)
        state = self._text("isun_leaving_state", "exit_state", participant.exit_state)
        # ISUN has no value for looking for work and none for a qualification (domain.md 3.2, trap 14).
        yield state or (OTHER if participant.exit_state else None)


def _unemployed(participant: Participant) -> str | None:
    since, entered_on = participant.unemployed_since, participant.entered_on
    if since is None or since > entered_on:
        return None
    if entered_on > months_after(since, LONG_MONTHS):
        return "unemployed_gt12"
    return (
        "unemployed_6_12"
        if entered_on > months_after(since, LONG_MONTHS_YOUNG)
        else "unemployed_lt6"
    )
