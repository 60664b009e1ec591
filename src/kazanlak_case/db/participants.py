"""Find each participant once, with the first entry and the final exit (domain.md 2.1), as one SQL expression.

Nearly everybody has one participation with one entry. Only those who may have more (several entries, several
participations, a number written down in two houses, people decided to be one) are sorted and compared; the others are read straight through.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Select,
    and_,
    case,
    func,
    literal,
    not_,
    null,
    or_,
    select,
    true,
    union,
    union_all,
)

from kazanlak_case.db.context import UowContext
from kazanlak_case.db.continuations import is_continued
from kazanlak_case.db.dialects import hex_of
from kazanlak_case.db.reference import code_lists
from kazanlak_case.db.rule_sql import Columns, Sql, value_sql
from kazanlak_case.db.same_person import has_sure_number, is_shown, known_twice
from kazanlak_case.db.tables import DATA
from kazanlak_case.domain.rules.esf_conditions import DERIVED
from kazanlak_case.domain.rules.handover import COMPLETED, SERVING
from kazanlak_case.domain.rules.participants import Selection

_PERSON = ("sex", "born_on", "id_type", "national_id", "national_id_reason")
_PARTICIPATION = (
    "labour_situation", "unemployed_since", "in_education", "education", "jobless_household",
    "jobless_with_children", "single_adult_with_children", "funds", "activity",
)  # fmt: skip
_ANSWERS = (
    "migrant",
    "foreign_background",
    "minority",
    "roma",
    "disability",
    "homeless",
    "asked_on",
)
_LAST_SPELL = (
    "left_on", "state", "leaving_reason", "exit_state", "job_search_from", "education_from",
    "qualification", "qualification_on", "employment_from", "services_from", "status_6m",
)  # fmt: skip

More: TypeAlias = Callable[[Columns], dict[str, Sql]]
"""Further columns, worked out once from the facts."""


def _no_more(columns: Columns) -> dict[str, Sql]:  # noqa: ARG001 - the empty answer to the same question
    return {}


@dataclass(frozen=True, slots=True)
class _Source:
    """Where one participant's facts come from; `entered_on` is the first entry, `last` the final one."""

    person: FromClause
    participation: FromClause
    answers: FromClause
    last: FromClause
    entered_on: Sql

    def facts(self) -> Columns:
        """Say where each fact is found; those that follow from others are worked out here, once."""
        columns: dict[str, Sql] = {
            "person": self.person.c.id,
            "participation": self.participation.c.id,
            "rid": self.participation.c.born_rid,
            "entered_on": self.entered_on,
            "isced": _isced(self.participation.c.education),
            "other_disadvantage": func.nullif(
                func.trim(self.answers.c.other_disadvantage, " ."), ""
            ),
            **{name: self.person.c[name] for name in _PERSON},
            **{name: self.participation.c[name] for name in _PARTICIPATION},
            **{name: self.answers.c[name] for name in _ANSWERS},
            **{name: self.last.c[name] for name in _LAST_SPELL},
        }
        columns["services_from"] = func.coalesce(
            self.last.c.services_from, _served_on(self.participation.c.person, self.entered_on)
        )
        for name, value in DERIVED.items():
            columns[name] = value_sql(value, columns)
        return columns


@dataclass(frozen=True, slots=True)
class _Question:
    """Whom to find, and what to tell of them."""

    context: UowContext
    selection: Selection
    names: tuple[str, ...]
    more: More

    def told(self, source: _Source) -> list[Sql]:
        """Name the columns."""
        facts = source.facts()
        told = {name: facts[name] for name in self.names} | self.more(facts)
        return [column.label(name) for name, column in told.items()]

    def among(self, participation: FromClause) -> list[ColumnElement[bool]]:
        """Keep to the operation of the profile, and to one site if one is asked for."""
        among: list[ColumnElement[bool]] = []
        if own := self.context.profile.operation:
            among.append(or_(participation.c.operation == own, participation.c.operation.is_(None)))
        if self.selection.site:
            logs = self.context.names.logs().items()
            rids = [rid for rid, log in logs if log.scope == self.selection.site]
            among.append(participation.c.born_rid.in_(rids))
        return among

    def going_on(self, participation: FromClause) -> list[ColumnElement[bool]]:
        """Leave out what goes on in another house: its entries stand there again, and the exit is written there."""
        return [] if self.selection.site else [not_(is_continued(participation, "participation"))]

    def paid(self, participation: FromClause) -> ColumnElement[bool]:
        """Tell whether the fund is among the participation's codes, which one space separates."""
        if not self.selection.fund:
            return true()
        codes = literal(" ").concat(participation.c.funds).concat(" ")
        return codes.contains(f" {self.selection.fund} ", autoescape=True)


def participants(
    context: UowContext, selection: Selection, names: Iterable[str], *, more: More = _no_more
) -> CTE:
    """Make the table of participants: one row each, a column for each fact asked for."""
    question = _Question(context, selection, tuple(sorted(names)), more)
    twice = known_twice()
    suspects = _suspects(twice)
    found = union_all(_once(question, suspects), _several_times(question, suspects, twice))
    # Without the hint each fact would be worked out anew wherever a rule names it.
    return found.cte("participant").prefix_with("MATERIALIZED")


def _suspects(twice: CTE) -> CTE:
    """List the people who may have more than one row, from the indexes alone; too many does no harm."""
    person, participation = DATA["person"], DATA["participation"]

    def repeated(*columns: ColumnElement[Any]) -> Select[Any]:
        return (
            select(*columns)
            .where(columns[0].is_not(None))
            .group_by(*columns)
            .having(func.count() > 1)
        )

    spells = repeated(DATA["spell"].c.participation)
    answers = repeated(DATA["vulnerability"].c.participation)
    numbers = repeated(person.c.national_id, person.c.id_type).cte()
    same_number = and_(
        person.c.national_id == numbers.c.national_id, person.c.id_type == numbers.c.id_type
    )
    return union(
        repeated(participation.c.person),
        select(participation.c.person).where(participation.c.id.in_(spells)),
        select(participation.c.person).where(participation.c.id.in_(answers)),
        select(person.c.id.label("person")).join(numbers, same_number),
        select(twice.c.person),
    ).cte("suspect")


def _visible(*tables: FromClause) -> list[ColumnElement[bool]]:
    return [table.c.hidden == 0 for table in tables]


def _once(question: _Question, suspects: CTE) -> Select[Any]:
    """Read those with one participation and one entry."""
    person, participation, spell, answers = (
        DATA[name].alias() for name in ("person", "participation", "spell", "vulnerability")
    )
    source = _Source(person, participation, answers, spell, spell.c.entered_on)
    return (
        select(*question.told(source))
        .join_from(spell, participation, participation.c.id == spell.c.participation)
        .join(person, person.c.id == participation.c.person)
        .outerjoin(
            answers, and_(answers.c.participation == participation.c.id, answers.c.hidden == 0)
        )
        .where(*_visible(person, participation, spell), spell.c.entered_on.is_not(None))
        .where(*question.among(participation), question.paid(participation))
        .where(person.c.id.not_in(select(suspects.c.person)))
    )


def _entries(question: _Question, suspects: CTE, twice: CTE) -> CTE:
    """Give the entries of each participant numbers: from the first on, and from the last exit back (open ones first)."""
    person, participation, spell = (
        DATA[name].alias() for name in ("person", "participation", "spell")
    )
    who = func.coalesce(twice.c.one, _who(person))
    in_order = (spell.c.entered_on, participation.c.id, spell.c.id)
    from_last = (
        spell.c.left_on.is_not(None),
        spell.c.left_on.desc(),
        spell.c.entered_on.desc(),
        spell.c.id.desc(),
    )
    return (
        select(
            who.label("who"),
            spell.c.id.label("spell"),
            participation.c.id.label("participation"),
            spell.c.entered_on,
            func.row_number().over(partition_by=who, order_by=in_order).label("entry"),
            func.row_number().over(partition_by=who, order_by=from_last).label("leaving"),
            # One person in two funds is one record with two flags: each fund counts them once.
            func.max(case((question.paid(participation), 1), else_=0))
            .over(partition_by=who)
            .label("paid"),
        )
        .join_from(spell, participation, participation.c.id == spell.c.participation)
        .join(person, person.c.id == participation.c.person)
        .outerjoin(twice, twice.c.person == person.c.id)
        .where(*_visible(participation, spell), spell.c.entered_on.is_not(None), is_shown(person))
        .where(person.c.id.in_(select(suspects.c.person)), *question.among(participation))
        .where(*question.going_on(participation))
    ).cte("entry")


def _several_times(question: _Question, suspects: CTE, twice: CTE) -> Select[Any]:
    """Join the entries of one participant: data of the first, results of the last; an open entry is no exit."""
    entries = _entries(question, suspects, twice)
    first, final = entries.alias(), entries.alias()
    person, participation, last, answers = (
        DATA[name].alias() for name in ("person", "participation", "spell", "vulnerability")
    )
    source = _Source(person, participation, answers, last, first.c.entered_on)
    return (
        select(*question.told(source))
        .join_from(first, final, and_(final.c.who == first.c.who, final.c.leaving == 1))
        .join(participation, participation.c.id == first.c.participation)
        .outerjoin(twice, twice.c.person == participation.c.person)
        .join(person, person.c.id == func.coalesce(twice.c.shown, participation.c.person))
        .join(last, last.c.id == final.c.spell)
        .outerjoin(answers, answers.c.id == _earliest_answers(participation))
        .where(first.c.entry == 1, first.c.paid == 1)
    )


def _earliest_answers(participation: FromClause) -> Sql:
    """Choose one record of answers where two copies wrote one each."""
    answers = DATA["vulnerability"].alias()
    return (
        select(answers.c.id)
        .where(answers.c.participation == participation.c.id, answers.c.hidden == 0)
        .order_by(answers.c.id)
        .limit(1)
        .scalar_subquery()
    )


def _who(person: FromClause) -> Sql:
    """Tell what makes two records the same participant: the number where it can be relied on, else the person."""
    sure = has_sure_number(person)
    return case((sure, person.c.id_type.concat(person.c.national_id)), else_=hex_of(person.c.id))


def _served_on(person: Sql, entered_on: Sql) -> Sql:
    """Find when a referral to a social or health institution was first completed: that is an inclusion by itself."""
    referral = DATA["referral"].alias()
    return (
        select(func.min(referral.c.completed_on))
        .where(
            referral.c.person == person,
            referral.c.hidden == 0,
            referral.c.outcome == COMPLETED,
            referral.c.institution.in_(sorted(SERVING)),
            referral.c.completed_on >= entered_on,
        )
        .scalar_subquery()
    )


def _isced(education: Sql) -> Sql:
    levels = {
        entry.code: level
        for entry in code_lists().entries("education_level")
        if (level := code_lists().isced(entry.code)) is not None
    }
    return case(levels, value=education, else_=null())
