"""Pictures of people: the list, a page, somebody new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kazanlak_case.domain.records.person import Person
from kazanlak_case.services.today import today as gather
from kazanlak_case.ui.screens.new_person import NewPerson
from pictures.stage import NOW, settle

if TYPE_CHECKING:
    from kazanlak_case.ui.shell import Shell


def busiest(shell: Shell) -> str:
    """Choose somebody with an open case for whom something is due, as people open pages for."""
    with shell.operations.case_file.reading(NOW) as uow:
        due = [one.person for one in gather(uow).deadlines if one.record == "case"]
        rows = [row.id for row in uow.people.page(limit=200) if row.has_open_case]
        counts = {one: len(uow.work.visits.of_person(one, limit=50)) for one in due or rows}
    return max(counts, key=counts.__getitem__)


def people(shell: Shell) -> None:
    """List people."""
    shell.workspace.go("people")


def people_empty(shell: Shell) -> None:
    """Look for somebody who is not there."""
    shell.workspace.go("people")
    shell.workspace._people.search("щъркел")


def person(shell: Shell) -> None:
    """Open one person's page."""
    shell.workspace.open_person(busiest(shell))


def person_data(shell: Shell) -> None:
    """Show the data of one person."""
    person(shell)
    shell.workspace._person.tabs.setCurrentIndex(1)


def participation(shell: Shell) -> None:
    """Show what the funds ask."""
    person(shell)
    shell.workspace._person.tabs.setCurrentIndex(2)


def history(shell: Shell) -> None:
    """Show every value a record had."""
    person(shell)
    shell.workspace.openings.ask_history("person", busiest(shell), "")


def new_person(shell: Shell) -> None:
    """Begin a new person."""
    shell.workspace.go("people")
    shell.workspace.openings.new_person()


def new_person_here(shell: Shell) -> None:
    """Write somebody down who is here already, as another would: without the number."""
    with shell.operations.case_file.reading(NOW) as uow:
        person = uow.records.get(Person, busiest(shell))
    new_person(shell)
    settle()
    editor = shell.findChild(NewPerson).editor
    for name in ("given_name", "family_name", "born_on", "phone"):
        editor.state.put(name, getattr(person, name))
        editor.form.box(name).editor.show_value(getattr(person, name))
    editor.form.edited.emit()
    settle(900)
