"""The funds' figures in SQL: every indicator in one pass, and the people behind each number."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, get_type_hints

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Integer,
    Row,
    Select,
    case,
    func,
    literal_column,
    null,
    or_,
    select,
)

from kazanlak_case.db.context import UowContext
from kazanlak_case.db.participants import participants
from kazanlak_case.db.rule_sql import Columns, Sql, condition_sql
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.rules.esf import Moment, Rule, names_asked
from kazanlak_case.domain.rules.esf_conditions import COMPLETE, DERIVED
from kazanlak_case.domain.rules.participants import IndicatorCount, Participant, Selection

_BITS = 21
"""Women, men and all are added up in one number, 21 bits each: half of the work, and two million people are enough."""
_MASK = (1 << _BITS) - 1

_TYPES = get_type_hints(Participant)
_FACTS = tuple(field.name for field in fields(Participant))
_IDS = frozenset(name for name in _FACTS if _TYPES[name] is RecordId)
_DATES = frozenset(name for name in _FACTS if _TYPES[name] in {date, date | None})
_READ = (*(name for name in _FACTS if name != "site"), "rid")

_AT_ONCE = 1000


class Indicators:
    """Count participants by rules, and list them."""

    def __init__(self, connection: Connection, context: UowContext) -> None:
        self._connection = connection
        self._context = context

    def count(
        self, rules: Sequence[Rule], selection: Selection | None = None
    ) -> list[IndicatorCount]:
        """Count women, men and all of each rule, in one pass over the participants."""
        chosen = selection or Selection()
        table = participants(self._context, chosen, names_asked(rules) | set(Moment), more=_weights)
        sums = [_sum(rule, dict(table.c.items()), chosen) for rule in rules]
        row = self._connection.execute(select(*sums)).one()
        return [_figures(rule, int(number)) for rule, number in zip(rules, row, strict=True)]

    def behind(
        self, rule: Rule, selection: Selection | None = None, *, sex: str | None = None
    ) -> list[Participant]:
        """List the people one number counts."""
        chosen = selection or Selection()
        table = participants(self._context, chosen, (*_READ, *DERIVED))
        columns = dict(table.c.items())
        query = _listing(table).where(
            condition_sql(rule.condition, columns), *_in_period(rule, columns, chosen)
        )
        if sex:
            query = query.where(table.c.sex == sex)
        return [self._participant(row) for row in self._connection.execute(query)]

    def participants(self, selection: Selection | None = None) -> Iterator[Participant]:
        """Go through all participants that took part in the period, a page at a time."""
        chosen = selection or Selection()
        table = participants(self._context, chosen, _READ)
        query = _listing(table).where(*_took_part(table, chosen))
        # A server holds the rows for whoever is not at the end yet: who stops early must let them go.
        with self._connection.execute(query, execution_options={"yield_per": _AT_ONCE}) as rows:
            for row in rows:
                yield self._participant(row)

    def _participant(self, row: Row[Any]) -> Participant:
        values: dict[str, Any] = dict(zip(_READ, row, strict=True))
        rid = values.pop("rid")
        for name, value in values.items():
            if value is not None and name in _IDS:
                values[name] = RecordId(value.hex())
            elif value is not None and name in _DATES:
                values[name] = date.fromisoformat(value)
        return Participant(site=self._context.names.log(rid).scope, **values)


def _number(number: int) -> ColumnElement[int]:
    return literal_column(str(number), Integer)


def _weights(columns: Columns) -> dict[str, Sql]:
    """Weigh what one participant adds to a sum: to all, and to the women or to the men where the sex is known."""
    sex = columns["sex"]
    weight = case(
        (sex == "f", _number(1 + (1 << _BITS))),
        (sex == "m", _number(1 + (1 << 2 * _BITS))),
        else_=_number(1),
    )
    return {
        "in_any_case": weight,
        "if_complete": case((condition_sql(COMPLETE, columns), weight), else_=null()),
    }


def _sum(rule: Rule, columns: Columns, selection: Selection) -> Sql:
    weight = columns["if_complete" if rule.of_complete else "in_any_case"]
    counts = condition_sql(rule.situation, columns), *_in_period(rule, columns, selection)
    return func.coalesce(func.sum(weight).filter(*counts), _number(0))


def _figures(rule: Rule, number: int) -> IndicatorCount:
    """Take the three sums out of one number."""
    women, men, total = number >> _BITS & _MASK, number >> 2 * _BITS, number & _MASK
    return IndicatorCount(rule.set, rule.code, women, men, total)


def _listing(table: CTE) -> Select[Any]:
    return select(*(table.c[name] for name in _READ)).order_by(table.c.entered_on, table.c.person)


def _in_period(rule: Rule, columns: Columns, selection: Selection) -> Iterator[ColumnElement[bool]]:
    """Ask that the rule's own day lies in the period: the entry of an output, the exit of a result."""
    day = columns[rule.moment]
    if selection.since:
        yield day >= selection.since.isoformat()
    if selection.until:
        yield day <= selection.until.isoformat()


def _took_part(table: CTE, selection: Selection) -> Iterator[ColumnElement[bool]]:
    """In the operation on at least one day of the period."""
    if selection.until:
        yield table.c.entered_on <= selection.until.isoformat()
    if selection.since:
        yield or_(table.c.left_on.is_(None), table.c.left_on >= selection.since.isoformat())
