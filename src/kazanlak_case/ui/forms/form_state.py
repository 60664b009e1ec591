"""What was typed in a form, apart from any widget: what changed, what is wrong, what a draft holds."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from kazanlak_case.domain.fields import FieldSpec, Kind, RecordId, Value

Check: TypeAlias = Callable[[Mapping[str, Value], frozenset[str] | None], dict[str, str]]
"""Look at all values, and at which of them changed (None: all are new); answer field → English message."""

Draft: TypeAlias = dict[str, str | int | bool | None]


class FormState:
    """The values a form was loaded with, and what was typed over them."""

    def __init__(
        self,
        specs: tuple[FieldSpec, ...],
        loaded: Mapping[str, Value],
        *,
        record_id: RecordId | None = None,
        check: Check | None = None,
    ) -> None:
        self.specs = {spec.name: spec for spec in specs}
        self.id = record_id
        self._loaded = {name: _or_none(loaded.get(name)) for name in self.specs}
        self._typed: dict[str, Value] = {}
        self._unreadable: dict[str, str] = {}
        self._check = check

    @property
    def is_new(self) -> bool:
        """Whether the form makes a record."""
        return self.id is None

    @property
    def is_changed(self) -> bool:
        """Whether anything was typed that is not saved."""
        return bool(self.changes()) or bool(self._unreadable)

    def loaded(self, name: str) -> Value:
        """Give the value a field had when the form was opened."""
        return self._loaded[name]

    def value(self, name: str) -> Value:
        """Give the value a field has now."""
        return self._typed.get(name, self._loaded[name])

    def values(self) -> dict[str, Value]:
        """Give all values as they are now."""
        return {name: self.value(name) for name in self.specs}

    def filled(self) -> dict[str, Value]:
        """Give the values of the fields that are not empty."""
        return {name: value for name, value in self.values().items() if value is not None}

    def load(self, values: Mapping[str, Value]) -> None:
        """Take what stands there, or what a new record begins with; what was typed stays over it."""
        for name, value in values.items():
            if name in self.specs:
                self._loaded[name] = _or_none(value)

    def is_touched(self, name: str) -> bool:
        """Whether something was typed into a field."""
        return name in self._typed or name in self._unreadable

    def put(self, name: str, value: Value) -> None:
        """Take what was typed into a field."""
        self._unreadable.pop(name, None)
        self._typed[name] = _or_none(value)

    def put_unreadable(self, name: str, message: str) -> None:
        """Remember that what stands in a field cannot be read (a date such as 31.02.), and why."""
        self._unreadable[name] = message

    def changes(self) -> dict[str, Value]:
        """Give the fields whose value differs from the loaded one."""
        return {
            name: value
            for name, value in self._typed.items()
            if value != self._loaded[name] and name not in self._unreadable
        }

    def seen(self) -> dict[str, Value]:
        """Give what stood in the changed fields when they were typed over."""
        return {name: self._loaded[name] for name in self.changes()}

    def problems(self) -> dict[str, str]:
        """List what is wrong, field by field, as English messages."""
        found: dict[str, str] = {}
        if self._check is not None:
            changed = None if self.is_new else frozenset(self.changes())
            found = self._check(self.values(), changed)
        return {**found, **self._unreadable}

    def saved(self, record_id: RecordId | None = None) -> None:
        """Take what was typed as loaded: it is in the file now."""
        self._loaded = self.values()
        self._typed = {}
        if record_id is not None:
            self.id = record_id

    def discard(self) -> None:
        """Forget what was typed."""
        self._typed = {}
        self._unreadable = {}

    def draft(self) -> Draft:
        """Put the unsaved changes into plain values that can be sealed and read again."""
        return {name: _plain(value) for name, value in self.changes().items()}

    def restore(self, draft: Mapping[str, object]) -> tuple[str, ...]:
        """Take a draft up again; answer the fields it filled. What no longer is a field is left out."""
        filled = []
        for name, plain in draft.items():
            spec = self.specs.get(name)
            if spec is not None:
                self.put(name, _value(spec, plain))
                filled.append(name)
        return tuple(filled)


def _or_none(value: Value) -> Value:
    return None if value == "" else value


def _plain(value: Value) -> str | int | bool | None:
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else value


def _value(spec: FieldSpec, plain: object) -> Value:
    if plain is None or isinstance(plain, bool):
        return plain
    if spec.kind is Kind.DATE:
        return date.fromisoformat(str(plain))
    if spec.kind is Kind.AMOUNT:
        return Decimal(str(plain))
    return plain if isinstance(plain, int) else str(plain)
