"""The cases of one person, open ones first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.i18n import _
from kazanlak_case.ui.widgets.buttons import Button
from kazanlak_case.ui.widgets.card import Card, clear, column
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.link_row import LinkRow
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from kazanlak_case.services.case_rows import CaseRow
    from kazanlak_case.services.person_page import PersonPage
    from kazanlak_case.ui.kit import Kit


class CaseList(QWidget):
    """Rows one can open, and a way to open a new case."""

    case_opened = Signal(str)
    case_wanted = Signal()

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "personCases")
        self._kit = kit
        self._card = Card(self, "personCasesCard", kit.look.tokens)
        layout = column(0)
        layout.addWidget(self._card)
        self.setLayout(layout)

    def show_page(self, page: PersonPage) -> None:
        """Show the cases of this person."""
        self._show_cases(page.cases)

    def _show_cases(self, cases: tuple[CaseRow, ...]) -> None:
        body = self._card.body
        clear(body)
        body.setSpacing(self._kit.look.tokens.tight)
        for one in cases:
            body.addWidget(self._case_row(one))
        if not cases:
            text = _("No case was ever opened.")
            body.addWidget(Words(self._card, "noCases", role="muted", text=text))
        if not self._kit.writes("case.person"):
            return
        button = Button(self._card, "newCase", self._kit.look, icon="plus")
        button.say(_("Open a case"))
        button.clicked.connect(self.case_wanted)
        body.addSpacing(self._kit.look.tokens.small)
        body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _case_row(self, one: CaseRow) -> LinkRow:
        lookups, case = self._kit.lookups, one.case
        wording = lookups.wording
        days = wording.day(case.opened_on)
        if case.closed_on:
            days = f"{days} – {wording.day(case.closed_on)}"
        parts = (lookups.label("case_type", case.type), days, case.leader_name)
        link = LinkRow(self._card, f"personCase_{one.id}", self._kit.look, icon="folder-open")
        link.say(
            case.number or _("without a number"),
            " · ".join(part for part in parts if part),
            mark=lookups.label("case_status", case.status),
            tone="accent" if one.is_open else "",
        )
        link.clicked.connect(partial(self.case_opened.emit, one.id))
        return link
