"""Check the values of a record before it is saved: field by field, in English messages for the form to translate."""

import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from kazanlak_case.db.reference import code_lists, settlements
from kazanlak_case.domain.code_lists import CodeLists
from kazanlak_case.domain.fields import FieldSpec, Kind, Record, Value, record_type, specs_of
from kazanlak_case.domain.rules.whole import RULES
from kazanlak_case.i18n import N_

LONGEST_TEXT = 100_000
"""Letters in one field: a bundle carries at most one MiB a value, and nobody reads more."""

_TYPE_OF: dict[Kind, type] = {
    Kind.NUMBER: int,
    Kind.AMOUNT: Decimal,
    Kind.DATE: date,
    Kind.FLAG: bool,
}


def values_of(record: Record) -> dict[str, Value]:
    """Give the values of a record by field name, None for what is empty."""
    values = {spec.name: getattr(record, spec.name) for spec in specs_of(type(record))}
    return {name: None if value == "" else value for name, value in values.items()}


def cleaned(cls: type, values: Mapping[str, Value]) -> dict[str, Value]:
    """Bring typed values into the shape they are kept in: no spaces around, letters in NFC, nothing instead of "".

    Raises:
        KeyError: A name is not a field of the record type; that is a fault of the caller, not of the person typing.
    """
    specs = {spec.name: spec for spec in specs_of(cls)}
    return {name: _cleaned(specs[name], value) for name, value in values.items()}


def _cleaned(spec: FieldSpec, value: Value) -> Value:
    if isinstance(value, str):
        value = unicodedata.normalize("NFC", value).strip()
        if spec.kind is Kind.CODES:
            value = " ".join(sorted(set(value.split())))
        return value or None
    return value


def problems_of(
    cls: type,
    values: Mapping[str, Value],
    today: date,
    *,
    lists: CodeLists | None = None,
    only: frozenset[str] | None = None,
) -> dict[str, str]:
    """List what is wrong with the values of a record: field name to English message.

    Args:
        cls: The record type.
        values: All values of the record, cleaned.
        today: The day the rules look from.
        lists: The code lists with the profile's own; without them the profile's choices are not checked.
        only: The changed fields of a record that stands already. What was right once, or came from a newer version,
            must not keep anybody from correcting something else.
    """
    problems: dict[str, str] = {}
    for spec in specs_of(cls):
        if only is None or spec.name in only:
            message = _problem(spec, values.get(spec.name), today, lists=lists or code_lists())
            if message:
                problems[spec.name] = message
    for clash in RULES[record_type(cls)](values, today) if record_type(cls) in RULES else ():
        if only is None or only & {clash.field, *clash.against}:
            problems.setdefault(clash.field, clash.message)
    return problems


def _problem(spec: FieldSpec, value: Value, today: date, *, lists: CodeLists) -> str | None:
    if value is None or value == "":
        return N_("Please fill this in.") if spec.required else None
    if not _is_of_kind(spec.kind, value):
        return N_("This is not a value of the right kind.")
    if isinstance(value, str) and (message := _problem_of_text(spec, value, lists)):
        return message
    return next((message for rule in spec.rules if (message := rule(value, today))), None)


def _is_of_kind(kind: Kind, value: Value) -> bool:
    if isinstance(value, bool):  # Python calls True a number
        return kind is Kind.FLAG
    if isinstance(value, datetime):  # and a moment a day
        return False
    return isinstance(value, _TYPE_OF.get(kind, str))


def _problem_of_text(spec: FieldSpec, text: str, lists: CodeLists) -> str | None:
    if len(text) > LONGEST_TEXT:
        return N_("This text is too long.")
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        return N_("This text holds a sign that cannot be kept.")
    if spec.kind is Kind.SETTLEMENT and settlements().by_code(text) is None:
        return N_("There is no such settlement.")
    if spec.choices and lists.entries(spec.choices):
        codes = text.split(" ") if spec.kind is Kind.CODES else [text]
        if not all(lists.knows(spec.choices, code) for code in codes):
            return N_("This choice is not in the list.")
    return None
