"""The rows of a new family: one more is always there, custom fills what nobody typed, who is here already is offered."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from kazanlak_case.i18n import N_, _
from kazanlak_case.services.entry import already_here
from kazanlak_case.services.family_words import propose
from kazanlak_case.ui.new_family_parts.member_row import SPOUSE, MemberRow
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.duplicates import DuplicatePair
    from kazanlak_case.domain.fields import RecordId, Value
    from kazanlak_case.services.new_family import NewMember
    from kazanlak_case.ui.kit import Kit

FIRST_ROWS, MOST_ROWS = 4, 20
LOOK_AFTER_MS = 300
_STRETCHES = (3, 4, 4, 4, 3, 2)


class MemberGrid(QWidget):
    """Holds the rows, the head's first."""

    edited = Signal()

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "memberGrid")
        self._kit = kit
        self.rows: list[MemberRow] = []
        self._asking: MemberRow | None = None
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(kit.look.tokens.small)
        self._grid.setVerticalSpacing(kit.look.tokens.tight)
        self.setLayout(self._grid)
        self._heads = [
            Words(self, f"familyHead{at}", role="label") for at in range(len(_STRETCHES))
        ]
        for at, (label, stretch) in enumerate(zip(self._heads, _STRETCHES, strict=True)):
            self._grid.addWidget(label, 0, at)
            self._grid.setColumnStretch(at, stretch)
        self._look_after = QTimer(self)
        self._look_after.setSingleShot(True)
        self._look_after.setInterval(LOOK_AFTER_MS)
        self._look_after.timeout.connect(self._look_for_alike)
        for _row in range(FIRST_ROWS):
            self._add_row()
        self.retranslate()

    def retranslate(self) -> None:
        """Word the heads of the columns in the language of now."""
        words = (
            _("Relation to the head"),
            _("Given name"),
            _("Middle name"),
            _("Family name"),
            _("Born, or number"),
            _("Sex"),
        )
        for label, text in zip(self._heads, words, strict=True):
            label.setText(text)
        for one in self.rows:
            one.retranslate()

    def filled(self) -> list[MemberRow]:
        """Give the rows in which somebody stands."""
        return [one for one in self.rows if not one.is_blank]

    def members(self) -> tuple[NewMember, ...]:
        """Give who is to be saved."""
        return tuple(one.member() for one in self.filled())

    def has_problems(self) -> bool:
        """Mark what cannot be read or is missing, and go to the first."""
        found: dict[int, dict[str, str]] = {}
        for one in self.filled() or self.rows[:1]:
            found[one.at] = {"born_on": one.unreadable()} if one.unreadable() else {}
            if not one.shown_names().given:
                found[one.at]["given_name"] = N_("Please fill this in.")
        if self.filled() and self.rows[0].is_blank:
            found[0] = {"given_name": N_("The first row is the head of the family.")}
        return self._show(found)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Show what the service found, by the number of the saved row and the field."""
        found: dict[int, dict[str, str]] = {}
        for at, one in enumerate(self.filled()):
            of_row = {
                name.partition(".")[2]: text
                for name, text in problems.items()
                if name.startswith(f"{at}.")
            }
            found[one.at] = of_row
        self._show(found)

    def draft(self) -> dict[str, object]:
        """Give what was typed, to be kept."""
        return {key: text for one in self.filled() for key, text in one.draft().items() if text}

    def restore(self, draft: Mapping[str, object]) -> None:
        """Take up what was typed last time."""
        last = max((int(key.partition(".")[0]) for key in draft if "." in key), default=-1)
        while len(self.rows) <= min(last + 1, MOST_ROWS - 1):
            self._add_row()
        for one in self.rows:
            one.restore(draft)
        self._propose()

    def _show(self, found: Mapping[int, Mapping[str, str]]) -> bool:
        cells = [self.rows[at].show_problems(problems) for at, problems in found.items()]
        first = next((one for one in cells if one is not None), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        return first is not None

    def _add_row(self) -> None:
        one = MemberRow(self, self._kit, self._grid, at=len(self.rows))
        one.edited.connect(self._on_row_edited)
        one.entered.connect(self._on_entered)
        one.decided.connect(self._on_decided)
        if (
            self.rows
        ):  # a row that comes later stands after the one before it, not at the end of the page
            before: QWidget = self.rows[-1].sex
            for widget in (one.relation, *one.lines.values(), one.sex):
                QWidget.setTabOrder(before, widget)
                before = widget
        self.rows.append(one)

    def _on_row_edited(self) -> None:
        one = self.sender()
        self._propose()
        if isinstance(one, MemberRow):
            self._asking = one
            self._look_after.start()
        if not self.rows[-1].is_blank and len(self.rows) < MOST_ROWS:
            self._add_row()
        self.edited.emit()

    def _propose(self) -> None:
        """Let custom fill what nobody typed: first the head, then who follows from them."""
        self.rows[0].propose(propose(self.rows[0].names(), self.rows[0].names(), None))
        head = self.rows[0].shown_names()
        spouses = [one for one in self.filled() if one.relation.currentData() == SPOUSE]
        for one in spouses:
            one.propose(propose(one.names(), head, None))
        spouse = spouses[0].shown_names() if len(spouses) == 1 else None
        for one in self.rows[1:]:
            if one not in spouses:
                one.propose(propose(one.names(), head, spouse))

    def _look_for_alike(self) -> None:
        one = self._asking
        if one is None or one.is_blank or one.is_known is not None:
            return
        values = {name: value for name, value in one.member().values.items() if value}
        work = partial(_already_here, values, frozenset(one.different_from))
        self._kit.operations.read(work, done=one.show_alike, channel=f"alike {one.at}")

    def _on_decided(self) -> None:
        one = self.sender()
        if isinstance(one, MemberRow) and one.is_known is None:
            self._asking = one
            self._look_for_alike()
        self.edited.emit()

    def _on_entered(self) -> None:
        """Go on with the next row."""
        one = self.sender()
        if isinstance(one, MemberRow) and one.at + 1 < len(self.rows):
            self.rows[one.at + 1].lines["given_name"].setFocus(Qt.FocusReason.TabFocusReason)


def _already_here(
    values: Mapping[str, Value], passed_over: frozenset[RecordId], uow: UnitOfWork
) -> list[DuplicatePair]:
    return already_here(uow, values, passed_over)
