"""Values, fields and codes in words, as plain lines show them."""

from datetime import date
from decimal import Decimal

from kazanlak_case.db.reference import code_lists, settlements
from kazanlak_case.domain.fields import FieldSpec, Kind, Value
from kazanlak_case.domain.records import RECORDS, spec_of
from kazanlak_case.i18n import _

NOTHING = "–"


def plain(value: Value) -> str | int | bool | None:
    """Give a value as JSON says it: dates in ISO form, amounts as text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return None if value == "" else value


def label_of_field(record: str, field: str) -> str:
    """Name a field; one of a newer version by its code."""
    spec = _spec(record, field)
    return _(spec.label) if spec else field


def words_of_value(record: str, field: str, value: Value, *, language: str) -> str:
    """Say a value as a form would show it."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    spec = _spec(record, field)
    if spec and spec.choices:
        return code_lists().label(spec.choices, str(value), language)
    if spec and spec.kind is Kind.SETTLEMENT:
        found = settlements().by_code(str(value))
        return found.label if found else str(value)
    return str(value)


def _spec(record: str, field: str) -> FieldSpec | None:
    if record not in RECORDS:
        return None
    try:
        return spec_of(record, field)
    except KeyError:  # of a newer version
        return None
