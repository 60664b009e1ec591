"""Words for codes: code lists, settlements, sites, staff and partners, ready for editors, tables and history."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from kazanlak_case.domain.fields import FieldSpec, Kind, RecordId, Value, record_type
from kazanlak_case.domain.records.office import Partner, Site, StaffMember
from kazanlak_case.i18n import _
from kazanlak_case.services.labels import names_of_all

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.code_lists import CodeLists
    from kazanlak_case.domain.profile import MunicipalityProfile
    from kazanlak_case.domain.settlements import Settlements
    from kazanlak_case.ui.wording import Wording


@dataclass(frozen=True, slots=True)
class Lookups:
    """Everything a value needs to be shown as words. Small record types are held; people are asked for."""

    code_lists: CodeLists
    settlements: Settlements
    profile: MunicipalityProfile
    wording: Wording
    names: Mapping[str, Mapping[RecordId, str]]
    """Names of the records of the small types, by type: site, staff_member, partner."""

    def with_names(self, names: Mapping[str, Mapping[RecordId, str]]) -> Lookups:
        """Answer the same with other names, after staff or partners changed."""
        return replace(self, names=names)

    def choices(self, list_name: str) -> dict[str, str]:
        """Code to label, in order, in the language of the window."""
        return self.code_lists.labels(list_name, self.wording.language)

    def label(self, list_name: str | None, code: str | None) -> str:
        """Word one code; nothing for nothing."""
        if not code or not list_name:
            return ""
        return self.code_lists.label(list_name, code, self.wording.language)

    def settlement(self, ekatte: str | None, *, full: bool = False) -> str:
        """Name a settlement, with its municipality if `full`; an unknown code is shown as it is."""
        found = self.settlements.by_code(ekatte)
        if found is None:
            return ekatte or ""
        return found.label if full else found.short

    def name_of(self, record: str, record_id: RecordId | None) -> str:
        """Name a record of one of the small types."""
        return self.names.get(record, {}).get(record_id, "") if record_id else ""

    def words(self, spec: FieldSpec, value: Value) -> str:
        """Word any value of any field, as history, tables and read-only forms show it."""
        if value is None or value == "":
            return ""
        treatment = _WORDS.get(spec.kind)
        return treatment(self, spec, value) if treatment else str(value)


def _choice(lookups: Lookups, spec: FieldSpec, value: Value) -> str:
    return lookups.label(spec.choices, str(value))


def _codes(lookups: Lookups, spec: FieldSpec, value: Value) -> str:
    return ", ".join(lookups.label(spec.choices, code) for code in str(value).split())


def _settlement(lookups: Lookups, _spec: FieldSpec, value: Value) -> str:
    return lookups.settlement(str(value))


def _reference(lookups: Lookups, spec: FieldSpec, value: Value) -> str:
    return lookups.name_of(spec.refers or "", RecordId(str(value)))


def _flag(_lookups: Lookups, _spec: FieldSpec, value: Value) -> str:
    return _("yes") if value else _("no")


def _date(lookups: Lookups, _spec: FieldSpec, value: Value) -> str:
    return lookups.wording.day(value if isinstance(value, date) else date.fromisoformat(str(value)))


def _sealed(_lookups: Lookups, _spec: FieldSpec, _value: Value) -> str:
    return _("confidential")


_WORDS: dict[Kind, Callable[[Lookups, FieldSpec, Value], str]] = {
    Kind.CHOICE: _choice,
    Kind.CODES: _codes,
    Kind.SETTLEMENT: _settlement,
    Kind.REFERENCE: _reference,
    Kind.FLAG: _flag,
    Kind.DATE: _date,
    Kind.SEALED: _sealed,
}


def names_of_small_types(uow: UnitOfWork) -> dict[str, dict[RecordId, str]]:
    """Read the names of sites, staff and partners."""
    return {record_type(cls): names_of_all(uow, cls) for cls in (Site, StaffMember, Partner)}
