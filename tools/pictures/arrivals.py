"""Pictures of how people come and go: a neighbour's word, a family, intake, consents, the signed card, the closing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.records.task import Task
from kazanlak_case.services.consents import ConsentAnswer, record_consents
from kazanlak_case.services.intakes import write_intake
from kazanlak_case.services.participant_card import correct_card, sign_card
from kazanlak_case.services.participation import EntryDraft, enter
from kazanlak_case.services.people import save_person
from kazanlak_case.services.records import save_record
from kazanlak_case.ui.person_parts.consents import ConsentsPart
from kazanlak_case.ui.person_parts.intakes import IntakesPart
from kazanlak_case.ui.widgets.scroll_page import ScrollPage
from pictures.stage import settle

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit, QWidget

    from kazanlak_case.ui.shell import Shell

TOLD: list[tuple[str, str]] = []
A_SCHOOL_CHILD = date(2012, 9, 1)


def by_word(shell: Shell) -> None:
    """Write somebody down by a neighbour's word."""
    shell.workspace.openings.new_person()
    form = shell.workspace.openings.panel.content.editor.form
    for name, value in (
        ("given_name", "Румен"),
        ("nickname", "Чавето"),
        ("family_name", "Каменов"),
        ("settlement", "40292"),
        ("source", "relative"),
        ("source_name", "съседката Гинка Тодорова"),
        ("reason", "Сам с две деца, от есента децата не ходят на училище."),
        ("urgency", "soon"),
    ):
        form.put(name, value)
    line = form.box("born_on").editor.line
    _type(line, "около 35")
    line.editingFinished.emit()


def new_family(shell: Shell) -> None:
    """Write a family of five down, one of whom may be here already."""
    known = _known(shell)
    shell.workspace.openings.case_work.new_family()
    form = shell.workspace.openings.panel.content
    form.household.put("settlement", "40292")
    form.household.put("address", "ул. „Роза“ 12")
    rows = form.grid.rows
    cells = (
        ("Асен", "Илиев", "Каменов", "1984"),
        (known[0], "Колева", known[1], known[2]),
        ("Илия", "", "", "12"),
        ("Мария", "", "", "2015"),
        ("Ана", "", "", "3.4.2020"),
    )
    for at, texts in enumerate(cells):
        for name, text in zip(rows[at].lines, texts, strict=True):
            if text:
                _type(rows[at].lines[name], text)
    form.grid._asking = rows[1]
    form.grid._look_for_alike()
    form.intake.put("source", "field")
    form.intake.put("reason", "Семейството няма личен лекар; най-малката не е имунизирана.")
    form.intake.put("urgency", "soon")


def intake(shell: Shell) -> None:
    """Write an intake with its first look."""
    person, name = _arrived(shell)
    shell.workspace.openings.case_work.write_intake(person, name)
    form = shell.workspace.openings.panel.content.editor.form
    for field, value in (
        ("source", "school"),
        ("source_name", "класната ръководителка"),
        ("reason", "Отсъства от седмици; майката е в чужбина."),
        ("domains", "education social"),
        ("decision", "case"),
    ):
        form.put(field, value)


def consents(shell: Shell) -> None:
    """Ask for consents."""
    person, name = _arrived(shell)
    shell.workspace.openings.case_work.record_consents(person, name)
    form = shell.workspace.openings.panel.content
    for at, answer in ((0, "given"), (4, "refused")):
        form.rows[at].answer.show_value(answer)


def person_consents(shell: Shell) -> None:
    """Show how consents stand."""
    _open(shell, "documents", ConsentsPart)


def person_intakes(shell: Shell) -> None:
    """Show how a person came."""
    _open(shell, "cases", IntakesPart)


def card_open(shell: Shell) -> None:
    """Show a card that waits for its signature."""
    shell.workspace.open_person(_unsigned(shell))
    shell.workspace._person.tabs.go_to("participation")


def card_signed(shell: Shell) -> None:
    """Show a signed card that was corrected once, and the situation that stands under it."""
    _open(shell, "participation")
    settle(120)
    part = shell.workspace._person.tabs.participation
    part._scroll.verticalScrollBar().setValue(150)


def card_correction(shell: Shell) -> None:
    """Correct a signed card."""
    _open(shell, "participation")
    part = shell.workspace._person.tabs.participation
    part._on_correction_wanted(part._page.participations[0])


def closing(shell: Shell) -> None:
    """Close a case."""
    person, _name = _arrived(shell)
    shell.workspace.open_person(person)
    shell.workspace.openings.case_work.close_case_of(person)
    form = shell.workspace.openings.panel.content.editor.form
    for field, value in (
        ("closing_reason", "found_job"),
        ("closing_result", "reached"),
        ("achieved", "Работи като шивачка от 1 октомври; децата са записани и ходят на училище."),
        ("exit_state", "other_employer"),
    ):
        form.put(field, value)


def _open(shell: Shell, tab: str, part: type[QWidget] | None = None) -> None:
    """Open a tab, and bring one of its parts into sight."""
    shell.workspace.open_person(_arrived(shell)[0])
    tabs = shell.workspace._person.tabs
    tabs.go_to(tab)
    if part is not None:
        settle(120)
        tabs.findChild(ScrollPage, f"{tab}Scroll").show_part(tabs.findChild(part))


def _type(line: QLineEdit, text: str) -> None:
    line.setText(text)
    line.textEdited.emit(text)


def _arrived(shell: Shell) -> tuple[str, str]:
    """Tell of somebody who came, agreed to some things, signed the card and has a case; once."""
    if TOLD:
        return TOLD[0]
    file, now = shell.operations.case_file, shell.operations.clock()

    def do(service, *args, **more):
        with file.writing(now) as uow:
            return service(uow, *args, **more)

    values = {
        "given_name": "Стефка",
        "middle_name": "Радева",
        "family_name": "Мирчева",
        "nickname": "Тефа",
        "sex": "f",
        "born_on": date(1991, 2, 3),
        "id_type": "none",
        "settlement": "40292",
    }
    person = _id(do(save_person, None, values), "person")
    told = {
        "person": person,
        "received_on": date(2022, 9, 5),
        "source": "relative",
        "source_name": "леля Гинка",
        "reason": "Търси работа, две деца без градина.",
        "urgency": "soon",
        "decision": "case",
    }
    case = _id(do(write_intake, told), "case")
    first = [
        ConsentAnswer(type="participation", answer="given"),
        ConsentAnswer(type="personal_data", answer="given"),
        ConsentAnswer(type="photo", answer="given"),
        ConsentAnswer(type="home_visit", answer="given", valid_until=date(2023, 6, 30)),
        ConsentAnswer(type="data_sharing", answer="given", institution="dbt"),
    ]
    do(record_consents, person, first, {"answered_on": date(2022, 9, 6), "language": "rom"})
    then = [
        ConsentAnswer(type="photo", answer="withdrawn"),
        ConsentAnswer(type="assessment", answer="refused"),
    ]
    do(record_consents, person, then, {"answered_on": date(2022, 10, 20), "language": "bg"})
    answers = {"labour_situation": "unemployed", "education": "primary", "in_education": "no"}
    sensitive = {"roma": "refused", "disability": "no", "migrant": "no"}
    draft = EntryDraft(
        person=person, entered_on=date(2022, 9, 6), answers=answers, sensitive=sensitive
    )
    about = _id(do(enter, draft), "participation")
    do(sign_card, about, signed_on=date(2022, 9, 6))
    do(correct_card, about, {"education": "lower_secondary"}, "Донесе свидетелство за VIII клас.")
    for title in ("Обаждане до Бюрото по труда", "Посещение у дома"):
        do(
            save_record,
            Task,
            None,
            {"title": title, "case": case, "person": person, "due_on": date(2022, 11, 18)},
            what="task_made",
        )
    TOLD.append((person, "Стефка Радева Мирчева"))
    return TOLD[0]


def _unsigned(shell: Shell) -> str:
    """Tell of somebody who entered the project today; their card is still to be signed."""
    file, now = shell.operations.case_file, shell.operations.clock()
    with file.writing(now) as uow:
        written = save_person(
            uow, None, {"given_name": "Юлиян", "family_name": "Здравков", "id_type": "none"}
        )
    person = _id(written, "person")
    with file.writing(now) as uow:
        enter(uow, EntryDraft(person=person, answers={"labour_situation": "inactive"}))
    return person


def _known(shell: Shell) -> tuple[str, str, str]:
    """Give the name and birth of a woman who is in the file already."""
    file, now = shell.operations.case_file, shell.operations.clock()
    with file.reading(now) as uow:
        rows = uow.people.page(limit=80)
    one = next(row for row in rows if row.born_on and row.born_on.year < 1995)
    given, *_middle, family = one.name.split()
    return given, family, f"{one.born_on:%d.%m.%Y}"


def _id(written: object, record: str) -> str:
    return next(one for kind, one in written.touched if kind == record)


def enrolment(shell: Shell) -> None:
    """Write down where a child of school age learns."""
    with shell.operations.case_file.reading(shell.operations.clock()) as uow:
        born = {one.id: one.born_on for one in uow.records.all(Person) if one.born_on}
        child = min(born, key=lambda one: abs((born[one] - A_SCHOOL_CHILD).days))
    shell.workspace.open_person(child)
    shell.workspace.openings.case_work.write_enrolment(child)
    form = shell.workspace.openings.panel.content.editor.form
    form.put("kind", "basic_school")
    form.put("grade", "4")
    form.put("institution", "ОУ „Кулата“")
