"""Answers the funds ask for that nobody has given yet, counted over the participants.

A participant is a visible person with a visible participation and an entry under it (domain.md 2.1). What an answer is
given *for* is its key: the person for a field of the person, the spell for one of the spell, and the participation for
its own fields and for the sensitive answers, whose record may not exist yet.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Subquery,
    and_,
    case,
    exists,
    func,
    literal,
    not_,
    select,
)

from kazanlak_case.db.continuations import is_continued
from kazanlak_case.db.dialects import greatest_id
from kazanlak_case.db.tables import DATA
from kazanlak_case.db.work.rows import MissingRow, day, known_id
from kazanlak_case.domain.fields import FieldSpec, Kind, RecordId, specs_of
from kazanlak_case.domain.records.participation import Vulnerability
from kazanlak_case.domain.rules.values import full_name

_person, _participation, _vulnerability, _spell = (
    DATA[name] for name in ("person", "participation", "vulnerability", "spell")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An answer that is asked of everybody, or only where another field of the same record has a value."""

    record: str
    field: str
    when: str | None = None
    equals: tuple[str, ...] = ()
    """Codes of `when` with which the answer is asked; none means any value."""


def _entered() -> ColumnElement[bool]:
    """Tell the participations with an entry: no entry date, no participant."""
    entry = exists().where(
        _spell.c.participation == _participation.c.id,
        _spell.c.hidden == 0,
        _spell.c.entered_on.is_not(None),
    )
    return and_(entry, _goes_on_here())


def _goes_on_here() -> ColumnElement[bool]:
    """Leave out what went on in another house: the answers are asked for there."""
    return not_(is_continued(_participation, "participation"))


def _answers(person: RecordId | None) -> Subquery:
    """Give one row of sensitive answers per participation, though a merge may have left it two records."""
    columns = [
        _greatest(spec, _vulnerability.c[spec.name]).label(spec.name)
        for spec in specs_of(Vulnerability)
        if spec.name != "participation"
    ]
    query = select(_vulnerability.c.participation, *columns).where(_vulnerability.c.hidden == 0)
    if person:
        own = select(_participation.c.id).where(_participation.c.person == bytes.fromhex(person))
        query = query.where(_vulnerability.c.participation.in_(own))
    return query.group_by(_vulnerability.c.participation).subquery()


def _greatest(spec: FieldSpec, column: ColumnElement[Any]) -> ColumnElement[Any]:
    return greatest_id(column) if spec.kind is Kind.REFERENCE else func.max(column)


def _is_missing(wanted: Wanted, source: FromClause) -> ColumnElement[bool]:
    where: list[ColumnElement[bool]] = [source.c[wanted.field].is_(None)]
    if wanted.when:
        column = source.c[wanted.when]
        where.append(column.in_(wanted.equals) if wanted.equals else column.is_not(None))
    return and_(*where)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the answers of one record type stand: the source, its key, and the joins to a participant."""

    source: FromClause
    joined: FromClause
    key: ColumnElement[Any]
    where: tuple[ColumnElement[bool], ...]


def _frame(record: str, *, person: RecordId | None = None) -> _Frame:
    """Say where the answers of a record type stand, for everybody or for one person."""
    whose = (_person.c.id == bytes.fromhex(person),) if person else ()
    if record == "person":
        taking_part = select(_participation.c.person).where(
            _participation.c.hidden == 0, _entered()
        )
        where = (_person.c.hidden == 0, _person.c.id.in_(taking_part), *whose)
        return _Frame(_person, _person, _person.c.id, where)
    people = _participation.join(_person, _person.c.id == _participation.c.person)
    seen = (_participation.c.hidden == 0, _person.c.hidden == 0, *whose)
    if record == "participation":
        return _Frame(_participation, people, _participation.c.id, (*seen, _entered()))
    if record == "spell":
        joined = people.join(_spell, _spell.c.participation == _participation.c.id)
        where = (*seen, _spell.c.hidden == 0, _goes_on_here())
        return _Frame(_spell, joined, _spell.c.id, where)
    answers = _answers(person)
    joined = people.outerjoin(answers, answers.c.participation == _participation.c.id)
    return _Frame(answers, joined, _participation.c.id, (*seen, _entered()))


def _by_record(wanted: Iterable[Wanted]) -> dict[str, list[Wanted]]:
    by_record: dict[str, list[Wanted]] = {}
    for one in wanted:
        by_record.setdefault(one.record, []).append(one)
    return by_record


class MissingQueries:
    """Counts and lists missing answers."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def counts(self, wanted: Iterable[Wanted]) -> dict[tuple[str, str], int]:
        """Count each missing answer, in one pass per record type."""
        found: dict[tuple[str, str], int] = {}
        for record, group in _by_record(wanted).items():
            frame = _frame(record)
            sums = [
                func.coalesce(
                    func.sum(case((_is_missing(one, frame.source), literal(1)), else_=literal(0))),
                    0,
                )
                for one in group
            ]
            row = self._connection.execute(
                select(*sums).select_from(frame.joined).where(*frame.where)
            ).one()
            found.update(
                {(record, one.field): count for one, count in zip(group, row, strict=True)}
            )
        return found

    def of_person(
        self, wanted: Iterable[Wanted], person: RecordId
    ) -> list[tuple[Wanted, RecordId]]:
        """List the answers missing for one participant, with the key of each."""
        found = []
        for record, group in _by_record(wanted).items():
            frame = _frame(record, person=person)
            flags = [_is_missing(one, frame.source) for one in group]
            query = select(frame.key, *flags).select_from(frame.joined).where(*frame.where)
            for key, *missing in self._connection.execute(query):
                found += [
                    (one, known_id(key))
                    for one, is_missing in zip(group, missing, strict=True)
                    if is_missing
                ]
        return found

    def people(self, wanted: Wanted, *, limit: int = 200) -> list[MissingRow]:
        """List who lacks an answer, by name."""
        frame = _frame(wanted.record)
        query = (
            select(
                frame.key.label("key"),
                _person.c.id.label("person"),
                _person.c.given_name,
                _person.c.middle_name,
                _person.c.family_name,
                _person.c.sex,
                _person.c.born_on,
                _person.c.settlement,
            )
            .select_from(frame.joined)
            .where(*frame.where, _is_missing(wanted, frame.source))
            .order_by(
                _person.c.given_name.nulls_first(),
                _person.c.family_name.nulls_first(),
                _person.c.id,
            )
            .limit(limit)
        )
        return [
            MissingRow(
                key=known_id(row.key),
                person=known_id(row.person),
                name=full_name(row.given_name, row.middle_name, row.family_name),
                sex=row.sex,
                born_on=day(row.born_on),
                settlement=row.settlement,
            )
            for row in self._connection.execute(query)
        ]
