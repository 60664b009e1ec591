"""Lists of people: pages in the order of the Bulgarian alphabet, and people by number or by name and birth."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple, TypeAlias

from sqlalchemy import ColumnElement, Connection, FromClause, Select, func, or_, select, tuple_

from kazanlak_case.db.context import UowContext
from kazanlak_case.db.mapping import columns_of, record_of
from kazanlak_case.db.tables import DATA, person_index
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records import Person
from kazanlak_case.domain.rules.names import sort_key
from kazanlak_case.domain.rules.numbers import NO_NUMBER, mask_number
from kazanlak_case.domain.rules.values import full_name

PAGE = 200

Order: TypeAlias = Literal["name", "newest"]
Cursor: TypeAlias = tuple[str | bytes | int, ...]
"""Where a page ended; only for the next page of the same order."""

_person, _case, _entry = DATA["person"], DATA["case"], DATA["service_entry"]


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """Which people a list shows; what is None does not matter."""

    site: str | None = None
    has_open_case: bool | None = None
    settlement: str | None = None
    sex: str | None = None
    without_number: bool | None = None
    ids: frozenset[RecordId] | None = None

    @property
    def asks_person(self) -> bool:
        """Whether the person's own record must be looked at."""
        return (self.settlement, self.sex, self.without_number) != (None, None, None)


ALL = PeopleFilter()


class PersonRow(NamedTuple):
    """What a list shows of a person. The case is the open one, else the newest."""

    id: RecordId
    name: str
    born_on: date | None
    sex: str | None
    settlement: str | None
    national_id_masked: str
    phone: str | None
    case: RecordId | None
    case_number: str | None
    case_status: str | None
    has_open_case: bool
    last_service_on: date | None
    site: str
    cursor: Cursor


WITHOUT_NUMBER = or_(
    func.coalesce(_person.c.national_id, "") == "",
    func.coalesce(_person.c.id_type, NO_NUMBER) == NO_NUMBER,
)
"""No number that would tell this person from another."""

_IS_OPEN = (_case.c.id.is_not(None) & _case.c.closed_on.is_(None)).label("is_open")
_LAST_SERVICE = (
    select(_entry.c.provided_on)
    .where(_entry.c.person == person_index.c.id, _entry.c.hidden == 0)
    .order_by(_entry.c.provided_on.desc())
    .limit(1)
    .scalar_subquery()
    .label("last_service_on")
)
_SHOWN: tuple[ColumnElement[Any], ...] = (
    person_index.c.pid,
    person_index.c.id,
    person_index.c.site,
    person_index.c.sort_key,
    person_index.c.born_on,
    _person.c.given_name,
    _person.c.middle_name,
    _person.c.family_name,
    _person.c.sex,
    _person.c.settlement,
    _person.c.national_id,
    _person.c.phone,
    _case.c.id.label("case_id"),
    _case.c.number,
    _case.c.status,
    _IS_OPEN,
    _LAST_SERVICE,
)
_INDEXED = person_index.join(_person, _person.c.id == person_index.c.id).outerjoin(
    _case, _case.c.id == person_index.c.case_id
)


class People:
    """Lists the visible people of this file."""

    def __init__(self, connection: Connection, context: UowContext) -> None:
        self._connection = connection
        self._context = context

    def page(
        self,
        order: Order = "name",
        after: Cursor | None = None,
        *,
        limit: int = PAGE,
        wanted: PeopleFilter = ALL,
    ) -> list[PersonRow]:
        """Find one page of people; the last row's `cursor` asks for the next."""
        query = select(*_SHOWN).select_from(_INDEXED).where(*_narrowed(wanted)).limit(limit)
        rows = self._connection.execute(_ordered(query, order, after)).all()
        return [_row(row, order) for row in rows]

    def count(self, wanted: PeopleFilter = ALL) -> int:
        """Count the people of a filter."""
        source: FromClause = person_index
        if wanted.asks_person:
            source = source.join(_person, _person.c.id == person_index.c.id)
        if wanted.has_open_case is not None:
            source = source.outerjoin(_case, _case.c.id == person_index.c.case_id)
        query = select(func.count()).select_from(source).where(*_narrowed(wanted))
        return self._connection.execute(query).scalar_one()

    def by_number(self, id_type: str, number: str) -> list[Person]:
        """Find the people with this number of this kind."""
        return self._people(_person.c.national_id == number, _person.c.id_type == id_type)

    def by_name_and_birth(self, name: str, born_on: date) -> list[Person]:
        """Find the people of this full name, however its case, ё and hyphens are written, born on this day."""
        same = select(person_index.c.id).where(
            person_index.c.sort_key == sort_key(name), person_index.c.born_on == born_on.isoformat()
        )
        return self._people(_person.c.id.in_(same))

    def _people(self, *where: ColumnElement[bool]) -> list[Person]:
        query = select(*columns_of(Person)).where(_person.c.hidden == 0, *where)
        return [
            record_of(Person, row) for row in self._connection.execute(query.order_by(_person.c.id))
        ]


def _narrowed(wanted: PeopleFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.site is not None:
        yield person_index.c.site == wanted.site
    if wanted.has_open_case is not None:
        yield _IS_OPEN.element if wanted.has_open_case else ~_IS_OPEN.element
    if wanted.settlement is not None:
        yield _person.c.settlement == wanted.settlement
    if wanted.sex is not None:
        yield _person.c.sex == wanted.sex
    if wanted.without_number is not None:
        yield WITHOUT_NUMBER if wanted.without_number else ~WITHOUT_NUMBER
    if wanted.ids is not None:
        yield person_index.c.id.in_([bytes.fromhex(one) for one in sorted(wanted.ids)])


def _ordered(query: Select[Any], order: Order, after: Cursor | None) -> Select[Any]:
    if order == "newest":
        # The id tells when a person was written down (UUIDv7).
        newest = query.order_by(person_index.c.id.desc())
        return newest.where(person_index.c.id < after[0]) if after else newest
    place = (person_index.c.sort_key, person_index.c.born_on, person_index.c.pid)
    by_name = query.order_by(*place)
    return by_name.where(tuple_(*place) > tuple_(*after)) if after else by_name


def _row(row: Any, order: Order) -> PersonRow:
    cursor = (row.id,) if order == "newest" else (row.sort_key, row.born_on, row.pid)
    return PersonRow(
        id=RecordId(row.id.hex()),
        name=full_name(row.given_name, row.middle_name, row.family_name),
        born_on=_day(row.born_on),
        sex=row.sex,
        settlement=row.settlement,
        national_id_masked=mask_number(row.national_id),
        phone=row.phone,
        case=RecordId(row.case_id.hex()) if row.case_id else None,
        case_number=row.number,
        case_status=row.status,
        has_open_case=bool(row.is_open),
        last_service_on=_day(row.last_service_on),
        site=row.site,
        cursor=cursor,
    )


def _day(raw: str | None) -> date | None:
    return date.fromisoformat(raw) if raw else None
