"""Lists of people: pages in the order of the Bulgarian alphabet, and people by number or by name and birth."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias

from sqlalchemy import ColumnElement, Connection, Select, func, select, tuple_

from kazanlak_case.db.contacts import last_contact
from kazanlak_case.db.context import UowContext
from kazanlak_case.db.mapping import columns_of, record_of
from kazanlak_case.db.restrictions import restriction_stands
from kazanlak_case.db.tables import DATA, person_index
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records import Person
from kazanlak_case.domain.rules.numbers import mask_number
from kazanlak_case.domain.rules.sight import NAME, Of

PAGE = 200

Order: TypeAlias = Literal["name", "newest"]
Cursor: TypeAlias = tuple[str | bytes | int, ...]
"""Where a page ended; only for the next page of the same order."""

_person, _case = DATA["person"], DATA["case"]


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """Which people a list shows; what is None does not matter."""

    site: str | None = None
    has_open_case: bool | None = None
    settlement: str | None = None
    sex: str | None = None
    without_number: bool | None = None
    ids: frozenset[RecordId] | None = None


ALL = PeopleFilter()


class PersonRow(NamedTuple):
    """What a list shows of a person. The case is the open one, else the newest."""

    id: RecordId
    name: Annotated[str, Of(NAME)]
    born_on: Annotated[date | None, Of("person.born_on")]
    sex: Annotated[str | None, Of("person.sex")]
    settlement: Annotated[str | None, Of("person.settlement")]
    national_id_masked: Annotated[str, Of("person.national_id")]
    phone: Annotated[str | None, Of("person.phone")]
    case: Annotated[RecordId | None, Of("case.person")]
    case_number: Annotated[str | None, Of("case.number")]
    case_status: Annotated[str | None, Of("case.status")]
    has_open_case: Annotated[bool, Of("case.closed_on")]
    last_service_on: Annotated[date | None, Of("service_entry.provided_on")]
    died_on: Annotated[date | None, Of("person.died_on")]
    is_restricted: Annotated[bool, Of("data_request.kind")]
    site: str
    born_precision: Annotated[str | None, Of("person.born_precision")]
    nickname: Annotated[str | None, Of("person.nickname")]
    cursor: Cursor


_LAST_SERVICE = last_contact(person_index.c.id, person_index).label("last_service_on")
_SHOWN: tuple[ColumnElement[Any], ...] = (
    *person_index.c,
    _case.c.status.label("case_status"),
    _LAST_SERVICE,
    _person.c.died_on,
    _person.c.born_precision,
    _person.c.nickname,
    restriction_stands(person_index.c.id).label("is_restricted"),
)
_LISTED = person_index.outerjoin(_case, _case.c.id == person_index.c.case_id).join(
    _person, _person.c.id == person_index.c.id
)
_PLACE = (person_index.c.sort_key, person_index.c.born_on, person_index.c.pid)


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
        # The page is picked from the index alone; only its rows are read.
        picked = _ordered(select(person_index.c.pid).where(*_narrowed(wanted)), order, after)
        shown = select(*_SHOWN).select_from(_LISTED)
        query = shown.where(person_index.c.pid.in_(picked.limit(limit)))
        return [_row(row, order) for row in self._connection.execute(_ordered(query, order, None))]

    def count(self, wanted: PeopleFilter = ALL) -> int:
        """Count the people of a filter."""
        query = select(func.count()).select_from(person_index).where(*_narrowed(wanted))
        return self._connection.execute(query).scalar_one()

    def by_number(self, id_type: str, number: str) -> list[Person]:
        """Find the people with this number of this kind."""
        return self._people(_person.c.national_id == number, _person.c.id_type == id_type)

    def _people(self, *where: ColumnElement[bool]) -> list[Person]:
        query = select(*columns_of(Person)).where(_person.c.hidden == 0, *where)
        return [
            record_of(Person, row) for row in self._connection.execute(query.order_by(_person.c.id))
        ]


def _narrowed(wanted: PeopleFilter) -> Iterator[ColumnElement[bool]]:
    listed = person_index.c
    equals = {
        listed.site: wanted.site,
        listed.settlement: wanted.settlement,
        listed.sex: wanted.sex,
        listed.has_number: None if wanted.without_number is None else not wanted.without_number,
        listed.has_open_case: wanted.has_open_case,
    }
    for column, value in equals.items():
        if value is not None:
            # a flag is a number in the store
            yield column == (int(value) if isinstance(value, bool) else value)
    if wanted.ids is not None:
        yield listed.id.in_([bytes.fromhex(one) for one in sorted(wanted.ids)])


def _ordered(query: Select[Any], order: Order, after: Cursor | None) -> Select[Any]:
    if order == "newest":
        # The id tells when a person was written down (UUIDv7).
        newest = query.order_by(person_index.c.id.desc())
        return newest.where(person_index.c.id < after[0]) if after else newest
    by_name = query.order_by(*_PLACE)
    return by_name.where(tuple_(*_PLACE) > tuple_(*after)) if after else by_name


def _row(row: Any, order: Order) -> PersonRow:
    cursor = (row.id,) if order == "newest" else (row.sort_key, row.born_on, row.pid)
    return PersonRow(
        id=RecordId(row.id.hex()),
        name=row.name,
        born_on=_day(row.born_on),
        sex=row.sex,
        settlement=row.settlement,
        national_id_masked=mask_number(row.national_id),
        phone=row.phone,
        case=RecordId(row.case_id.hex()) if row.case_id else None,
        case_number=row.case_number,
        case_status=row.case_status,
        has_open_case=bool(row.has_open_case),
        last_service_on=_day(row.last_service_on),
        died_on=_day(row.died_on),
        is_restricted=bool(row.is_restricted),
        site=row.site,
        cursor=cursor,
        born_precision=row.born_precision,
        nickname=row.nickname,
    )


def _day(raw: str | None) -> date | None:
    return date.fromisoformat(raw) if raw else None
