"""Lay two people's fields side by side, and propose what the joined record takes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.fields import Kind, RecordId, Value, specs_of
from kazanlak_case.domain.records import spec_of
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.rules.numbers import CHECKED_TYPES, check_number

NAMES = ("given_name", "middle_name", "family_name")

TOGETHER: tuple[tuple[str, ...], ...] = (
    ("national_id", "id_type", "national_id_reason"),
    ("settlement", "address"),
)
"""Fields that mean nothing apart: a number without its kind, a street in another village."""


class Side(StrEnum):
    """Whose value is taken."""

    KEPT = "kept"
    FORMER = "former"
    BOTH = "both"
    """One text after the other; for notes only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChoice:
    """One field, or several that go together, as each of the two records has it.

    Attributes:
        fields: The names; the first one is what the choice goes by.
        proposed: What is taken when nobody chooses.
        why: Code of why: alike, only_one, valid_number, fuller, both_texts, in_cyrillic, newer.
        kept_at: When the value of the record that stays was written, by its author's clock.
        former_at: The same of the other one.
    """

    fields: tuple[str, ...]
    kept: tuple[Value, ...]
    former: tuple[Value, ...]
    proposed: Side
    why: str
    kept_at: datetime | None = None
    former_at: datetime | None = None

    @property
    def name(self) -> str:
        """What the choice goes by."""
        return self.fields[0]

    @property
    def differs(self) -> bool:
        """Whether there is anything to choose."""
        return self.kept != self.former

    @property
    def sides(self) -> tuple[Side, ...]:
        """What may be chosen."""
        both = spec_of("person", self.name).kind is Kind.NOTE and all((*self.kept, *self.former))
        return (Side.KEPT, Side.FORMER, Side.BOTH) if both else (Side.KEPT, Side.FORMER)

    def values(self, side: Side) -> dict[str, Value]:
        """Give the values of a side, by field."""
        if side is Side.BOTH:
            return {self.name: "\n\n".join(str(part) for part in (*self.kept, *self.former))}
        return dict(zip(self.fields, self.kept if side is Side.KEPT else self.former, strict=True))


def choices_of(uow: UnitOfWork, kept: Person, former: Person) -> Iterator[FieldChoice]:
    """List the fields of two people, each with what is proposed; those empty in both are left out."""
    behind = {name for group in TOGETHER for name in group[1:]}
    dates = {one.id: _written_at(uow, one.id) for one in (kept, former)}
    for spec in specs_of(Person):
        if spec.name in behind or spec.retired:
            continue
        fields = next((group for group in TOGETHER if group[0] == spec.name), (spec.name,))
        mine, theirs = (
            tuple(getattr(one, name) or None for name in fields) for one in (kept, former)
        )
        if not any((*mine, *theirs)):
            continue
        at, other_at = (
            max((day for name in fields if (day := dates[one.id].get(name))), default=None)
            for one in (kept, former)
        )
        proposed, why = _proposed(fields, mine, theirs, is_newer=_is_newer(other_at, at), uow=uow)
        yield FieldChoice(
            fields=fields,
            kept=mine,
            former=theirs,
            proposed=proposed,
            why=why,
            kept_at=at,
            former_at=other_at,
        )


def _proposed(
    fields: tuple[str, ...],
    kept: tuple[Value, ...],
    former: tuple[Value, ...],
    *,
    is_newer: bool,
    uow: UnitOfWork,
) -> tuple[Side, str]:
    """Propose the filled one, the valid number, the fuller one, both notes, else the one written later."""
    if kept == former:
        return Side.KEPT, "alike"
    rules = [
        (_only(any(kept), any(former)), "only_one"),
        (_only(_covers(kept, former), _covers(former, kept)), "fuller"),
    ]
    if fields[0] == "national_id":
        validity = [is_valid_number(values, uow.today) for values in (kept, former)]
        rules.insert(0, (_only(*validity), "valid_number"))
    if spec_of("person", fields[0]).kind is Kind.NOTE:
        rules.append((Side.BOTH, "both_texts"))
    if fields[0] in NAMES:
        rules.append((_only(_in_cyrillic(kept), _in_cyrillic(former)), "in_cyrillic"))
    rules.append((Side.FORMER if is_newer else Side.KEPT, "newer"))
    return next((side, why) for side, why in rules if side)


def _only(kept: bool, former: bool) -> Side | None:  # noqa: FBT001 - the same said of either side
    """Name the side of which alone something is true."""
    if kept == former:
        return None
    return Side.KEPT if kept else Side.FORMER


def _covers(own: tuple[Value, ...], others: tuple[Value, ...]) -> bool:
    """Tell whether one has all that the other has."""
    return all(theirs in {None, mine} for mine, theirs in zip(own, others, strict=True))


def is_valid_number(values: tuple[Value, ...], today: date) -> bool:
    """Tell whether a number, with its kind and the reason for taking a faulty one, proves who somebody is."""
    number, kind, reason = values
    if kind not in CHECKED_TYPES or not number or reason:
        return False
    return check_number(str(kind), str(number), today=today).ok


def _in_cyrillic(values: tuple[Value, ...]) -> bool:
    return any("а" <= letter <= "я" for letter in str(values[0]).lower())


def _is_newer(one: datetime | None, other: datetime | None) -> bool:
    return one is not None and (other is None or one > other)


def _written_at(uow: UnitOfWork, person: RecordId) -> dict[str, datetime]:
    """Tell when each field of a person got the value it has, by the clocks of their authors."""
    found: dict[str, datetime] = {}
    for entry in uow.history.of_record("person", person):  # the newest first
        names = [entry.field] if entry.field else []
        if entry.kind == "born":
            names = [spec.name for spec in specs_of(Person)]
        for name in names:
            found.setdefault(name, entry.at)
    return found
