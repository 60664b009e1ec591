"""„Лицето е починало“: one day, one action, one undo."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.person import Person
from kazanlak_case.i18n import N_, _
from kazanlak_case.services.death import record_death
from kazanlak_case.services.death_visits import Becomes, VisitAfter, visits_after
from kazanlak_case.ui.forms.record_editor import Edit, RecordEditor
from kazanlak_case.ui.forms.record_form import Section
from kazanlak_case.ui.widgets.card import clear, column
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.link_row import LinkRow
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.fields import Value
    from kazanlak_case.ui.kit import Kit

AFTER = {
    Becomes.NAMES_NO_MORE: N_("The visit stays with {name}; this person is taken off it"),
    Becomes.PASSES: N_("The visit passes to {name}, who was there too"),
    Becomes.IN_THE_WAY: N_("The visit is to this person alone"),
}


class DeathForm(QWidget):
    """Asks for the day, and says what will follow from it."""

    left = Signal()
    visit_opened = Signal(str)

    def __init__(self, parent: QWidget, kit: Kit, person: str, name: str) -> None:
        super().__init__(parent)
        named(self, "deathForm")
        self._kit = kit
        self._person = RecordId(person)
        self._day: date | None = None
        self._column = column(kit.look.tokens.medium)
        self.setLayout(self._column)
        hint = _(
            "Open cases are closed as of this day, participation and membership of the household end, offers to other "
            "houses are withdrawn, and nothing reminds of the person any more. One undo takes all of it back."
        )
        self._column.addWidget(Words(self, "deathName", role="strong", text=name))
        self._column.addWidget(Words(self, "deathHint", role="muted", wraps=True, text=hint))
        edit = Edit(
            record=Person,
            values={},
            save=partial(_record, RecordId(person)),
            saved=_("The death is written down."),
            draft=f"death-{person}",
            sections=(Section("", ("died_on",)),),
        )
        self.editor = RecordEditor(self, "death", kit, edit)
        self.editor.save_button.say(_("Write it down"), hint=_("Ctrl+S"))
        self.editor.saved.connect(self._on_saved)
        self.editor.left.connect(self.left)
        self._column.addWidget(self.editor)
        self._after = named(QWidget(self), "deathVisits")
        self._rows = column(kit.look.tokens.tight)
        self._after.setLayout(self._rows)
        self._after.hide()
        self._column.addWidget(self._after)
        self._column.addStretch(1)
        self.setFocusProxy(self.editor)
        self.editor.form.focus_first()
        self.editor.form.edited.connect(self._on_day)
        self._on_day()

    def keep_draft(self) -> None:
        """Keep what was typed, before the window locks or closes."""
        self.editor.keep_draft()

    def _on_day(self) -> None:
        """Look what was written for after the day, as soon as there is one."""
        day = self.editor.state.value("died_on")
        day = day if isinstance(day, date) else None
        if day == self._day or not self._kit.sight.sees(
            "service_entry.provided_on", "service_person.person"
        ):
            return
        self._day = day
        if day is None:
            self._show_after(())
            return
        ask = partial(_after, self._person, day)
        self._kit.operations.read(ask, done=self._show_after, channel="death")

    def _show_after(self, visits: tuple[VisitAfter, ...]) -> None:
        clear(self._rows)
        self._after.setVisible(bool(visits))
        if not visits:
            return
        self._rows.addWidget(
            SectionTitle(self._after, "deathAfterTitle", _("Written after this day"))
        )
        for one in visits:
            link = LinkRow(self._after, f"deathVisit_{one.id}", self._kit.look)
            day = self._kit.wording.day(one.provided_on) if one.provided_on else ""
            service = self._kit.lookups.label("service_type", one.service)
            is_wrong = one.becomes is Becomes.IN_THE_WAY
            link.say(
                " · ".join(part for part in (day, service) if part),
                _(AFTER[one.becomes]).format(name=one.name),
                mark=_("Correct first") if is_wrong else "",
                tone="danger",
            )
            link.clicked.connect(partial(self.visit_opened.emit, one.id))
            self._rows.addWidget(link)

    def _on_saved(self, _written: Written) -> None:
        self.left.emit()


def _after(person: RecordId, day: date, uow: UnitOfWork) -> tuple[VisitAfter, ...]:
    return visits_after(uow, person, day)


def _record(person: RecordId, uow: UnitOfWork, values: Mapping[str, Value]) -> Written:
    day = values.get("died_on")
    return record_death(uow, person, day if isinstance(day, date) else None)
