"""The list of all forms of paper: to be printed blank, or filled for the person one came from."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.db.reference import paper_forms
from kazanlak_case.i18n import _
from kazanlak_case.ui.print_parts.names import form_name
from kazanlak_case.ui.widgets.card import Line, column
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.link_row import LinkRow
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout

    from kazanlak_case.ui.kit import Kit

ABOUT_A_TIME = frozenset({"monthly_report", "timesheet", "register", "team_meeting", "group_list"})
"""Forms that are not about one person."""
FILLED = ("monthly_report", "timesheet", "register", "team_meeting")
"""Of those, what is filled by itself."""


class BlankForms(QWidget):
    """Every form as a row. Enter or a click chooses it."""

    chosen = Signal(str)
    chosen_for = Signal(str, str)

    def __init__(self, parent: QWidget, kit: Kit, *, person: tuple[str, str] = ("", "")) -> None:
        super().__init__(parent)
        named(self, "blankForms")
        person_id, name = person
        layout = column(kit.look.tokens.tight)
        hint = (
            _("Filled from what is known of {name}; what is not known is left to be written.")
            if person_id
            else _("To be filled in by hand. Blank forms have no number.")
        )
        words = hint.format(name=name)
        layout.addWidget(Words(self, "blankHint", role="caption", wraps=True, text=words))
        self.rows: list[LinkRow] = []
        self.filled: list[LinkRow] = []
        if not person_id:
            self._offer_filled(layout, kit)
        for code, form in paper_forms().items():
            if person_id and code in ABOUT_A_TIME:
                continue
            link = LinkRow(self, f"form_{code}", kit.look, icon="file-text")
            link.say(form.name(kit.wording.language), form.when if _is_bulgarian(kit) else "")
            act = (
                partial(self.chosen_for.emit, code, person_id)
                if person_id
                else partial(self.chosen.emit, code)
            )
            link.clicked.connect(act)
            layout.addWidget(link)
            self.rows.append(link)
        layout.addStretch(1)
        self.setLayout(layout)
        self.setFocusProxy(self.rows[0])

    def _offer_filled(self, layout: QVBoxLayout, kit: Kit) -> None:
        """Offer those that are filled from what was written down over a time."""
        for code in FILLED:
            link = LinkRow(self, f"filled_{code}", kit.look, icon="list-checks")
            link.say(form_name(kit, code), _("filled from what was written down"))
            link.clicked.connect(partial(self.chosen_for.emit, code, ""))
            layout.addWidget(link)
            self.filled.append(link)
        layout.addWidget(Line(self, "blankLine"))


def _is_bulgarian(kit: Kit) -> bool:
    return kit.wording.language == "bg"
