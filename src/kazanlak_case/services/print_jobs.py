"""„Печат в общината“: a house without a printer orders a print, the order travels, the centre prints and says when.

The order names the form and what it is made from; the centre makes the paper itself from the merged records.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Change, Written
from kazanlak_case.domain.errors import RecordMissingError
from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.paper_errors import PrintedAlreadyError
from kazanlak_case.domain.records.document import PrintJob
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.records.system import User
from kazanlak_case.domain.rules.rights import Action
from kazanlak_case.domain.rules.sight import NAME, Of
from kazanlak_case.services.issuing import Paper, issue_of, prepare_issue
from kazanlak_case.services.writing import append_by_scope, prepare_birth, prepare_edit

ORDERED, DONE = "print_ordered", "print_done"
USER = "user.display_name"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintRow:
    """One order as the queue lists it, with the house it came from."""

    id: RecordId
    site: str
    person: Annotated[RecordId | None, Of("print_job.person")]
    person_name: Annotated[str, Of(NAME)]
    form: Annotated[str, Of("print_job.form")]
    source_type: Annotated[str, Of("print_job.source_type")]
    source: Annotated[str, Of("print_job.source")]
    number: Annotated[str, Of("issued_document.number")]
    copies: Annotated[int, Of("print_job.copies")]
    wanted_on: Annotated[date | None, Of("print_job.wanted_on")]
    wanted_by: Annotated[str, Of(f"print_job.wanted_by {USER}")]
    printed_on: Annotated[date | None, Of("print_job.printed_on")]
    printed_by: Annotated[str, Of(f"print_job.printed_by {USER}")]


def order_print(uow: UnitOfWork, paper: Paper, *, copies: int = 1) -> Written:
    """Order a print from the municipality; the document gets its number now, in the house.

    Raises:
        KeyError: The form is not numbered.
        NotAllowedError: The user's post issues no documents.
    """
    _number, issued = prepare_issue(uow, paper)
    values: dict[str, Value] = {
        "person": paper.person,
        "form": paper.form,
        "source_type": paper.source_type or None,
        "source": paper.source or None,
        "copies": copies,
        "wanted_on": uow.today,
        "wanted_by": uow.user.id,
    }
    changes: list[Change] = [*issued, prepare_birth(uow, PrintJob, values)]
    scope = uow.records.scope_of("person", paper.person) if paper.person else uow.site
    written = uow.log.append(changes, ORDERED, scope=scope)
    uow.commit()
    return written


def print_queue(uow: UnitOfWork) -> tuple[PrintRow, ...]:
    """List what was ordered: what waits first, each part the newest first.

    Raises:
        NotAllowedError: The user's post sees no orders.
    """
    uow.sight.require("print_job.form")
    jobs = uow.records.all(PrintJob)
    people = uow.records.many(Person, [one.person for one in jobs if one.person])
    users = uow.records.many(
        User, [user for one in jobs for user in (one.wanted_by, one.printed_by) if user]
    )
    rows = [_row(uow, one, people, users) for one in jobs]
    rows.sort(key=lambda one: (one.printed_on is not None, one.site, one.id))
    return tuple(uow.sight.shown_all(rows))


def waiting_prints(uow: UnitOfWork) -> tuple[int, bool]:
    """Tell how many orders wait, and whether there ever were any; nothing for who may not see them."""
    if not uow.sight.sees("print_job.form", "print_job.printed_on"):
        return 0, False
    waiting = uow.records.count(PrintJob, printed_on=None)
    return waiting, bool(waiting or uow.records.count(PrintJob))


def may_mark_printed(uow: UnitOfWork) -> bool:
    """Tell whether this is where orders are printed, by somebody who may say so."""
    return uow.is_centre and uow.sight.sees("print_job.printed_on", action=Action.WRITE)


def mark_printed(uow: UnitOfWork, jobs: Iterable[RecordId]) -> Written:
    """Say that orders were printed today; the houses learn it with the next bundle.

    Raises:
        NotAllowedError: The user's post prints nothing.
        PrintedAlreadyError: One was printed before.
        RecordMissingError: One is not there any more.
    """
    uow.sight.require("print_job.printed_on", action=Action.WRITE)
    changes: list[tuple[str, Change]] = []
    for job_id in jobs:
        if not uow.records.is_visible("print_job", job_id):
            raise RecordMissingError(id=job_id)
        job = uow.records.get(PrintJob, job_id)
        if job.printed_on:
            raise PrintedAlreadyError(day=f"{job.printed_on:%d.%m.%Y}")
        values: dict[str, Value] = {"printed_on": uow.today, "printed_by": uow.user.id}
        scope = uow.records.scope_of("print_job", job_id)
        changes.append((scope, prepare_edit(uow, PrintJob, job_id, values)))
    written = append_by_scope(uow, changes, DONE)
    uow.commit()
    return written


def _row(
    uow: UnitOfWork,
    job: PrintJob,
    people: dict[RecordId, Person],
    users: dict[RecordId, User],
) -> PrintRow:
    issued = None
    if uow.sight.sees("issued_document.number"):
        issued = issue_of(uow, job.form, job.source_type or "", job.source or "")
    person = people.get(job.person) if job.person else None
    names = {
        field: (users[user].display_name or users[user].name) if user in users else ""
        for field, user in (("wanted_by", job.wanted_by), ("printed_by", job.printed_by))
    }
    return PrintRow(
        id=job.id,
        site=uow.records.scope_of("print_job", job.id),
        person=job.person,
        person_name=person.name if person else "",
        form=job.form,
        source_type=job.source_type or "",
        source=job.source or "",
        number=issued.number if issued else "",
        copies=job.copies or 1,
        wanted_on=job.wanted_on,
        printed_on=job.printed_on,
        **names,
    )
