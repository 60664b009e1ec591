"""Mend what copies that had not seen a joining wrote: nothing written to an old id may vanish."""

from dataclasses import dataclass
from typing import Literal

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Change, Deleted, Kept, Written
from kazanlak_case.domain.errors import RecordMissingError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.records.repeats import DIFFERENT, SAME, DuplicateDecision
from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.domain.rules.sight import NAME
from kazanlak_case.services.joining import MOVED, pointed
from kazanlak_case.services.joining_ties import vanishes
from kazanlak_case.services.same_person import former_ids, person_now
from kazanlak_case.services.writing import append_by_scope

BROUGHT_BACK = "person_brought_back"

Fault = Literal["", "left_behind", "seen_again", "gone", "both_ways"]
"""What is wrong with a joining: records hang on the old id; the old record is seen again, for somebody changed it;
nobody is seen any more; somebody else decided that the two are different."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """One decision as the list of decided ones shows it.

    Attributes:
        person: The record that stands now, which may not be the one it was joined into at the time.
        other_name: The name in the former record; empty where it is another house's, and not in this file.
        left_behind: Visible records that still point to the former.
    """

    decision: DuplicateDecision
    person: Person
    person_site: str
    other_name: str
    fault: Fault = ""
    left_behind: int = 0


def decided(uow: UnitOfWork, *, limit: int = 200) -> list[Decided]:
    """List what was decided about people, those to be mended first, then the newest first.

    A decision over two houses stands once, as the house of the lesser id has it, where both are in this file.

    Raises:
        NotAllowedError: The user may not see such decisions.
    """
    sight = uow.sight
    sight.require("duplicate_decision", NAME)
    behind = uow.work.joined.left_behind()
    every = uow.records.find(DuplicateDecision)
    verdicts = {(one.person, one.other): one.verdict for one in every}
    ids = [RecordId(one) for decision in every for one in (decision.person, decision.other)]
    people = uow.records.many(Person, ids)
    found = []
    for one in every:
        is_twice = one.site and (one.other, one.person) in verdicts and one.other < one.person
        if is_twice or one.person not in people:
            continue
        is_joining = one.verdict == SAME and not one.site
        other = people.get(one.other)
        count = behind.get(one.other, 0) if is_joining else 0
        standing = person_now(uow, one.person) if is_joining else one.person
        found.append(
            Decided(
                decision=sight.shown(one),
                person=sight.shown(people.get(standing) or uow.records.get(Person, standing)),
                person_site=uow.records.scope_of("person", standing),
                other_name=other.name if other else "",
                fault=_fault(uow, one, verdicts, behind=count) if is_joining else "",
                left_behind=count,
            )
        )
    found.sort(key=lambda one: (bool(one.fault), one.decision.id), reverse=True)
    return found[:limit]


def _fault(
    uow: UnitOfWork,
    decision: DuplicateDecision,
    verdicts: dict[tuple[RecordId, RecordId], str | None],
    *,
    behind: int,
) -> Fault:
    pair = (decision.person, decision.other)
    if not uow.records.is_visible("person", person_now(uow, decision.person)):
        return "gone"
    if DIFFERENT in {verdicts.get(pair), verdicts.get(pair[::-1])}:
        return "both_ways"
    if uow.records.is_visible("person", decision.other):
        return "seen_again"
    return "left_behind" if behind else ""


def move_left_behind(uow: UnitOfWork, former: RecordId) -> Written:
    """Move what was written to a joined person's old id to the person who stands.

    Raises:
        NotAllowedError: The user's post joins nobody.
        RecordMissingError: Nobody stands for that id.
    """
    uow.require(Act.JOIN)
    person = person_now(uow, former)
    if person == former or not uow.records.is_visible("person", person):
        raise RecordMissingError(id=former)
    changes: list[tuple[str, Change]] = []
    for link in uow.work.joined.links_to([former]):
        if link.record == "duplicate_decision":
            about = uow.records.get(DuplicateDecision, link.id)
            if about.other == person:  # of themselves
                changes.append((link.scope, Deleted(link.record, link.id)))
                continue
        is_idle = vanishes(uow, link, person, former)
        change = Deleted(link.record, link.id) if is_idle else pointed(link, person)
        changes.append((link.scope, change))
    written = append_by_scope(uow, changes, MOVED)
    decided = uow.records.find(DuplicateDecision, other=former, verdict=SAME)
    uow.findings.follow([one.id for one in decided])
    uow.commit()
    return written


def bring_back(uow: UnitOfWork, former: RecordId) -> Written:
    """Let a person be seen again whom two copies hid between them, with all that was theirs and the other's.

    Raises:
        NotAllowedError: The user's post joins nobody.
        RecordMissingError: No such person.
    """
    uow.require(Act.JOIN)
    person = person_now(uow, former)
    scope = uow.records.scope_of("person", person)
    changes: list[tuple[str, Change]] = [(scope, Kept("person", person))]
    gone = set()
    for one in uow.records.find(DuplicateDecision, other=person, verdict=SAME):
        if not one.site:
            gone.add(one.id)
            changes.append((scope, Deleted("duplicate_decision", one.id)))
    others = [one for one in former_ids(uow, person) if not uow.records.is_visible("person", one)]
    changes += [
        (link.scope, pointed(link, person))
        for link in uow.work.joined.links_to(others)
        if link.id not in gone
    ]
    written = append_by_scope(uow, changes, BROUGHT_BACK)
    uow.commit()
    return written


def stay_joined(uow: UnitOfWork, decision_id: RecordId) -> Written:
    """Say that two are one though somebody else decided meanwhile that they are different.

    Raises:
        NotAllowedError: The user's post joins nobody.
    """
    uow.require(Act.JOIN)
    decision = uow.records.get(DuplicateDecision, decision_id)
    pairs = ((decision.person, decision.other), (decision.other, decision.person))
    changes: list[tuple[str, Change]] = [
        (
            uow.records.scope_of("duplicate_decision", one.id),
            Deleted("duplicate_decision", one.id),
        )
        for person, other in pairs
        for one in uow.records.find(
            DuplicateDecision, person=person, other=other, verdict=DIFFERENT
        )
    ]
    written = append_by_scope(uow, changes, "decision_taken_back")
    uow.commit()
    return written
