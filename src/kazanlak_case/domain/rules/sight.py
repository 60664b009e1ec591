"""What one user may see: worked out once, asked by everything that hands values out.

A row of a list says with `Of` which fields a value comes from; a record's fields speak for themselves. What may not be
seen is left empty, or the whole is refused where it cannot be.
"""

import dataclasses
import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from kazanlak_case.domain.errors import FieldNotAllowedError, NotAllowedError
from kazanlak_case.domain.fields import FieldSpec, Privacy, specs_of
from kazanlak_case.domain.records import RECORDS
from kazanlak_case.domain.records.system import User
from kazanlak_case.domain.rules.rights import Act, Action, Rights, can

RowT = TypeVar("RowT")

NAME = "person.given_name person.middle_name person.family_name"
"""The fields a full name is made of."""


@dataclass(frozen=True, slots=True)
class Of:
    """The fields a value of a row comes from, parted by spaces; who may not see one of them does not see the value."""

    places: str


class Sight:
    """What one user may see and do. Every answer is worked out once."""

    def __init__(self, rights: Rights, user: User) -> None:
        self._rights = rights
        self._user = user
        self._fields: dict[tuple[str, Action], frozenset[str]] = {}
        self._blanks: dict[tuple[type, Action], dict[str, Any]] = {}

    def may(self, wanted: Action | Act, what: FieldSpec | Privacy | None = None) -> bool:
        """Tell whether the user may do something with the file, or with a field or a class of fields."""
        return can(self._rights, self._user, wanted, what)

    def fields(self, record: str, action: Action = Action.SEE) -> frozenset[str]:
        """Give the fields of a record type that may be seen, written or taken out."""
        key = record, action
        if key not in self._fields:
            specs = specs_of(RECORDS[record]) if record in RECORDS else ()
            self._fields[key] = frozenset(
                spec.name for spec in specs if can(self._rights, self._user, action, spec)
            )
        return self._fields[key]

    def sees(self, *places: str, action: Action = Action.SEE) -> bool:
        """Tell whether all of these may be seen: fields as “person.phone”, or record types, of which one field is enough."""
        return all(self._sees(place, action) for place in " ".join(places).split())

    def require(self, *places: str, action: Action = Action.SEE) -> None:
        """Refuse what may not be seen.

        Raises:
            NotAllowedError: One of these may not be; it is named.
        """
        for place in " ".join(places).split():
            if not self._sees(place, action):
                record, _, field = place.partition(".")
                specs = specs_of(RECORDS[record]) if record in RECORDS else ()
                label = next((spec.label for spec in specs if spec.name == field), "")
                if not label:
                    raise NotAllowedError(action=action, record=record)
                raise FieldNotAllowedError(action=action, record=record, field=field, about=label)

    def shown(self, row: RowT, action: Action = Action.SEE) -> RowT:
        """Give a record, or a row that says where its values come from, without what may not be seen.

        Raises:
            NotAllowedError: It makes no sense without something that may not be seen.
        """
        blanks = self._blanks_of(type(row), action)
        return _without(row, blanks) if blanks else row

    def shown_all(self, rows: Iterable[RowT], action: Action = Action.SEE) -> list[RowT]:
        """Give rows without what may not be seen; where all may be, they are only put into a list."""
        return [self.shown(row, action) for row in rows]

    def _sees(self, place: str, action: Action) -> bool:
        record, _, field = place.partition(".")
        seen = self.fields(record, action)
        return field in seen if field else bool(seen)

    def _blanks_of(self, cls: type, action: Action) -> dict[str, Any]:
        key = cls, action
        if key not in self._blanks:
            found = {
                name: (places, blank)
                for name, (places, blank) in _origins(cls).items()
                if not self.sees(places, action=action)
            }
            for places, blank in found.values():
                if blank is _NEEDED:
                    self.require(places, action=action)
            self._blanks[key] = {name: blank for name, (_, blank) in found.items()}
        return self._blanks[key]


_NEEDED = object()
"""There is no leaving this empty."""

_EMPTY: dict[Any, Callable[[], Any]] = {str: str, bool: bool, int: int, tuple: tuple, dict: dict}


@functools.cache
def _origins(cls: type) -> dict[str, tuple[str, Any]]:
    """Give the places each value comes from, and what stands there when it is left out."""
    hints = get_type_hints(cls, include_extras=True)
    if cls in RECORDS.values():
        return {spec.name: (_place(spec), _empty(hints[spec.name])) for spec in specs_of(cls)}
    found = {}
    for name, hint in hints.items():
        said = [one for one in get_args(hint)[1:] if isinstance(one, Of)]
        if get_origin(hint) is Annotated and said:
            found[name] = (said[0].places, _empty(hint))
    return found


def _place(spec: FieldSpec) -> str:
    return f"{spec.record}.{spec.name}"


def _empty(hint: Any) -> Any:
    plain = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    if get_origin(plain) in {Union, UnionType} and NoneType in get_args(plain):
        return None
    made = _EMPTY.get(
        getattr(get_origin(plain) or plain, "__supertype__", get_origin(plain) or plain)
    )
    return made() if made else _NEEDED


def _without(row: Any, blanks: dict[str, Any]) -> Any:
    if isinstance(row, tuple):  # a named one
        return row._replace(**blanks)  # type: ignore[attr-defined]  # every named tuple has it
    return dataclasses.replace(row, **blanks)
