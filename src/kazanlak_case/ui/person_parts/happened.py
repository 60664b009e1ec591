"""What happened with a person, the newest first; older entries come as one scrolls."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from kazanlak_case.i18n import _
from kazanlak_case.services.timeline import TimelineItem, timeline
from kazanlak_case.ui.person_parts.happened_filter import HappenedFilter
from kazanlak_case.ui.telling import event_in_words
from kazanlak_case.ui.widgets.card import Card
from kazanlak_case.ui.widgets.empty_state import EmptyState
from kazanlak_case.ui.widgets.timeline import Timeline

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.errors import ExpectedError
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.services.person_page import PersonPage
    from kazanlak_case.services.timeline_filter import TimelineFilter
    from kazanlak_case.ui.kit import Kit

PAGE = 50
PAPERS = frozenset({"consent", "issued_document"})
"""Records that stand among the documents."""

OF_CASES = frozenset({"plan_review", "intake"})
"""Records that are reached through their case."""

WORTH_NARROWING = 8
"""From so many events on one may want to look for some of them."""


class HappenedPart(Card):
    """The timeline, or the way to the first visit."""

    visit_opened = Signal(str)
    visit_wanted = Signal()
    case_opened = Signal(str)
    answers_wanted = Signal()
    note_wanted = Signal()
    papers_wanted = Signal()
    record_opened = Signal(str, str)
    """Record type and id of another event: a task, a referral, a document…"""

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent, "timelineCard", kit.look.tokens)
        self._kit = kit
        self._person_id: RecordId | None = None
        self._items: list[TimelineItem] = []
        self._is_asking = False
        self._has_older = False
        self.filter = HappenedFilter(self, kit)
        self.timeline = Timeline(self, "timeline", kit.look)
        self.empty = EmptyState(self, "timelineEmpty", kit.look, icon="calendar-plus")
        small = kit.look.tokens.small
        self.body.setContentsMargins(small, small, small, small)
        self.body.setSpacing(0)
        self.body.addWidget(self.filter)
        self.body.addWidget(self.timeline, 1)
        self.body.addWidget(self.empty, 1)
        self.empty.hide()
        self.filter.changed.connect(self._on_filtered)
        self.timeline.opened.connect(self._on_event_opened)
        self.timeline.older_wanted.connect(self._on_older_wanted)
        self.empty.action.clicked.connect(self.visit_wanted)

    def show_page(self, page: PersonPage) -> None:
        """Remember whose events these are; they come beside the page, in the same reading."""
        if self._person_id != page.person.id:
            self._person_id = page.person.id
            self.filter.reset()

    def show_items(self, items: list[TimelineItem]) -> None:
        """Show the newest events; while one looks for something, only what was looked for."""
        if self.filter.wanted.narrows:
            self._on_filtered()
            return
        self.filter.setVisible(len(items) >= WORTH_NARROWING)
        self._show(items)

    def _show(self, items: list[TimelineItem]) -> None:
        self._items = items
        self._has_older = len(items) == PAGE
        self._is_asking = False
        self.timeline.entries.show([event_in_words(one, self._kit.lookups) for one in items])
        self.timeline.setVisible(bool(items))
        self.empty.setVisible(not items)
        self._say_empty()

    def retranslate(self) -> None:
        """Word the part in the language of now."""
        self.timeline.setAccessibleName(_("What happened"))
        self.filter.retranslate()
        self._say_empty()
        if self._person_id is not None:
            self.show_items(self._items)

    def _say_empty(self) -> None:
        if self.filter.wanted.narrows:
            self.empty.say(_("Nothing such was written"), _("Other words, or show everything."))
            return
        self.empty.say(
            _("Nothing happened yet"),
            _("The first visit begins the diary."),
            action=_("Write a visit") if self._kit.writes("service_entry.person") else "",
        )

    def _on_filtered(self) -> None:
        if self._person_id is None:
            return
        self._is_asking = False
        ask = partial(_newest, self._person_id, self.filter.wanted)
        self._kit.operations.read(
            ask, done=self._show, failed=self._on_no_older, channel="what happened"
        )

    def _on_older_wanted(self) -> None:
        if self._is_asking or not self._has_older or self._person_id is None:
            return
        self._is_asking = True
        ask = partial(_older, self._person_id, self._items[-1], self.filter.wanted)
        self._kit.operations.read(ask, done=self._on_older, failed=self._on_no_older)

    def _on_older(self, items: list[TimelineItem]) -> None:
        self._is_asking = False
        self._has_older = len(items) == PAGE
        self._items.extend(items)
        self.timeline.entries.add([event_in_words(one, self._kit.lookups) for one in items])

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
            self.answers_wanted.emit()
        elif item.record == "confidential_note":
            self.note_wanted.emit()
        elif item.record in PAPERS:
            self.papers_wanted.emit()
        elif item.case is not None and item.record in OF_CASES:
            self.case_opened.emit(item.case)
        else:
            self.record_opened.emit(item.record, key)


def newest(person_id: RecordId, uow: UnitOfWork) -> list[TimelineItem]:
    """Read the newest events of a person."""
    return timeline(uow, person_id, limit=PAGE)


def _newest(person_id: RecordId, wanted: TimelineFilter, uow: UnitOfWork) -> list[TimelineItem]:
    return timeline(uow, person_id, limit=PAGE, wanted=wanted)


def _older(
    person_id: RecordId, last: TimelineItem, wanted: TimelineFilter, uow: UnitOfWork
) -> list[TimelineItem]:
    return timeline(uow, person_id, limit=PAGE, before=last.place, wanted=wanted)
