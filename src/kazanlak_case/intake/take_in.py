"""Write the good rows of a rehearsed list as one changeset, which can be undone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Born, Written
from kazanlak_case.domain.exchange import Progress, no_progress
from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.records.participation import Participation, Spell, Vulnerability
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.rules.rights import Act, Action
from kazanlak_case.intake.known import people_of_file, traits_of
from kazanlak_case.intake.plan import IntakePlan, Outcome, PlannedRow, as_json
from kazanlak_case.intake.rehearse import everybody
from kazanlak_case.intake.targets import targets

WHAT = "people_taken_in"

_ROWS_BETWEEN_NEWS = 500


@dataclass(frozen=True, slots=True)
class IntakeReport:
    """What a list became."""

    rows: tuple[PlannedRow, ...]
    written: Written | None
    other_lists: tuple[str, ...] = ()

    @property
    def undo(self) -> str | None:
        """What undoes it; None when nothing was written."""
        return self.written.undo if self.written else None

    def of(self, outcome: Outcome) -> list[PlannedRow]:
        """Give the rows of one outcome, in order."""
        return [row for row in self.rows if row.outcome is outcome]

    def to_json(self) -> dict[str, object]:
        """Say what happened, as scripts read it (design.md, section 8)."""
        return as_json(self.rows, undo=self.undo, other_lists=self.other_lists)


def take_in(
    case_file: CaseFile, plan: IntakePlan, *, now: datetime, progress: Progress = no_progress
) -> IntakeReport:
    """Write the good rows of a list. Who came into the file since the rehearsal is repeated, not taken twice.

    Raises:
        CancelledError: `progress` said so; nothing was changed.
        NotAllowedError: The user's post takes no lists in, or may not write something that stands in this one.
    """
    with case_file.writing(now) as uow:
        uow.require(Act.INTAKE)
        _require_writing(uow, plan)
        rows = tuple(_looked_at_again(uow, plan))
        taken = [row for row in rows if row.outcome is Outcome.TAKEN]
        changes = list(_told(_births(uow, taken), len(taken), progress))
        if not changes:
            return IntakeReport(rows, None, plan.other_lists)
        written = uow.log.append([birth for births in changes for birth in births], WHAT)
        uow.commit()
    return IntakeReport(rows, written, plan.other_lists)


def _require_writing(uow: UnitOfWork, plan: IntakePlan) -> None:
    filled = {name for row in plan.rows for name, value in row.values.items() if value is not None}
    places = (name for name in sorted(filled) if name in targets() and targets()[name].spec)
    uow.sight.require(*places, action=Action.WRITE)


def _looked_at_again(uow: UnitOfWork, plan: IntakePlan) -> Iterator[PlannedRow]:
    known = people_of_file(everybody(uow), name_is_enough=plan.mapping.same_name_is_same_person)
    for row in plan.rows:
        match = known.find(traits_of(row.values)) if row.outcome is Outcome.TAKEN else None
        if match is None:
            yield row
        else:
            yield replace(row, outcome=Outcome.REPEATED, same_as_person=RecordId(match.place))


def _told(
    births: Iterable[tuple[Born, ...]], of: int, progress: Progress
) -> Iterator[tuple[Born, ...]]:
    for done, one in enumerate(births):
        if done % _ROWS_BETWEEN_NEWS == 0:
            progress(done, of)
        yield one


def _births(uow: UnitOfWork, rows: Iterable[PlannedRow]) -> Iterator[tuple[Born, ...]]:
    """Make the records of each row: a person, and what the list says of the participation."""
    operation, funds = uow.profile.operation, uow.profile.default_funds
    fields = {
        target: (target.partition(".")[0], target.partition(".")[2])
        for target, about in targets().items()
        if about.spec
    }
    for row in rows:
        parts: dict[str, dict[str, Value]] = {}
        for target, value in row.values.items():
            if value is not None and target in fields:
                record, name = fields[target]
                parts.setdefault(record, {})[name] = value
        yield tuple(_of_parts(uow, parts, {"operation": operation, "funds": funds}))


def _of_parts(
    uow: UnitOfWork, parts: dict[str, dict[str, Value]], of_profile: dict[str, Value]
) -> Iterator[Born]:
    person = uow.new_id()
    yield Born(Person(id=person, **parts.pop("person")))  # type: ignore[arg-type]  # values by field name
    if not parts:
        return
    participation = uow.new_id()
    answers = {**of_profile, **parts.get("participation", {}), "person": person}
    yield Born(Participation(id=participation, **answers))  # type: ignore[arg-type]  # as above
    if sensitive := parts.get("vulnerability"):
        yield Born(Vulnerability(id=uow.new_id(), participation=participation, **sensitive))  # type: ignore[arg-type]  # as above
    spell = parts.get("spell", {})
    # No entry date, no participant: a spell begins with one.
    if spell.get("entered_on"):
        yield Born(Spell(id=uow.new_id(), participation=participation, **spell))  # type: ignore[arg-type]  # as above
