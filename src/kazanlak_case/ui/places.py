"""The places of the rail: how each screen is made, and where its signals lead.

A new screen is one function here and one line in PLACES; screens themselves know nothing of each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from importlib.metadata import distribution
from typing import TYPE_CHECKING, Protocol

from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.domain.rules.sight import NAME
from kazanlak_case.i18n import N_
from kazanlak_case.paths import PROGRAM
from kazanlak_case.ui.family_place import FamilyPlace
from kazanlak_case.ui.record_opening import open_deadline, open_record
from kazanlak_case.ui.screens.backups import BackupsPage
from kazanlak_case.ui.screens.calendar import CalendarScreen
from kazanlak_case.ui.screens.cases import Cases
from kazanlak_case.ui.screens.conflicts import Conflicts
from kazanlak_case.ui.screens.duplicates import Duplicates
from kazanlak_case.ui.screens.exchange import Exchange
from kazanlak_case.ui.screens.findings import Findings
from kazanlak_case.ui.screens.issued import IssuedDocuments
from kazanlak_case.ui.screens.notebook import Notebook
from kazanlak_case.ui.screens.own_password import OwnPassword
from kazanlak_case.ui.screens.people import People
from kazanlak_case.ui.screens.person import PersonScreen
from kazanlak_case.ui.screens.print_queue import PrintQueue
from kazanlak_case.ui.screens.questionnaires import Questionnaires
from kazanlak_case.ui.screens.reports import Reports
from kazanlak_case.ui.screens.retention import RetentionScreen
from kazanlak_case.ui.screens.settings import SettingsPage
from kazanlak_case.ui.screens.signals import Signals
from kazanlak_case.ui.screens.team import Team
from kazanlak_case.ui.screens.text_blocks import TextBlocks
from kazanlak_case.ui.screens.today import Today
from kazanlak_case.ui.screens.transfers import Transfers
from kazanlak_case.ui.screens.users import Users
from kazanlak_case.ui.screens.work_list import WorkList
from kazanlak_case.ui.widgets.list_and_detail import ListAndDetail

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.domain.rules.sight import Sight
    from kazanlak_case.ui.operations import Changed
    from kazanlak_case.ui.workspace import Workspace


class Screen(Protocol):
    """What the workspace asks of a screen, beside being a widget."""

    heading_changed: SignalInstance

    def heading(self) -> tuple[str, str]:
        """Title and subtitle."""

    def refresh(self) -> None:
        """Read anew."""

    def follow(self, changed: Changed) -> None:
        """Read anew if what was written is shown here."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place: its sign, its word (English, translated where shown), and how its screen is made."""

    icon: str
    title: str
    make: Callable[[Workspace], tuple[QWidget, Screen]]
    under: str = ""
    """The place of the rail that a side place belongs to."""
    detail: str = ""
    """What one finds there: shown on the page of settings, which lists the side places under it."""
    act: Act | None = None
    """Only those who may do this come here."""
    sees: str = ""
    """Only those who may see all of these come here: else there would be nothing."""

    def is_open_to(self, sight: Sight) -> bool:
        """Tell whether somebody has anything to do here."""
        return (self.act is None or sight.may(self.act)) and sight.sees(self.sees)


def _today(workspace: Workspace) -> tuple[QWidget, Screen]:
    screen = Today(workspace, workspace.kit)
    screen.person_opened.connect(workspace.open_person)
    screen.visit_opened.connect(workspace.openings.open_visit)
    screen.task_opened.connect(workspace.openings.open_task)
    screen.task_wanted.connect(workspace.openings.write_task)
    screen.deadline_opened.connect(partial(open_deadline, workspace))
    screen.draft_opened.connect(workspace.go_on_with)
    screen.undo_asked.connect(workspace.undo)
    screen.work_list_opened.connect(workspace.open_work_list)
    screen.questions_opened.connect(workspace.open_questions)
    screen.exchange_opened.connect(workspace.open_exchange)
    return screen, screen


def _people(workspace: Workspace) -> tuple[QWidget, Screen]:
    screen = People(workspace, workspace.kit)
    person = PersonScreen(workspace, workspace.kit)
    both = ListAndDetail(workspace, "peopleAndPerson", workspace.kit.look)
    both.hold(screen, person)
    screen.person_opened.connect(workspace.open_person)
    screen.person_chosen.connect(workspace.person_chosen)
    screen.person_wanted.connect(workspace.openings.new_person)
    screen.intake_wanted.connect(workspace.open_intake)
    screen.repeats_wanted.connect(partial(workspace.open_questions, "duplicates"))
    person.person_opened.connect(workspace.open_person)
    person.visit_opened.connect(workspace.openings.open_visit)
    person.visit_wanted.connect(workspace.openings.write_visit_for)
    person.case_opened.connect(workspace.openings.open_case)
    person.case_wanted.connect(workspace.openings.new_case)
    person.history_asked.connect(workspace.openings.ask_history)
    person.conflicts_opened.connect(workspace.open_conflicts_of)
    person.conflict_opened.connect(workspace.open_conflict)
    person.request_wanted.connect(workspace.openings.record_request)
    person.request_opened.connect(workspace.openings.open_request)
    person.death_wanted.connect(workspace.openings.record_death)
    person.erasure_wanted.connect(workspace.openings.erase_person)
    person.data.enrolment_wanted.connect(workspace.openings.case_work.write_enrolment)
    person.data.enrolment_opened.connect(workspace.openings.case_work.open_enrolment)
    plans = workspace.openings.plans
    person.tabs.assessment_wanted.connect(plans.new_assessment)
    person.tabs.assessment_opened.connect(plans.open_assessment)
    person.tabs.plan_wanted.connect(plans.new_plan)
    person.tabs.plan_opened.connect(plans.open_plan)
    person.tabs.review_wanted.connect(plans.review_plan)
    person.tabs.attach_wanted.connect(workspace.openings.attach)
    person.tabs.consents_wanted.connect(workspace.openings.case_work.record_consents)
    person.tabs.intake_wanted.connect(workspace.openings.case_work.write_intake)
    person.tabs.intake_opened.connect(workspace.openings.case_work.open_intake)
    person.tabs.attachment_opened.connect(workspace.openings.view_attachment)
    person.tabs.files_dropped.connect(workspace.openings.attach_dropped)
    person.tabs.print_wanted.connect(workspace.openings.print_form)
    person.tabs.forms_wanted.connect(workspace.openings.papers.choose_form)
    person.family_opened.connect(workspace.open_family)
    person.tabs.referral_opened.connect(workspace.openings.open_referral)
    person.tabs.referral_wanted.connect(workspace.openings.write_referral)
    person.glance.task_opened.connect(workspace.openings.open_task)
    person.tabs.happened.record_opened.connect(partial(open_record, workspace))
    person.gone.connect(workspace.close_person)
    person.readings_wanted.connect(workspace.open_readings_of)
    workspace.hold_people(screen, person, both)
    return both, screen


def _families(workspace: Workspace) -> tuple[QWidget, Screen]:
    place = FamilyPlace(workspace, workspace.kit, workspace.openings.panel)
    place.list.family_wanted.connect(workspace.openings.case_work.new_family)
    place.family.person_opened.connect(workspace.open_person)
    place.family.visit_opened.connect(workspace.openings.open_visit)
    place.family.case_opened.connect(workspace.openings.open_case)
    place.family.history_asked.connect(workspace.openings.ask_history)
    place.family.enrolment_wanted.connect(workspace.openings.case_work.write_enrolment)
    place.family.enrolment_opened.connect(workspace.openings.case_work.open_enrolment)
    return place, place


def _cases(workspace: Workspace) -> tuple[QWidget, Screen]:
    screen = Cases(workspace, workspace.kit)
    screen.case_opened.connect(workspace.openings.open_case)
    screen.case_wanted.connect(workspace.openings.new_case_for_anybody)
    screen.team_wanted.connect(partial(workspace.go, "team"))
    screen.signals_wanted.connect(partial(workspace.go, "signals"))
    return screen, screen


def _calendar(workspace: Workspace) -> tuple[QWidget, Screen]:
    screen = CalendarScreen(workspace, workspace.kit)
    screen.task_opened.connect(workspace.openings.open_task)
    screen.task_wanted.connect(workspace.openings.write_task_on)
    screen.visit_opened.connect(workspace.openings.open_visit)
    screen.deadline_opened.connect(partial(open_deadline, workspace))
    screen.export_wanted.connect(workspace.openings.take_out_calendar)
    return screen, screen


def _signals(workspace: Workspace) -> tuple[QWidget, Screen]:
    screen = Signals(workspace, workspace.kit)
    screen.signal_opened.connect(workspace.openings.open_signal)
    screen.signal_wanted.connect(workspace.openings.write_signal)
    return screen, screen


def _team(workspace: Workspace) -> tuple[QWidget, Screen]:
    screen = Team(workspace, workspace.kit)
    screen.line_opened.connect(partial(open_record, workspace))
    screen.hand_over_wanted.connect(workspace.openings.hand_cases_over)
    return screen, screen


def _exchange(workspace: Workspace) -> tuple[QWidget, Screen]:
    screen = Exchange(workspace, workspace.kit)
    screen.person_opened.connect(workspace.open_person)
    screen.place_wanted.connect(workspace.go)
    screen.prepare_wanted.connect(workspace.openings.prepare_house)
    return screen, screen


def _print_queue(workspace: Workspace) -> tuple[QWidget, Screen]:
    screen = PrintQueue(workspace, workspace.kit)
    screen.paper_opened.connect(workspace.openings.print_form)
    return screen, screen


def _issued(workspace: Workspace) -> tuple[QWidget, Screen]:
    screen = IssuedDocuments(workspace, workspace.kit)
    screen.paper_opened.connect(workspace.openings.print_form)
    screen.blank_wanted.connect(workspace.openings.papers.choose_form)
    return screen, screen


def _transfers(workspace: Workspace) -> tuple[QWidget, Screen]:
    screen = Transfers(workspace, workspace.kit)
    screen.person_opened.connect(workspace.open_person)
    screen.cases_opened.connect(partial(workspace.go, "cases"))
    return screen, screen


def _reports(workspace: Workspace) -> tuple[QWidget, Screen]:
    screen = Reports(workspace, workspace.kit)
    screen.person_opened.connect(workspace.open_person)
    screen.evaluation_wanted.connect(partial(workspace.go, "evaluation"))
    screen.papers_wanted.connect(partial(workspace.go, "issued"))
    return screen, screen


def _intake(workspace: Workspace) -> tuple[QWidget, Screen]:
    # readers and writers of workbooks take a while to load: not before somebody comes here
    from kazanlak_case.ui.screens.intake import Intake

    screen = Intake(workspace, workspace.kit)
    screen.work_list_opened.connect(workspace.open_work_list)
    screen.undo_asked.connect(workspace.undo)
    screen.left.connect(partial(workspace.go, "people"))
    return screen, screen


def _work_list(workspace: Workspace) -> tuple[QWidget, Screen]:
    screen = WorkList(workspace, workspace.kit)
    screen.person_opened.connect(workspace.open_person)
    return screen, screen


def _conflicts(workspace: Workspace) -> tuple[QWidget, Screen]:
    screen = Conflicts(workspace, workspace.kit)
    screen.person_opened.connect(workspace.open_person)
    screen.place_wanted.connect(workspace.open_questions)
    screen.history_asked.connect(workspace.openings.ask_history)
    return screen, screen


def _duplicates(workspace: Workspace) -> tuple[QWidget, Screen]:
    screen = Duplicates(workspace, workspace.kit)
    screen.person_opened.connect(workspace.open_person)
    screen.place_wanted.connect(workspace.open_questions)
    return screen, screen


def _findings(workspace: Workspace) -> tuple[QWidget, Screen]:
    screen = Findings(workspace, workspace.kit)
    screen.person_opened.connect(workspace.open_person)
    screen.case_opened.connect(workspace.openings.open_case)
    screen.place_wanted.connect(workspace.open_questions)
    screen.history_asked.connect(workspace.openings.ask_history)
    screen.duplicates_opened.connect(workspace.open_duplicates)
    return screen, screen


def _settings(workspace: Workspace) -> tuple[QWidget, Screen]:
    licences = distribution(PROGRAM).read_text("licenses/NOTICE.md") or ""
    sight = workspace.kit.sight
    links = {
        key: (place.icon, place.title, place.detail)
        for key, place in SIDE_PLACES.items()
        if place.under == "settings" and place.is_open_to(sight)
    }
    screen = SettingsPage(workspace, workspace.kit, workspace.settings, licences, links=links)
    screen.settings_chosen.connect(workspace.choose_settings)
    screen.place_wanted.connect(workspace.go)
    return screen, screen


def _questionnaires(workspace: Workspace) -> tuple[QWidget, Screen]:
    screen = Questionnaires(workspace, workspace.kit)
    return screen, screen


def _retention(workspace: Workspace) -> tuple[QWidget, Screen]:
    screen = RetentionScreen(workspace, workspace.kit)
    screen.person_opened.connect(workspace.open_person)
    screen.request_opened.connect(workspace.openings.open_request)
    screen.protocol_opened.connect(workspace.openings.show_protocol)
    return screen, screen


def _own_password(workspace: Workspace) -> tuple[QWidget, Screen]:
    screen = OwnPassword(workspace, workspace.kit, workspace.openings.panel)
    screen.leave_wanted.connect(workspace.leave_wanted)
    return screen, screen


def _users(workspace: Workspace) -> tuple[QWidget, Screen]:
    screen = Users(workspace, workspace.kit, workspace.openings.panel)
    screen.own_password_wanted.connect(partial(workspace.go, "own_password"))
    return screen, screen


def _evaluation(workspace: Workspace) -> tuple[QWidget, Screen]:
    from kazanlak_case.ui.screens.evaluation import EvaluationScreen

    screen = EvaluationScreen(workspace, workspace.kit)
    screen.person_opened.connect(workspace.open_person)
    return screen, screen


def _readings(workspace: Workspace) -> tuple[QWidget, Screen]:
    # it words codes as the written list does, and what writes workbooks takes a while to load
    from kazanlak_case.ui.screens.readings import Readings

    screen = Readings(workspace, workspace.kit)
    screen.person_opened.connect(workspace.open_person)
    return screen, screen


def _backups(workspace: Workspace) -> tuple[QWidget, Screen]:
    from kazanlak_case.db import media

    screen = BackupsPage(workspace, workspace.kit, media.sticks)
    screen.restore_wanted.connect(workspace.restore_wanted)
    return screen, screen


def _notebook(workspace: Workspace) -> tuple[QWidget, Screen]:
    screen = Notebook(workspace, workspace.kit)
    return screen, screen


def _text_blocks(workspace: Workspace) -> tuple[QWidget, Screen]:
    screen = TextBlocks(workspace, workspace.kit, workspace.openings.panel)
    return screen, screen


PLACES: dict[str, Place] = {
    "today": Place("calendar-check", N_("Today"), _today, sees=f"service_entry {NAME}"),
    "people": Place("users", N_("People"), _people, sees=NAME),
    "families": Place(
        "house", N_("Families"), _families, sees=f"household household_member {NAME}"
    ),
    "cases": Place("folder-open", N_("Cases"), _cases, sees=f"case {NAME}"),
    "calendar": Place("calendar", N_("Calendar"), _calendar, sees="task.title task.due_on"),
    "reports": Place("chart-column", N_("Reports"), _reports, act=Act.REPORT),
    "exchange": Place("arrow-left-right", N_("Exchange"), _exchange, act=Act.EXCHANGE),
    "settings": Place("settings", N_("Settings"), _settings),
}
"""By key, in the order of the rail."""

SIDE_PLACES: dict[str, Place] = {
    "work_list": Place("list-checks", N_("Missing answers"), _work_list, under="today"),
    "conflicts": Place("merge", N_("Differences"), _conflicts, under="today"),
    "duplicates": Place("users", N_("Possible repeats"), _duplicates, under="today", act=Act.JOIN),
    "findings": Place("circle-alert", N_("For attention"), _findings, under="today"),
    "notebook": Place(
        "clipboard-list",
        N_("A day's notebook"),
        _notebook,
        under="today",
        sees=f"service_entry.person {NAME}",
    ),
    "team": Place(
        "users-round", N_("Team"), _team, under="cases", act=Act.SUPERVISE, sees=f"case {NAME}"
    ),
    "intake": Place(
        "file-spreadsheet", N_("Take in from Excel"), _intake, under="people", act=Act.INTAKE
    ),
    "signals": Place("triangle-alert", N_("Signals"), _signals, under="cases", sees="signal.type"),
    "transfers": Place(
        "folder-open", N_("Transfers"), _transfers, under="exchange", sees="transfer.state"
    ),
    "print_queue": Place(
        "printer", N_("To be printed"), _print_queue, under="exchange", sees="print_job.form"
    ),
    "issued": Place(
        "file-text",
        N_("Issued documents"),
        _issued,
        under="reports",
        sees="issued_document.number",
    ),
    "users": Place(
        "users",
        N_("Users"),
        _users,
        under="settings",
        detail=N_("Who may sign in, one-time passwords, recovery sheets"),
        act=Act.MANAGE_USERS,
    ),
    "questionnaires": Place(
        "clipboard-list",
        N_("Questionnaires"),
        _questionnaires,
        under="settings",
        detail=N_("What is asked in an assessment of needs, and the municipality's own questions"),
        sees="questionnaire assessment",
    ),
    "retention": Place(
        "shield-check",
        N_("Rights and terms"),
        _retention,
        under="settings",
        detail=N_("What people ask about their data, how long they are kept, what was erased"),
        act=Act.ANSWER_REQUEST,
    ),
    "text_blocks": Place(
        "file-text",
        N_("Ready texts"),
        _text_blocks,
        under="settings",
        detail=N_("Sentences you write often, put in by a stroke"),
        sees="text_block.title text_block.text",
    ),
    "backups": Place(
        "archive",
        N_("Backups"),
        _backups,
        under="settings",
        detail=N_("How safe the work is, a copy on a stick, and the way back"),
        act=Act.BACK_UP,
    ),
    "own_password": Place(
        "key-round",
        N_("My password"),
        _own_password,
        under="settings",
        detail=N_("Change it, or sign out"),
    ),
    "evaluation": Place(
        "eye-off", N_("For evaluators"), _evaluation, under="reports", act=Act.EVALUATE
    ),
    "readings": Place(
        "eye",
        N_("Who read and changed what"),
        _readings,
        under="settings",
        detail=N_("Readings, exports, sign-ins and changes, by person, user and day"),
        act=Act.SEE_READINGS,
    ),
}
"""Places one comes to from others, not from the rail."""
