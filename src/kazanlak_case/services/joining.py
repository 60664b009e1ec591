"""Join two records of one person, tell two people apart, and take either decision back.

Joining is one changeset: the decision, the chosen values, every link of the former record, and the former hidden. So it
is taken back as a whole, and what somebody wrote since stays as they left it. People of two houses are never moved: each
house gets a decision that names the other house (design.md, section 4).
"""

from collections.abc import Iterator, Mapping

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.db.work.rows import Link
from kazanlak_case.domain.changes import Born, Change, Deleted, Edited, Written
from kazanlak_case.domain.errors import (
    ChangedMeanwhileError,
    NotTheCentreError,
    NumbersDifferError,
    RecordMissingError,
)
from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.household import HouseholdMember
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.records.repeats import DIFFERENT, SAME, DuplicateDecision
from kazanlak_case.domain.rules.rights import Act, Action
from kazanlak_case.services.joining_fields import Side
from kazanlak_case.services.joining_plan import JoiningPlan, plan_joining
from kazanlak_case.services.joining_ties import vanishes
from kazanlak_case.services.restriction import require_unrestricted
from kazanlak_case.services.writing import append_by_scope, joined, prepare_edit

JOINED, KNOWN_ELSEWHERE, APART = "people_joined", "people_are_one", "people_are_two"
SPLIT, REOPENED, MOVED = "people_split", "decision_taken_back", "left_behind_moved"
MOVES = frozenset({JOINED, MOVED})


def join(
    uow: UnitOfWork,
    plan: JoiningPlan,
    choices: Mapping[str, Side] | None = None,
    *,
    confirmed: bool = False,
) -> Written:
    """Make one person of two, as planned.

    Args:
        uow: The unit of work.
        plan: What was shown.
        choices: Whose value is taken, by field, where it is not the proposed one.
        confirmed: Whether somebody said that they know what stands against it.

    Raises:
        ChangedMeanwhileError: The two are not any more as they were shown.
        NotAllowedError: The user's post joins nobody.
        NumbersDifferError: They have two different valid numbers, and nobody confirmed.
        RecordMissingError: One of them is gone.
    """
    uow.require(Act.JOIN)
    now = plan_joining(uow, plan.kept.id, plan.former.id, keeping=plan.kept.id)
    if (now.kept, now.former) != (plan.kept, plan.former):
        raise ChangedMeanwhileError
    for one in (now.kept.id, now.former.id):
        require_unrestricted(uow, Person, one, {})
    if now.must_confirm and not confirmed:
        raise NumbersDifferError(first=now.kept.national_id, second=now.former.national_id)
    if now.is_across:
        changes, what = (
            list(_across(uow, now.kept.id, now.former.id, verdict=SAME)),
            KNOWN_ELSEWHERE,
        )
    else:
        changes, what = list(_joining(uow, now, choices or {})), JOINED
    written = append_by_scope(uow, changes, what)
    uow.commit()
    return written


def decide_different(uow: UnitOfWork, one: RecordId, other: RecordId) -> Written:
    """Remember that two people are two: they are not offered again unless their numbers become equal.

    Raises:
        NotAllowedError: The user's post decides nothing about two people.
        RecordMissingError: One of them is not there.
    """
    uow.require(Act.JOIN)
    return tell_apart(uow, one, other)


def tell_apart(uow: UnitOfWork, one: RecordId, other: RecordId) -> Written:
    """Remember that two people are two, as whoever writes a new person down says of the namesakes shown.

    Raises:
        NotAllowedError: The user's post writes nothing about two people.
        RecordMissingError: One of them is not there.
    """
    uow.sight.require("duplicate_decision", action=Action.WRITE)
    for person in (one, other):
        if not uow.records.is_visible("person", person):
            raise RecordMissingError(id=person)
    written = append_by_scope(uow, _across(uow, one, other, verdict=DIFFERENT), APART)
    uow.commit()
    return written


def split(uow: UnitOfWork, decision_id: RecordId) -> Written:
    """Take a decision back, whoever wrote it: the two stand as before, with what each of them had.

    Raises:
        AlreadyUndoneError: It was taken back before.
        NotAllowedError: The user's post parts nobody.
        NotTheCentreError: It is about another house; only the municipality holds both.
        RecordMissingError: No such decision.
    """
    uow.require(Act.JOIN)
    if not uow.records.is_visible("duplicate_decision", decision_id):
        raise RecordMissingError(id=decision_id)
    decision = uow.records.get(DuplicateDecision, decision_id)
    if decision.site or decision.verdict != SAME:
        if decision.site and not uow.is_centre:
            raise NotTheCentreError
        written = append_by_scope(uow, _withdrawn(uow, decision), REOPENED)
    else:
        written = _split(uow, decision)
    uow.commit()
    return written


def _split(uow: UnitOfWork, decision: DuplicateDecision) -> Written:
    """Undo the joining, and give back what was moved after it from the former id."""
    birth = uow.history.of_record("duplicate_decision", decision.id)[-1]
    later = uow.work.joined.links_to([decision.person])
    undone = uow.undo(birth.undo, of_any_copy=True)
    # What had been written to the former by who had not seen the joining was moved by changesets of its own.
    still = [one for one in uow.work.joined.links_to([decision.person]) if one in later]
    back = [
        (link.scope, pointed(link, decision.other))
        for link in uow.work.joined.moved(still, former=decision.other)
        if _came_by_joining(uow, link, decision.other)
    ]
    return joined([undone, append_by_scope(uow, back, SPLIT)])


def _came_by_joining(uow: UnitOfWork, link: Link, former: RecordId) -> bool:
    """Tell whether a record was moved because the two were one, not because somebody corrected it by hand."""
    return any(
        entry.field == link.field and entry.old == former and entry.what in MOVES
        for entry in uow.history.of_record(link.record, link.id)
    )


def _withdrawn(uow: UnitOfWork, decision: DuplicateDecision) -> Iterator[tuple[str, Change]]:
    """Hide a decision, and the one that answers it in the other house."""
    pairs = ((decision.person, decision.other), (decision.other, decision.person))
    for person, other in pairs:
        for one in uow.records.find(
            DuplicateDecision, person=person, other=other, verdict=decision.verdict
        ):
            scope = uow.records.scope_of("duplicate_decision", one.id)
            yield scope, Deleted("duplicate_decision", one.id)


def _joining(
    uow: UnitOfWork, plan: JoiningPlan, choices: Mapping[str, Side]
) -> Iterator[tuple[str, Change]]:
    kept, former, scope = plan.kept.id, plan.former.id, plan.kept_site
    decided = uow.records.find(DuplicateDecision, person=kept, other=former, verdict=SAME)
    if not decided:
        # else the former came to light again, by a change of who had not seen the joining
        decision = DuplicateDecision(id=uow.new_id(), person=kept, other=former, verdict=SAME)
        yield scope, Born(decision)
    values: dict[str, Value] = {}
    for one in plan.fields:
        values |= one.values(choices.get(one.name, one.proposed))
    yield scope, prepare_edit(uow, Person, kept, values)
    yield from _links(uow, plan)
    for mine, theirs in plan.doubled:
        lacking = {
            name: getattr(theirs, name)
            for name in ("relation", "since")
            if getattr(mine, name) is None and getattr(theirs, name) is not None
        }
        mine_scope, their_scope = (
            uow.records.scope_of("household_member", one.id) for one in (mine, theirs)
        )
        yield mine_scope, prepare_edit(uow, HouseholdMember, mine.id, lacking)
        yield their_scope, Deleted("household_member", theirs.id)
    yield scope, Deleted("person", former)


def _links(uow: UnitOfWork, plan: JoiningPlan) -> Iterator[tuple[str, Change]]:
    """Move the links. A decision that the two are different does not outlive their being one."""
    kept, former = plan.kept.id, plan.former.id
    both = {kept, former}
    for link in plan.moves:
        if link.record == "duplicate_decision":
            about = uow.records.get(DuplicateDecision, link.id)
            if about.other in both:
                yield link.scope, Deleted(link.record, link.id)
                continue
        if vanishes(uow, link, kept, former):
            yield link.scope, Deleted(link.record, link.id)
        else:
            yield link.scope, pointed(link, kept)
    for about in uow.records.find(DuplicateDecision, other=former, verdict=DIFFERENT):
        scope = uow.records.scope_of("duplicate_decision", about.id)
        if about.person in both:
            yield scope, Deleted("duplicate_decision", about.id)
        else:
            yield scope, Edited("duplicate_decision", about.id, {"other": kept})


def pointed(link: Link, person: RecordId) -> Edited:
    """Let a record point to another person."""
    return Edited(link.record, link.id, {link.field: person})


def _across(
    uow: UnitOfWork, one: RecordId, other: RecordId, *, verdict: str
) -> Iterator[tuple[str, Change]]:
    """Write the decision into the scope of each; within one house once. What was decided otherwise before goes."""
    scopes = {person: uow.records.scope_of("person", person) for person in (one, other)}
    is_across = scopes[one] != scopes[other]
    before = [
        decision
        for person, counterpart in ((one, other), (other, one))
        for decision in uow.records.find(DuplicateDecision, person=person, other=counterpart)
    ]
    for decision in before:
        if decision.verdict != verdict:
            scope = uow.records.scope_of("duplicate_decision", decision.id)
            yield scope, Deleted("duplicate_decision", decision.id)
    decided = {decision.person for decision in before if decision.verdict == verdict}
    for person, counterpart in ((one, other), (other, one)) if is_across else ((one, other),):
        if person in decided or (decided and not is_across):
            continue
        decision = DuplicateDecision(
            id=uow.new_id(),
            person=person,
            other=counterpart,
            verdict=verdict,
            site=scopes[counterpart] if is_across else None,
            case_number=_case_number(uow, counterpart) if is_across else None,
        )
        yield scopes[person], Born(decision)


def _case_number(uow: UnitOfWork, person: RecordId) -> str | None:
    """Give the number of the open case, else of the newest."""
    found = uow.records.find(Case, person=person)
    numbered = [one for one in found if one.number]
    best = max(numbered, key=lambda one: (one.closed_on is None, one.id), default=None)
    return best.number if best else None
