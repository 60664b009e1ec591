"""Check ЕГН and ЛНЧ (domain.md, section 4). The kind of number is chosen by a person, never guessed."""

import re
from dataclasses import dataclass
from datetime import date

from stdnum.bg import egn, pnf
from stdnum.exceptions import InvalidComponent

from kazanlak_case.i18n import N_

EGN, LNCH, SERVICE_NUMBER, NO_NUMBER = "egn", "lnch", "service_no", "none"

CHECKED_TYPES = frozenset({EGN, LNCH})
"""Kinds of number that carry a check digit and make two records the same person."""

DIGITS = 10
SHORTEST_WITHOUT_ZEROS = 8
"""A spreadsheet drops leading zeros: one from a birth in 2001 to 2009, two from one in 2000 (month 41 and on)."""

PROBLEMS: dict[str, str] = {
    "letters": N_("A personal number has digits only."),
    "length": N_("A personal number has ten digits."),
    "date": N_("The first six digits are not a date that exists."),
    "calendar": N_("1 to 13 April 1916 do not exist in the Bulgarian calendar."),
    "future": N_("The date of birth in this number is in the future."),
    "checksum": N_("The check digit is wrong: one digit was probably mistyped."),
}
"""Why a number is not taken, by code."""

_FIRST_LOST_DAY, _LAST_LOST_DAY = date(1916, 4, 1), date(1916, 4, 13)
_SEPARATORS = re.compile(r"[\s.'’`\-‐-―\u200b\ufeff]+")
_DECIMAL_TAIL = re.compile(r"[.,]0+\s*$")
_HIDDEN = "••••"


@dataclass(frozen=True, slots=True)
class NumberCheck:
    """What a number says. `problem` is an English message and `code` its key in PROBLEMS; both None when it is well.

    `born_on` and `sex` are known from a valid ЕГН only; a ЛНЧ carries neither.
    """

    ok: bool
    number: str
    code: str | None = None
    problem: str | None = None
    born_on: date | None = None
    sex: str | None = None


def compact_number(text: str) -> str:
    """Take out what people write between the digits, and the `.0` a spreadsheet puts after them."""
    return _SEPARATORS.sub("", _DECIMAL_TAIL.sub("", text))


def check_number(id_type: str, text: str, *, today: date) -> NumberCheck:
    """Check a number as the kind it was said to be; kinds without a check digit are always well."""
    number = compact_number(text)
    if id_type not in CHECKED_TYPES:
        return NumberCheck(ok=True, number=number)
    code, born_on = _read_egn(number, today) if id_type == EGN else (_fault_of_lnch(number), None)
    if code:
        return NumberCheck(ok=False, number=number, code=code, problem=PROBLEMS[code])
    sex = ("m" if int(number[8]) % 2 == 0 else "f") if born_on else None
    return NumberCheck(ok=True, number=number, born_on=born_on, sex=sex)


def _read_egn(number: str, today: date) -> tuple[str | None, date | None]:
    """Tell what is wrong with an ЕГН, else the birth date in it.

    The steps are those of `egn.validate`, which would clean and read the number anew in each: a list may hold a hundred
    thousand.
    """
    if fault := _fault_of_digits(number):
        return fault, None
    try:
        born_on = egn.get_birth_date(number)
    except InvalidComponent:
        return "date", None
    if egn.calc_check_digit(number[:-1]) != number[-1]:
        return "checksum", None
    return _fault_of_date(born_on, today), born_on


def _fault_of_digits(number: str) -> str | None:
    if number and not (number.isascii() and number.isdigit()):
        return "letters"
    return None if len(number) == DIGITS else "length"


def _fault_of_lnch(number: str) -> str | None:
    if fault := _fault_of_digits(number):
        return fault
    return None if pnf.is_valid(number) else "checksum"


def _fault_of_date(born_on: date, today: date) -> str | None:
    if _FIRST_LOST_DAY <= born_on <= _LAST_LOST_DAY:
        return "calendar"
    return "future" if born_on > today else None


def restore_zeros(text: str, *, id_type: str = EGN) -> tuple[str, bool]:
    """Give back the leading zeros a spreadsheet dropped, only when the result passes the check.

    Returns:
        The number without separators, and whether zeros were put before it.
    """
    number = compact_number(text)
    if not SHORTEST_WITHOUT_ZEROS <= len(number) < DIGITS:
        return number, False
    whole = number.zfill(DIGITS)
    # No number that begins with a zero lies in the future: it is of 1900 to 1909 or of 2000 to 2009.
    well = check_number(id_type, whole, today=date.max).ok if id_type in CHECKED_TYPES else False
    return (whole, True) if well else (number, False)


def mask_number(number: str | None) -> str:
    """Hide the last four digits on screens; a number of four characters or fewer is hidden whole."""
    return f"{number[:-4]}{_HIDDEN}" if number else ""
