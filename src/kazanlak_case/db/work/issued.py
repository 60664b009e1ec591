"""Questions about issued documents: all that ever got a number, undone ones too."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from sqlalchemy import ColumnElement, Connection, func, select

from kazanlak_case.db.tables import DATA
from kazanlak_case.db.work.rows import day, known_id, some_id
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.rules.sight import NAME, Of
from kazanlak_case.domain.rules.values import full_name

_document, _person, _staff = (DATA[name] for name in ("issued_document", "person", "staff_member"))


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedFilter:
    """Which documents a list shows; what is None or empty does not narrow."""

    form: str = ""
    year: int | None = None
    person: RecordId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedRow:
    """One number that was given. Annulled ones, and those whose issue was taken back, stay (design.md, section 4)."""

    id: RecordId
    number: Annotated[str, Of("issued_document.number")]
    form: Annotated[str, Of("issued_document.form")]
    issued_on: Annotated[date | None, Of("issued_document.issued_on")]
    issued_by: Annotated[
        str, Of("issued_document.issued_by staff_member.given_name staff_member.family_name")
    ]
    person: Annotated[RecordId | None, Of("issued_document.person")]
    person_name: Annotated[str, Of(NAME)]
    addressee: Annotated[str | None, Of("issued_document.addressee")]
    source_type: Annotated[str | None, Of("issued_document.source_type")]
    source: Annotated[str | None, Of("issued_document.source")]
    is_annulled: Annotated[bool, Of("issued_document.annulled")]
    annulled_reason: Annotated[str | None, Of("issued_document.annulled_reason")]
    is_undone: bool


class IssuedQueries:
    """Lists what was issued."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def page(
        self, wanted: IssuedFilter, *, after: str | None = None, limit: int = 200
    ) -> list[IssuedRow]:
        """List documents by number, from just after one."""
        where = self._where(wanted)
        if after:
            where.append(_document.c.number > after)
        query = (
            select(
                _document,
                _person.c.given_name,
                _person.c.middle_name,
                _person.c.family_name,
                _staff.c.given_name.label("staff_given"),
                _staff.c.family_name.label("staff_family"),
            )
            .select_from(_document)
            .outerjoin(_person, _person.c.id == _document.c.person)
            .outerjoin(_staff, _staff.c.id == _document.c.issued_by)
            .where(*where)
            .order_by(_document.c.number, _document.c.id)
            .limit(limit)
        )
        return [
            IssuedRow(
                id=known_id(row.id),
                number=row.number,
                form=row.form,
                issued_on=day(row.issued_on),
                issued_by=full_name(row.staff_given, row.staff_family),
                person=some_id(row.person),
                person_name=full_name(row.given_name, row.middle_name, row.family_name),
                addressee=row.addressee,
                source_type=row.source_type,
                source=row.source,
                is_annulled=bool(row.annulled) or row.hidden != 0,
                annulled_reason=row.annulled_reason,
                is_undone=row.hidden != 0,
            )
            for row in self._connection.execute(query)
        ]

    def count(self, wanted: IssuedFilter) -> int:
        """Count them."""
        query = select(func.count()).select_from(_document).where(*self._where(wanted))
        return self._connection.execute(query).scalar_one()

    def years(self) -> list[int]:
        """List the years in which anything was issued, the latest first."""
        year = func.substr(_document.c.issued_on, 1, 4)
        found = select(year).where(_document.c.issued_on.is_not(None)).distinct().order_by(year)
        return [int(one) for one in reversed(self._connection.execute(found).scalars().all())]

    def _where(self, wanted: IssuedFilter) -> list[ColumnElement[bool]]:
        # an erased document has no number any more; there is nothing left to list
        where: list[ColumnElement[bool]] = [_document.c.number.is_not(None)]
        if wanted.form:
            where.append(_document.c.form == wanted.form)
        if wanted.person:
            where.append(_document.c.person == bytes.fromhex(wanted.person))
        if wanted.year:
            first, last = f"{wanted.year}-01-01", f"{wanted.year}-12-31"
            where.append(_document.c.issued_on.between(first, last))
        return where
