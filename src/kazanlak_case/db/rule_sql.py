"""Write the funds' rule expressions as SQL; `domain/rules/expressions.py` says what each of them means.

Dates are ISO text in the store, so they compare as text. Date arithmetic is what databases say each in its own way:
it stands in dialects.py.
"""

from collections.abc import Mapping
from functools import reduce
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Integer, and_, case, cast, func, literal, not_, or_, true

from kazanlak_case.db.dialects import days_after, four_digits, months_after
from kazanlak_case.domain.rules.expressions import (
    Age,
    AllOf,
    AnyOf,
    Compared,
    Condition,
    DaysAfter,
    Fact,
    IsKnown,
    MonthsAfter,
    Not,
    OneOf,
    Order,
    Proven,
    Said,
    StartOfMonth,
    Value,
)

Sql: TypeAlias = ColumnElement[Any]
Columns: TypeAlias = Mapping[str, Sql]
"""Where each fact is found."""


def condition_sql(condition: Condition, columns: Columns) -> ColumnElement[bool]:  # noqa: PLR0911 - one a kind
    """Write a condition. SQL's own logic has the same three values, so nothing needs guarding."""
    match condition:
        case Compared(left, order, right):
            return _ordered(value_sql(left, columns), order, value_sql(right, columns))
        case OneOf(fact, codes):
            column = columns[fact.name]
            return column == codes[0] if len(codes) == 1 else column.in_(codes)
        case IsKnown(fact):
            return columns[fact.name].is_not(None)
        case Proven(of):
            return case((condition_sql(of, columns), 1), else_=0) == 1
        case Not(of):
            return not_(condition_sql(of, columns))
        case Said(of):
            return condition_sql(of, columns)
        case AllOf(parts):
            return and_(true(), *(condition_sql(part, columns) for part in parts))
        case AnyOf(parts):
            return reduce(or_, (condition_sql(part, columns) for part in parts))


def value_sql(value: Value, columns: Columns) -> Sql:
    """Write a value; a date stays ISO text."""
    match value:
        case int():
            return literal(value)
        case Fact(name):
            return columns[name]
        case Age(since, on):
            return _age(columns[since.name], columns[on.name])
        case MonthsAfter(day, months):
            return months_after(columns[day.name], months)
        case DaysAfter(day, days):
            return days_after(columns[day.name], days)
        case StartOfMonth(day, years, month):
            return _start_of_month(columns[day.name], years, month=month)


def _ordered(left: Sql, order: Order, right: Sql) -> ColumnElement[bool]:
    match order:
        case Order.LESS:
            return left < right
        case Order.AT_MOST:
            return left <= right
        case Order.MORE:
            return left > right
        case Order.AT_LEAST:
            return left >= right


def _year(day: Sql) -> Sql:
    return cast(func.substr(day, 1, 4), Integer)


def _age(since: Sql, on: Sql) -> Sql:
    """Month and day compare as text, so 29 February is past on 1 March."""
    not_yet = func.substr(on, 6) < func.substr(since, 6)
    return _year(on) - _year(since) - cast(not_yet, Integer)


def _start_of_month(day: Sql, years: int, *, month: int) -> Sql:
    return four_digits(_year(day) + years).concat(f"-{month:02d}-01")
