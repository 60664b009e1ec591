"""Take pictures of the real screens, over the practice story: screenshots.py FOLDER [NAME…].

PICTURES_STORY=DIR keeps the story there between two runs: telling it takes longer than all pictures.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

# Before Qt is loaded: no screen is needed, and nothing of this account is touched.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
HOME = Path(tempfile.mkdtemp(prefix="pictures"))
os.environ["KAZANLAK_CASE_HOME"] = str(HOME)

from typing import TYPE_CHECKING

import pypdfium2
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel

import pictures_of_access as access
import pictures_of_arrivals as arrivals
import pictures_of_days as days
import pictures_of_documents as papers
import pictures_of_families as homes
import pictures_of_papers as prints
import pictures_of_plans as plans
import pictures_of_referrals as sent
import pictures_of_visits as visiting
from kazanlak_case import app as program
from kazanlak_case import paths, settings
from kazanlak_case.db import media
from kazanlak_case.db.backups import back_up, backups_of
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.recovery import make_sheet_b
from kazanlak_case.db.second_medium import copy_to_medium
from kazanlak_case.demo.year import PRACTICE_PASSWORD, perform
from kazanlak_case.domain.changes import Deleted, Edited
from kazanlak_case.domain.exchange import no_progress
from kazanlak_case.domain.records.confidential import ConfidentialNote
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.rules.esf import ESF_2014_2020
from kazanlak_case.export.erasing import erase_for_good
from kazanlak_case.export.erasure_protocol_pdf import write_protocol
from kazanlak_case.export.exchange import export_bundle, import_bundles
from kazanlak_case.services.cases import open_case
from kazanlak_case.services.conflicts import questions as all_questions
from kazanlak_case.services.data_requests import answer_request, record_request, requests_of
from kazanlak_case.services.emergency import Emergency, open_in_emergency
from kazanlak_case.services.erasure_order import ErasureOrder
from kazanlak_case.services.people import save_person
from kazanlak_case.services.today import today as gather
from kazanlak_case.services.transfer_list import TransferRow
from kazanlak_case.services.transfer_list import transfers as list_transfers
from kazanlak_case.services.visits import VisitDraft, record_visit
from kazanlak_case.ui.background import AtOnce
from kazanlak_case.ui.dialogs.emergency import EmergencyDialog
from kazanlak_case.ui.look import Look
from kazanlak_case.ui.person_parts.note_row import NotePart
from kazanlak_case.ui.screens.new_person import NewPerson
from kazanlak_case.ui.session import Opened, lookups_of
from kazanlak_case.ui.shell import Shell, Surroundings
from kazanlak_case.ui.transfer_parts.transfer_part import TransferPart

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime(2022, 11, 14, 13, 5, tzinfo=UTC)
PEOPLE = 160
SETTLE_MS = 60
SAMPLE = Path(__file__).resolve().parents[1] / "tests" / "files" / "uchastnitsi-kran.xlsx"
HOUSE, CENTRE = "kazanlak", "municipality"
LONG_AGO = datetime(2009, 3, 2, 8, 15, tzinfo=UTC)
DISAGREED = HOME / "disagreed"
OPENED: dict[str, Opened] = {}
OTHER_HOUSE = "razhena"
PSYCHOLOGIST = "psychologist"
BY_PSYCHOLOGIST = frozenset({"person-confidential", "confidential-note", "today-emergency"})
SHEETS: dict[str, str] = {}


@dataclass(frozen=True)
class Setting:
    """How the window stands in a picture."""

    name: str
    dark: bool = False
    scale: float = 1.0
    size: tuple[int, int] = (1280, 720)


LIGHT = Setting("light")
DARK = Setting("dark", dark=True)
LARGE = Setting("large", scale=1.3)
SMALL = Setting("small", size=(1024, 600))


def now() -> datetime:
    """Say when the pictures are taken."""
    return NOW


def settle(milliseconds: int = SETTLE_MS) -> None:
    """Let timers and layouts come to rest."""
    QTest.qWait(milliseconds)


def make_shell(look: Look, setting: Setting) -> Shell:
    """Make a window of this setting."""
    around = Surroundings(
        look=look,
        background=AtOnce(),
        clock=now,
        settings=settings.Settings(),
        case_folder=paths.case_folder(),
        keep_settings=lambda _settings: None,
    )
    shell = Shell(around)
    shell.resize(*setting.size)
    shell.show()
    settle()
    return shell


def story() -> Path:
    """Tell the practice story, or take the one that was kept."""
    kept = os.environ.get("PICTURES_STORY")
    folder = paths.case_folder()
    if kept and Path(kept).is_dir():
        shutil.copytree(kept, folder)
        return folder
    folder.mkdir(parents=True)
    perform(folder, persons=PEOPLE, seed=7, password=PRACTICE_PASSWORD, tell=print)
    if kept:
        shutil.copytree(folder, kept)
    return folder


def open_file(folder: Path, site: str, user: str | None = None) -> Opened:
    """Open one file of the story."""
    file = CaseFile.open(folder / f"{site}.kcase", user=user, password=PRACTICE_PASSWORD)
    return Opened(file, lookups_of(file, language="bg", now=NOW))


def sign_in(shell: Shell) -> None:
    """Show the first page as it stands."""
    shell.sign_in.offer(paths.case_folder(), paths.case_folder() / f"{HOUSE}.kcase")
    shell.sign_in.focus_password()


def today(shell: Shell) -> None:
    """Show the day."""
    shell.workspace.go("today")


def people(shell: Shell) -> None:
    """List people."""
    shell.workspace.go("people")


def _busiest(shell: Shell) -> str:
    """Choose somebody with an open case for whom something is due, as people open pages for."""
    with shell.operations.case_file.reading(NOW) as uow:
        due = [one.person for one in gather(uow).deadlines if one.record == "case"]
        rows = [row.id for row in uow.people.page(limit=200) if row.has_open_case]
        counts = {one: len(uow.work.visits.of_person(one, limit=50)) for one in due or rows}
    return max(counts, key=counts.__getitem__)


def people_empty(shell: Shell) -> None:
    """Look for somebody who is not there."""
    shell.workspace.go("people")
    shell.workspace._people.search("щъркел")  # noqa: SLF001 - pictures look everywhere


def person(shell: Shell) -> None:
    """Open one person's page."""
    shell.workspace.open_person(_busiest(shell))


def person_data(shell: Shell) -> None:
    """Show the data of one person."""
    person(shell)
    shell.workspace._person.tabs.setCurrentIndex(1)  # noqa: SLF001 - pictures look everywhere


def participation(shell: Shell) -> None:
    """Show what the funds ask."""
    person(shell)
    shell.workspace._person.tabs.setCurrentIndex(2)  # noqa: SLF001 - pictures look everywhere


def cases(shell: Shell) -> None:
    """List cases."""
    shell.workspace.go("cases")


def case(shell: Shell) -> None:
    """Open one case."""
    shell.workspace.go("cases")
    settle()
    shell.workspace.openings.open_case(shell.workspace._screens["cases"].model.rows[0].id)  # noqa: SLF001


def visit(shell: Shell) -> None:
    """Write a visit."""
    shell.workspace.go("today")
    shell.workspace.write_visit()
    settle()
    form = shell.workspace.panel.content
    line = form.editor.form.box("person").editor.picker.line
    line.setFocus()
    line.insert("мар")


def search(shell: Shell) -> None:
    """Find anybody."""
    shell.workspace.go("today")
    box = shell.workspace.header.search
    box.setFocus()
    box.insert("mari")


def new_person(shell: Shell) -> None:
    """Begin a new person."""
    shell.workspace.go("people")
    shell.workspace.openings.new_person()


def new_person_here(shell: Shell) -> None:
    """Write somebody down who is here already, as another would: without the number."""
    with shell.operations.case_file.reading(NOW) as uow:
        person = uow.records.get(Person, _busiest(shell))
    new_person(shell)
    settle()
    editor = shell.findChild(NewPerson).editor
    for name in ("given_name", "family_name", "born_on", "phone"):
        editor.state.put(name, getattr(person, name))
        editor.form.box(name).editor.show_value(getattr(person, name))
    editor.form.edited.emit()
    settle(900)


def practice(shell: Shell) -> None:
    """Show the frame of practice."""
    shell._practice.show()  # noqa: SLF001 - pictures look everywhere
    shell.workspace.go("today")


def saved(shell: Shell) -> None:
    """Show that what was just saved can be taken back."""
    person(shell)
    shell.workspace.kit.messages.saved("Посещението е записано.", "x")


def exchange(shell: Shell) -> None:
    """Show what the municipality has, or what the houses brought."""
    shell.workspace.go("exchange")


def rehearsal(shell: Shell) -> None:
    """Try bundles of the story once more."""
    shell.workspace.go("exchange")
    settle()
    bundles = sorted(paths.case_folder().rglob("*-MUNICIPALITY-*.kbundle"))[:2]
    shell.workspace._screens["exchange"].rehearse(bundles)  # noqa: SLF001 - pictures look everywhere


def taken_in(shell: Shell) -> None:
    """Take the bundles of the story in once more: the answers are offered."""
    rehearsal(shell)
    settle()
    shell.workspace._screens["exchange"].take_in()  # noqa: SLF001 - pictures look everywhere


def exchange_past(shell: Shell) -> None:
    """Ask before an import is taken out again."""
    shell.workspace.go("exchange")
    settle()
    screen = shell.workspace._screens["exchange"]  # noqa: SLF001 - pictures look everywhere
    screen._past._on_asked()  # noqa: SLF001 - as above


def transfers(shell: Shell) -> None:
    """Show what goes from house to house."""
    shell.workspace.go("transfers")


def declining(shell: Shell) -> None:
    """Say why a case stays where it is."""
    shell.workspace.go("transfers")
    settle()
    screen = shell.workspace._screens["transfers"]  # noqa: SLF001 - pictures look everywhere
    part = next(one for one in screen.findChildren(TransferPart) if one.asks)
    part.ask_why()
    part.reason.insert("Тази седмица сме само двама.")


def offer(shell: Shell) -> None:
    """Offer a case to another house."""
    shell.workspace.go("cases")
    settle()
    rows = shell.workspace._screens["cases"].model.rows  # noqa: SLF001 - pictures look everywhere
    case_id = next(row.id for row in rows if row.is_open)
    shell.workspace.openings.offer_transfer(case_id)


def _moved(shell: Shell, state: str, *, incoming: bool) -> TransferRow:
    with shell.operations.case_file.reading(NOW) as uow:
        return next(
            one
            for one in list_transfers(uow)
            if one.is_incoming == incoming and one.case is not None and one.state == state
        )


def waiting_case(shell: Shell) -> None:
    """Open a case that waits for another house."""
    shell.workspace.go("cases")
    settle()
    shell.workspace.openings.open_case(_moved(shell, "offered", incoming=False).case)


def person_came(shell: Shell) -> None:
    """Open the page of somebody who came from another house."""
    shell.workspace.open_person(_moved(shell, "done", incoming=True).person)


def trace(shell: Shell) -> None:
    """Open a case that went to another house."""
    shell.workspace.go("cases")
    settle()
    shell.workspace.openings.open_case(_moved(shell, "done", incoming=False).case)


def prepare(shell: Shell) -> None:
    """Prepare a house."""
    shell.workspace.go("exchange")
    shell.workspace.openings.prepare_house()


def reports(shell: Shell) -> None:
    """Show the indicators."""
    shell.workspace.go("reports")


def behind(shell: Shell) -> None:
    """Open a number."""
    shell.workspace.go("reports")
    settle()
    screen = shell.workspace._screens["reports"]  # noqa: SLF001 - pictures look everywhere
    screen.open_number(
        ESF_2014_2020, "CO01", "Безработни лица, включително дълготрайно безработни", ""
    )
    screen.behind.table.choose_first()


def mend(shell: Shell) -> None:
    """List what is to be mended."""
    shell.workspace.go("reports")
    settle()
    screen = shell.workspace._screens["reports"]  # noqa: SLF001 - pictures look everywhere
    screen._kind._words["mend"].click()  # noqa: SLF001 - as above
    screen.mend.table.choose_first()


def intake(shell: Shell) -> None:
    """Begin to take in a list."""
    shell.workspace.open_intake()


def intake_columns(shell: Shell) -> None:
    """Show what the columns of a list mean."""
    shell.workspace.open_intake()
    shell.workspace._screens["intake"].look_at(SAMPLE)  # noqa: SLF001 - pictures look everywhere


def intake_rows(shell: Shell) -> None:
    """Show what would become of each row."""
    intake_columns(shell)
    settle()
    shell.workspace._screens["intake"].rehearse()  # noqa: SLF001 - pictures look everywhere
    shell.workspace._screens["intake"].rows.table.move_choice(4)  # noqa: SLF001 - as above


def work_list(shell: Shell) -> None:
    """Fill missing answers."""
    shell.workspace.open_work_list()
    settle()
    screen = shell.workspace._screens["work_list"]  # noqa: SLF001 - pictures look everywhere
    codes = list(screen._choices())  # noqa: SLF001 - as above
    for row, code in zip(screen.model.rows[:3], codes, strict=False):
        screen.answer(row.id, code)


def _told_in_confidence(shell: Shell) -> str:
    """Choose whom most confidential notes are about."""
    with shell.operations.case_file.reading(NOW) as uow:
        people = [one.person for one in uow.records.all(ConfidentialNote)]
    return max(sorted(set(people)), key=people.count)


def person_closed(shell: Shell) -> None:
    """Show confidential notes to who has no key."""
    shell.operations.case_file.secrets.end_loans()
    person_confidential(shell)


def person_confidential(shell: Shell) -> None:
    """Show the confidential notes about a person, one of them opened where that can be."""
    shell.workspace.open_person(_told_in_confidence(shell))
    page = shell.workspace._person  # noqa: SLF001 - pictures look everywhere
    page.show_confidential()
    settle()
    parts = [one for one in page.findChildren(NotePart) if one.can_be_read]
    if parts:
        parts[0].text_wanted.emit(parts[0].note.id)


def note(shell: Shell) -> None:
    """Write a confidential note."""
    person_confidential(shell)
    part = shell.workspace._person.confidential  # noqa: SLF001 - pictures look everywhere
    part.write()
    part.form.text.box.setPlainText("Пета среща. Говорихме за училището на детето.")


def emergency(shell: Shell) -> None:
    """Ask for an opening in an emergency."""
    person_closed(shell)
    part = shell.workspace._person.confidential  # noqa: SLF001 - pictures look everywhere
    part.open_emergency()
    dialog = part.findChild(EmergencyDialog)
    dialog.reason.setText("Лекарят от спешното отделение пита за уговореното с лицето.")
    settle()


def emergency_open(shell: Shell) -> None:
    """Show what an opening in an emergency opens."""
    file = shell.operations.case_file
    _open_in_emergency(file, SHEETS[HOUSE], _told_in_confidence(shell))
    person_confidential(shell)


def _open_in_emergency(file: CaseFile, sheet: str, person_id: str) -> None:
    reason = "Лекарят от спешното отделение пита за уговореното с лицето."
    wanted = Emergency(
        person=person_id, secret=PSYCHOLOGIST, reason=reason, minutes=30, sheet=sheet
    )
    open_in_emergency(file, wanted, now=NOW)


def make_sheets(files: Path) -> None:
    """Let the psychologists print their sheets, and the head of one house use it."""
    for site in (HOUSE, OTHER_HOUSE):
        file = open_file(files, site, PSYCHOLOGIST).case_file
        made = make_sheet_b(
            file.key_place, file.unlocked, scope=site, secret=PSYCHOLOGIST, made_on=NOW.date()
        )
        SHEETS[site] = made.text
        with file.reading(NOW) as uow:
            about = uow.records.all(ConfidentialNote)[0].person
        file.close()
    head = open_file(files, OTHER_HOUSE).case_file
    _open_in_emergency(head, SHEETS[OTHER_HOUSE], about)
    head.close()


def _with_requests(shell: Shell) -> tuple[str, str]:
    """Give somebody who asked for a restriction, granted since, and now for an extract; and the latter."""
    file = shell.operations.case_file
    with file.reading(NOW) as uow:
        rows = [row.id for row in uow.people.page(limit=200) if row.has_open_case]
        person = next(one for one in rows if one != _busiest(shell))
        asked = requests_of(uow, person)
    if not asked:
        for kind, day in (("restriction", date(2022, 9, 12)), ("access", date(2022, 10, 20))):
            with file.writing(NOW) as uow:
                record_request(uow, person, {"kind": kind, "asked_on": day})
        with file.writing(NOW) as uow:
            answer_request(
                uow,
                requests_of(uow, person)[1].id,
                {
                    "outcome": "done",
                    "answered_on": date(2022, 9, 20),
                    "reason": "Лицето оспорва адреса си.",
                },
            )
        with file.reading(NOW) as uow:
            asked = requests_of(uow, person)
    return person, asked[0].id


def person_rights(shell: Shell) -> None:
    """Show what a person asked about the data kept."""
    person_id, _request = _with_requests(shell)
    shell.workspace.open_person(person_id)
    page = shell.workspace._person  # noqa: SLF001 - pictures look everywhere
    page.show_data()
    settle()
    page.data.ensureWidgetVisible(page.data.rights, 0, 400)


def data_request(shell: Shell) -> None:
    """Answer a request."""
    person_id, request = _with_requests(shell)
    shell.workspace.open_person(person_id)
    shell.workspace.openings.open_request(request)


def erase_plan(shell: Shell) -> None:
    """Show what an erasure would take, and what speaks against it."""
    person_id = _busiest(shell)
    shell.workspace.open_person(person_id)
    shell.workspace.openings.erase_person(person_id)


def retention(shell: Shell) -> None:
    """Show what waits for an answer, and how long data are kept."""
    _with_requests(shell)
    shell.workspace.go("retention")


def erased_protocol(shell: Shell) -> None:
    """Erase somebody nobody else takes pictures of, and show the protocol as it is printed."""
    file = shell.operations.case_file
    with file.reading(NOW) as uow:
        last = [row for row in uow.people.page(limit=200) if not row.has_open_case][-1]
    order = ErasureOrder(
        ground="request",
        reason="Лицето никога не е било участник; записано е по погрешка от съседна къща.",
        confirmed=last.name,
    )
    done = erase_for_good(file, last.id, order, now=NOW)
    out = write_protocol(file, done.protocol, HOME / "protocol.pdf", now=NOW)
    page = pypdfium2.PdfDocument(out)[0].render(scale=0.84).to_pil()
    page.save(HOME / "protocol.png")
    shell.workspace.go("retention")
    dialog = QDialog(shell)
    sheet = QLabel(dialog)
    sheet.setPixmap(QPixmap(str(HOME / "protocol.png")))
    sheet.adjustSize()
    dialog.resize(sheet.size())
    dialog.show()


def history(shell: Shell) -> None:
    """Show every value a record had."""
    person(shell)
    shell.workspace.openings.ask_history("person", _busiest(shell), "")


def liked(shell: Shell) -> None:
    """Show the settings."""
    shell.workspace.go("settings")


def _kept(shell: Shell) -> Path:
    """Make some backups of a month of work, one of them on a stick, once; answer an older one."""
    case_file, stick = shell.operations.case_file, HOME / "РОЗА 32"
    media.sticks = lambda: (stick,)
    if not stick.exists():
        stick.mkdir()
        for days, reason in ((24, "day"), (9, "import"), (2, "day"), (0, "hours")):
            moment = NOW - timedelta(days=days, hours=2)
            back_up(case_file, now=moment, reason=reason)
            if days == 9:
                newest = backups_of(case_file)[0]
                copy_to_medium(
                    newest, stick, case_folder=case_file.path, now=moment, progress=no_progress
                )
            with case_file.writing(moment) as uow:
                values = {"given_name": "Мила", "family_name": "Асенова", "id_type": "none"}
                save_person(uow, None, values)
    return backups_of(case_file)[-2].path


def backups(shell: Shell) -> None:
    """Show how safe the work is."""
    _kept(shell)
    shell.workspace.go("backups")


def restore(shell: Shell) -> None:
    """Look into a backup before it is put back."""
    older = _kept(shell)
    shell.workspace.go("backups")
    settle()
    shell.workspace.restore_wanted.emit(older)


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
    screen = shell.workspace._screens["conflicts"]  # noqa: SLF001 - pictures look everywhere
    screen.question.answers.choose(1)


def alike(shell: Shell) -> None:
    """Show the others that are alike."""
    _disagree()
    shell.workspace.open_questions("conflicts")
    settle()
    screen = shell.workspace._screens["conflicts"]  # noqa: SLF001 - pictures look everywhere
    one = next(one for one in screen._questions if one.place.field == "settlement")  # noqa: SLF001
    screen._stand_on(one.id)  # noqa: SLF001 - as above
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
    screen = shell.workspace._screens["conflicts"]  # noqa: SLF001 - pictures look everywhere
    one = next(one for one in screen._questions if one.is_own_place)  # noqa: SLF001 - as above
    screen._stand_on(one.id)  # noqa: SLF001 - as above


def _write_twice(shell: Shell) -> list[str]:
    """Write one woman down twice in this file, once."""
    born = date(1991, 4, 3)
    woman = {"given_name": "Цветелина", "family_name": "Драганова", "sex": "f", "id_type": "none"}
    slips = (
        {"middle_name": "Тодорова", "phone": "0888 12 34 56", "born_on": born},
        {"family_name": "Драганова-Петкова", "phone": "0888 12 34 65", "born_on": born},
    )
    notes = ("Идва с баба си.", "Работи на смени; търсете я следобед.")
    file = shell.operations.case_file
    with file.reading(NOW) as uow:
        found = [uow.records.find(Person, phone=str(slip["phone"])) for slip in slips]
    there = [some[0].id for some in found if some]
    if len(there) == len(slips):
        return there
    for slip, note in zip(slips, notes, strict=True):
        with file.writing(NOW) as uow:
            written = save_person(uow, None, {**woman, **slip, "note": note})
            there.append(next(one for _record, one in written.touched))
        with file.writing(NOW) as uow:
            draft = VisitDraft(person=there[-1], service="soc_info", provided_on=NOW.date())
            record_visit(uow, replace(draft, staff_member=uow.user.staff_member))
        with file.writing(NOW) as uow:
            open_case(uow, {"person": there[-1]})
    return there


def duplicates(shell: Shell) -> None:
    """Lay two people side by side."""
    _write_twice(shell)
    shell.workspace.open_questions("duplicates")
    settle()
    shell.workspace._screens["duplicates"].compare.enter()  # noqa: SLF001 - pictures look everywhere


def duplicates_numbers(shell: Shell) -> None:
    """Lay two people with two numbers side by side."""
    both = _write_twice(shell)
    for person_id, number in zip(both, ("9104035812", "9103046134"), strict=True):
        with shell.operations.case_file.writing(NOW) as uow:
            change = {"id_type": "egn", "national_id": number}
            uow.log.append([Edited("person", person_id, change)], "person_changed")
            uow.commit()
    shell.workspace.open_questions("duplicates")
    settle()
    shell.workspace._screens["duplicates"]._ask_comparison(*both)  # noqa: SLF001 - as above


def duplicates_across(shell: Shell) -> None:
    """Lay people of two houses side by side."""
    shell.workspace.open_questions("duplicates")
    settle()
    screen = shell.workspace._screens["duplicates"]  # noqa: SLF001 - pictures look everywhere
    across = [
        key for key, pair in screen.pairs.found.items() if pair.first.site != pair.second.site
    ]
    screen.side.show_lines(across[0] if across else "")
    screen.side.list.setFocus()


def duplicates_decided(shell: Shell) -> None:
    """Decide, and show what was decided."""
    duplicates(shell)
    screen = shell.workspace._screens["duplicates"]  # noqa: SLF001 - pictures look everywhere
    screen.join()
    screen.side.kinds._words["decided"].click()  # noqa: SLF001 - as above
    settle(300)


def duplicates_empty(shell: Shell) -> None:
    """Show that nobody is here twice."""
    duplicates(shell)
    screen = shell.workspace._screens["duplicates"]  # noqa: SLF001 - pictures look everywhere
    for key in list(screen.pairs.found):
        screen.pairs.drop(key)


def findings(shell: Shell) -> None:
    """Show what does not fit together."""
    _disagree()
    shell.workspace.open_questions("findings")


def findings_empty(shell: Shell) -> None:
    """Show a house where everything fits together."""
    shell.workspace.open_questions("findings")


def conflict_mark(shell: Shell) -> None:
    """Show the mark beside a field."""
    _disagree()
    with shell.operations.case_file.reading(NOW) as uow:
        one = next(one for one in all_questions(uow) if one.place.field == "phone")
    shell.workspace.open_person(one.person)
    shell.workspace._person.show_data()  # noqa: SLF001 - pictures look everywhere
    settle()
    data = shell.workspace._person.data  # noqa: SLF001 - as above
    settle(300)
    data.verticalScrollBar().setValue(data.verticalScrollBar().maximum())


def readings(shell: Shell) -> None:
    """Show who read and changed what, after a morning's work."""
    file = shell.operations.case_file
    with file.reading(NOW) as uow:
        people = [row.id for row in uow.people.page(limit=6)]
    steps = (
        *(("person_opened", "person", one, "") for one in people),
        ("special_seen", "person", people[2], ""),
        ("history_seen", "person", people[1], ""),
        ("report_exported", "", None, "indicators.xlsx"),
        ("backup_made", "", None, ""),
        ("bundle_written", "", None, "municipality"),
    )
    for at, (what, record, row, facts) in enumerate(steps):
        with file.writing(NOW - timedelta(minutes=90 - 7 * at)) as uow:
            uow.readings.record(what, record=record, row=row, facts=facts)
            uow.commit()
    shell.workspace.go("readings")


def evaluation(shell: Shell) -> None:
    """Show who could be recognised, before anything is written."""
    shell.workspace.go("evaluation")
    settle()
    shell.workspace._screens["evaluation"].risks.coarser_wanted.emit("age", 1)  # noqa: SLF001 - as above


PICTURES: dict[str, tuple[Callable[[Shell], None], tuple[Setting, ...]]] = {
    "sign-in": (sign_in, (LIGHT, DARK)),
    "today": (days.today, (LIGHT, DARK, LARGE, SMALL)),
    "task": (days.task, (LIGHT,)),
    "task-new": (days.task_new, (LIGHT,)),
    "calendar-week": (days.calendar, (LIGHT, DARK)),
    "calendar-month": (days.month, (LIGHT, DARK)),
    "calendar-out": (days.calendar_out, (LIGHT,)),
    "team": (days.team, (LIGHT, DARK)),
    "team-hand-over": (days.hand_over, (LIGHT,)),
    "person-happened": (days.happened, (LIGHT, DARK)),
    "people": (people, (LIGHT, SMALL)),
    "people-empty": (people_empty, (LIGHT,)),
    "person": (person, (LIGHT, DARK, LARGE, SMALL)),
    "person-data": (person_data, (LIGHT, DARK)),
    "participation": (participation, (LIGHT,)),
    "documents": (papers.documents, (LIGHT, DARK)),
    "attach": (papers.attach, (LIGHT, DARK, LARGE)),
    "attach-seen": (papers.attach_seen, (LIGHT,)),
    "attach-originals": (papers.originals, (LIGHT,)),
    "viewer": (papers.viewer, (LIGHT, DARK)),
    "viewer-copy": (papers.viewer_copy, (LIGHT,)),
    "print": (prints.print_panel, (LIGHT, DARK, LARGE, SMALL)),
    "print-note": (prints.print_note, (LIGHT, DARK)),
    "blank-forms": (prints.blank_forms, (LIGHT,)),
    "issued": (prints.issued, (LIGHT, DARK)),
    "person-issued": (prints.person_issued, (LIGHT,)),
    "centre-print-queue": (prints.print_queue, (LIGHT, DARK)),
    "new-person-word": (arrivals.by_word, (LIGHT, DARK)),
    "new-family": (arrivals.new_family, (LIGHT, DARK, LARGE)),
    "intake-person": (arrivals.intake, (LIGHT, DARK)),
    "consents": (arrivals.consents, (LIGHT, DARK)),
    "person-consents": (arrivals.person_consents, (LIGHT, DARK)),
    "person-intakes": (arrivals.person_intakes, (LIGHT,)),
    "card-open": (arrivals.card_open, (LIGHT,)),
    "card-signed": (arrivals.card_signed, (LIGHT, DARK)),
    "card-correction": (arrivals.card_correction, (LIGHT,)),
    "closing": (arrivals.closing, (LIGHT, DARK)),
    "families": (homes.families, (LIGHT, DARK)),
    "family": (homes.family, (LIGHT, DARK, LARGE, SMALL)),
    "family-ties": (homes.family_ties, (LIGHT,)),
    "family-map": (homes.family_map, (LIGHT, DARK)),
    "family-homes": (homes.family_homes, (LIGHT,)),
    "family-birth": (homes.family_birth, (LIGHT, DARK)),
    "family-part": (homes.family_part, (LIGHT,)),
    "referral-new": (sent.referral_new, (LIGHT, DARK, LARGE)),
    "referral-by-consent": (sent.referral_by_consent, (LIGHT,)),
    "referral": (sent.referral_standing, (LIGHT, DARK)),
    "referrals": (sent.referrals, (LIGHT, DARK)),
    "signal-new": (sent.signal_new, (LIGHT, DARK)),
    "signal": (sent.signal_standing, (LIGHT, DARK)),
    "signals": (sent.register, (LIGHT, DARK)),
    "needs": (plans.needs, (LIGHT, DARK)),
    "assessment": (plans.assessment, (LIGHT, DARK)),
    "assessment-read": (plans.assessed, (LIGHT, DARK)),
    "plan": (plans.plan, (LIGHT, DARK, LARGE)),
    "plan-written": (plans.plan_written, (LIGHT, DARK)),
    "plan-review": (plans.review, (LIGHT, DARK)),
    "plan-actions": (plans.plan_actions, (LIGHT,)),
    "centre-questionnaires": (plans.questions, (LIGHT, DARK)),
    "cases": (cases, (LIGHT, DARK)),
    "case": (case, (LIGHT,)),
    "visit": (visit, (LIGHT, DARK, SMALL)),
    "visit-family": (visiting.family_visit, (LIGHT, DARK, LARGE)),
    "visit-anybody": (visiting.anybody, (LIGHT,)),
    "visit-services": (visiting.services, (LIGHT,)),
    "visit-corrected": (visiting.corrected, (LIGHT,)),
    "visit-text": (visiting.inserting, (LIGHT,)),
    "notebook": (visiting.notebook, (LIGHT, DARK, LARGE, SMALL)),
    "text-blocks": (visiting.texts, (LIGHT, DARK)),
    "text-block": (visiting.text_form, (LIGHT,)),
    "search": (search, (LIGHT,)),
    "new-person": (new_person, (LIGHT,)),
    "new-person-here": (new_person_here, (LIGHT, DARK, SMALL)),
    "practice": (practice, (LIGHT,)),
    "centre-people": (people, (LIGHT,)),
    "saved": (saved, (LIGHT,)),
    "exchange": (exchange, (LIGHT, DARK, LARGE)),
    "centre-exchange": (exchange, (LIGHT, DARK)),
    "centre-rehearsal": (rehearsal, (LIGHT,)),
    "centre-taken-in": (taken_in, (LIGHT, DARK)),
    "centre-prepare": (prepare, (LIGHT,)),
    "exchange-past": (exchange_past, (LIGHT,)),
    "transfers": (transfers, (LIGHT, DARK, LARGE, SMALL)),
    "transfers-decline": (declining, (LIGHT, DARK)),
    "centre-transfers": (transfers, (LIGHT,)),
    "transfer-offer": (offer, (LIGHT, DARK, LARGE)),
    "transfer-waiting": (waiting_case, (LIGHT,)),
    "transfer-came": (person_came, (LIGHT,)),
    "centre-trace": (trace, (LIGHT,)),
    "reports": (reports, (LIGHT, DARK, LARGE, SMALL)),
    "centre-reports": (reports, (LIGHT,)),
    "reports-behind": (behind, (LIGHT,)),
    "reports-mend": (mend, (LIGHT, DARK)),
    "intake": (intake, (LIGHT,)),
    "intake-columns": (intake_columns, (LIGHT, LARGE)),
    "intake-rows": (intake_rows, (LIGHT, DARK)),
    "work-list": (work_list, (LIGHT, DARK, SMALL)),
    "history": (history, (LIGHT,)),
    "centre-conflicts": (conflicts, (LIGHT, DARK, LARGE, SMALL)),
    "centre-conflicts-alike": (alike, (LIGHT, SMALL)),
    "centre-conflicts-deleted": (deleted, (LIGHT, DARK)),
    "centre-conflict-mark": (conflict_mark, (LIGHT,)),
    "duplicates": (duplicates, (LIGHT, DARK, LARGE, SMALL)),
    "centre-duplicates-across": (duplicates_across, (LIGHT, DARK, SMALL)),
    "duplicates-empty": (duplicates_empty, (LIGHT,)),
    "duplicates-numbers": (duplicates_numbers, (SMALL,)),
    "duplicates-decided": (duplicates_decided, (SMALL,)),
    "centre-findings": (findings, (LIGHT, DARK, LARGE, SMALL)),
    "centre-today-questions": (today, (LIGHT,)),
    "findings-empty": (findings_empty, (LIGHT,)),
    "person-confidential-closed": (person_closed, (LIGHT, DARK)),
    "person-confidential": (person_confidential, (LIGHT, DARK, SMALL)),
    "confidential-note": (note, (LIGHT, LARGE)),
    "today-emergency": (today, (LIGHT, DARK)),
    "emergency": (emergency, (LIGHT, DARK)),
    "emergency-open": (emergency_open, (LIGHT, DARK)),
    "readings": (readings, (LIGHT, DARK, SMALL)),
    "evaluation": (evaluation, (LIGHT, DARK, LARGE)),
    "settings": (liked, (LIGHT, DARK, LARGE)),
    "users": (access.users, (LIGHT, DARK, LARGE, SMALL)),
    "users-form": (access.users_form, (LIGHT,)),
    "users-new": (access.users_new, (LIGHT, DARK, LARGE)),
    "users-remove": (access.users_remove, (LIGHT, DARK)),
    "users-sheet": (access.users_sheet, (LIGHT, LARGE)),
    "change-password": (access.change_password, (LIGHT, DARK, LARGE)),
    "first-password": (access.first_password, (LIGHT,)),
    "sign-in-wait": (access.sign_in_wait, (LIGHT, DARK, LARGE)),
    "sign-in-recovery": (access.sign_in_recovery, (LIGHT, DARK, LARGE)),
    "lock": (access.lock, (LIGHT, DARK, LARGE)),
    "person-rights": (person_rights, (LIGHT, DARK)),
    "data-request": (data_request, (LIGHT, DARK)),
    "erase-plan": (erase_plan, (LIGHT, DARK)),
    "retention": (retention, (LIGHT, DARK)),
    "erased-protocol": (erased_protocol, (LIGHT,)),
    "backups": (backups, (LIGHT, DARK)),
    "restore": (restore, (LIGHT, DARK)),
}


def main(folder: Path, names: list[str]) -> None:
    """Take the pictures of these names, or all."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    program.speak(app, "bg")
    files = story()
    make_sheets(files)
    look = Look(paths.resource_folder())
    look.apply(app)
    look.load_the_rest()
    OPENED[PSYCHOLOGIST] = open_file(files, OTHER_HOUSE, PSYCHOLOGIST)
    OPENED.update({site: open_file(files, site) for site in (HOUSE, CENTRE)})
    for setting in (LIGHT, DARK, LARGE, SMALL):
        look.change(app, dark=setting.dark, scale=setting.scale)
        for name, (pose, settings_of) in PICTURES.items():
            if setting in settings_of and (not names or name in names):
                take(
                    folder / f"{name}-{setting.name}.png",
                    look,
                    setting,
                    pose=(name, pose),
                    opened=OPENED,
                )
    shutil.rmtree(HOME, ignore_errors=True)
    sys.stdout.flush()
    os._exit(0)


def take(
    path: Path,
    look: Look,
    setting: Setting,
    *,
    pose: tuple[str, Callable[[Shell], None]],
    opened: dict[str, Opened],
) -> None:
    """Take one picture."""
    name, arrange = pose
    shell = make_shell(look, setting)
    if not name.startswith("sign-in"):
        shell._on_opened(opened[_whose(name)])  # noqa: SLF001 - the password was given
        shell._practice.hide()  # noqa: SLF001 - the frame has a picture of its own
        settle()
    arrange(shell)
    settle(500)
    _grabbed(shell).save(str(path))
    shell.idleness.stop()
    shell.hide()
    shell.operations = None
    print(path.name)


def _whose(name: str) -> str:
    """Tell whose file a picture shows."""
    if name in BY_PSYCHOLOGIST:
        return PSYCHOLOGIST
    return CENTRE if name.startswith("centre") else HOUSE


def _grabbed(shell: Shell) -> QPixmap:
    """Take the window, and the dialog that stands over it."""
    picture = shell.grab()
    for dialog in shell.findChildren(QDialog):
        if dialog.isVisible():
            over = dialog.grab()
            painter = QPainter(picture)
            painter.fillRect(picture.rect(), QColor(0, 0, 0, 70))
            place = picture.rect().center() - over.rect().center()
            painter.drawPixmap(place, over)
            painter.end()
            dialog.close()
    return picture


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
