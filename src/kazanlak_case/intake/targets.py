"""Where a column can go: every field a list may answer, and the columns that answer several fields at once."""

import functools
from dataclasses import dataclass

from kazanlak_case.domain.fields import FieldSpec, Kind, specs_of
from kazanlak_case.domain.records.participation import Participation, Spell, Vulnerability
from kazanlak_case.domain.records.person import Person
from kazanlak_case.i18n import N_

FULL_NAME = "full_name"
FAMILY_FIRST = "family_name_first"
GIVEN_AND_MIDDLE = "given_and_middle"
NUMBER_EGN = "egn"
NUMBER_LNCH = "lnch"
NUMBER_EITHER = "egn_or_lnch"
PLACE_AND_STREET = "place_and_street"
AGE = "age"
ROW_NUMBER = "row_number"
IGNORED = "ignored"

NAME_TARGETS = frozenset(
    {FULL_NAME, FAMILY_FIRST, GIVEN_AND_MIDDLE, "person.given_name", "person.family_name"}
)
NUMBER_TARGETS = frozenset({NUMBER_EGN, NUMBER_LNCH, NUMBER_EITHER, "person.national_id"})
WITHOUT_VALUE = frozenset({ROW_NUMBER, IGNORED})
"""Targets that say of a column that it holds nothing to take."""

IMPORTED = (Person, Participation, Spell, Vulnerability)
"""The record types a row of a list becomes, in the order they are born."""


@dataclass(frozen=True, slots=True)
class Target:
    """One thing a column can mean. `spec` is the field it fills; columns that fill several have none."""

    name: str
    label: str
    spec: FieldSpec | None = None

    @property
    def joins(self) -> bool:
        """Whether several columns may go there, their texts one after the other."""
        return self.name in {"person.address", "person.note"}


_SPECIAL = (
    Target(FULL_NAME, N_("Whole name in one cell")),
    Target(FAMILY_FIRST, N_("Whole name in one cell, the family name first")),
    Target(GIVEN_AND_MIDDLE, N_("Given and middle name in one cell")),
    Target(NUMBER_EGN, N_("ЕГН")),
    Target(NUMBER_LNCH, N_("ЛНЧ")),
    Target(NUMBER_EITHER, N_("ЕГН or ЛНЧ")),
    Target(PLACE_AND_STREET, N_("Address: settlement and street in one cell")),
    Target(AGE, N_("Age (only compared)")),
    Target(ROW_NUMBER, N_("Number in the list (not taken)")),
    Target(IGNORED, N_("Do not take this column")),
)


@functools.cache
def targets() -> dict[str, Target]:
    """All targets by name: the special ones, then every field of the imported records as „record.field“."""
    found = {target.name: target for target in _SPECIAL}
    for cls in IMPORTED:
        for spec in specs_of(cls):
            if spec.kind is not Kind.REFERENCE and not spec.retired:
                name = f"{spec.record}.{spec.name}"
                found[name] = Target(name, spec.label, spec)
    return found
