"""What must agree in a row (else it is refused), and what should be looked at (then it is taken)."""

from collections.abc import Iterator, Mapping
from datetime import date

from kazanlak_case.domain.fields import Value
from kazanlak_case.domain.rules.calendar import age_on
from kazanlak_case.intake.cells import as_text
from kazanlak_case.intake.findings import Change, Coded, Finding
from kazanlak_case.intake.rows import RowRead
from kazanlak_case.intake.targets import AGE
from kazanlak_case.intake.words import EDUCATION, IN_EDUCATION, LABOUR, MINORITY, ROMA, SEX

BORN, ENTERED, LEFT, SINCE = (
    "person.born_on",
    "spell.entered_on",
    "spell.left_on",
    "participation.unemployed_since",
)
_PARTICIPATION = ("participation.", "vulnerability.", "spell.")
_AGE_OF_LEVEL = {
    "primary": 9,
    "lower_secondary": 12,
    "first_gymnasial": 15,
    "upper_secondary": 17,
    "upper_secondary_voc": 17,
    "post_secondary": 18,
    "prof_bachelor": 20,
    "higher": 20,
    "bachelor": 20,
    "master": 22,
    "doctor": 24,
}
"""The youngest at whom a level is usually finished (domain.md, section 7)."""

_STUDENT_AT_MOST = 30
_WORKER_AT_LEAST = 16
_AGE_SLIP = 1


def complete(row: RowRead) -> None:
    """Fill what the row itself answers elsewhere: sex and birth date stand in a valid ЕГН; it is told."""
    number, family = row.number, row.values.get("person.family_name")
    if family and not row.values.get("person.given_name"):
        row.values["person.given_name"] = row.values.pop("person.family_name")
        row.changes.append(Change("person.given_name", "name_split", str(family), str(family)))
    if number is None or not number.ok:
        return
    said: dict[str, Value] = {BORN: number.born_on, SEX: number.sex}
    for target, value in said.items():
        if value and target not in row.values:
            row.values[target] = value
            row.changes.append(Change(target, "from_number", number.number, str(value)))


def contradictions(row: RowRead, must_have_one_of: tuple[str, ...]) -> Iterator[Finding]:
    """Say why a row cannot be taken as it is."""
    values = row.values
    # A reason about the name stands already when it could not be read.
    if not values.get("person.given_name") and all(
        reason.code not in {"name_digits", "two_people"} for reason in row.reasons
    ):
        yield Finding("no_name", "person.given_name")
    if must_have_one_of and not any(values.get(target) for target in must_have_one_of):
        yield Finding("not_identified")
    yield from _against_number(row)
    born, entered, left = (_date(values, target) for target in (BORN, ENTERED, LEFT))
    if entered and left and left < entered:
        facts = {"left": as_text(left), "entered": as_text(entered)}
        yield Finding("exit_before_entry", LEFT, {**facts})
    if born and entered and entered < born:
        yield Finding(
            "entry_before_birth", ENTERED, {"entered": as_text(entered), "born": as_text(born)}
        )


def _against_number(row: RowRead) -> Iterator[Finding]:
    if row.number is None or not row.number.ok:
        return
    born, sex = _date(row.values, BORN), row.values.get(SEX)
    if row.number.born_on and born and born != row.number.born_on:
        facts = {"written": as_text(born), "number": as_text(row.number.born_on)}
        yield Finding("born_contradicts", BORN, {**facts})
    if row.number.sex and sex and sex != row.number.sex:
        yield Finding("sex_contradicts", SEX, {"written": Coded(SEX, sex)})


def doubts_of(values: Mapping[str, Value], today: date) -> Iterator[Finding]:
    """Say what should be looked at in a row that is taken."""
    born, entered, since = (_date(values, target) for target in (BORN, ENTERED, SINCE))
    if entered is None and any(
        values.get(target) for target in values if target.startswith(_PARTICIPATION)
    ):
        yield Finding("no_entry", ENTERED)
    if born:
        yield from _doubts_of_age(values, age_on(born, entered or today), age_on(born, today))
    if since and values.get(LABOUR) != "unemployed":
        yield Finding(
            "registered_not_unemployed", SINCE, {"situation": Coded(LABOUR, values.get(LABOUR))}
        )
    if since and entered and since > entered:
        yield Finding(
            "registered_after_entry", SINCE, {"since": as_text(since), "entered": as_text(entered)}
        )
    if values.get(ROMA) == "yes" and values.get(MINORITY) == "no":
        yield Finding("roma_not_minority", ROMA)


def _doubts_of_age(values: Mapping[str, Value], age: int, age_today: int) -> Iterator[Finding]:
    if values.get(IN_EDUCATION) == "yes" and age >= _STUDENT_AT_MOST:
        yield Finding("student_age", IN_EDUCATION, {"age": age})
    if values.get(LABOUR) in {"employed", "self_employed"} and age < _WORKER_AT_LEAST:
        yield Finding("worker_age", LABOUR, {"age": age})
    level = values.get(EDUCATION)
    if isinstance(level, str) and age < _AGE_OF_LEVEL.get(level, 0):
        yield Finding(
            "education_age", EDUCATION, {"education": Coded(EDUCATION, level), "age": age}
        )
    written = values.get(AGE)
    # An age in a list is of some day between entry and now.
    if isinstance(written, int) and not age - _AGE_SLIP <= written <= age_today + _AGE_SLIP:
        yield Finding("age_differs", AGE, {"written": written})


def _date(values: Mapping[str, Value], target: str) -> date | None:
    value = values.get(target)
    return value if isinstance(value, date) else None
