"""Questions about households."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from kazanlak_case.db.context import UowContext
from kazanlak_case.db.dialects import has_part
from kazanlak_case.db.tables import DATA
from kazanlak_case.db.work.rows import HouseholdListRow, LivingRow, day, known_id
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.rules.values import full_name

_household, _member, _person, _case = (
    DATA[name] for name in ("household", "household_member", "person", "case")
)


def _living_there(today: date) -> ColumnElement[bool]:
    """Tell the memberships of today: whoever has left is history."""
    until = _member.c.until
    return and_(_member.c.hidden == 0, or_(until.is_(None), until > today.isoformat()))


class HouseholdQueries:
    """Finds households for lists."""

    def __init__(self, connection: Connection, context: UowContext) -> None:
        self._connection = connection
        self._today = context.today

    def page(
        self,
        *,
        text: str = "",
        after: RecordId | None = None,
        limit: int = 200,
        by_address: bool = True,
    ) -> list[HouseholdListRow]:
        """Find a page of households, the newest first; `text` is a part of the name, or of the address too."""
        query = (
            select(_household)
            .where(*self._narrowed(text, by_address=by_address))
            .order_by(_household.c.id.desc())
            .limit(limit)
        )
        if after:
            query = query.where(_household.c.id < bytes.fromhex(after))
        rows = self._connection.execute(query).all()
        counts = self._counts([row.id for row in rows])
        heads = self._heads([row.id for row in rows])
        return [
            HouseholdListRow(
                id=known_id(row.id),
                name=row.name,
                settlement=row.settlement,
                address=row.address,
                tenure=row.tenure,
                before_visit=row.before_visit,
                head_name=heads.get(row.id, ""),
                members=counts.get(row.id, 0),
            )
            for row in rows
        ]

    def living_in(self, households: Sequence[RecordId]) -> list[LivingRow]:
        """Find who lives in some households today, and whether they have an open case."""
        has_case = (
            select(_case.c.id)
            .where(_case.c.person == _person.c.id, _case.c.hidden == 0, _case.c.closed_on.is_(None))
            .exists()
        )
        query = (
            select(_member.c.household, _person.c.id, _person.c.born_on, has_case.label("has_case"))
            .join(_person, _person.c.id == _member.c.person)
            .where(
                _member.c.household.in_([bytes.fromhex(one) for one in households]),
                _living_there(self._today),
                _person.c.hidden == 0,
            )
            .distinct()
        )
        return [
            LivingRow(
                household=known_id(row.household),
                person=known_id(row.id),
                born_on=day(row.born_on),
                has_open_case=bool(row.has_case),
            )
            for row in self._connection.execute(query)
        ]

    def count(self, *, text: str = "", by_address: bool = True) -> int:
        """Count the households of a filter."""
        query = (
            select(func.count())
            .select_from(_household)
            .where(*self._narrowed(text, by_address=by_address))
        )
        return self._connection.execute(query).scalar_one()

    @staticmethod
    def _narrowed(text: str, *, by_address: bool) -> list[ColumnElement[bool]]:
        columns = (_household.c.name, _household.c.address) if by_address else (_household.c.name,)
        where: list[ColumnElement[bool]] = [_household.c.hidden == 0]
        for word in text.split():
            # Names are written with a capital; the address may have the word in the middle.
            parts = {word, word.capitalize(), word.lower()}
            where.append(
                or_(*(has_part(column, part) for column in columns for part in sorted(parts)))
            )
        return where

    def _counts(self, households: list[bytes]) -> dict[bytes, int]:
        query = (
            select(_member.c.household, func.count(_member.c.person.distinct()).label("members"))
            .join(_person, _person.c.id == _member.c.person)
            .where(
                _member.c.household.in_(households),
                _living_there(self._today),
                _person.c.hidden == 0,
            )
            .group_by(_member.c.household)
        )
        return {row.household: row.members for row in self._connection.execute(query)}

    def _heads(self, households: list[bytes]) -> dict[bytes, str]:
        query = (
            select(
                _member.c.household,
                _person.c.given_name,
                _person.c.middle_name,
                _person.c.family_name,
            )
            .join(_person, _person.c.id == _member.c.person)
            .where(
                _member.c.household.in_(households),
                _member.c.relation == "head",
                _living_there(self._today),
                _person.c.hidden == 0,
            )
            .order_by(_member.c.id.desc())
        )
        return {
            household: full_name(*names) for household, *names in self._connection.execute(query)
        }
