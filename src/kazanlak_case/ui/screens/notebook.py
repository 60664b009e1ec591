"""A day's notebook: ten visits in one grid, one save. What is wrong is marked in its row, and nothing is lost."""

from __future__ import annotations

import json
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from kazanlak_case.domain.records import spec_of
from kazanlak_case.domain.rules.day_hours import Hours, minutes_in_all, overlapping
from kazanlak_case.domain.visit_errors import InvalidVisitsError
from kazanlak_case.i18n import _, ngettext
from kazanlak_case.services.notebook import NotebookStart, notebook_start
from kazanlak_case.services.visits import VisitDraft, record_visits
from kazanlak_case.ui.forms.autosave import Autosave
from kazanlak_case.ui.forms.date_editor import DateEditor
from kazanlak_case.ui.forms.editor import EditorTools
from kazanlak_case.ui.visit_parts.notebook_row import COLUMNS, Finders, NotebookRow
from kazanlak_case.ui.visit_parts.offered import OfferedPeople
from kazanlak_case.ui.visit_parts.services_found import ServicesFound
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton
from kazanlak_case.ui.widgets.card import Card, column, row
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.errors import ExpectedError
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.operations import Changed

ROWS = 10
STRETCHES = {1: 4, 2: 5, 5: 2, 6: 6}
DRAFT = "notebook"


class Notebook(QWidget):
    """Writes a day down. It keeps what is typed until it is saved."""

    heading_changed = Signal(str, str)
    left = Signal()

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "notebook")
        self._kit = kit
        self._begun = VisitDraft()
        self._spent: tuple[Hours, ...] = ()
        self._is_saving = False
        tokens = kit.look.tokens
        self._page = ScrollPage(self, "notebookScroll", tokens.medium)
        self._services = ServicesFound(kit.lookups)
        self._offered = OfferedPeople(self, kit)
        self._finders = Finders(self._offered.or_found, self._services.suggest)
        tools = EditorTools(kit.look, kit.lookups, self._today)
        self._day_label = Words(self._page.page, "notebookDayLabel", role="label")
        self.day = DateEditor(self._page.page, spec_of("service_entry", "provided_on"), tools)
        self.day.show_value(kit.today)
        self._card = Card(self._page.page, "notebookCard", tokens)
        self._grid = QGridLayout()
        self._heads = {
            name: Words(self._card, f"{name}Head", role="label") for name in ("number", *COLUMNS)
        }
        self.rows: list[NotebookRow] = []
        self.sum = Words(self._page.page, "notebookSum", role="strong", wraps=True)
        self.warning = Words(self._page.page, "notebookWarning", role="tone", wraps=True)
        self.warning.setProperty("tone", "warn")
        self.clear_button = Button(self._page.page, "notebookClear", kit.look)
        self.save_button = PrimaryButton(self._page.page, "notebookSave", kit.look, icon="check")
        self._autosave = Autosave(self, kit.operations, DRAFT, self._draft)
        self._build()
        self.retranslate()
        for _at in range(ROWS):
            self._add_row()
        self._autosave.find(self._on_draft)

    def refresh(self) -> None:
        """Read anew what is written down of the day."""
        ask = partial(_start, self._today_or_typed())
        self._kit.operations.read(
            ask, done=self._on_start, failed=self._kit.messages.refuse, channel="notebook"
        )

    def follow(self, changed: Changed) -> None:
        """Read anew when a visit was written elsewhere."""
        if changed.concerns("service_entry"):
            self.refresh()

    def begin(self) -> None:
        """Go to the first row that is still blank."""
        blank = next((one for one in self.rows if one.is_blank), self.rows[0])
        blank.person.line.setFocus()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.begin()

    def heading(self) -> tuple[str, str]:
        """Title and subtitle of the page."""
        return _("A day's notebook"), _("A row a visit")

    def keep_draft(self) -> None:
        """Keep what was typed, before the window locks or closes."""
        self._autosave.keep_pending()

    def retranslate(self) -> None:
        """Word the page in the language of now."""
        words = {
            "number": _("No."),
            "person": _("Person"),
            "service": _("What"),
            "started_at": _("From"),
            "minutes": _("Minutes"),
            "form": _("How"),
            "note": _("What was done and agreed"),
        }
        for name, text in words.items():
            self._heads[name].setText(text)
        self._day_label.setText(_("Day"))
        self.day.label_as(_("Day"))
        self.clear_button.say(_("Clear all"))
        self.save_button.say(_("Save all"), hint=_("Ctrl+Enter"))
        for one in self.rows:
            one.retranslate()
        self._show_sum()

    def save(self) -> None:
        """Write all rows down as one intention."""
        filled = [one for one in self.rows if not one.is_blank]
        if self._is_saving or not filled:
            return
        faults = {one.at: one.unreadable() for one in filled if one.unreadable()}
        if self.day.unreadable() or self.day.value() is None:
            self._kit.messages.tell(_("Please give the day of the notebook."))
            self.day.part.setFocus()
            return
        if faults:
            self._show_faults(faults)
            return
        self._is_saving = True
        drafts = [one.draft(self._today_or_typed(), self._begun) for one in filled]
        self._kit.operations.write(
            partial(_record, drafts),
            done=partial(self._on_saved, len(filled)),
            failed=partial(self._on_refused, [one.at for one in filled]),
        )

    def _today(self) -> date:
        return self._kit.today

    def _today_or_typed(self) -> date:
        value = self.day.value()
        return value if isinstance(value, date) else self._kit.today

    def _build(self) -> None:
        tokens = self._kit.look.tokens
        head = row(tokens.small)
        head.addWidget(self._day_label)
        head.addWidget(self.day)
        head.addStretch(1)
        self._grid.setHorizontalSpacing(tokens.small)
        self._grid.setVerticalSpacing(tokens.tight)
        for at, words in enumerate(self._heads.values()):
            self._grid.addWidget(words, 0, at)
            self._grid.setColumnStretch(at, STRETCHES.get(at, 0))
        self._card.body.addLayout(self._grid)
        buttons = row(tokens.small)
        buttons.addWidget(self.sum, 1)
        buttons.addWidget(self.clear_button)
        buttons.addWidget(self.save_button)
        body = self._page.body
        body.addLayout(head)
        body.addWidget(self._card)
        body.addWidget(self.warning)
        body.addLayout(buttons)
        body.addStretch(1)
        layout = column(0)
        layout.addWidget(self._page)
        self.setLayout(layout)
        self.warning.hide()
        self.day.edited.connect(self._on_day)
        self.clear_button.clicked.connect(self._on_clear)
        self.save_button.clicked.connect(self.save)
        for keys in ("Ctrl+S", "Ctrl+Return"):
            shortcut = QShortcut(QKeySequence(keys), self, self.save)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _add_row(self) -> NotebookRow:
        one = NotebookRow(self._card, self._kit, len(self.rows), self._finders)
        one.stand_in(self._grid)
        one.edited.connect(self._on_edited)
        one.went_on.connect(self._on_went_on)
        self.rows.append(one)
        return one

    def _on_went_on(self, at: int, name: str) -> None:
        """Enter goes to the next cell that is still empty, and from the words to the next row."""
        current = self.rows[at]
        if name == "person":
            current.begin_with(self._begun)
            self._show_sum()
            current.cells["note" if current.service.key else "service"].setFocus()
            return
        if name == "note":
            following = self.rows[at + 1] if at + 1 < len(self.rows) else self._add_row()
            following.person.line.setFocus()
            return
        current.cells[COLUMNS[COLUMNS.index(name) + 1]].setFocus()

    def _on_edited(self) -> None:
        self._autosave.watch()
        self._show_sum()
        if not self.rows[-1].is_blank:
            self._add_row()

    def _on_day(self) -> None:
        self._autosave.watch()
        if not self.day.unreadable():
            self.refresh()

    def _on_start(self, start: NotebookStart) -> None:
        self._begun, self._spent = start.draft, start.spent
        self._services.usual = start.usual
        self._offered.offer(start.people)
        self._offered.hide()
        self._show_sum()

    def _show_sum(self) -> None:
        """Say what the day adds up to, and what of it cannot have been at one time."""
        filled = [one for one in self.rows if not one.is_blank]
        hours = [one.hours() for one in filled]
        wording = self._kit.wording
        here, before = minutes_in_all(hours), minutes_in_all(self._spent)
        text = ngettext("{n} visit", "{n} visits", len(filled)).format(n=len(filled))
        parts = [text, wording.minutes(here)] if here else [text]
        if before:
            parts.append(_("written down before: {time}").format(time=wording.minutes(before)))
        self.sum.setText(" · ".join(parts))
        self.save_button.setEnabled(bool(filled))
        self.clear_button.setEnabled(bool(filled))
        self._warn(filled, hours)

    def _warn(self, filled: Sequence[NotebookRow], hours: Sequence[Hours]) -> None:
        told = []
        for one, other in overlapping([*hours, *self._spent]):
            if one >= len(filled):
                continue
            first = filled[one].at + 1
            if other < len(filled):
                told.append(
                    _("Rows {first} and {second} overlap.").format(
                        first=first, second=filled[other].at + 1
                    )
                )
            else:
                told.append(_("Row {row} overlaps with a visit saved before.").format(row=first))
        self.warning.setText(" ".join(told))
        self.warning.setVisible(bool(told))

    def _on_saved(self, count: int, written: Written) -> None:
        self._is_saving = False
        for one in self.rows:
            one.clear()
        self._autosave.drop()
        self._kit.messages.forgive()
        text = ngettext("{n} visit saved.", "{n} visits saved.", count).format(n=count)
        self._kit.messages.saved(text, written.undo)
        self.refresh()
        self.rows[0].person.line.setFocus()

    def _on_refused(self, places: Sequence[int], error: ExpectedError) -> None:
        self._is_saving = False
        if isinstance(error, InvalidVisitsError):
            self._show_faults({places[at]: problems for at, problems in error.rows.items()})
        self._kit.messages.refuse(error)

    def _show_faults(self, faults: dict[int, dict[str, str]]) -> None:
        for one in self.rows:
            one.show_faults(faults.get(one.at, {}))
        first = min(faults)
        name = next((name for name in COLUMNS if name in faults[first]), "person")
        self.rows[first].cells[name].setFocus()
        self._page.show_part(self.rows[first].cells[name])

    def _on_clear(self) -> None:
        for one in self.rows:
            one.clear()
        self._autosave.drop()
        self._show_sum()
        self.rows[0].person.line.setFocus()

    def _draft(self) -> dict[str, object]:
        kept = [one.kept() for one in self.rows]
        while kept and not kept[-1]:
            kept.pop()
        if not kept:
            return {}
        return {"day": self._today_or_typed().isoformat(), "rows": json.dumps(kept)}

    def _on_draft(self, draft: dict[str, object]) -> None:
        kept = json.loads(str(draft.get("rows") or "[]"))
        if not kept:
            return
        self.day.show_value(date.fromisoformat(str(draft["day"])))
        for at, values in enumerate(kept):
            one = self.rows[at] if at < len(self.rows) else self._add_row()
            one.restore(values)
        self._show_sum()


def _start(day: date, uow: UnitOfWork) -> NotebookStart:
    return notebook_start(uow, day)


def _record(drafts: Sequence[VisitDraft], uow: UnitOfWork) -> Written:
    return record_visits(uow, drafts)
