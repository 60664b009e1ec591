"""Pictures of the day, the calendar, the team, and of looking through what happened."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.plan import Plan
from kazanlak_case.domain.records.task import Task
from kazanlak_case.services.tasks import make_task, tick_task
from kazanlak_case.services.writing import prepare_birth
from pictures.stage import NOW, settle

if TYPE_CHECKING:
    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.ui.shell import Shell


TASKS: tuple[tuple[str, str, int, str | None, int | None], ...] = (
    ("Обаждане до класната ръководителка", "call", -4, None, None),
    ("Копие от решението на ТЕЛК", "document", -1, None, None),
    ("Посещение след изписването от болницата", "visit", 0, "09:30", 60),
    ("Среща в Дирекция „Социално подпомагане“", "institution", 0, "14:00", 90),
    ("Заявление за целева помощ за отопление", "document", 0, None, None),
    ("Придружаване до бюрото по труда", "institution", 1, "10:00", 60),
    ("Среща на екипа", "meeting", 2, "09:00", 60),
    ("Разговор с бащата", "visit", 2, "09:30", 45),
    ("Посещение в дома", "visit", 3, "15:30", 60),
    ("Родителска среща", "meeting", 4, "17:30", 90),
    ("Проверка на имунизациите", "call", 4, None, None),
    ("Преглед при личния лекар", "institution", 8, "11:00", 30),
    ("Документи за детската градина", "document", 11, None, None),
)
"""What is to be done: words, kind, days from today, hour, minutes."""


def fill(shell: Shell) -> None:
    """Write a full week down, once."""
    file = shell.operations.case_file
    with file.reading(NOW) as uow:
        if uow.records.find(Task, title=TASKS[0][0]):
            return
        mine = uow.user.staff_member
        cases = [one for one in uow.records.all(Case) if not one.closed_on]
    for at, (title, kind, days, hour, minutes) in enumerate(TASKS):
        day = NOW.date() + timedelta(days=days)
        with file.writing(NOW - timedelta(days=7)) as uow:
            values = {
                "title": title,
                "kind": kind,
                "due_on": day,
                "due_at": hour,
                "minutes": minutes,
                "person": cases[at % len(cases)].person if kind != "meeting" else None,
                "assigned_to": mine,
            }
            written = make_task(uow, values)
        if hour == "09:30" and days == 0:
            task = next(one for record, one in written.touched if record == "task")
            with file.writing(NOW) as uow:
                tick_task(uow, task)
    with file.writing(NOW) as uow:
        _share(uow, cases)


def _share(uow: UnitOfWork, cases: list[Case]) -> None:
    """Let a plan wait for approval, and another for its review."""
    plans = [
        prepare_birth(
            uow,
            Plan,
            {"case": cases[0].id, "state": "submitted", "submitted_on": date(2022, 11, 9)},
        ),
        prepare_birth(
            uow, Plan, {"case": cases[1].id, "state": "approved", "review_on": date(2022, 11, 10)}
        ),
    ]
    uow.log.append(plans, "record_made", scope=uow.site)
    uow.commit()


def today(shell: Shell) -> None:
    """Show a full day."""
    fill(shell)
    shell.workspace.go("today")


def calendar(shell: Shell) -> None:
    """Show a week, one thing chosen by the keyboard."""
    fill(shell)
    shell.workspace.go("calendar")
    settle()
    board = shell.workspace._screens["calendar"].board
    board.setFocus()
    board._step_in_day(3)


def month(shell: Shell) -> None:
    """Show a month."""
    fill(shell)
    shell.workspace.go("calendar")
    settle()
    screen = shell.workspace._screens["calendar"]
    screen._view._words["month"].click()


def calendar_out(shell: Shell) -> None:
    """Ask before names leave."""
    calendar(shell)
    shell.workspace._screens["calendar"]._on_out()
    settle()
    shell.workspace.panel.content._names.setChecked(True)


def task(shell: Shell) -> None:
    """Open a task that stands."""
    today(shell)
    with shell.operations.case_file.reading(NOW) as uow:
        found = uow.records.find(Task, title=TASKS[3][0])
    shell.workspace.openings.open_task(found[0].id)


def task_new(shell: Shell) -> None:
    """Write a task down."""
    today(shell)
    shell.workspace.begin("task")
    settle()
    form = shell.workspace.panel.content.editor.form
    form.box("title").editor.line.insert("Обаждане до училището")
    form.box("due_on").editor.line.setText("в петък")


def team(shell: Shell) -> None:
    """Show the board of the team, with a list opened."""
    fill(shell)
    shell.workspace.go("team")
    settle()
    screen = shell.workspace._screens["team"]
    load = screen._board.loads[0]
    code = "quiet_case" if load.late.get("quiet_case") else "open"
    screen._on_list_wanted(code, load.staff_member, load.name)


def hand_over(shell: Shell) -> None:
    """Share somebody's work among two others."""
    team(shell)
    screen = shell.workspace._screens["team"]
    load = screen._board.loads[0]
    shell.workspace.openings.hand_cases_over(load.staff_member, load.name)
    settle()
    form = shell.workspace.panel.content
    for tick in list(form._ticks.values())[:2]:
        tick.setChecked(True)


def happened(shell: Shell) -> None:
    """Look for a word in what happened with somebody visited often."""
    file = shell.operations.case_file
    with file.reading(NOW) as uow:
        people = uow.work.visits.recent_people(staff_member=None, since=date(2022, 1, 1), limit=40)
        counted = [
            (len(uow.work.visits.of_person(one.person, limit=200)), one.person) for one in people
        ]
    shell.workspace.open_person(max(counted)[1])
    settle()
    part = shell.workspace._person.tabs.happened
    part.filter.line.setFocus()
