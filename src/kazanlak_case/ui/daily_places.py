"""How the places of daily work are made, and where their signals lead. Screens know nothing of each other.

Each is imported when somebody first goes there: most days see a handful of them, and every one stays in memory.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from kazanlak_case.ui.record_opening import open_deadline, open_draft, open_record

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.ui.places import Screen
    from kazanlak_case.ui.workspace import Workspace


def today(workspace: Workspace) -> tuple[QWidget, Screen]:
    """Make the day."""
    from kazanlak_case.ui.screens.today import Today

    screen = Today(workspace, workspace.kit)
    screen.person_opened.connect(workspace.open_person)
    screen.visit_opened.connect(workspace.openings.open_visit)
    screen.task_opened.connect(workspace.openings.open_task)
    screen.task_wanted.connect(workspace.openings.write_task)
    screen.deadline_opened.connect(partial(open_deadline, workspace))
    screen.draft_opened.connect(partial(open_draft, workspace))
    screen.undo_asked.connect(workspace.undo)
    screen.work_list_opened.connect(workspace.open_work_list)
    screen.questions_opened.connect(workspace.open_questions)
    screen.exchange_opened.connect(workspace.open_exchange)
    return screen, screen


def people(workspace: Workspace) -> tuple[QWidget, Screen]:
    """Make the list of people, and the page of one beside it."""
    from kazanlak_case.ui.screens.people import People
    from kazanlak_case.ui.screens.person import PersonScreen
    from kazanlak_case.ui.widgets.list_and_detail import ListAndDetail

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
    person.request_wanted.connect(workspace.openings.rights.record_request)
    person.request_opened.connect(workspace.openings.rights.open_request)
    person.death_wanted.connect(workspace.openings.rights.record_death)
    person.erasure_wanted.connect(workspace.openings.rights.erase_person)
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


def families(workspace: Workspace) -> tuple[QWidget, Screen]:
    """Make the list of families, and the page of one beside it."""
    from kazanlak_case.ui.family_place import FamilyPlace

    place = FamilyPlace(workspace, workspace.kit, workspace.openings.panel)
    place.list.family_wanted.connect(workspace.openings.case_work.new_family)
    place.family.person_opened.connect(workspace.open_person)
    place.family.visit_opened.connect(workspace.openings.open_visit)
    place.family.case_opened.connect(workspace.openings.open_case)
    place.family.history_asked.connect(workspace.openings.ask_history)
    place.family.enrolment_wanted.connect(workspace.openings.case_work.write_enrolment)
    place.family.enrolment_opened.connect(workspace.openings.case_work.open_enrolment)
    return place, place


def cases(workspace: Workspace) -> tuple[QWidget, Screen]:
    """Make the list of cases."""
    from kazanlak_case.ui.screens.cases import Cases

    screen = Cases(workspace, workspace.kit)
    screen.case_opened.connect(workspace.openings.open_case)
    screen.case_wanted.connect(workspace.openings.new_case_for_anybody)
    screen.team_wanted.connect(partial(workspace.go, "team"))
    screen.signals_wanted.connect(partial(workspace.go, "signals"))
    return screen, screen


def calendar(workspace: Workspace) -> tuple[QWidget, Screen]:
    """Make the calendar."""
    from kazanlak_case.ui.screens.calendar import CalendarScreen

    screen = CalendarScreen(workspace, workspace.kit)
    screen.task_opened.connect(workspace.openings.open_task)
    screen.task_wanted.connect(workspace.openings.write_task_on)
    screen.visit_opened.connect(workspace.openings.open_visit)
    screen.deadline_opened.connect(partial(open_deadline, workspace))
    screen.export_wanted.connect(workspace.openings.take_out_calendar)
    if workspace.kit.operations.case_file.user.id in workspace.settings.house_calendars.split():
        screen.begin_with_house()
    screen.whole_house_chosen.connect(partial(_remember_calendar, workspace))
    return screen, screen


def _remember_calendar(workspace: Workspace, is_whole_house: bool) -> None:
    """Remember whose days this user begins with: several may use one computer."""
    user = workspace.kit.operations.case_file.user.id
    others = [one for one in workspace.settings.house_calendars.split() if one != user]
    kept = " ".join([*others, user] if is_whole_house else others)
    workspace.choose_settings(replace(workspace.settings, house_calendars=kept))


def signals(workspace: Workspace) -> tuple[QWidget, Screen]:
    """Make the list of signals."""
    from kazanlak_case.ui.screens.signals import Signals

    screen = Signals(workspace, workspace.kit)
    screen.signal_opened.connect(workspace.openings.open_signal)
    screen.signal_wanted.connect(workspace.openings.write_signal)
    return screen, screen


def team(workspace: Workspace) -> tuple[QWidget, Screen]:
    """Make the team's work."""
    from kazanlak_case.ui.screens.team import Team

    screen = Team(workspace, workspace.kit)
    screen.line_opened.connect(partial(open_record, workspace))
    screen.hand_over_wanted.connect(workspace.openings.hand_cases_over)
    return screen, screen


def work_list(workspace: Workspace) -> tuple[QWidget, Screen]:
    """Make the list of missing answers."""
    from kazanlak_case.ui.screens.work_list import WorkList

    screen = WorkList(workspace, workspace.kit)
    screen.person_opened.connect(workspace.open_person)
    return screen, screen


def conflicts(workspace: Workspace) -> tuple[QWidget, Screen]:
    """Make the differences between copies."""
    from kazanlak_case.ui.screens.conflicts import Conflicts

    screen = Conflicts(workspace, workspace.kit)
    screen.person_opened.connect(workspace.open_person)
    screen.place_wanted.connect(workspace.open_questions)
    screen.history_asked.connect(workspace.openings.ask_history)
    return screen, screen


def duplicates(workspace: Workspace) -> tuple[QWidget, Screen]:
    """Make the people who may be here twice."""
    from kazanlak_case.ui.screens.duplicates import Duplicates

    screen = Duplicates(workspace, workspace.kit)
    screen.person_opened.connect(workspace.open_person)
    screen.place_wanted.connect(workspace.open_questions)
    return screen, screen


def findings(workspace: Workspace) -> tuple[QWidget, Screen]:
    """Make what asks for attention."""
    from kazanlak_case.ui.screens.findings import Findings

    screen = Findings(workspace, workspace.kit)
    screen.person_opened.connect(workspace.open_person)
    screen.case_opened.connect(workspace.openings.open_case)
    screen.place_wanted.connect(workspace.open_questions)
    screen.history_asked.connect(workspace.openings.ask_history)
    screen.duplicates_opened.connect(workspace.open_duplicates)
    return screen, screen


def notebook(workspace: Workspace) -> tuple[QWidget, Screen]:
    """Make the notebook of a day."""
    from kazanlak_case.ui.screens.notebook import Notebook

    screen = Notebook(workspace, workspace.kit)
    return screen, screen
