"""Go through a list and say what each row would become; nothing is written."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.reference import code_lists_of, settlements
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.exchange import Progress, no_progress
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.domain.workbook_errors import NoHeadingsError, WorkbookEmptyError
from kazanlak_case.intake.addresses import Addresses
from kazanlak_case.intake.cells import Cell, as_text, is_blank, one_line
from kazanlak_case.intake.checks import complete, contradictions, doubts_of
from kazanlak_case.intake.findings import Finding
from kazanlak_case.intake.headings import Headings
from kazanlak_case.intake.known import KnownPeople, Match, Traits, people_of_file, traits_of
from kazanlak_case.intake.lists import find_list
from kazanlak_case.intake.mapping import ListMapping
from kazanlak_case.intake.parsed import Context
from kazanlak_case.intake.perhaps import look_for_repeats
from kazanlak_case.intake.plan import IntakePlan, OtherRow, Outcome, PlannedRow
from kazanlak_case.intake.repeats import differences, values_of_person
from kazanlak_case.intake.row_kinds import RowKind, RowSorter
from kazanlak_case.intake.rows import NATIONAL_ID, RowRead, RowReader
from kazanlak_case.intake.workbook import read_workbook

_ROWS_BETWEEN_NEWS = 500
_PAGE = 5_000
_WHO = frozenset(
    {"person.given_name", "person.middle_name", "person.family_name", "person.born_on", NATIONAL_ID}
)


def rehearse(
    case_file: CaseFile,
    path: Path,
    *,
    mapping: ListMapping | None = None,
    now: datetime,
    progress: Progress = no_progress,
) -> IntakePlan:
    """Say what a list would become.

    Raises:
        WorkbookError: The file cannot be read, is protected or empty, or no column is recognised.
        CancelledError: `progress` said so.
        NotAllowedError: The user's post takes no lists in.
    """
    case_file.require(Act.INTAKE)
    book = read_workbook(path)
    used = mapping or ListMapping()
    found = find_list(book, used)
    if found is None:
        raise NoHeadingsError(path=path.name)
    headings, other_lists = found
    with case_file.reading(now) as uow:
        rehearsal = _Rehearsal(
            headings, used, profile=uow.profile, today=uow.today, known=_known_in(uow, used)
        )
        rehearsal.run(progress)
        rehearsal.compare_with_file(uow)
        look_for_repeats(uow, rehearsal.rows, progress)
    if not rehearsal.rows and not rehearsal.others:
        raise WorkbookEmptyError(path=path.name)
    return IntakePlan(
        path,
        headings,
        used,
        tuple(rehearsal.rows),
        tuple(rehearsal.others),
        rehearsal.blank,
        other_lists,
    )


def _known_in(uow: UnitOfWork, mapping: ListMapping) -> KnownPeople[str]:
    return people_of_file(everybody(uow), name_is_enough=mapping.same_name_is_same_person)


def everybody(uow: UnitOfWork) -> Iterator[Person]:
    """Give the people of a file in pages."""
    after: RecordId | None = None
    while page := uow.records.all(Person, limit=_PAGE, after=after):
        yield from page
        after = page[-1].id


class _Rehearsal:
    """Goes through the rows of one list once, from above."""

    def __init__(
        self,
        headings: Headings,
        mapping: ListMapping,
        *,
        profile: MunicipalityProfile,
        today: date,
        known: KnownPeople[str],
    ) -> None:
        context = Context(
            today,
            code_lists_of(profile),
            Addresses(settlements(), profile.nsi_code),
            mapping.folded_words(),
            frozenset(mapping.verbatim),
        )
        self._headings = headings
        self._mapping = mapping
        self._today = today
        self._reader = RowReader(headings, mapping, context)
        self._sorter = RowSorter(headings)
        self._file = known
        self._list: KnownPeople[PlannedRow] = KnownPeople(
            name_is_enough=mapping.same_name_is_same_person
        )
        self.rows: list[PlannedRow] = []
        self.others: list[OtherRow] = []
        self.blank = 0

    def run(self, progress: Progress) -> None:
        height = self._headings.sheet.height
        for number, cells in self._headings.sheet.filled_rows(below=self._headings.last_row):
            if number > height:
                break
            if number % _ROWS_BETWEEN_NEWS == 0:
                progress(number, height)
            kind = self._kind_of(number, cells)
            if kind is RowKind.BLANK:
                self.blank += 1
            elif kind is None:
                self.rows.append(self._planned(number, cells))
            else:
                self.others.append(OtherRow(number, kind, _in_short(cells)))
        progress(height, height)

    def _kind_of(self, number: int, cells: Sequence[Cell]) -> RowKind | None:
        if number > self._headings.last_row:
            return self._sorter.kind_of(number, cells)
        if all(is_blank(cell) for cell in cells):
            return RowKind.BLANK
        return RowKind.TITLE if number < self._headings.first_row else RowKind.HEADING

    def _planned(self, number: int, cells: Sequence[Cell]) -> PlannedRow:
        read = self._reader.read(cells)
        complete(read)
        read.reasons.extend(contradictions(read, self._mapping.must_have_one_of))
        if read.reasons:
            return _rejected(number, read, cells)
        person = traits_of(read.values)
        if match := self._list.find(person):
            row = _row(number, Outcome.REPEATED, read, doubts=_of_repeat(match))
            row.same_as_row = match.place.number
            row.doubts += differences(read.values, match.place.values)
            return row
        if in_file := self._file.find(person):
            row = _row(number, Outcome.REPEATED, read, doubts=_of_repeat(in_file))
            row.same_as_person = RecordId(in_file.place)
            return row
        return self._taken(number, read, person)

    def _taken(self, number: int, read: RowRead, person: Traits) -> PlannedRow:
        read.doubts.extend(doubts_of(read.values, self._today))
        namesake = self._list.namesake(person)
        if namesake and not (person.number and namesake.values.get("person.national_id")):
            read.doubts.append(Finding("same_name", "person.given_name", {"row": namesake.number}))
        row = _row(number, Outcome.TAKEN, read)
        self._list.add(person, row)
        return row

    def compare_with_file(self, uow: UnitOfWork) -> None:
        """List in which values a repeated row differs from the person who stands in the file."""
        repeated = [row for row in self.rows if row.same_as_person]
        people = uow.records.many(Person, (row.same_as_person or "" for row in repeated))
        for row in repeated:
            if row.same_as_person in people:
                row.doubts += differences(row.values, values_of_person(people[row.same_as_person]))


def _row(
    number: int,
    outcome: Outcome,
    read: RowRead,
    *,
    cells: tuple[Cell, ...] = (),
    doubts: Iterable[Finding] = (),
) -> PlannedRow:
    return PlannedRow(
        number,
        outcome,
        values=read.values,
        reasons=tuple(read.reasons),
        doubts=(*read.doubts, *doubts),
        changes=tuple(read.changes),
        cells=cells,
    )


def _rejected(number: int, read: RowRead, cells: Sequence[Cell]) -> PlannedRow:
    """Keep of a refused row what it says who it is, and its cells: there may be a hundred thousand."""
    row = _row(number, Outcome.REJECTED, read, cells=tuple(cells))
    row.values = {target: value for target, value in read.values.items() if target in _WHO}
    return row


def _of_repeat(match: "Match[PlannedRow] | Match[str]") -> tuple[Finding, ...]:
    codes = {"name": "repeated_by_name", "contact": "repeated_by_contact"}
    return (Finding(codes[match.how], "person.given_name"),) if match.how in codes else ()


def _in_short(cells: Sequence[Cell]) -> str:
    return " | ".join(one_line(as_text(cell)) for cell in cells if not is_blank(cell))[:200]
