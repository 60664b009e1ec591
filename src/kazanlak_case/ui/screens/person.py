"""A person on one page: who and whom with, what is open, what happened last, what to do now; then everything."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.i18n import _
from kazanlak_case.services.person_page import PersonPage, person_page
from kazanlak_case.ui.forms.record_editor import RecordEditor
from kazanlak_case.ui.person_parts.glance import Glance
from kazanlak_case.ui.person_parts.happened import newest
from kazanlak_case.ui.person_parts.pages import SHOWN_BY, PersonPages
from kazanlak_case.ui.widgets.buttons import PlainButton
from kazanlak_case.ui.widgets.card import column
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.errors import ExpectedError
    from kazanlak_case.services.timeline import TimelineItem
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.operations import Changed


class PersonScreen(QWidget):
    """Shows one person. Knows fields and words; knows no SQL and no other screen."""

    heading_changed = Signal(str, str)
    person_opened = Signal(str)
    visit_opened = Signal(str)
    visit_wanted = Signal(str, str)
    case_opened = Signal(str)
    case_wanted = Signal(str, str)
    history_asked = Signal(str, str, str)
    conflicts_opened = Signal(str)
    conflict_opened = Signal(str, str, str)
    request_wanted = Signal(str)
    request_opened = Signal(str)
    death_wanted = Signal(str, str)
    erasure_wanted = Signal(str)
    family_opened = Signal(str)
    gone = Signal()
    readings_wanted = Signal(str, str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "personScreen")
        self._kit = kit
        self.person_id: RecordId | None = None
        self.page: PersonPage | None = None
        tokens = kit.look.tokens
        self._whole = ScrollPage(self, "personScroll", tokens.medium)
        self.glance = Glance(self, kit)
        self._readings = PlainButton(self, "personReadings", kit.look, icon="eye")
        self.tabs = PersonPages(self, kit)
        self.data = self.tabs.data
        self.confidential = self.tabs.confidential
        self._build()
        self._connect()
        self.retranslate()

    def show_person(self, person_id: str) -> None:
        """Open a person."""
        if person_id == self.person_id:
            return
        self.keep_drafts()
        self.person_id = RecordId(person_id)
        self.page = None
        self.data.forget()
        self.confidential.forget()
        self.tabs.setCurrentIndex(0)
        self.refresh()

    def refresh(self) -> None:
        """Read the person anew."""
        if self.person_id is None:
            return
        ask = partial(_read, self.person_id)
        self._kit.operations.read(
            ask, done=self._on_page, failed=self._on_refused, channel="person page"
        )

    def follow(self, changed: Changed) -> None:
        """Read anew when something shown here may have been written."""
        if self.person_id is not None and changed.concerns(*SHOWN_BY):
            self.refresh()

    def show_data(self) -> None:
        """Go to the data."""
        self.tabs.go_to("data")

    def show_confidential(self) -> None:
        """Go to the confidential notes."""
        self.tabs.go_to("confidential")

    def keep_drafts(self) -> None:
        """Keep what is being typed in any tab."""
        self.confidential.keep_draft()
        for editor in self.findChildren(RecordEditor):
            editor.keep_draft()

    def heading(self) -> tuple[str, str]:
        """Title and subtitle of the page."""
        return (self.page.person.name if self.page else "", "")

    def retranslate(self) -> None:
        """Word the page in the language of now."""
        self.tabs.retranslate()
        self._readings.setAccessibleName(_("Who looked at this person's data"))
        self._readings.setToolTip(_("Who looked at this person's data"))
        if self.page is not None:
            self._show(self.page)

    def _build(self) -> None:
        self._readings.setVisible(self._kit.may(Act.SEE_READINGS))
        self.tabs.setCornerWidget(self._readings)
        self._whole.body.addWidget(self.glance)
        self._whole.body.addWidget(self.tabs, 1)
        layout = column(0)
        layout.addWidget(self._whole)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.glance.person_opened.connect(self.person_opened)
        self.glance.family_opened.connect(self.family_opened)
        self.glance.case_opened.connect(self.case_opened)
        self.glance.case_wanted.connect(self._on_case_wanted)
        self.glance.conflicts_opened.connect(self._on_conflicts_opened)
        self.glance.answers_wanted.connect(self._on_answers_wanted)
        self._readings.clicked.connect(self._on_readings_wanted)
        self.tabs.currentChanged.connect(self._note_answers)
        self.glance.data_wanted.connect(self.show_data)
        happened = self.tabs.happened
        happened.visit_opened.connect(self.visit_opened)
        happened.visit_wanted.connect(self._on_visit_wanted)
        happened.case_opened.connect(self.case_opened)
        happened.answers_wanted.connect(self._on_answers_wanted)
        happened.note_wanted.connect(self.show_confidential)
        self.tabs.case_opened.connect(self.case_opened)
        self.tabs.case_wanted.connect(self._on_case_wanted)
        self.tabs.history_asked.connect(self.history_asked)
        self.tabs.person_opened.connect(self.person_opened)
        self.data.conflict_opened.connect(self.conflict_opened)
        self.data.request_wanted.connect(self.request_wanted)
        self.data.request_opened.connect(self.request_opened)
        self.data.death_wanted.connect(self.death_wanted)
        self.data.erasure_wanted.connect(self.erasure_wanted)

    def _on_page(self, answer: tuple[PersonPage, list[TimelineItem]]) -> None:
        self.page, items = answer
        if self.person_id not in {self.page.person.id, *self.page.former}:
            return
        self.person_id = (
            self.page.person.id
        )  # an old id of a joined record opens the one that stands
        self._show(self.page)
        self.tabs.happened.show_items(items)
        self.heading_changed.emit(*self.heading())
        # written beside, once it is shown: nobody waits for it
        self._kit.operations.record("person_opened", record="person", row=self.person_id)
        self._note_answers()

    def _note_answers(self) -> None:
        """Note that the sensitive answers were looked at, where they may be seen."""
        is_seen = self.tabs.is_at("participation") and self.page is not None
        if is_seen and self.person_id is not None and self._kit.sight.sees("vulnerability"):
            self._kit.operations.record("special_seen", record="person", row=self.person_id)

    def _on_readings_wanted(self) -> None:
        if self.page is not None:
            self.readings_wanted.emit(self.page.person.id, self.page.person.name)

    def _show(self, page: PersonPage) -> None:
        self.glance.show_page(page)
        self.tabs.show_page(page)

    def _on_visit_wanted(self) -> None:
        if self.page is not None:
            self.visit_wanted.emit(self.page.person.id, self.page.person.name)

    def _on_case_wanted(self) -> None:
        if self.page is not None:
            self.case_wanted.emit(self.page.person.id, self.page.person.name)

    def _on_conflicts_opened(self) -> None:
        if self.person_id is not None:
            self.conflicts_opened.emit(self.person_id)

    def _on_answers_wanted(self) -> None:
        self.tabs.go_to("participation")

    def _on_refused(self, error: ExpectedError) -> None:
        if error.code == "no_record":
            was_shown = self.page is not None
            self.person_id = self.page = None
            self.gone.emit()
            if was_shown:
                return  # erased or joined while it was open: the list shows it
        self._kit.messages.refuse(error)


def _read(person_id: RecordId, uow: UnitOfWork) -> tuple[PersonPage, list[TimelineItem]]:
    return person_page(uow, person_id), newest(person_id, uow)
