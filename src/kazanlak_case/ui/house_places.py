"""How the places around daily work are made: exchange, papers, reports, and what lies under the settings.

Each is imported when somebody first goes there, as in `daily_places`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kazanlak_case.paths import PROGRAM

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.ui.places import Screen
    from kazanlak_case.ui.workspace import Workspace


def exchange(workspace: Workspace) -> tuple[QWidget, Screen]:
    """Make the exchange of bundles."""
    from kazanlak_case.ui.screens.exchange import Exchange

    screen = Exchange(workspace, workspace.kit)
    screen.person_opened.connect(workspace.open_person)
    screen.place_wanted.connect(workspace.go)
    screen.prepare_wanted.connect(workspace.openings.prepare_house)
    return screen, screen


def print_queue(workspace: Workspace) -> tuple[QWidget, Screen]:
    """Make what waits to be printed."""
    from kazanlak_case.ui.screens.print_queue import PrintQueue

    screen = PrintQueue(workspace, workspace.kit)
    screen.paper_opened.connect(workspace.openings.print_form)
    return screen, screen


def issued(workspace: Workspace) -> tuple[QWidget, Screen]:
    """Make the list of issued documents."""
    from kazanlak_case.ui.screens.issued import IssuedDocuments

    screen = IssuedDocuments(workspace, workspace.kit)
    screen.paper_opened.connect(workspace.openings.print_form)
    screen.blank_wanted.connect(workspace.openings.papers.choose_form)
    return screen, screen


def transfers(workspace: Workspace) -> tuple[QWidget, Screen]:
    """Make the transfers between houses."""
    from kazanlak_case.ui.screens.transfers import Transfers

    screen = Transfers(workspace, workspace.kit)
    screen.person_opened.connect(workspace.open_person)
    screen.cases_opened.connect(partial(workspace.go, "cases"))
    return screen, screen


def reports(workspace: Workspace) -> tuple[QWidget, Screen]:
    """Make the reports."""
    from kazanlak_case.ui.screens.reports import Reports

    screen = Reports(workspace, workspace.kit)
    screen.person_opened.connect(workspace.open_person)
    screen.evaluation_wanted.connect(partial(workspace.go, "evaluation"))
    screen.papers_wanted.connect(partial(workspace.go, "issued"))
    return screen, screen


def intake(workspace: Workspace) -> tuple[QWidget, Screen]:
    """Make the way in for lists kept in Excel."""
    from kazanlak_case.ui.screens.intake import Intake

    screen = Intake(workspace, workspace.kit)
    screen.work_list_opened.connect(workspace.open_work_list)
    screen.undo_asked.connect(workspace.undo)
    screen.left.connect(partial(workspace.go, "people"))
    return screen, screen


def settings(workspace: Workspace) -> tuple[QWidget, Screen]:
    """Make the settings, with the way to what lies under them."""
    from importlib.metadata import distribution

    from kazanlak_case.ui.places import SIDE_PLACES
    from kazanlak_case.ui.screens.settings import SettingsPage

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


def questionnaires(workspace: Workspace) -> tuple[QWidget, Screen]:
    """Make the questionnaires."""
    from kazanlak_case.ui.screens.questionnaires import Questionnaires

    screen = Questionnaires(workspace, workspace.kit)
    return screen, screen


def retention(workspace: Workspace) -> tuple[QWidget, Screen]:
    """Make requests, terms and erasures."""
    from kazanlak_case.ui.screens.retention import RetentionScreen

    screen = RetentionScreen(workspace, workspace.kit)
    screen.person_opened.connect(workspace.open_person)
    screen.request_opened.connect(workspace.openings.rights.open_request)
    screen.protocol_opened.connect(workspace.openings.rights.show_protocol)
    return screen, screen


def own_password(workspace: Workspace) -> tuple[QWidget, Screen]:
    """Make the change of one's own password."""
    from kazanlak_case.ui.screens.own_password import OwnPassword

    screen = OwnPassword(workspace, workspace.kit, workspace.openings.panel)
    screen.leave_wanted.connect(workspace.leave_wanted)
    return screen, screen


def users(workspace: Workspace) -> tuple[QWidget, Screen]:
    """Make the users."""
    from kazanlak_case.ui.screens.users import Users

    screen = Users(workspace, workspace.kit, workspace.openings.panel)
    screen.own_password_wanted.connect(partial(workspace.go, "own_password"))
    return screen, screen


def evaluation(workspace: Workspace) -> tuple[QWidget, Screen]:
    """Make what evaluators get."""
    from kazanlak_case.ui.screens.evaluation import EvaluationScreen

    screen = EvaluationScreen(workspace, workspace.kit)
    screen.person_opened.connect(workspace.open_person)
    return screen, screen


def readings(workspace: Workspace) -> tuple[QWidget, Screen]:
    """Make the list of readings and changes."""
    from kazanlak_case.ui.screens.readings import Readings

    screen = Readings(workspace, workspace.kit)
    screen.person_opened.connect(workspace.open_person)
    return screen, screen


def backups(workspace: Workspace) -> tuple[QWidget, Screen]:
    """Make the backups."""
    from kazanlak_case.db import media
    from kazanlak_case.ui.screens.backups import BackupsPage

    screen = BackupsPage(workspace, workspace.kit, media.sticks)
    screen.restore_wanted.connect(workspace.restore_wanted)
    return screen, screen


def text_blocks(workspace: Workspace) -> tuple[QWidget, Screen]:
    """Make the ready texts."""
    from kazanlak_case.ui.screens.text_blocks import TextBlocks

    screen = TextBlocks(workspace, workspace.kit, workspace.openings.panel)
    return screen, screen
