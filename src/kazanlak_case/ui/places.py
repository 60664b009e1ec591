"""The places of the rail, and those one comes to from others: their signs and words, and whom they are open to.

A new screen is one function in `daily_places` or `house_places` and one line here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.domain.rules.sight import NAME
from kazanlak_case.i18n import N_
from kazanlak_case.ui import daily_places, house_places

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


PLACES: dict[str, Place] = {
    "today": Place("calendar-check", N_("Today"), daily_places.today, sees=f"service_entry {NAME}"),
    "people": Place("users", N_("People"), daily_places.people, sees=NAME),
    "families": Place(
        "house", N_("Families"), daily_places.families, sees=f"household household_member {NAME}"
    ),
    "cases": Place("folder-open", N_("Cases"), daily_places.cases, sees=f"case {NAME}"),
    "calendar": Place(
        "calendar", N_("Calendar"), daily_places.calendar, sees="task.title task.due_on"
    ),
    "reports": Place("chart-column", N_("Reports"), house_places.reports, act=Act.REPORT),
    "exchange": Place("arrow-left-right", N_("Exchange"), house_places.exchange, act=Act.EXCHANGE),
    "settings": Place("settings", N_("Settings"), house_places.settings),
}
"""By key, in the order of the rail."""

SIDE_PLACES: dict[str, Place] = {
    "work_list": Place("list-checks", N_("Missing answers"), daily_places.work_list, under="today"),
    "conflicts": Place("merge", N_("Differences"), daily_places.conflicts, under="today"),
    "duplicates": Place(
        "users", N_("Possible repeats"), daily_places.duplicates, under="today", act=Act.JOIN
    ),
    "findings": Place("circle-alert", N_("For attention"), daily_places.findings, under="today"),
    "notebook": Place(
        "clipboard-list",
        N_("A day's notebook"),
        daily_places.notebook,
        under="today",
        sees=f"service_entry.person {NAME}",
    ),
    "team": Place(
        "users-round",
        N_("Team"),
        daily_places.team,
        under="cases",
        act=Act.SUPERVISE,
        sees=f"case {NAME}",
    ),
    "intake": Place(
        "file-spreadsheet",
        N_("Take in from Excel"),
        house_places.intake,
        under="people",
        act=Act.INTAKE,
    ),
    "signals": Place(
        "triangle-alert", N_("Signals"), daily_places.signals, under="cases", sees="signal.type"
    ),
    "transfers": Place(
        "folder-open",
        N_("Transfers"),
        house_places.transfers,
        under="exchange",
        sees="transfer.state",
    ),
    "print_queue": Place(
        "printer",
        N_("To be printed"),
        house_places.print_queue,
        under="exchange",
        sees="print_job.form",
    ),
    "issued": Place(
        "file-text",
        N_("Issued documents"),
        house_places.issued,
        under="reports",
        sees="issued_document.number",
    ),
    "users": Place(
        "users",
        N_("Users"),
        house_places.users,
        under="settings",
        detail=N_("Who may sign in, one-time passwords, recovery sheets"),
        act=Act.MANAGE_USERS,
    ),
    "questionnaires": Place(
        "clipboard-list",
        N_("Questionnaires"),
        house_places.questionnaires,
        under="settings",
        detail=N_("What is asked in an assessment of needs, and the municipality's own questions"),
        sees="questionnaire assessment",
    ),
    "retention": Place(
        "shield-check",
        N_("Rights and terms"),
        house_places.retention,
        under="settings",
        detail=N_("What people ask about their data, how long they are kept, what was erased"),
        act=Act.ANSWER_REQUEST,
    ),
    "text_blocks": Place(
        "file-text",
        N_("Ready texts"),
        house_places.text_blocks,
        under="settings",
        detail=N_("Sentences you write often, put in by a stroke"),
        sees="text_block.title text_block.text",
    ),
    "backups": Place(
        "archive",
        N_("Backups"),
        house_places.backups,
        under="settings",
        detail=N_("How safe the work is, a copy on a stick, and the way back"),
        act=Act.BACK_UP,
    ),
    "own_password": Place(
        "key-round",
        N_("My password"),
        house_places.own_password,
        under="settings",
        detail=N_("Change it, or sign out"),
    ),
    "evaluation": Place(
        "eye-off", N_("For evaluators"), house_places.evaluation, under="reports", act=Act.EVALUATE
    ),
    "readings": Place(
        "eye",
        N_("Who read and changed what"),
        house_places.readings,
        under="settings",
        detail=N_("Readings, exports, sign-ins and changes, by person, user and day"),
        act=Act.SEE_READINGS,
    ),
}
"""Places one comes to from others, not from the rail."""
