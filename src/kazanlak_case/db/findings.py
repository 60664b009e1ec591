"""„За внимание“: what does not fit together, though every part of it was right. A rule is a line in RULES.

A finding refuses nothing. It is derived, so it lies in no digest and no bundle, and it goes away by being mended.
"""

import functools
import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, literal_column, select

from kazanlak_case.db import case_work_rules, joining_rules, tables
from kazanlak_case.db import finding_queries as ask
from kazanlak_case.db.clocks import Clocks, odd_clocks
from kazanlak_case.db.context import UowContext
from kazanlak_case.db.settings_table import read_setting, write_setting
from kazanlak_case.domain.fields import NO_RECORD, RecordId
from kazanlak_case.domain.findings import Fact, Finding
from kazanlak_case.domain.rules.numbers import check_number


def _is_valid(row: Any, today: date) -> bool:
    """Tell whether a number is a real one: a mistyped one says nothing about two people."""
    return check_number(row.id_type, row.national_id, today=today).ok


def _always(_row: Any, _today: date) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its code, the record type it is about, and the question that finds what breaks it.

    Attributes:
        question: Answers `row`, perhaps `other`, perhaps `type` (where it is not always the same), and facts.
        holds: Looks at an answer once more, for what SQL cannot tell.
        untold: Columns that only `holds` needs; they are not kept.
        narrows: Whether `question` takes ids of what was written, and then looks only at what hangs together with it.
            A question over few records need not.
    """

    code: str
    type: str
    question: Callable[..., ask.Question]
    holds: Callable[[Any, date], bool] = _always
    untold: frozenset[str] = frozenset()
    narrows: bool = False


RULES: tuple[Rule, ...] = (
    Rule(
        "same_number",
        "person",
        ask.same_number,
        _is_valid,
        frozenset({"national_id"}),
        narrows=True,
    ),
    Rule("open_cases", "case", ask.open_cases, narrows=True),
    Rule("heads", "household_member", ask.heads, narrows=True),
    Rule("memberships", "household_member", ask.memberships, narrows=True),
    Rule("participations", "participation", ask.participations, narrows=True),
    Rule("entries", "spell", ask.entries, narrows=True),
    Rule("case_numbers", "case", ask.case_numbers, narrows=True),
    Rule("orphans", "", ask.orphans, narrows=True),
    Rule("before_birth", "household_member", ask.before_birth, narrows=True),
    Rule("older_children", "household_member", ask.older_children, narrows=True),
    Rule("posts", "site", ask.posts),
    Rule("erased_elsewhere", "person", ask.erased_elsewhere),
    Rule("joined_written", "duplicate_decision", joining_rules.written_to_joined),
    Rule("joined_gone", "duplicate_decision", joining_rules.joined_and_gone),
    Rule("joined_apart", "duplicate_decision", joining_rules.joined_and_told_apart),
    Rule("joined_twice", "duplicate_decision", joining_rules.joined_into_two),
    Rule("plan_goals", "plan", case_work_rules.plans_without_goals),
    Rule("two_plans", "plan", case_work_rules.two_plans),
    Rule("consents_differ", "consent", case_work_rules.answers_that_differ),
    Rule("paper_numbers", "issued_document", case_work_rules.paper_numbers),
    Rule("tasks_of_nobody", "task", case_work_rules.tasks_of_nobody),
)
"""A new rule is one line here, one question in finding_queries, and its words in services/findings.py."""

CLOCK = "clock_"
"""Clocks are looked at changeset by changeset, each once: „clock_ahead“ and „clock_behind“ of a copy."""
_CHECKED, _SEEN = "findings_clocks", "findings_seen"
_MOST_FOLLOWED = 300
_MANY_NEWS = 20_000
"""Changes from which looking at everything costs less than looking at what hangs together with each."""
_STRUCTURE = frozenset({"row", "other", "type"})


@functools.lru_cache(maxsize=2 * len(RULES))
def _question(rule: Rule, asked: ask.Asked, near: bool) -> ask.Question:  # noqa: FBT001 - a key of what is kept
    """Put the question of a rule together, in the order of its rows: over wide tables that takes longer than asking it."""
    question = rule.question(asked, ask.NEAR) if near else rule.question(asked)
    return question.order_by(literal_column('"row"'))


class Findings:
    """Looks for them, and keeps those that stand."""

    def __init__(self, connection: Connection, context: UowContext) -> None:
        self._connection = connection
        self._context = context

    def standing(self) -> list[Finding]:
        """Give what is kept, without what was seen and cannot be mended."""
        seen = self._seen()
        return [one for one in self._kept() if _mark(one) not in seen]

    def count(self) -> int:
        """How many stand."""
        return len(self.standing())

    def look(self) -> list[Finding]:
        """Look anew, and keep nothing."""
        return [*self._by_rules(), *self._clocks()[0]]

    def refresh(self) -> list[Finding]:
        """Look anew, and keep what is found, each with the moment it was found first."""
        clocks, checked = self._clocks()
        return self._keep([*self._by_rules(), *clocks], checked)

    def catch_up(self) -> None:
        """Look at what was written since it was looked last, as after a merge; at everything where that is much."""
        logs, known = self._logs(), self._checked()
        news = sum(seq - known.get(str(rid), 0) for rid, seq in logs)
        went_back = any(seq < known.get(str(rid), 0) for rid, seq in logs)
        if not known or went_back or news > _MANY_NEWS:
            self.refresh()
            return
        ranges = [
            (rid, known.get(str(rid), 0)) for rid, seq in logs if seq > known.get(str(rid), 0)
        ]
        if not ranges:
            return
        ask.gather_written(self._connection, ranges)
        ids = {RecordId(row.hex()) for (row,) in self._connection.execute(ask.NEAR)}
        kept = {one.key: one for one in self._kept() if not one.rule.startswith(CLOCK)}
        clocks, checked = self._clocks()
        standing = {one.key: one for one in clocks}
        for rule in RULES:
            of_rule = [one for one in kept.values() if one.rule == rule.code]
            found = self._gathered(rule, self._question(rule, near=rule.narrows))
            told = {other for one in found for other in one.others} if rule.narrows else set()
            untouched = [
                one
                for one in of_rule
                if rule.narrows and not ids & {one.id, *one.others} and one.id not in told
            ]
            standing |= {one.key: one for one in (*untouched, *found)}
        self._keep(standing.values(), checked)

    def follow(self, touched: Collection[RecordId]) -> None:
        """Take away what was mended by writing these records; nothing new is looked for."""
        kept = self._kept() if touched else []
        if len(kept) > _MOST_FOLLOWED:
            return  # looking anew costs less
        rules = {rule.code: rule for rule in RULES}
        asked = set(touched)
        for one in kept:
            points_to = {RecordId(str(fact)) for fact in one.facts.values()}
            if one.rule in rules and asked & {one.id, *one.others, *points_to}:
                self._look_again(rules[one.rule], one)

    def see(self, rule: str, record_id: RecordId) -> None:
        """Note that somebody has seen a finding that nobody can mend; it comes back only if it grows."""
        seen = self._seen()
        seen |= {_mark(one) for one in self._kept() if one.key == (rule, record_id)}
        write_setting(self._connection, _SEEN, json.dumps(sorted(seen)))

    def _keep(self, found: Iterable[Finding], checked: dict[str, int]) -> list[Finding]:
        known = {one.key: one.at for one in self._kept()}
        now = self._context.now.isoformat(timespec="seconds")
        standing = [replace(one, at=known.get(one.key, now)) for one in found]
        self._connection.execute(delete(tables.finding))
        if standing:
            self._connection.execute(insert(tables.finding), [_row_of(one) for one in standing])
        write_setting(self._connection, _CHECKED, json.dumps(checked))
        return standing

    def _look_again(self, rule: Rule, one: Finding) -> None:
        asked = self._question(rule).order_by(None).subquery()
        again = self._gathered(rule, select(asked).where(asked.c.row == bytes.fromhex(one.id)))
        table = tables.finding
        self._connection.execute(
            delete(table).where(table.c.rule == one.rule, table.c.row == bytes.fromhex(one.id))
        )
        if again:
            self._connection.execute(insert(table), [_row_of(replace(again[0], at=one.at))])

    def _by_rules(self) -> Iterable[Finding]:
        for rule in RULES:
            yield from self._gathered(rule, self._question(rule))

    def _question(self, rule: Rule, *, near: bool = False) -> ask.Question:
        context = self._context
        return _question(rule, ask.Asked(context.today, context.profile.text), near)

    def _gathered(self, rule: Rule, question: ask.Question) -> list[Finding]:
        """Bring the answers of a rule together, one finding for all that clashes with one record."""
        gathered: dict[bytes, list[Row[Any]]] = {}
        for row in self._connection.execute(question):
            if rule.holds(row, self._context.today):
                gathered.setdefault(row.row, []).append(row)
        told: set[RecordId] = set()
        found = []
        for rows in gathered.values():
            one = _finding(rule, rows)
            if one.id not in told:  # of three that clash, the first tells of all
                told |= set(one.others)
                found.append(one)
        return found

    def _clocks(self) -> tuple[list[Finding], dict[str, int]]:
        """Look at the changesets that were not looked at before; give what is known now, and how far it reaches."""
        logs, known = self._logs(), self._checked()
        standing = {one.key: one for one in self._kept() if one.rule.startswith(CLOCK)}
        if any(seq < known.get(str(rid), 0) for rid, seq in logs):
            known, standing = {}, {}  # an import was taken out again
        odd = odd_clocks(Clocks(self._connection, self._context), logs, known=known)
        for (rid, oddity), (count, first, last) in odd.items():
            name = self._context.names.log(rid)
            one = Finding(rule=CLOCK + oddity, type="copy", id=RecordId(name.copy.hex()))
            facts: dict[str, Fact] = {"site": name.site, "n": count, "first": first, "last": last}
            standing[one.key] = replace(one, facts=_together(standing.get(one.key), facts))
        return list(standing.values()), {str(rid): seq for rid, seq in logs}

    def _logs(self) -> list[tuple[int, int]]:
        rows = self._connection.execute(select(tables.vector.c.rid, tables.vector.c.seq))
        return [(row.rid, row.seq) for row in rows]

    def _kept(self) -> list[Finding]:
        table = tables.finding
        rows = self._connection.execute(select(table).order_by(table.c.rule, table.c.row))
        return [_finding_of(row) for row in rows]

    def _checked(self) -> dict[str, int]:
        text = read_setting(self._connection, _CHECKED)
        known: dict[str, int] = json.loads(str(text)) if text else {}
        return known

    def _seen(self) -> set[str]:
        text = read_setting(self._connection, _SEEN)
        return set(json.loads(str(text))) if text else set()


def _finding(rule: Rule, rows: list[Row[Any]]) -> Finding:
    if "other" in rows[0]._fields:
        rows = sorted(rows, key=_other_of)  # every store tells the same
    first = rows[0]._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    clashing = (row.other for row in rows if "other" in first and row.other)
    others = tuple(dict.fromkeys(RecordId(other.hex()) for other in clashing))
    return Finding(
        rule=rule.code,
        type=str(first.get("type") or rule.type),
        id=RecordId(first["row"].hex()),
        others=others,
        facts={
            name: value.hex() if isinstance(value, bytes) else value
            for name, value in first.items()
            if name not in _STRUCTURE and name not in rule.untold
        },
    )


def _other_of(row: Row[Any]) -> bytes:
    other: bytes | None = row.other
    return other or b""


def _together(known: Finding | None, facts: dict[str, Fact]) -> dict[str, Fact]:
    if known is None:
        return facts
    before: Mapping[str, Any] = known.facts
    more: dict[str, Any] = facts
    return {
        "site": more["site"],
        "n": before["n"] + more["n"],
        "first": min(before["first"], more["first"]),
        "last": max(before["last"], more["last"]),
    }


def _row_of(one: Finding) -> dict[str, object]:
    facts = {**one.facts, "others": one.others}
    return {
        "rule": one.rule,
        "row": bytes.fromhex(one.id or NO_RECORD),
        "type": one.type,
        "facts": json.dumps(facts, ensure_ascii=False, sort_keys=True),
        "at": one.at,
    }


def _finding_of(row: Row[Any]) -> Finding:
    facts = json.loads(row.facts)
    others = tuple(RecordId(one) for one in facts.pop("others", ()))
    return Finding(
        rule=row.rule,
        type=row.type,
        id=RecordId(row.row.hex()),
        others=others,
        facts=facts,
        at=row.at,
    )


def _mark(one: Finding) -> str:
    """Name a finding together with all it says: when it says more, it is another."""
    return json.dumps([one.rule, one.id, dict(one.facts)], ensure_ascii=False, sort_keys=True)
