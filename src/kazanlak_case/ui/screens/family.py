"""A family on one page: what to know before a visit, who lives there, who is who to whom, where they lived."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QTabWidget, QWidget
from typing_extensions import override

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.i18n import _
from kazanlak_case.services.family import FamilyPage, family_page
from kazanlak_case.ui.family_parts.before_visit import BeforeVisit
from kazanlak_case.ui.family_parts.happened_part import FamilyHappened
from kazanlak_case.ui.family_parts.homes_part import HomesPart
from kazanlak_case.ui.family_parts.map_part import MapPart
from kazanlak_case.ui.family_parts.people_part import PeoplePart
from kazanlak_case.ui.family_parts.ties_part import TiesPart
from kazanlak_case.ui.family_parts.words import family_in_words
from kazanlak_case.ui.widgets.card import Card, column
from kazanlak_case.ui.widgets.labels import ElidedWords
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.errors import ExpectedError
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.operations import Changed

SHOWN_BY = (
    "household",
    "household_member",
    "residence",
    "kinship",
    "person",
    "case",
    "service_entry",
    "service_person",
    "enrolment",
)


class FamilyScreen(QWidget):
    """Shows one family. Forms are opened by the place, which knows the panel."""

    heading_changed = Signal(str, str)
    person_opened = Signal(str)
    visit_opened = Signal(str)
    case_opened = Signal(str)
    history_asked = Signal(str, str, str)
    enrolment_wanted = Signal(str)
    enrolment_opened = Signal(str)
    form_wanted = Signal(str, str)
    """Which form of the family, and the member it begins with, if any."""
    gone = Signal()

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "familyScreen")
        self._kit = kit
        self.household_id: RecordId | None = None
        self.page: FamilyPage | None = None
        tokens = kit.look.tokens
        self._head = Card(self, "familyHead", tokens)
        self._head.body.setSpacing(tokens.tight)
        self._name = ElidedWords(self._head, "familyName", role="title")
        self._about = ElidedWords(self._head, "familyAbout", role="muted")
        self._head.body.addWidget(self._name)
        self._head.body.addWidget(self._about)
        self.before_visit = BeforeVisit(self._head, kit)
        self._head.body.addWidget(self.before_visit)
        self.people = PeoplePart(self, kit)
        self.ties = TiesPart(self, kit)
        self.map = MapPart(self, kit)
        self.happened = FamilyHappened(self, kit)
        self.homes = HomesPart(self, kit)
        self._parts = (self.people, self.ties, self.map, self.happened, self.homes)
        self.tabs = named(QTabWidget(self), "familyTabs")
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._measure_head)
        self._build()
        self._connect()
        self.retranslate()

    def show_family(self, household_id: str) -> None:
        """Open a family."""
        if household_id == self.household_id:
            return
        self.keep_drafts()
        self.household_id = RecordId(household_id)
        self.page = None
        self.tabs.setCurrentIndex(0)
        self.refresh()

    def refresh(self) -> None:
        """Read the family anew."""
        if self.household_id is None:
            return
        self._kit.operations.read(
            partial(_read, self.household_id),
            done=self._on_page,
            failed=self._on_refused,
            channel="family page",
        )

    def follow(self, changed: Changed) -> None:
        """Read anew when something shown here may have been written."""
        if self.household_id is not None and changed.concerns(*SHOWN_BY):
            self.refresh()

    def heading(self) -> tuple[str, str]:
        """Title and subtitle of the page."""
        return (self.page.household.name if self.page else "", "")

    def keep_drafts(self) -> None:
        """Keep what is half-typed."""
        self.homes.keep_draft()

    def retranslate(self) -> None:
        """Word the page in the language of now."""
        words = (
            _("Who lives here"),
            _("Ties"),
            _("Map"),
            _("What happened"),
            _("Home and data"),
        )
        for at, text in enumerate(words):
            self.tabs.setTabText(at, text)
        self.tabs.setAccessibleName(_("Pages of the family"))
        for part in (self.before_visit, *self._parts):
            part.retranslate()
        if self.page is not None:
            self._show(self.page)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._later.start()

    @override
    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._later.start()
        return handled

    def _measure_head(self) -> None:
        """Let the head be as high as its words are at the width it has, once all that is to be hidden is."""
        height = self._head.heightForWidth(self.width())
        if height > 0:
            self._head.setMaximumHeight(height)

    def _build(self) -> None:
        tokens = self._kit.look.tokens
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for part in self._parts:
            holder = named(QWidget(self), f"{part.objectName()}Tab")
            inside = column(0)
            inside.setContentsMargins(0, tokens.medium, 0, 0)
            if part in {self.happened, self.map}:
                inside.addWidget(part)
            else:
                page = ScrollPage(holder, f"{part.objectName()}Scroll", tokens.medium)
                page.body.addWidget(part)
                page.body.addStretch(1)
                inside.addWidget(page)
            holder.setLayout(inside)
            self.tabs.addTab(holder, "")
        layout = column(tokens.medium)
        layout.addWidget(self._head)
        layout.addWidget(self.tabs, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        for part in (self.people, self.ties, self.map):
            part.person_opened.connect(self.person_opened)
        self.people.membership_wanted.connect(partial(self.form_wanted.emit, "membership"))
        self.people.enrolment_wanted.connect(self.enrolment_wanted)
        self.people.enrolment_opened.connect(self.enrolment_opened)
        self.people.part_wanted.connect(partial(self.form_wanted.emit, "part"))
        self.people.go_over_wanted.connect(partial(self.form_wanted.emit, "go_over"))
        for wanted, form in (
            (self.people.member_wanted, "member"),
            (self.people.birth_wanted, "birth"),
            (self.ties.tie_wanted, "tie"),
            (self.homes.move_wanted, "move"),
        ):
            wanted.connect(partial(self.form_wanted.emit, form, ""))
        self.happened.visit_opened.connect(self.visit_opened)
        self.happened.case_opened.connect(self.case_opened)
        self.homes.history_asked.connect(self.history_asked)

    def _on_page(self, page: FamilyPage) -> None:
        if self.household_id != page.household.id:
            return
        self.page = page
        self._show(page)
        self.heading_changed.emit(*self.heading())

    def _show(self, page: FamilyPage) -> None:
        self._name.setText(page.household.name)
        self._name.setAccessibleName(page.household.name)
        self._about.setText(family_in_words(page, self._kit))
        self.before_visit.show_household(page.household)
        self._later.start()
        for part in self._parts:
            part.show_page(page)

    def _on_refused(self, error: ExpectedError) -> None:
        if error.code == "no_record":
            was_shown = self.page is not None
            self.household_id = self.page = None
            self.gone.emit()
            if was_shown:
                return  # taken back or deleted while it was open: the list shows it
        self._kit.messages.refuse(error)


def _read(household_id: RecordId, uow: UnitOfWork) -> FamilyPage:
    return family_page(uow, household_id)
