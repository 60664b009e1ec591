"""Needs and plan of a person's cases: the last assessment, how it changed, the plan and what is done of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from typing_extensions import override

from kazanlak_case.services.plan_sheet import NeedsOfCase, needs_of_case
from kazanlak_case.ui.person_parts.looked_at import LookedAt
from kazanlak_case.ui.plan_parts.case_needs import CaseNeeds
from kazanlak_case.ui.widgets.card import clear, column

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.services.person_page import PersonPage
    from kazanlak_case.ui.kit import Kit

SHORT = "short_consult"
"""A single consultation has neither assessment nor plan."""


class NeedsPart(LookedAt):
    """One card a case; it is read once somebody looks."""

    assessment_wanted = Signal(str)
    assessment_opened = Signal(str)
    plan_wanted = Signal(str)
    plan_opened = Signal(str)
    review_wanted = Signal(str)
    print_wanted = Signal(str, str, str, str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent, kit, "needsPart", sees="plan assessment case")
        self._column = column(kit.look.tokens.medium)
        self.setLayout(self._column)

    @override
    def show_page(self, page: PersonPage) -> None:
        """Show the needs of this person; those of somebody else go at once."""
        if self._page is None or self._page.person.id != page.person.id:
            clear(self._column)
        super().show_page(page)

    @override
    def _ask(self, page: PersonPage) -> None:
        cases = tuple(one.id for one in page.cases if one.case.type != SHORT)
        ask = partial(_needs, cases)
        self._kit.operations.read(
            ask,
            done=partial(self._show, page.person.id),
            failed=self._kit.messages.refuse,
            channel="needs of a person",
        )

    def _show(self, person: RecordId, found: list[NeedsOfCase]) -> None:
        if self._page is None or self._page.person.id != person:
            return
        clear(self._column)
        for one in found:
            card = CaseNeeds(self, self._kit, one, person=person)
            card.assessment_wanted.connect(self.assessment_wanted)
            card.assessment_opened.connect(self.assessment_opened)
            card.plan_wanted.connect(self.plan_wanted)
            card.plan_opened.connect(self.plan_opened)
            card.review_wanted.connect(self.review_wanted)
            card.print_wanted.connect(self.print_wanted)
            self._column.addWidget(card)


def _needs(cases: tuple[RecordId, ...], uow: UnitOfWork) -> list[NeedsOfCase]:
    found = [needs_of_case(uow, one) for one in cases]
    return [one for one in found if one.is_open or one.assessments or one.plans]
