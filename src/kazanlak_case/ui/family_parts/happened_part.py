"""What happened with a whole family, or with one of it; a visit to several is told once, with whom it was."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.i18n import _
from kazanlak_case.services.family_timeline import FamilyItem, family_timeline
from kazanlak_case.ui.family_parts.words import joined, names
from kazanlak_case.ui.telling import event_in_words
from kazanlak_case.ui.widgets.card import Card, row
from kazanlak_case.ui.widgets.empty_state import EmptyState
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.widgets.timeline import Timeline

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.errors import ExpectedError
    from kazanlak_case.services.family import FamilyPage
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.widgets.timeline import TimelineEntry

PAGE = 50


class FamilyHappened(Card):
    """The timeline of all, narrowed to one by a choice above it."""

    visit_opened = Signal(str)
    case_opened = Signal(str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent, "familyHappened", kit.look.tokens)
        self._kit = kit
        self._page: FamilyPage | None = None
        self._items: list[FamilyItem] = []
        self._is_asking = False
        self._has_older = False
        tokens = kit.look.tokens
        self._whose = Words(self, "whoseLabel", role="label")
        self.whose = named(QComboBox(self), "whose")
        self._whose.setBuddy(self.whose)
        self.timeline = Timeline(self, "familyTimeline", kit.look)
        self._empty = EmptyState(self, "familyTimelineEmpty", kit.look, icon="calendar-plus")
        self.body.setContentsMargins(tokens.small, tokens.small, tokens.small, tokens.small)
        head = row(tokens.small)
        head.addWidget(self._whose)
        head.addWidget(self.whose)
        head.addStretch(1)
        self.body.addLayout(head)
        self.body.addWidget(self.timeline, 1)
        self.body.addWidget(self._empty, 1)
        self._empty.hide()
        self.whose.activated.connect(self.refresh)
        self.timeline.opened.connect(self._on_opened)
        self.timeline.older_wanted.connect(self._on_older_wanted)

    def show_page(self, page: FamilyPage) -> None:
        """Show what happened with this family; whoever was chosen stays chosen."""
        chosen = self.whose.currentData()
        is_other = self._page is None or self._page.household.id != page.household.id
        self._page = page
        self.whose.clear()
        self.whose.addItem(_("Everybody"), "")
        for one in page.members:
            self.whose.addItem(one.name, one.person)
        at = 0 if is_other else max(0, self.whose.findData(chosen))
        self.whose.setCurrentIndex(at)
        self.retranslate()
        self.refresh()

    def refresh(self) -> None:
        """Read the newest events anew."""
        if self._page is None:
            return
        self._is_asking = True
        self._kit.operations.read(
            partial(_read, self._page.household.id, self._only, None),
            done=self._on_items,
            failed=self._on_refused,
            channel="family timeline",
        )

    def retranslate(self) -> None:
        """Word the part in the language of now."""
        self._whose.setText(_("What happened with"))
        self.whose.setAccessibleName(_("What happened with"))
        self.timeline.setAccessibleName(_("What happened"))
        self._empty.say(_("Nothing happened yet"), _("The first visit begins the diary."))

    @property
    def _only(self) -> RecordId | None:
        chosen = self.whose.currentData()
        return RecordId(chosen) if chosen else None

    def _on_items(self, items: list[FamilyItem]) -> None:
        self._is_asking = False
        self._items = items
        self._has_older = len(items) == PAGE
        self.timeline.entries.show([self._entry(one) for one in items])
        self.timeline.setVisible(bool(items))
        self._empty.setVisible(not items)

    def _entry(self, one: FamilyItem) -> TimelineEntry:
        """Word an event, with whom it concerns before everything else."""
        entry = event_in_words(one.item, self._kit.lookups)
        whose = names(self._name(person) for person in one.people)
        return replace(entry, detail=joined(whose, entry.detail))

    def _name(self, person: RecordId) -> str:
        members = self._page.members if self._page else ()
        return next((one.name for one in members if one.person == person), "")

    def _on_older_wanted(self) -> None:
        if self._is_asking or not self._has_older or self._page is None:
            return
        self._is_asking = True
        ask = partial(_read, self._page.household.id, self._only, self._items[-1])
        self._kit.operations.read(ask, done=self._on_older, failed=self._on_refused)

    def _on_older(self, items: list[FamilyItem]) -> None:
        self._is_asking = False
        self._has_older = len(items) == PAGE
        self._items.extend(items)
        self.timeline.entries.add([self._entry(one) for one in items])

    def _on_refused(self, _error: ExpectedError) -> None:
        self._is_asking = False

    def _on_opened(self, key: str) -> None:
        item = next((one.item for one in self._items if one.item.id == key), None)
        if item is not None and item.visit is not None:
            self.visit_opened.emit(key)
        elif item is not None and item.record == "case":
            self.case_opened.emit(key)


def _read(
    household: RecordId, only: RecordId | None, last: FamilyItem | None, uow: UnitOfWork
) -> list[FamilyItem]:
    before = last.item.place if last else None
    return family_timeline(uow, household, only=only, limit=PAGE, before=before)
