"""Pictures of what two files say differently, and of what does not fit together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from kazanlak_case import paths
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.domain.changes import Deleted, Edited
from kazanlak_case.domain.practice import PRACTICE_PASSWORD
from kazanlak_case.export.exchange import export_bundle, import_bundles
from kazanlak_case.services.conflicts import questions as all_questions
from pictures import HOME
from pictures.stage import CENTRE, NOW, settle
from pictures.story import OPENED

if TYPE_CHECKING:
    from kazanlak_case.ui.shell import Shell

LONG_AGO = datetime(2009, 3, 2, 8, 15, tzinfo=UTC)
DISAGREED = HOME / "disagreed"


def _disagree() -> None:
    """Let a house with its clock in 2009 and the centre write different things, once."""
    if DISAGREED.exists():
        return
    DISAGREED.touch()
    folder, stick = paths.case_folder(), HOME / "stick"
    stick.mkdir()
    house = CaseFile.open(folder / "kran.kcase", password=PRACTICE_PASSWORD)
    centre = OPENED[CENTRE].case_file
    with house.reading(NOW) as uow:
        people = [row.id for row in uow.people.page(limit=9)]
    for at, one in enumerate(people[:6]):
        _write(house, one, at, {"phone": f"0880 30 40 {at:02d}", "settlement": "49076"}, LONG_AGO)
        _write(centre, one, at, {"phone": f"0880 50 60 {at:02d}", "settlement": "35167"}, NOW)
    number = {"id_type": "egn", "national_id": "8503109277"}
    for one in people[7:9]:
        _write(house, one, 0, number, NOW)
    with house.writing(NOW) as uow:
        uow.log.append([Deleted("person", people[6])], "person_deleted")
        uow.commit()
    _write(centre, people[6], 1, {"phone": "0880 70 80 90", "address": "ул. Роза 4"}, NOW)
    export_bundle(house, stick, to_site=CENTRE, now=NOW)
    import_bundles(centre, sorted(stick.iterdir()), now=NOW)
    house.close()


def _write(
    file: CaseFile, person_id: str, at: int, values: dict[str, object], when: datetime
) -> None:
    with file.writing(when + timedelta(minutes=at)) as uow:
        uow.log.append([Edited("person", person_id, values)], "person_changed")
        uow.commit()


def conflicts(shell: Shell) -> None:
    """Show what two people wrote differently, one answer chosen."""
    _disagree()
    shell.workspace.open_questions("conflicts")
    settle()
    screen = shell.workspace._screens["conflicts"]
    screen.question.answers.choose(1)


def alike(shell: Shell) -> None:
    """Show the others that are alike."""
    _disagree()
    shell.workspace.open_questions("conflicts")
    settle()
    screen = shell.workspace._screens["conflicts"]
    one = next(one for one in screen.asked.all if one.place.field == "settlement")
    screen._stand_on(one.id)
    screen.question.answers.choose(0)
    screen.question.alike.toggle_first()
    settle()
    bar = screen.question.verticalScrollBar()
    bar.setValue(bar.maximum())


def deleted(shell: Shell) -> None:
    """Show what one deleted and another changed."""
    _disagree()
    shell.workspace.open_questions("conflicts")
    settle()
    screen = shell.workspace._screens["conflicts"]
    one = next(one for one in screen.asked.all if one.is_own_place)
    screen._stand_on(one.id)


def conflict_mark(shell: Shell) -> None:
    """Show the mark beside a field."""
    _disagree()
    with shell.operations.case_file.reading(NOW) as uow:
        one = next(one for one in all_questions(uow) if one.place.field == "phone")
    shell.workspace.open_person(one.person)
    shell.workspace._person.show_data()
    settle()
    data = shell.workspace._person.data
    settle(300)
    data.verticalScrollBar().setValue(data.verticalScrollBar().maximum())


def findings(shell: Shell) -> None:
    """Show what does not fit together."""
    _disagree()
    shell.workspace.open_questions("findings")


def findings_empty(shell: Shell) -> None:
    """Show a house where everything fits together."""
    shell.workspace.open_questions("findings")
