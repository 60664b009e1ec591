"""`intake`: an office's workbook becomes people in the case file."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from kazanlak_case.cli.arguments import Commands, now_of, takes_case_file
from kazanlak_case.cli.console import GAP, Console
from kazanlak_case.cli.opening import opened
from kazanlak_case.i18n import _
from kazanlak_case.intake.findings import CHANGES, change_in_words, in_words
from kazanlak_case.intake.mapping import find_mapping, shipped_mappings
from kazanlak_case.intake.plan import IntakePlan, Outcome, PlannedRow
from kazanlak_case.intake.rehearse import rehearse
from kazanlak_case.intake.take_in import take_in


def add_to(commands: Commands) -> None:
    """Add this group's command."""
    parser = commands.add(
        "intake",
        _intake,
        about=_("Take in a list that an office keeps in Excel or as .csv."),
        more=_("The good rows become people in one step that can be undone; the others are named."),
    )
    takes_case_file(parser)
    parser.add_argument("workbook", metavar="WORKBOOK", type=Path, help=_("the list"))
    parser.add_argument(
        "--mapping",
        metavar="M",
        help=_("what the columns mean: a .toml file, or one shipped ({names})").format(
            names=", ".join(shipped_mappings())
        ),
    )
    parser.add_argument(
        "--rehearse", action="store_true", help=_("only say what would happen; change nothing")
    )
    parser.add_argument(
        "--rejects",
        metavar="OUT",
        type=Path,
        help=_("write the rejected rows with their reasons to this workbook"),
    )


def _intake(words: argparse.Namespace, console: Console) -> int:
    now = now_of(words)
    mapping = find_mapping(words.mapping, folders=[Path()]) if words.mapping else None
    with opened(words) as file:
        plan = rehearse(file, words.workbook, mapping=mapping, now=now)
        if words.rejects:
            from kazanlak_case.intake.rejects import write_rejects

            write_rejects(plan, words.rejects)
        if words.rehearse:
            console.tell(plan.to_json(), _lines(plan, plan.rows, None))
            return 0
        report = take_in(file, plan, now=now)
    console.tell(report.to_json(), _lines(plan, report.rows, report.undo))
    return 0


def _lines(plan: IntakePlan, rows: tuple[PlannedRow, ...], undo: str | None) -> Iterator[str]:
    taken, repeated, rejected = (
        [row for row in rows if row.outcome is outcome] for outcome in Outcome
    )
    yield _(
        "Rows of people: {rows}. Taken: {taken}. Repeated: {repeated}. Rejected: {rejected}."
    ).format(rows=len(rows), taken=len(taken), repeated=len(repeated), rejected=len(rejected))
    for row in rejected:
        reasons = " ".join(in_words(reason) for reason in row.reasons)
        yield GAP + _("row {row}: rejected. {reasons}").format(row=row.number, reasons=reasons)
    for row in repeated:
        yield GAP + _repeated(row)
    for row in rows:
        for doubt in row.doubts:
            yield GAP + _("row {row}: {doubt}").format(row=row.number, doubt=in_words(doubt))
    yield from _read_otherwise(rows)
    for column in plan.unrecognised:
        yield _("Column “{heading}” was not understood and not taken.").format(heading=column.text)
    for name in plan.other_lists:
        yield _("Sheet “{name}” looks like a list too; it was not taken.").format(name=name)
    if undo:
        yield _("To take it back: undo FILE {id}").format(id=undo)


def _repeated(row: PlannedRow) -> str:
    if row.same_as_row:
        words = _("row {row}: the same person as row {other}")
        return words.format(row=row.number, other=row.same_as_row)
    return _("row {row}: the person is in the file already").format(row=row.number)


def _read_otherwise(rows: tuple[PlannedRow, ...]) -> Iterator[str]:
    """List every value that was read otherwise than it is written: nothing is guessed in silence."""
    changes = [(row.number, change) for row in rows for change in row.changes]
    if changes:
        yield _("Read otherwise than written: {count}").format(count=len(changes))
    for number, change in changes:
        why = _(CHANGES.get(change.code, change.code))
        yield GAP + _("row {row}: “{before}” → “{after}” ({why})").format(
            row=number, before=change.before, after=change_in_words(change), why=why
        )
