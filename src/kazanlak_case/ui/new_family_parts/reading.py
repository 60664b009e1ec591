"""What is typed into one cell for a birth: a day, a year, an age, or a whole ЕГН, which says day and sex as well."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from kazanlak_case.domain.rules.births import read_birth
from kazanlak_case.domain.rules.numbers import EGN
from kazanlak_case.domain.rules.whole import known_from_number
from kazanlak_case.ui.forms.reading import read_date

if TYPE_CHECKING:
    from kazanlak_case.domain.fields import Value

_NUMBER = re.compile(r"\d{10}")


def read_cell(text: str, today: date) -> tuple[dict[str, Value], str]:
    """Read a birth or a number: the fields of the person it fills, and an English message where it is neither."""
    said = text.strip()
    if not said:
        return {}, ""
    if _NUMBER.fullmatch(said):
        values: dict[str, Value] = {"id_type": EGN, "national_id": said}
        return values | known_from_number(values, today), ""
    if found := read_birth(said, today):
        return {"born_on": found.born_on, "born_precision": found.precision}, ""
    reading = read_date(said, today)
    if isinstance(reading.value, date):
        return {"born_on": reading.value}, ""
    return {}, reading.problem
