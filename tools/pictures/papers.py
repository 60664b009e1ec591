"""Pictures of paper: the panel of a form, the blank ones, the register, the queue of the municipality."""

from datetime import timedelta

from kazanlak_case.db.work.rows import CaseFilter
from kazanlak_case.domain.changes import Born
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.document import PrintJob
from kazanlak_case.services.issuing import Paper, annul, issue
from kazanlak_case.ui.shell import Shell
from pictures.stage import settle

LONG_MS = 120
NEEDED = 4


def _cases(shell: Shell) -> list[tuple[RecordId, RecordId, str]]:
    """Give some cases: id, person, house."""
    with shell.operations.case_file.reading(shell.operations.clock()) as uow:
        rows = uow.work.cases.page(CaseFilter(is_open=True), after=None, limit=40)
        return [(one.id, one.person, uow.records.scope_of("case", one.id)) for one in rows]


def _issue_some(shell: Shell) -> None:
    """Issue a few documents, and annul one."""
    file, now = shell.operations.case_file, shell.operations.clock()
    for at, (case, person, _site) in enumerate(_cases(shell)[:NEEDED]):
        forms = ("closing", "certificate", "report")
        for more, form in enumerate(forms[: 1 + at % 3]):
            moment = now - timedelta(days=9 * at, minutes=more)
            with file.writing(moment) as uow:
                paper = Paper(form=form, source_type="case", source=case, person=person, case=case)
                written = issue(uow, paper)
            if at == 1 and more == 1 and written.touched:
                document = next(
                    one for record, one in written.touched if record == "issued_document"
                )
                with file.writing(moment + timedelta(minutes=5)) as uow:
                    annul(uow, document, "Сбъркано име")


def print_panel(shell: Shell) -> None:
    """Show a plan before it is printed."""
    case, person, _site = _cases(shell)[0]
    shell.workspace.open_person(person)
    shell.workspace.openings.print_form("needs_assessment", "case", case, person)
    settle(LONG_MS)


def print_note(shell: Shell) -> None:
    """Choose what an official note says."""
    case, person, _site = _cases(shell)[1]
    shell.workspace.open_person(person)
    shell.workspace.openings.print_form("certificate", "case", case, person)
    panel = shell.workspace.panel.content
    panel._choices.addressee.setText("Дирекция „Социално подпомагане“")
    panel._choices._boxes["services"].click()
    settle(LONG_MS)


def blank_forms(shell: Shell) -> None:
    """List all forms, over the register."""
    issued(shell)
    shell.workspace.openings.papers.choose_form()


def issued(shell: Shell) -> None:
    """Show the register of numbers."""
    _issue_some(shell)
    shell.workspace.go("issued")


def person_issued(shell: Shell) -> None:
    """Show what was issued about somebody."""
    _issue_some(shell)
    _case, person, _site = _cases(shell)[2]
    shell.workspace.open_person(person)
    shell.workspace._person.tabs.go_to("documents")


def print_queue(shell: Shell) -> None:
    """Show what the houses ordered, and what was printed."""
    file, now = shell.operations.case_file, shell.operations.clock()
    with file.reading(now) as uow:
        has_orders = bool(uow.records.count(PrintJob))
        user = uow.user.id
    for at, (case, person, site) in enumerate([] if has_orders else _cases(shell)[:7]):
        day = now.date() - timedelta(days=at)
        with file.writing(now - timedelta(days=at)) as uow:
            job = PrintJob(
                id=uow.new_id(),
                person=person,
                form=("support_plan", "needs_assessment", "closing")[at % 3],
                source_type="case",
                source=case,
                copies=1,
                wanted_on=day,
                wanted_by=user,
                printed_on=day if at > 4 else None,
                printed_by=user if at > 4 else None,
            )
            uow.log.append([Born(job)], "print_ordered", scope=site)
            uow.commit()
    shell.workspace.go("print_queue")
