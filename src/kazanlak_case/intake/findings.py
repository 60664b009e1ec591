"""What intake has to say about a row: why it is refused, what is doubtful, what was read otherwise than written."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, TypeAlias

from kazanlak_case.db.reference import code_lists, settlements
from kazanlak_case.domain.duplicates import Reason
from kazanlak_case.domain.fields import Kind, Value
from kazanlak_case.domain.rules.names import TIDYINGS
from kazanlak_case.domain.rules.numbers import PROBLEMS
from kazanlak_case.i18n import N_, _, language
from kazanlak_case.intake.targets import targets
from kazanlak_case.services.likeness_words import WORDS

Facts: TypeAlias = dict[str, object]

REASONS: dict[str, str] = {
    "no_name": N_("There is no name."),
    "name_digits": N_("The name “{text}” holds figures."),
    "two_people": N_(
        "“{text}” names more than one person. Write each of them in a row of their own."
    ),
    "not_identified": N_(
        "Neither sex nor date of birth nor date of entry is given: this is no participant who can be named."
    ),
    "number_type_unclear": N_(
        "“{text}” can be an ЕГН as well as a ЛНЧ, and the list does not say which."
    ),
    "number_neither": N_("“{text}” is neither a valid ЕГН nor a valid ЛНЧ."),
    "both_numbers": N_("Both an ЕГН and a ЛНЧ are given. Keep one of them."),
    "number_invalid": N_("The number “{text}” is not valid. {problem}"),
    "born_contradicts": N_("The date of birth {written} contradicts the ЕГН, which says {number}."),
    "sex_contradicts": N_("The sex “{written}” contradicts the ЕГН."),
    "date_unreadable": N_("{label}: “{text}” is not a date. Write it like 13.03.1979."),
    "date_missing": N_("{label}: there is no such day as “{text}”."),
    "date_short_year": N_("{label}: the year of “{text}” has two figures only. Write all four."),
    "date_future": N_("{label}: {date} is in the future."),
    "exit_before_entry": N_("The date of leaving {left} is before the date of entry {entered}."),
    "entry_before_birth": N_("The date of entry {entered} is before the date of birth {born}."),
}
"""Why a row is not taken, by code."""

DOUBTS: dict[str, str] = {
    "unknown_word": N_("{label}: “{text}” was not understood and stays unanswered."),
    "two_answers": N_("{label}: another column says “{text}”; the first answer was taken."),
    "settlement_unknown": N_(
        "There is no settlement known in “{text}”: it stands whole in the address."
    ),
    "settlement_several": N_(
        "There are several settlements for “{text}”: it stands whole in the address. Please choose."
    ),
    "settlement_or_street": N_(
        "“{text}” may be a settlement or a street: it stands whole in the address."
    ),
    "phone_odd": N_("The phone “{text}” was kept as it is written."),
    "email_odd": N_("“{text}” does not look like an e-mail address and was kept as it is written."),
    "name_parts": N_("The name “{text}” has more than three parts: please look at who is who."),
    "no_entry": N_("No date of entry: the person is not counted as a participant yet."),
    "student_age": N_("In education at {age}."),
    "worker_age": N_("Employed at {age}."),
    "education_age": N_("“{education}” is high for the age of {age}."),
    "registered_not_unemployed": N_(
        "A date of registration as unemployed, but “{situation}” on the labour market."
    ),
    "registered_after_entry": N_(
        "Registered as unemployed on {since}, after the entry on {entered}."
    ),
    "roma_not_minority": N_("Roma, but not of a minority."),
    "age_differs": N_("The age of {written} does not agree with the date of birth."),
    "same_name": N_(
        "The same name stands in row {row} too: please look whether it is the same person."
    ),
    "perhaps_here": N_(
        "Perhaps {name}, who is in the file already: {why}. It is taken as a new person; please look."
    ),
    "perhaps_row": N_("Perhaps the same person as in row {row}: {why}. Please look."),
    "repeated_differs": N_("Repeated with another value. {label}: here “{here}”, there “{there}”."),
    "repeated_by_name": N_("Known again by name and date of birth, not by number."),
    "repeated_by_contact": N_("Known again by name and phone or address."),
}
"""What is taken but should be looked at, by code."""

CHANGES: dict[str, str] = {
    **TIDYINGS,
    "word": N_("a word was read as a value of the list"),
    "date": N_("a date was read from another way of writing"),
    "serial": N_("a number was read as a date, as spreadsheets keep it"),
    "number_zeros": N_(
        "leading zeros lost in the spreadsheet were given back; the check digit agrees"
    ),
    "number_signs": N_("signs between the digits were taken out"),
    "number_type": N_("the kind of number was told by its check digit"),
    "number_type_born": N_("the kind of number was told by the date of birth beside it"),
    "name_split": N_("the whole name was parted"),
    "name_order": N_("the family name, written first, was put last"),
    "settlement": N_("the settlement was told from the address"),
    "phone": N_("the phone number was written the usual way"),
    "from_number": N_("taken from the ЕГН"),
}
"""What was read otherwise than it is written, by code."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A reason or a doubt: its code, the target it is about, and the facts that fill its sentence."""

    code: str
    target: str = ""
    facts: Facts = field(default_factory=dict, hash=False)


class Change(NamedTuple):
    """One value read otherwise than it is written."""

    target: str
    code: str
    before: str
    after: str


class Why(NamedTuple):
    """Why two may be one person, in the facts of a finding."""

    reasons: tuple[Reason, ...]


class Coded(NamedTuple):
    """A value in the facts of a finding, said by its label where it is a code."""

    target: str
    value: Value


def value_in_words(target: str, value: Value) -> str:
    """Say a value of a target: a code by its label, a settlement by its name, a day as one writes it."""
    about = targets().get(target)
    spec = about.spec if about else None
    if value is None or spec is None:
        return "–" if value is None else str(value)
    if spec.kind is Kind.SETTLEMENT:
        found = settlements().by_code(str(value))
        return found.short if found else str(value)
    if spec.choices:
        return code_lists().label(spec.choices, str(value), language())
    return value.strftime("%d.%m.%Y") if isinstance(value, date) else str(value)


def in_words(finding: Finding) -> str:
    """Say a reason or doubt in the language spoken; facts that are messages themselves are translated too."""
    message = REASONS.get(finding.code) or DOUBTS[finding.code]
    return _(message).format(**{name: _fact(name, value) for name, value in finding.facts.items()})


def _fact(name: str, value: object) -> object:
    if isinstance(value, Why):
        return ", ".join(_(WORDS[one.code]).format(**dict(one.facts)) for one in value.reasons)
    if isinstance(value, Coded):
        return value_in_words(value.target, value.value)
    return _(value) if name in _MESSAGES and isinstance(value, str) else value


_MESSAGES = frozenset({"label", "problem"})
"""Facts that are messages themselves."""


def change_in_words(change: Change) -> str:
    """Say what a value was read as."""
    return value_in_words(change.target, change.after) if change.code == "word" else change.after


def number_problem(code: str, text: str, target: str) -> Finding:
    """Make the reason of a number that fails its check."""
    return Finding("number_invalid", target, {"text": text, "problem": PROBLEMS[code]})
