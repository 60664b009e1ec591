"""The tabs of a person's page: which parts stand on which, and the way of their signals up to the page.

A new part is one function here and its name in TABS; parts know nothing of each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QWidget

from kazanlak_case.i18n import N_, _
from kazanlak_case.ui.person_parts.case_list import CaseList
from kazanlak_case.ui.person_parts.confidential import ConfidentialPart
from kazanlak_case.ui.person_parts.consents import ConsentsPart
from kazanlak_case.ui.person_parts.data import DataPart
from kazanlak_case.ui.person_parts.documents import DocumentsPart
from kazanlak_case.ui.person_parts.happened import HappenedPart
from kazanlak_case.ui.person_parts.intakes import IntakesPart
from kazanlak_case.ui.person_parts.issued import IssuedPart
from kazanlak_case.ui.person_parts.needs import NeedsPart
from kazanlak_case.ui.person_parts.participation import ParticipationPart
from kazanlak_case.ui.person_parts.referrals import ReferralsPart
from kazanlak_case.ui.widgets.card import column
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from kazanlak_case.services.person_page import PersonPage
    from kazanlak_case.ui.kit import Kit


class Part(Protocol):
    """What a tab asks of what stands on it, beside being a widget."""

    def show_page(self, page: PersonPage) -> None:
        """Show what it tells of this person; it may read more by itself, best once it is in sight."""


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: its word (English, translated where shown) and the functions that make its parts, from top to bottom."""

    title: str
    makers: tuple[Callable[[PersonPages], QWidget], ...]
    scrolls: bool = True
    """Not for a single part that scrolls by itself."""


class PersonPages(QTabWidget):
    """Holds the parts. Signals of parts are its own: the place of the screen connects them to what opens."""

    case_opened = Signal(str)
    case_wanted = Signal()
    history_asked = Signal(str, str, str)
    person_opened = Signal(str)
    print_wanted = Signal(str, str, str, str)
    forms_wanted = Signal(str, str)
    assessment_wanted = Signal(str)
    assessment_opened = Signal(str)
    plan_wanted = Signal(str)
    plan_opened = Signal(str)
    review_wanted = Signal(str)
    consents_wanted = Signal(str, str)
    intake_wanted = Signal(str, str)
    intake_opened = Signal(str, str)
    referral_opened = Signal(str)
    referral_wanted = Signal(str, str)
    attach_wanted = Signal(str, str, str, str)
    attachment_opened = Signal(str)
    files_dropped = Signal(str, str, object)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "personTabs")
        self.kit = kit
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        self.setMinimumHeight(kit.look.tokens.px(270))
        self.happened = HappenedPart(self, kit)
        self.data = DataPart(self, kit)
        self.participation = ParticipationPart(self, kit)
        self.confidential = ConfidentialPart(self, kit)
        self.data.history_asked.connect(self.history_asked)
        self.participation.history_asked.connect(self.history_asked)
        self.participation.print_wanted.connect(self.print_wanted)
        self.confidential.person_opened.connect(self.person_opened)
        self.happened.papers_wanted.connect(partial(self.go_to, "documents"))
        self._parts: list[Part] = []
        self._keys = [key for key, tab in TABS.items() if tab.makers]
        for key in self._keys:
            self._add(key, TABS[key])

    def show_page(self, page: PersonPage) -> None:
        """Show a person on every tab."""
        for part in self._parts:
            part.show_page(page)

    def go_to(self, key: str) -> None:
        """Turn to a tab."""
        self.setCurrentIndex(self._keys.index(key))

    def is_at(self, key: str) -> bool:
        """Tell whether a tab is the one in front."""
        return self._keys[self.currentIndex()] == key

    def retranslate(self) -> None:
        """Word the tabs in the language of now."""
        for at, key in enumerate(self._keys):
            self.setTabText(at, _(TABS[key].title))
        self.setAccessibleName(_("Pages of the person"))
        self.happened.retranslate()

    def _add(self, key: str, tab: Tab) -> None:
        tokens = self.kit.look.tokens
        holder = named(QWidget(self), f"{key}Tab")
        inside = column(0)
        inside.setContentsMargins(0, tokens.medium, 0, 0)
        holder.setLayout(inside)
        parts = [make(self) for make in tab.makers]
        self._parts.extend(parts)  # type: ignore[arg-type]  # each maker gives a widget that is a Part too
        if tab.scrolls:
            page = ScrollPage(holder, f"{key}Scroll", tokens.medium)
            for part in parts:
                page.body.addWidget(part)
            page.body.addStretch(1)
            inside.addWidget(page)
        else:
            for part in parts:
                inside.addWidget(part)
        self.addTab(holder, "")


def _happened(pages: PersonPages) -> QWidget:
    return pages.happened


def _data(pages: PersonPages) -> QWidget:
    return pages.data


def _participation(pages: PersonPages) -> QWidget:
    return pages.participation


def _cases(pages: PersonPages) -> QWidget:
    part = CaseList(pages, pages.kit)
    part.case_opened.connect(pages.case_opened)
    part.case_wanted.connect(pages.case_wanted)
    return part


def _referrals(pages: PersonPages) -> QWidget:
    part = ReferralsPart(pages, pages.kit)
    part.opened.connect(pages.referral_opened)
    part.referral_wanted.connect(pages.referral_wanted)
    return part


def _documents(pages: PersonPages) -> QWidget:
    part = DocumentsPart(pages, pages.kit)
    part.attach_wanted.connect(pages.attach_wanted)
    part.opened.connect(pages.attachment_opened)
    part.dropped.connect(pages.files_dropped)
    part.catch_drops_on(pages)
    return part


def _intakes(pages: PersonPages) -> QWidget:
    part = IntakesPart(pages, pages.kit)
    part.intake_wanted.connect(pages.intake_wanted)
    part.opened.connect(pages.intake_opened)
    return part


def _issued(pages: PersonPages) -> QWidget:
    part = IssuedPart(pages, pages.kit)
    part.print_wanted.connect(pages.print_wanted)
    part.forms_wanted.connect(pages.forms_wanted)
    return part


def _consents(pages: PersonPages) -> QWidget:
    part = ConsentsPart(pages, pages.kit)
    part.consents_wanted.connect(pages.consents_wanted)
    part.print_wanted.connect(pages.print_wanted)
    return part


def _needs(pages: PersonPages) -> QWidget:
    part = NeedsPart(pages, pages.kit)
    part.assessment_wanted.connect(pages.assessment_wanted)
    part.assessment_opened.connect(pages.assessment_opened)
    part.plan_wanted.connect(pages.plan_wanted)
    part.plan_opened.connect(pages.plan_opened)
    part.review_wanted.connect(pages.review_wanted)
    part.print_wanted.connect(pages.print_wanted)
    return part


def _confidential(pages: PersonPages) -> QWidget:
    return pages.confidential


TABS: dict[str, Tab] = {
    "happened": Tab(N_("What happened"), (_happened,), scrolls=False),
    "data": Tab(N_("Data"), (_data,), scrolls=False),
    "participation": Tab(N_("Participation"), (_participation,), scrolls=False),
    "cases": Tab(N_("Cases and plan"), (_cases, _needs, _intakes)),
    "referrals": Tab(N_("Referrals"), (_referrals,)),
    "documents": Tab(N_("Documents"), (_documents, _issued, _consents)),
    "confidential": Tab(N_("Confidential"), (_confidential,), scrolls=False),
}
"""By key, in the order of the tabs; one without parts is not shown."""

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
    "assessment",
    "plan",
    "goal",
    "plan_action",
    "plan_review",
    "attachment",
    "referral",
    "consent",
    "intake",
    "issued_document",
    "signal",
    "task",
    "enrolment",
)
"""Record types that some part shows: when one was written the person is read anew. Add those of a new part."""
