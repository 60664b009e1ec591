"""Declare a field once: label, kind, privacy and rules, from which every room takes its treatment."""

import dataclasses
import functools
import types
import typing
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, NewType, TypeAlias, get_args, get_origin

RecordId = NewType("RecordId", str)
"""A UUIDv7 as 32 lower-case hexadecimal digits; 16 raw bytes in the store."""

NO_RECORD = RecordId("")
"""What a required reference holds before it points anywhere."""

Value: TypeAlias = str | int | date | Decimal | bool | None
"""What a field of a record may hold in Python."""

Raw: TypeAlias = str | int | bytes | None
"""The canonical form of a value: what the store, the hash and the bundle hold."""

Rule: TypeAlias = Callable[[Value, date], str | None]
"""Look at a value as of a day; answer an English message, or None when it is well."""


class Kind(StrEnum):
    """The kinds of field. Each room has one table from kind to its own treatment."""

    TEXT = "text"
    NOTE = "note"
    NUMBER = "number"
    AMOUNT = "amount"
    DATE = "date"
    FLAG = "flag"
    CHOICE = "choice"
    CODES = "codes"
    REFERENCE = "reference"
    SETTLEMENT = "settlement"
    SEALED = "sealed"
    """Ciphertext in base64: travels and is compared like any text, and is read only with a key."""


class Privacy(StrEnum):
    """Who may see a field; rights are given per class and role (style.md, section 5)."""

    OPEN = "open"
    PERSONAL = "personal"
    SPECIAL = "special"
    CONFIDENTIAL = "confidential"


@dataclass(frozen=True, slots=True)
class Field:
    """What the author of a record says about one field.

    Attributes:
        label: English label, translated where shown.
        kind: Only where the annotation does not tell (a note, a settlement, codes).
        choices: Name of the code list of a choice; one starting with "@" is the profile's.
        refers: Record type a reference points to.
        was: Earlier names, still understood in old files and bundles.
        retired: Kept in files for ever, no longer asked.
    """

    label: str
    kind: Kind | None = None
    required: bool = False
    privacy: Privacy = Privacy.OPEN
    choices: str | None = None
    refers: str | None = None
    rules: tuple[Rule, ...] = ()
    hint: str = ""
    searched: bool = False
    was: tuple[str, ...] = ()
    retired: bool = False


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of one record type, complete."""

    record: str
    name: str
    label: str
    kind: Kind
    required: bool
    privacy: Privacy
    choices: str | None
    refers: str | None
    rules: tuple[Rule, ...]
    hint: str
    searched: bool
    was: tuple[str, ...]
    retired: bool


class Record(typing.Protocol):
    """A frozen dataclass with an id and declared fields."""

    __dataclass_fields__: typing.ClassVar[dict[str, Any]]

    @property
    def id(self) -> RecordId:
        """The record's id, for life."""


_KIND_OF_TYPE: dict[type, Kind] = {
    str: Kind.TEXT,
    int: Kind.NUMBER,
    bool: Kind.FLAG,
    date: Kind.DATE,
    Decimal: Kind.AMOUNT,
}


def record_type(cls: type) -> str:
    """Name a record class as files, bundles and the command line do: `ServiceEntry` is `service_entry`."""
    return _parted(cls.__name__)


@functools.cache
def _parted(name: str) -> str:
    return "".join(
        ("_" if at and letter.isupper() else "") + letter.lower() for at, letter in enumerate(name)
    )


def _plain_type(annotation: object) -> type:
    """Strip `| None` from an annotation."""
    if get_origin(annotation) in {types.UnionType, typing.Union}:
        annotation = next(part for part in get_args(annotation) if part is not types.NoneType)
    annotation = getattr(annotation, "__supertype__", annotation)
    if not isinstance(annotation, type):
        msg = f"a field cannot be of type {annotation!r}"
        raise TypeError(msg)
    return annotation


@functools.cache
def specs_of(cls: type) -> tuple[FieldSpec, ...]:
    """List the declared fields of a record class, in order; `id` is not one of them.

    Raises:
        TypeError: A field has no `Field` declaration, or a type no kind belongs to.
    """
    hints = typing.get_type_hints(cls, include_extras=True)
    specs = []
    for item in dataclasses.fields(cls):
        if item.name == "id":
            continue
        hint = hints[item.name]
        if get_origin(hint) is not Annotated:
            msg = f"{cls.__name__}.{item.name} has no Field declaration"
            raise TypeError(msg)
        annotation, field = get_args(hint)[:2]
        specs.append(_spec(cls, item.name, annotation, field))
    return tuple(specs)


def _spec(cls: type, name: str, annotation: object, field: Field) -> FieldSpec:
    kind = field.kind or _KIND_OF_TYPE[_plain_type(annotation)]
    if field.kind is None and field.refers:
        kind = Kind.REFERENCE
    elif field.kind is None and field.choices:
        kind = Kind.CHOICE
    return FieldSpec(
        record=record_type(cls),
        name=name,
        label=field.label,
        kind=kind,
        required=field.required,
        privacy=field.privacy,
        choices=field.choices,
        refers=field.refers,
        rules=field.rules,
        hint=field.hint,
        searched=field.searched,
        was=field.was,
        retired=field.retired,
    )


def to_raw(spec: FieldSpec, value: Value) -> Raw:
    """Bring a value into canonical form: dates and decimals as text, references as 16 bytes, nothing empty."""
    if value is None or value == "":
        return None
    if spec.kind is Kind.REFERENCE:
        return bytes.fromhex(str(value))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, bool):
        return int(value)
    return value


def from_raw(spec: FieldSpec, raw: Raw) -> Value:
    """Read a canonical value back; an empty required text is "", so that old files without it still open."""
    if raw is None:
        return (
            ""
            if spec.required and spec.kind in {Kind.TEXT, Kind.CHOICE, Kind.REFERENCE, Kind.SEALED}
            else None
        )
    if isinstance(raw, bytes):
        return raw.hex()
    if spec.kind is Kind.DATE:
        return date.fromisoformat(str(raw))
    if spec.kind is Kind.AMOUNT:
        return Decimal(str(raw))
    if spec.kind is Kind.FLAG:
        return bool(raw)
    return raw
