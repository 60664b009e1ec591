"""The workbook's treatment of each kind of field: one line a kind."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from kazanlak_case.db.reference import code_lists, settlements
from kazanlak_case.domain.fields import FieldSpec, Kind
from kazanlak_case.i18n import _

CellValue: TypeAlias = str | int | date | Decimal

DAY = "dd.mm.yyyy"
MONEY = "#,##0.00"


@dataclass(frozen=True, slots=True)
class CellFormat:
    """How wide a column is (characters), how its numbers look, and what its cells hold."""

    width: int
    value: Callable[[FieldSpec, object, str], CellValue]
    number_format: str = ""


def _as_it_is(_spec: FieldSpec, value: object, _language: str) -> CellValue:
    return value if isinstance(value, int) else str(value)


def _day(_spec: FieldSpec, value: object, _language: str) -> CellValue:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _money(_spec: FieldSpec, value: object, _language: str) -> CellValue:
    return Decimal(str(value))


def _yes_or_no(_spec: FieldSpec, value: object, _language: str) -> CellValue:
    return _("yes") if value else _("no")


def _label(spec: FieldSpec, value: object, language: str) -> CellValue:
    return code_lists().label(spec.choices or "", str(value), language)


def _place(_spec: FieldSpec, value: object, _language: str) -> CellValue:
    found = settlements().by_code(str(value))
    return found.short if found else str(value)


def _sealed(_spec: FieldSpec, _value: object, _language: str) -> CellValue:
    return _("confidential")


FORMAT_OF: dict[Kind, CellFormat] = {
    Kind.TEXT: CellFormat(20, _as_it_is),
    Kind.NOTE: CellFormat(50, _as_it_is),
    Kind.NUMBER: CellFormat(10, _as_it_is, "0"),
    Kind.AMOUNT: CellFormat(14, _money, MONEY),
    Kind.DATE: CellFormat(12, _day, DAY),
    Kind.FLAG: CellFormat(6, _yes_or_no),
    Kind.CHOICE: CellFormat(24, _label),
    Kind.CODES: CellFormat(20, _as_it_is),
    Kind.REFERENCE: CellFormat(34, _as_it_is),
    Kind.SETTLEMENT: CellFormat(20, _place),
    Kind.SEALED: CellFormat(20, _sealed),
}
"""Codes of the profile's own lists stay codes: a list read by a script elsewhere knows no profile."""
