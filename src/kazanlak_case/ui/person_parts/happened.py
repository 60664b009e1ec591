"""What happened with a person, the newest first; older entries come as one scrolls."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from kazanlak_case.i18n import _
from kazanlak_case.services.timeline import TimelineItem, timeline
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
    from kazanlak_case.ui.kit import Kit

PAGE = 50


class HappenedPart(Card):
    """The timeline, or the way to the first visit."""

    visit_opened = Signal(str)
    visit_wanted = Signal()
    case_opened = Signal(str)
    answers_wanted = Signal()
    note_wanted = Signal()

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent, "timelineCard", kit.look.tokens)
        self._kit = kit
        self._person_id: RecordId | None = None
        self._items: list[TimelineItem] = []
        self._is_asking = False
        self._has_older = False
        self.timeline = Timeline(self, "timeline", kit.look)
        self.empty = EmptyState(self, "timelineEmpty", kit.look, icon="calendar-plus")
        small = kit.look.tokens.small
        self.body.setContentsMargins(small, small, small, small)
        self.body.addWidget(self.timeline, 1)
        self.body.addWidget(self.empty, 1)
        self.empty.hide()
        self.timeline.opened.connect(self._on_event_opened)
        self.timeline.older_wanted.connect(self._on_older_wanted)
        self.empty.action.clicked.connect(self.visit_wanted)

    def show_page(self, page: PersonPage) -> None:
        """Remember whose events these are; they come beside the page, in the same reading."""
        self._person_id = page.person.id

    def show_items(self, items: list[TimelineItem]) -> None:
        """Show the newest events."""
        self._items = items
        self._has_older = len(items) == PAGE
        self._is_asking = False
        self.timeline.entries.show([event_in_words(one, self._kit.lookups) for one in items])
        self.timeline.setVisible(bool(items))
        self.empty.setVisible(not items)

    def retranslate(self) -> None:
        """Word the part in the language of now."""
        self.timeline.setAccessibleName(_("What happened"))
        self.empty.say(
            _("Nothing happened yet"),
            _("The first visit begins the diary."),
            action=_("Write a visit") if self._kit.writes("service_entry.person") else "",
        )
        if self._person_id is not None:
            self.show_items(self._items)

    def _on_older_wanted(self) -> None:
        if self._is_asking or not self._has_older or self._person_id is None:
            return
        self._is_asking = True
        ask = partial(_older, self._person_id, self._items[-1])
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


def newest(person_id: RecordId, uow: UnitOfWork) -> list[TimelineItem]:
    """Read the newest events of a person."""
    return timeline(uow, person_id, limit=PAGE)


def _older(person_id: RecordId, last: TimelineItem, uow: UnitOfWork) -> list[TimelineItem]:
    return timeline(uow, person_id, limit=PAGE, before=last.place)
