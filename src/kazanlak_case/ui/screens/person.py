"""A person on one page: who and whom with, what is open, what happened last, what to do now; then everything."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QWidget

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.i18n import _
from kazanlak_case.services.person_page import PersonPage, person_page
from kazanlak_case.services.timeline import TimelineItem, timeline
from kazanlak_case.ui.forms.record_editor import RecordEditor
from kazanlak_case.ui.person_parts.case_list import CaseList
from kazanlak_case.ui.person_parts.confidential import ConfidentialPart
from kazanlak_case.ui.person_parts.data import DataPart
from kazanlak_case.ui.person_parts.glance import Glance
from kazanlak_case.ui.person_parts.participation import ParticipationPart
from kazanlak_case.ui.telling import event_in_words
from kazanlak_case.ui.widgets.buttons import PlainButton
from kazanlak_case.ui.widgets.card import Card, column
from kazanlak_case.ui.widgets.empty_state import EmptyState
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.widgets.scroll_page import ScrollPage
from kazanlak_case.ui.widgets.timeline import Timeline

if TYPE_CHECKING:
    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.errors import ExpectedError
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.operations import Changed

PAGE = 50
PARTICIPATION = 2
"""The tab with the sensitive answers."""
SHOWN_BY = (
    "person",
    "household",
    "household_member",
    "case",
    "service_entry",
    "participation",
    "vulnerability",
    "spell",
    "confidential_note",
    "data_request",
)


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
    gone = Signal()
    readings_wanted = Signal(str, str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "personScreen")
        self._kit = kit
        self.person_id: RecordId | None = None
        self.page: PersonPage | None = None
        self._items: list[TimelineItem] = []
        self._is_asking = False
        self._has_older = False
        tokens = kit.look.tokens
        self._whole = ScrollPage(self, "personScroll", tokens.medium)
        self.glance = Glance(self, kit)
        self.tabs = named(QTabWidget(self), "personTabs")
        self.tabs.setDocumentMode(True)
        self._readings = PlainButton(self, "personReadings", kit.look, icon="eye")
        self.tabs.tabBar().setDrawBase(False)
        self._timeline = Timeline(self, "timeline", kit.look)
        self._empty = EmptyState(self, "timelineEmpty", kit.look, icon="calendar-plus")
        self._history_page = Card(self, "timelineCard", tokens)
        self.data = DataPart(self, kit)
        self._participation = ParticipationPart(self, kit)
        self._cases = CaseList(self, kit)
        self.confidential = ConfidentialPart(self, kit)
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
        self.tabs.setCurrentIndex(1)

    def show_confidential(self) -> None:
        """Go to the confidential notes."""
        holder = self.confidential.parentWidget()
        if holder is not None:
            self.tabs.setCurrentWidget(holder)

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
        words = (_("What happened"), _("Data"), _("Participation"), _("Cases"), _("Confidential"))
        for at, text in enumerate(words):
            self.tabs.setTabText(at, text)
        self.tabs.setAccessibleName(_("Pages of the person"))
        self._readings.setAccessibleName(_("Who looked at this person's data"))
        self._readings.setToolTip(_("Who looked at this person's data"))
        self._timeline.setAccessibleName(_("What happened"))
        self._empty.say(
            _("Nothing happened yet"),
            _("The first visit begins the diary."),
            action=_("Write a visit") if self._kit.writes("service_entry.person") else "",
        )
        if self.page is not None:
            self._show(self.page)

    def _build(self) -> None:
        tokens = self._kit.look.tokens
        small = tokens.small
        self._history_page.body.setContentsMargins(small, small, small, small)
        self._history_page.body.addWidget(self._timeline, 1)
        self._history_page.body.addWidget(self._empty, 1)
        self._empty.hide()
        pages = (
            self._history_page,
            self.data,
            self._participation,
            self._cases,
            self.confidential,
        )
        for page in pages:
            holder = named(QWidget(self), f"{page.objectName()}Tab")
            inside = column(0)
            inside.setContentsMargins(0, tokens.medium, 0, 0)
            inside.addWidget(page)
            holder.setLayout(inside)
            self.tabs.addTab(holder, "")
        self.tabs.setMinimumHeight(tokens.px(270))
        self._readings.setVisible(self._kit.may(Act.SEE_READINGS))
        self.tabs.setCornerWidget(self._readings)
        self._whole.body.addWidget(self.glance)
        self._whole.body.addWidget(self.tabs, 1)
        layout = column(0)
        layout.addWidget(self._whole)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.glance.person_opened.connect(self.person_opened)
        self.glance.case_opened.connect(self.case_opened)
        self.glance.case_wanted.connect(self._on_case_wanted)
        self.glance.conflicts_opened.connect(self._on_conflicts_opened)
        self.glance.answers_wanted.connect(self._on_answers_wanted)
        self._readings.clicked.connect(self._on_readings_wanted)
        self.tabs.currentChanged.connect(self._note_answers)
        self.glance.data_wanted.connect(self.show_data)
        self._timeline.opened.connect(self._on_event_opened)
        self._timeline.older_wanted.connect(self._on_older_wanted)
        self._empty.action.clicked.connect(self._on_visit_wanted)
        self._cases.case_opened.connect(self.case_opened)
        self._cases.case_wanted.connect(self._on_case_wanted)
        self._participation.history_asked.connect(self.history_asked)
        self.confidential.person_opened.connect(self.person_opened)
        self.data.history_asked.connect(self.history_asked)
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
        self._items = items
        self._has_older = len(items) == PAGE
        self._show(self.page)
        self.heading_changed.emit(*self.heading())
        # written beside, once it is shown: nobody waits for it
        self._kit.operations.record("person_opened", record="person", row=self.person_id)
        self._note_answers(self.tabs.currentIndex())

    def _note_answers(self, at: int) -> None:
        """Note that the sensitive answers were looked at, where they may be seen."""
        is_seen = at == PARTICIPATION and self.page is not None
        if is_seen and self.person_id is not None and self._kit.sight.sees("vulnerability"):
            self._kit.operations.record("special_seen", record="person", row=self.person_id)

    def _on_readings_wanted(self) -> None:
        if self.page is not None:
            self.readings_wanted.emit(self.page.person.id, self.page.person.name)

    def _show(self, page: PersonPage) -> None:
        self.glance.show_page(page)
        self._timeline.entries.show([event_in_words(one, self._kit.lookups) for one in self._items])
        self._timeline.setVisible(bool(self._items))
        self._empty.setVisible(not self._items)
        self._cases.show_cases(page.cases)
        self._participation.show_page(page)
        self.data.show_page(page)
        self.confidential.show_page(page)

    def _on_older_wanted(self) -> None:
        if self._is_asking or not self._has_older or self.person_id is None:
            return
        self._is_asking = True
        ask = partial(_older, self.person_id, self._items[-1])
        self._kit.operations.read(ask, done=self._on_older, failed=self._on_no_older)

    def _on_older(self, items: list[TimelineItem]) -> None:
        self._is_asking = False
        self._has_older = len(items) == PAGE
        self._items.extend(items)
        self._timeline.entries.add([event_in_words(one, self._kit.lookups) for one in items])

    def _on_no_older(self, _error: ExpectedError) -> None:
        self._is_asking = False

    def _on_event_opened(self, key: str) -> None:
        item = next((one for one in self._items if one.id == key), None)
        if item is None:
            return
        if item.visit is not None:
            self.visit_opened.emit(key)
        elif item.record == "case":
            self.case_opened.emit(key)
        elif item.record == "spell":
            self._on_answers_wanted()
        elif item.record == "confidential_note":
            self.show_confidential()

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
        self.tabs.setCurrentIndex(2)

    def _on_refused(self, error: ExpectedError) -> None:
        if error.code == "no_record":
            was_shown = self.page is not None
            self.person_id = self.page = None
            self.gone.emit()
            if was_shown:
                return  # erased or joined while it was open: the list shows it
        self._kit.messages.refuse(error)


def _read(person_id: RecordId, uow: UnitOfWork) -> tuple[PersonPage, list[TimelineItem]]:
    return person_page(uow, person_id), timeline(uow, person_id, limit=PAGE)


def _older(person_id: RecordId, last: TimelineItem, uow: UnitOfWork) -> list[TimelineItem]:
    return timeline(uow, person_id, limit=PAGE, before=last.place)
